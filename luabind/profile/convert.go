package profile

import (
	"os"
	"path/filepath"

	"github.com/google/pprof/profile"

	"luafut/luabind/vm"
)

// sampleTypes are what each sample has a value for.
var sampleTypes = []profile.ValueType{
	{Type: "samples", Unit: "count"},
	{Type: "cpu", Unit: "nanoseconds"},
	{Type: "wait", Unit: "nanoseconds"},
	{Type: "lock", Unit: "nanoseconds"},
}

// converter makes one profile.
type converter struct {
	p         *profile.Profile
	mapping   *profile.Mapping
	functions map[vm.StackCall]*profile.Function // their Line is 0
	locations map[vm.StackCall]*profile.Location
	files     map[string]string
}

func convert(samples []vm.Sample, title string) *profile.Profile {
	c := &converter{
		p: &profile.Profile{
			DefaultSampleType: "cpu",
			PeriodType:        &profile.ValueType{Type: "cpu", Unit: "nanoseconds"},
			Period:            int64(vm.SamplePeriod),
		},
		// Everything has a name already: no viewer need look for a binary.
		mapping:   &profile.Mapping{ID: 1, File: title, HasFunctions: true, HasFilenames: true, HasLineNumbers: true},
		functions: map[vm.StackCall]*profile.Function{},
		locations: map[vm.StackCall]*profile.Location{},
		files:     map[string]string{},
	}
	c.p.Mapping = []*profile.Mapping{c.mapping}
	for _, t := range sampleTypes {
		c.p.SampleType = append(c.p.SampleType, &t)
	}
	for _, s := range samples {
		c.add(s)
	}
	return c.p
}

func (c *converter) add(s vm.Sample) {
	out := &profile.Sample{
		Value: []int64{ticks(s), int64(s.Work), int64(s.Wait), int64(s.Lock)},
		Label: map[string][]string{},
	}
	for _, call := range s.Stack {
		out.Location = append(out.Location, c.location(call))
	}
	for _, name := range roots(s.Job) {
		out.Location = append(out.Location, c.location(vm.StackCall{Name: name}))
	}
	if s.Job.Pool != "" {
		out.Label["pool"] = []string{s.Job.Pool}
	}
	if s.Job.Task != "" {
		out.Label["task"] = []string{s.Job.Task}
	}
	c.p.Sample = append(c.p.Sample, out)
}

// ticks is how many periods were spent on work: at least one where any was.
func ticks(s vm.Sample) int64 {
	if s.Work == 0 {
		return 0
	}
	return max(1, int64((s.Work+vm.SamplePeriod/2)/vm.SamplePeriod))
}

// roots are the frames that stand for what a job is, the innermost first.
func roots(j vm.Job) (names []string) {
	switch j.Kind {
	case vm.MainScript:
		return []string{"main script"}
	case vm.Callback:
		names = append(names, "done callbacks")
	case vm.Initializer:
		names = append(names, "initializer")
	case vm.Answer:
		names = append(names, "answers of servers")
	default:
		if j.Task != "" {
			names = append(names, "task "+j.Task)
		}
	}
	if j.Pool != "" {
		names = append(names, "pool "+j.Pool)
	}
	return names
}

func (c *converter) location(call vm.StackCall) *profile.Location {
	l := c.locations[call]
	if l == nil {
		l = &profile.Location{
			ID: uint64(len(c.p.Location) + 1), Mapping: c.mapping,
			Line: []profile.Line{{Function: c.function(call), Line: int64(call.Line)}},
		}
		c.locations[call] = l
		c.p.Location = append(c.p.Location, l)
	}
	return l
}

func (c *converter) function(call vm.StackCall) *profile.Function {
	call.Line = 0
	f := c.functions[call]
	if f == nil {
		f = &profile.Function{
			ID: uint64(len(c.p.Function) + 1), Name: call.Name, SystemName: call.Name,
			Filename: c.file(call.File), StartLine: int64(call.Defined),
		}
		c.functions[call] = f
		c.p.Function = append(c.p.Function, f)
	}
	return f
}

// file is the name of a chunk as viewers find its source from any folder: whole,
// where it is that of a file.
func (c *converter) file(chunk string) string {
	name, known := c.files[chunk]
	if known {
		return name
	}
	name = chunk
	if info, err := os.Stat(chunk); chunk != "" && err == nil && info.Mode().IsRegular() {
		if whole, err := filepath.Abs(chunk); err == nil {
			name = whole
		}
	}
	c.files[chunk] = name
	return name
}
