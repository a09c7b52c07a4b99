package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/spf13/pflag"

	"luafut/luabind"
	"luafut/luabind/luahtml"
	"luafut/luabind/observe"
)

// observing is what a run tells about itself: --stats, --metrics and --trace.
type observing struct {
	stats   string // "", "text" or "json"
	metrics string // an address
	trace   string // a file

	*command
	recorder *observe.Recorder // nil where nothing is asked for
	server   *observe.Metrics
	file     *os.File
	script   string
	once     sync.Once // the end is told once, also where os.exit comes in between
}

func (o *observing) define(c *command, flags *pflag.FlagSet) {
	o.command = c
	flags.StringVar(&o.stats, "stats", "", "tell at the end what the run did: requests, latencies, tasks, memory, fields found; as text or `json`")
	flags.Lookup("stats").NoOptDefVal = "text"
	flags.StringVar(&o.metrics, "metrics", "", "serve the same for Prometheus while the script runs, at http://`ADDRESS`/metrics; :9100 is on the loopback address")
	flags.StringVar(&o.trace, "trace", "", "write what every task did when to `FILE`, for ui.perfetto.dev or chrome://tracing")
}

// open begins what was asked for; the code is not exitOK where that cannot be.
func (o *observing) open(script string) int {
	switch {
	case o.stats != "" && o.stats != "text" && o.stats != "json":
		return o.fail(exitUsage, "--stats=%s: it is text or json", o.stats)
	case o.stats == "" && o.metrics == "" && o.trace == "":
		return exitOK
	}
	o.script = script
	opts := observe.Options{Name: "luafut " + script, TraceOnly: o.stats == "" && o.metrics == ""}
	if takesScript(o.trace) {
		return o.fail(exitUsage, "--trace %s would overwrite the script; name the file to write before it: --trace out.json %[1]s", o.trace)
	}
	if o.trace != "" {
		var err error
		o.file, err = os.Create(o.trace)
		switch {
		case errors.Is(err, fs.ErrPermission):
			return o.fail(exitNotPermitted, "--trace: %v", err)
		case err != nil:
			return o.fail(exitUsage, "--trace: %v", err)
		}
		opts.Trace = o.file
	}
	o.recorder = observe.New(opts)
	if o.metrics != "" {
		var err error
		if o.server, err = observe.ServeMetrics(o.metrics, o.recorder); err != nil {
			_ = errors.Join(o.recorder.Close(), o.closeFile()) // nothing has run that it could tell
			o.recorder = nil
			return o.fail(exitUsage, "--metrics %s: %v; an address is :9100 or 127.0.0.1:9100", o.metrics, err)
		}
		fmt.Fprintf(o.stderr, "luafut: metrics at http://%s/metrics\n", o.server.Addr)
	}
	return exitOK
}

// takesScript reports whether the file that a flag is to write looks like the script,
// which stands behind the flag where its file was forgotten.
func takesScript(file string) bool { return filepath.Ext(file) == ".lua" }

// end tells what there is to tell: at the end of a run, or before os.exit ends the
// program. s is the state where nothing runs in it any more, else nil. Only the first
// call does anything.
func (o *observing) end(s *luabind.State) {
	if o.recorder == nil {
		return
	}
	o.once.Do(func() {
		if o.server != nil {
			o.server.Close()
		}
		if s != nil {
			o.recorder.MainEnded(s.VM.Main(), o.script)
		}
		if err := errors.Join(o.recorder.Close(), o.closeFile()); err != nil {
			o.fail(exitFailed, "--trace: %v", err)
		}
		if o.stats != "" {
			o.tell(s)
		}
	})
}

func (o *observing) closeFile() error {
	if o.file == nil {
		return nil
	}
	return o.file.Close()
}

func (o *observing) tell(s *luabind.State) {
	report := o.recorder.Report()
	if s != nil {
		for _, f := range luahtml.Rates(s.VM) {
			report.Fields = append(report.Fields, observe.Field{Name: f.Field, Found: f.Found, Total: f.Total})
		}
	}
	text := report.Text()
	if o.stats == "json" {
		text = report.JSON()
	}
	fmt.Fprint(o.stderr, text)
}
