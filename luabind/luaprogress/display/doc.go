// Package display shows how far work has come: as one line at the end of a
// terminal that is drawn again and again, or else as plain lines at intervals.
// There is no Lua in it.
//
//	display.go  Display: what is open, when it is drawn, the writers that it lets pass
//	plain.go    the lines at intervals, where there is no terminal
//	bar.go      Bar: what is counted
//	line.go     a bar as a line of some width; words.go its numbers in words
//
// A terminal has one line for all bars. Everything else that writes to it goes
// through the writers of Display.Around, which take the line away, write, and put
// it back, so that neither is mixed into the other. The cursor rests at the line's
// first column: a terminal that has become narrower breaks the line in two then
// behind the cursor, where one "erase below" finds it all.
//
// The bar itself is drawn by mpb's filler, and its sizes are mpb's; mpb's own
// container, which counts lines and owns the terminal between its ticks, is not
// used, for here others print all the time.
package display
