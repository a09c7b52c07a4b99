package display

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	// tick is how often the line is drawn.
	tick = 100 * time.Millisecond
	// returns is how often in a tick the line comes back at once behind what was
	// written: a script that prints more than that is not to be slowed down.
	returns = 20
	// usual is the width of a terminal that does not say it.
	usual = 80
	// half is from how many columns on two bars share the line.
	half = 30
	// erase takes the line of the cursor away, and what it has been broken into.
	erase = "\r\x1b[J"
)

// Options of a Display. The zero value writes plain lines.
type Options struct {
	// Columns gives the width of the terminal that the display writes to, 0 where
	// that is not known. Nil says that there is no terminal, or one whose lines
	// cannot be drawn again.
	Columns func() int
	// Colour and Unicode say what may be used besides plain ASCII.
	Colour, Unicode bool
	// Before is called before a plain line is written, without any lock: it lets
	// go of what was printed before and is held back. It may be nil.
	Before func()
}

// Display shows the bars that are open. Make it with New. Its methods may be called
// from any goroutine. It has a timer while bars are open, and nothing to be closed.
type Display struct {
	to    io.Writer
	o     Options
	style style

	// plain is held while plain lines are made and written, so that they come in
	// order. It is taken before mu and before the locks of Before.
	plain sync.Mutex

	mu    sync.Mutex
	bars  []*Bar      // open, oldest first
	timer *time.Timer // nil before the first bar
	runs  bool        // the timer
	// midline says that the cursor is behind a piece of a line that others wrote.
	midline bool
	drawn   bool // the line stands on the terminal
	line    string
	columns int // for which line was made
	back    int // how often something was written since the last tick
	held    int // how many want the terminal for themselves
}

// New makes a display that writes to to.
func New(to io.Writer, o Options) *Display {
	return &Display{to: to, o: o, style: newStyle(o.Colour, o.Unicode)}
}

func (d *Display) live() bool { return d.o.Columns != nil }

// Around is a writer to w, which goes to the display's terminal: the line makes
// room for each Write. A bar waits while the last line that was written has no end.
// Where the display has no terminal it is w itself.
func (d *Display) Around(w io.Writer) io.Writer {
	if !d.live() {
		return w
	}
	return &around{d, w}
}

type around struct {
	d *Display
	w io.Writer
}

// Write implements io.Writer.
func (a *around) Write(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	d := a.d
	d.mu.Lock()
	defer d.mu.Unlock()
	d.clear()
	n, err := a.w.Write(p)
	d.midline = p[len(p)-1] != '\n'
	if d.back++; d.back > returns {
		return n, err // until the next tick
	}
	if d.columns != d.width() {
		d.compose(time.Now())
	}
	d.draw()
	return n, err
}

// Hold takes the line off the terminal until release is called: for what writes
// there and does not come by Around, such as a command, or who types. Bars that end
// meanwhile leave their lines as always.
func (d *Display) Hold() (release func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.clear()
	d.held++
	return sync.OnceFunc(func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.held--
		d.midline = false // whoever had the terminal knows how to leave it
		d.draw()
	})
}

// opened adds a bar, which is drawn at the next tick.
func (d *Display) opened(b *Bar) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.bars = append(d.bars, b)
	if d.runs {
		return
	}
	d.runs = true
	if d.timer == nil {
		d.timer = time.AfterFunc(d.pause(), d.tick)
	} else {
		d.timer.Reset(d.pause())
	}
}

func (d *Display) pause() time.Duration {
	if d.live() {
		return tick
	}
	return plainTick
}

// tick is what the timer does.
func (d *Display) tick() {
	if !d.live() {
		d.say()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.back = 0
	if d.live() && d.compose(time.Now()) {
		d.drawn = false // the new line is drawn over the old one
		d.draw()
	}
	if d.runs = len(d.bars) > 0; d.runs {
		d.timer.Reset(d.pause())
	}
}

// close takes a bar away, which leaves a last line.
func (d *Display) close(b *Bar) {
	if !d.live() {
		d.sayLast(b)
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.forget(b)
	d.clear()
	if !b.o.Transient {
		if d.midline {
			d.write("\n")
			d.midline = false
		}
		v := b.view(time.Now())
		d.write(d.style.line(&v, d.width()) + "\n")
	}
	d.compose(time.Now())
	d.draw()
}

// forget ends a bar and takes it off the list; the timer ends with the last.
func (d *Display) forget(b *Bar) {
	b.ended = time.Now()
	d.bars = slices.DeleteFunc(d.bars, func(x *Bar) bool { return x == b })
	if len(d.bars) == 0 && d.timer.Stop() {
		d.runs = false
	}
}

// width is how many columns a line may have: not the last, behind which a terminal
// may go on to the next line.
func (d *Display) width() int {
	columns := d.o.Columns()
	if columns <= 0 {
		columns = usual
	}
	return max(columns-1, 1)
}

// compose makes the line anew and reports whether it has changed.
func (d *Display) compose(now time.Time) (changed bool) {
	before := d.line
	d.columns, d.line = d.width(), ""
	if len(d.bars) > 0 {
		d.line = d.share(now)
	}
	return d.line != before || !d.drawn
}

// share is the line for all bars: of several, the oldest and the newest where there
// is room for both, and how many more there are.
func (d *Display) share(now time.Time) string {
	const between = " | "
	shown := []*Bar{d.bars[0]}
	for _, b := range d.bars {
		b.speed.sample(now, b.Done())
	}
	width, tail := d.columns, ""
	if len(d.bars) > 1 && width >= 2*half {
		shown = append(shown, d.bars[len(d.bars)-1])
	}
	if more := len(d.bars) - len(shown); more > 0 && width >= half/2 {
		tail = fmt.Sprintf(" +%d", more)
	}
	width -= len(tail) + len(between)*(len(shown)-1)
	parts := make([]string, len(shown))
	for i, b := range shown {
		v := b.view(now)
		parts[i] = d.style.line(&v, width/len(shown))
	}
	return strings.Join(parts, between) + tail
}

// draw puts the line at the end of the terminal, where there is one to put.
func (d *Display) draw() {
	if d.drawn || d.held > 0 || d.midline || d.line == "" {
		return
	}
	d.drawn = true
	d.write("\r" + d.line + "\x1b[J\r")
}

// clear takes the line away.
func (d *Display) clear() {
	if d.drawn {
		d.drawn = false
		d.write(erase)
	}
}

// write writes to the terminal. Where that fails nothing is lost that anybody
// counts on.
func (d *Display) write(text string) { _, _ = io.WriteString(d.to, text) }
