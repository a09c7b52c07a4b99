package display

import "time"

// View is for tests of lines.
type View struct {
	Desc, Unit          string
	Done, Failed, Total int64
	Speed               float64
	Elapsed, Left       time.Duration
	Ended               bool
}

func (v View) view() *view {
	return &view{v.Desc, v.Unit, v.Done, v.Failed, v.Total, v.Speed, v.Elapsed, v.Left, v.Ended}
}

// Line is a line of a width.
func (v View) Line(width int, unicode bool) string {
	st := newStyle(false, unicode)
	return st.line(v.view(), width)
}

// Painted is a line with colours.
func (v View) Painted(width int) string {
	st := newStyle(true, false)
	return st.line(v.view(), width)
}

// Plain is the line for a log.
func (v View) Plain() string { return v.view().plain() }

// Harmless is what is left of a description.
var Harmless = harmless
