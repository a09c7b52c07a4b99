package profile_test

import (
	"bytes"
	"cmp"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/pprof/profile"
)

// The values of each sample.
const (
	cpu  = 1
	wait = 2
	lock = 3
)

// TestHotLine runs scripts that each spend nearly all of their time on the line
// marked with HOT.
func TestHotLine(t *testing.T) {
	for _, test := range []struct {
		script string
		args   []string
		value  int
		fn     string // the function of the line
		leaf   string // what the line called, "" for its own work
		above  string // what must be among the frames that led there; "" for nothing
		labels string
	}{
		{script: "line", value: cpu, fn: "Spider:weigh", above: "main script"},
		{script: "while", value: cpu, fn: "count", above: "main script"},
		{script: "concat", value: cpu, fn: "join", above: "main script"},
		{script: "gsub", value: cpu, fn: "clean", leaf: "string.gsub", above: "main script"},
		{script: "tailcall", value: cpu, fn: "clean", leaf: "string.gsub", above: "main script"},
		{script: "decode", value: cpu, fn: "parse", leaf: "json.decode", above: "main script"},
		{script: "raises", value: cpu, fn: "guarded", leaf: "json.encode", above: "pcall"},
		{script: "unlocked", value: cpu, fn: "parse", leaf: "html.parse", above: "main script"},
		{script: "field", value: cpu, fn: "read", leaf: "Response.text", above: "main script"},
		{script: "sort", value: cpu, fn: "anonymous testdata/sort.lua:4", above: "table.sort"},
		{script: "coroutine", value: cpu, fn: "produce", above: "consume"},
		{script: "callback", value: cpu, fn: "keep", above: "done callbacks", labels: "pool=crawlers"},
		{script: "initializer", value: cpu, fn: "prepare", above: "initializer", labels: "pool=crawlers"},
		{script: "pool", args: []string{"ThreadPoolExecutor"}, value: cpu, fn: "parse_page", above: "task front page", labels: "pool=crawlers task=front page"},
		{script: "pool", args: []string{"InterpreterPoolExecutor"}, value: cpu, fn: "parse_page", above: "task front page", labels: "pool=crawlers task=front page"},
		{script: "pool", args: []string{"ProcessPoolExecutor"}, value: cpu, fn: "parse_page", above: "task front page", labels: "pool=crawlers task=front page"},
		{script: "pool", args: []string{"ProcessPoolExecutor", "exit"}, value: cpu, fn: "parse_page", above: "task front page", labels: "pool=crawlers task=front page"},
		{script: "module", value: cpu, fn: "lib.weigh", above: "main script"},
		{script: "wait", value: wait, fn: "pause", leaf: "time.sleep", above: "main script"},
		{script: "result", value: wait, fn: "main chunk of testdata/result.lua", leaf: "Future:result", above: "main script"},
		{script: "lock", value: lock, fn: "turn", above: "pool crawlers", labels: "pool=crawlers"},
	} {
		t.Run(strings.Join(append([]string{test.script}, test.args...), " "), func(t *testing.T) {
			script := filepath.Join("testdata", test.script+".lua")
			p := record(t, append([]string{script}, test.args...)...)
			file, line := marked(t, script)
			top := hottest(t, p, test.value)
			if top.fn != test.fn || top.file != file || top.line != line || top.leaf != test.leaf {
				t.Fatalf("%+v is hottest, want %s at %s:%d, leaf %q\n%v", top, test.fn, file, line, test.leaf, p)
			}
			if test.above != "" && !slices.Contains(top.above, test.above) {
				t.Errorf("led to by %q, want %q among them", top.above, test.above)
			}
			if top.labels != test.labels {
				t.Errorf("labels %q, want %q", top.labels, test.labels)
			}
			if test.leaf == "" && top.start > line || top.start < 0 {
				t.Errorf("the function begins at line %d", top.start)
			}
		})
	}
}

// record runs a script with --profile and gives the profile.
func record(t *testing.T, args ...string) *profile.Profile {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out.pb.gz")
	cmd := exec.CommandContext(t.Context(), "luafut", append([]string{"--profile", out}, args...)...)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return read(t, out)
}

func read(t *testing.T, path string) *profile.Profile {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, err := profile.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.CheckValid(); err != nil {
		t.Fatal(err)
	}
	var types []string
	for _, s := range p.SampleType {
		types = append(types, s.Type+"/"+s.Unit)
	}
	if got := strings.Join(types, " "); got != "samples/count cpu/nanoseconds wait/nanoseconds lock/nanoseconds" || p.DefaultSampleType != "cpu" {
		t.Errorf("sample types %s, by default %s", got, p.DefaultSampleType)
	}
	return p
}

// marked is the file and the number of the line that a script marks with HOT; a
// module beside it counts as part of it.
func marked(t *testing.T, script string) (string, int64) {
	t.Helper()
	for _, path := range []string{script, "testdata/lib.lua"} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if before, _, found := bytes.Cut(text, []byte("HOT")); found {
			whole, err := filepath.Abs(path)
			if err != nil {
				t.Fatal(err)
			}
			return whole, int64(bytes.Count(before, []byte("\n")) + 1)
		}
	}
	t.Fatalf("%s has no line marked with HOT", script)
	return "", 0
}

// place is a line of Lua that time was spent on.
type place struct {
	fn, file    string
	line, start int64
	leaf        string   // the Go function that it had called
	above       []string // what led there
	labels      string
}

// hottest is the line of Lua that most of a value was spent on, with what was called
// and by whom in the sample of it that has most.
func hottest(t *testing.T, p *profile.Profile, value int) place {
	t.Helper()
	type key struct {
		file string
		line int64
	}
	sums := map[key]int64{}
	samples := map[key][]*profile.Sample{}
	for _, s := range p.Sample {
		i := slices.IndexFunc(s.Location, func(l *profile.Location) bool { return l.Line[0].Function.Filename != "" })
		if i < 0 || s.Value[value] == 0 {
			continue
		}
		k := key{s.Location[i].Line[0].Function.Filename, s.Location[i].Line[0].Line}
		sums[k] += s.Value[value]
		samples[k] = append(samples[k], s)
	}
	if len(sums) == 0 {
		t.Fatalf("no line has any %s\n%v", p.SampleType[value].Type, p)
	}
	most := slices.MaxFunc(slices.Collect(maps.Keys(sums)), func(a, b key) int { return cmp.Compare(sums[a], sums[b]) })
	s := slices.MaxFunc(samples[most], func(a, b *profile.Sample) int { return cmp.Compare(a.Value[value], b.Value[value]) })
	var at place
	for i, l := range s.Location {
		fn := l.Line[0].Function
		switch {
		case at.fn != "":
			at.above = append(at.above, fn.Name)
		case fn.Filename != "":
			at.fn, at.file, at.line, at.start = fn.Name, fn.Filename, l.Line[0].Line, fn.StartLine
		case i == 0:
			at.leaf = fn.Name
		}
	}
	var labels []string
	for _, k := range slices.Sorted(maps.Keys(s.Label)) {
		labels = append(labels, k+"="+strings.Join(s.Label[k], ","))
	}
	at.labels = strings.Join(labels, " ")
	return at
}
