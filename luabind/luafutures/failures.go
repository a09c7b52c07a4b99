package luafutures

import "fmt"

// keepAlike bounds how many failures that differ in their messages only are
// told of one by one.
const keepAlike = 10

// alike tells failures apart by where their tasks were submitted and where these
// failed: a mistake in a crawl's function is met by each of a thousand tasks.
type alike struct{ pool, task, where, trace string }

// complaint is what is said about failures that are alike and have the same
// message.
type complaint struct {
	alike
	message string
	times   int
}

// Failures are lines for the tasks that failed and whose error nobody asked
// for, in the order in which they failed. Those that failed in the same way are
// one line with their count.
func (h *Host) Failures() []string {
	list, more := h.Env.Unread()
	var told []*complaint
	known := map[complaint]*complaint{} // by all but the count
	messages, unsaid := map[alike]int{}, map[alike]int{}
	for _, f := range list {
		f.Err = h.openedError(f.Err)
		if task, ok := f.Where.(*handle); ok {
			f.Err = failed(f.Err, task, f.Pool)
		}
		c := complaint{alike: alike{pool: f.Pool, task: f.Task, trace: ErrorTraceback(f.Err)}, message: ErrorMessage(f.Err)}
		if w, ok := f.Where.(fmt.Stringer); ok {
			c.where = w.String()
		}
		switch same := known[c]; {
		case same != nil:
			same.times++
		case messages[c.alike] == keepAlike:
			unsaid[c.alike]++
		default:
			messages[c.alike]++
			same = &complaint{c.alike, c.message, 1}
			known[c] = same
			told = append(told, same)
		}
	}
	var lines []string
	for _, c := range told {
		lines = append(lines, c.String())
		messages[c.alike]--
		if n := unsaid[c.alike]; n > 0 && messages[c.alike] == 0 {
			lines = append(lines, fmt.Sprintf("… and %s failed there with other messages", c.tasks(n)))
		}
	}
	if more > 0 {
		lines = append(lines, fmt.Sprintf("… and %d more tasks that failed", more))
	}
	return lines
}

// tasks names n tasks that are alike.
func (a alike) tasks(n int) string {
	text := "a task"
	switch {
	case n > 1 && a.task != "":
		text = fmt.Sprintf("%d tasks %s", n, a.task)
	case n > 1:
		text = fmt.Sprintf("%d tasks", n)
	case a.task != "":
		text = "task " + a.task
	}
	if a.pool != "" {
		text += " of " + a.pool
	}
	if a.where != "" {
		text += " (submitted at " + a.where + ")"
	}
	return text
}

func (c *complaint) String() string {
	text := c.tasks(c.times) + " failed, and nobody asked for "
	if c.times > 1 {
		text += "their errors, all alike: "
	} else {
		text += "its error: "
	}
	text += c.message
	if c.trace != "" {
		text += "\n" + c.trace
	}
	return text
}
