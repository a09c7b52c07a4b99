package display

import (
	"strings"
	"time"
)

// plainTick is how often it is looked for bars that have a plain line to say.
const plainTick = 500 * time.Millisecond

// say writes the lines that are due.
func (d *Display) say() {
	d.plain.Lock()
	defer d.plain.Unlock()
	if text := d.due(time.Now()); text != "" {
		d.print(text)
	}
}

// due are the lines that are due.
func (d *Display) due(now time.Time) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var text strings.Builder
	for _, b := range d.bars {
		v := b.view(now)
		if now.Before(b.next) {
			continue
		}
		b.next = now.Add(b.o.Every)
		text.WriteString(v.plain() + "\n")
	}
	return text.String()
}

// sayLast takes a bar away and writes its last line.
func (d *Display) sayLast(b *Bar) {
	d.plain.Lock()
	defer d.plain.Unlock()
	d.mu.Lock()
	d.forget(b)
	v := b.view(time.Now())
	d.mu.Unlock()
	if !b.o.Transient {
		d.print(v.plain() + "\n")
	}
}

// print writes whole lines, in one piece, after what was printed before.
func (d *Display) print(text string) {
	if d.o.Before != nil {
		d.o.Before()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.write(text)
}
