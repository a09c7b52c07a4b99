package repl

import "strings"

// search is a search through the history, as Ctrl-R begins it: what is typed is
// looked for, and the line shows the entry that was found. The editor's own takes
// what is typed as a regular expression, in which f( is a mistake.
type search struct {
	query  string
	at     int    // the entry that is shown; the history's length before the first
	failed bool   // no further entry holds query
	before string // the line as it was
}

// prompt is what stands before the line meanwhile.
func (s *search) prompt() string {
	if s.failed {
		return "no '" + s.query + "': "
	}
	return "search '" + s.query + "': "
}

const (
	ctrlC = "\x03"
	ctrlZ = "\x1a"
)

// bindSearch has keys search where a search is under way; every other command
// ends it first, and goes on with the line that it found.
func (e *editor) bindSearch() {
	commands := e.shell.Keymap.Commands()
	insert, erase, abort := commands["self-insert"], commands["backward-delete-char"], commands["abort"]
	for name, run := range commands {
		commands[name] = func() {
			e.search = nil
			run()
		}
	}
	while := func(searching func(), otherwise func()) func() {
		return func() {
			if e.search == nil {
				otherwise()
				return
			}
			e.shell.History.SkipSave()
			searching()
		}
	}
	e.shell.Keymap.Register(map[string]func(){
		"reverse-search-history": while(func() { e.find(e.search.at-1, -1) }, e.beginSearch),
		"forward-search-history": while(func() { e.find(e.search.at+1, 1) }, func() {}),
		"self-insert": while(func() {
			e.search.query += string(e.shell.Keys.Caller())
			e.find(min(e.search.at, e.history.Len()-1), -1)
		}, insert),
		"backward-delete-char": while(func() {
			query := []rune(e.search.query)
			e.search.query = string(query[:max(0, len(query)-1)])
			e.find(e.history.Len()-1, -1)
		}, erase),
		"abort": func() {
			switch {
			case string(e.shell.Keys.Caller()) == ctrlC:
				e.throwAway()
			case e.search != nil:
				e.shell.History.SkipSave()
				e.put(e.search.before, len(e.search.before))
				e.search = nil
			default:
				abort()
			}
		},
	})
}

func (e *editor) beginSearch() {
	e.shell.History.SkipSave()
	e.search = &search{at: e.history.Len(), before: string(*e.shell.Line())}
}

// find shows the next entry that holds the query, from one on, by steps.
func (e *editor) find(from, step int) {
	s := e.search
	if s.query == "" {
		s.failed = false
		e.put(s.before, len(s.before))
		return
	}
	shown := string(*e.shell.Line())
	for i := from; i >= 0 && i < e.history.Len(); i += step {
		line := e.history.lines[i]
		if at := strings.Index(line, s.query); at >= 0 && (line != shown || i == s.at) {
			s.at, s.failed = i, false
			e.put(line, at)
			return
		}
	}
	s.failed = true
}

// put makes text the line, with the cursor at a byte of it.
func (e *editor) put(text string, at int) {
	e.shell.Line().Set([]rune(text)...)
	e.shell.Cursor().Set(len([]rune(text[:at])))
}
