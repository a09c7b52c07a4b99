package luabind_test

import (
	"fmt"
	"strings"
	"testing"
)

// awayPools are the classes of pools whose tasks run in other states.
var awayPools = []string{"ProcessPoolExecutor", "InterpreterPoolExecutor"}

func TestWorkersPrintWholeLines(t *testing.T) {
	for _, class := range awayPools {
		out, report := script(t, fmt.Sprintf(`
futures.with(futures.%s(2), function(pool)
  for i, n in pool:map(function(n)
    for i = 1, 50 do io.write("task ", n) io.write(" line ", i, "\n") end
    return n
  end, {1, 2, 3, 4}) do end
end)`, class))
		lines := strings.Split(out, "\n")
		if len(lines) != 200 || report != "" {
			t.Errorf("%s: %d lines; %s", class, len(lines), report)
		}
		for _, line := range lines {
			var n, i int
			if _, err := fmt.Sscanf(line, "task %d line %d", &n, &i); err != nil && class == "ProcessPoolExecutor" {
				t.Errorf("%s: %q", class, line)
			}
		}
	}
}

func TestPrintedBeforeTheResult(t *testing.T) {
	for _, class := range awayPools {
		out, _ := script(t, `
local pool = futures.`+class+`(1)
pool:submit(function() print("printed") io.stderr:write("reported\n") end):result()
print("the result is there")`)
		if out != "printed\nthe result is there" {
			t.Errorf("%s: %q", class, out)
		}
	}
}

func TestFailuresThatNobodyAskedFor(t *testing.T) {
	for _, class := range awayPools {
		_, report := script(t, `futures.`+class+`(1):submit(function() error("unasked") end)`)
		for _, want := range []string{"a task of " + class + "-1 (submitted at test.lua:1) failed", "test.lua:1: unasked", "in task of " + class + "-1, submitted at test.lua:1:\n"} {
			if !strings.Contains(report, want) {
				t.Errorf("%s: %q is not in\n%s", class, want, report)
			}
		}
	}
}

func TestErrorsHaveTheTasksTracebackBelow(t *testing.T) {
	for _, class := range awayPools {
		_, report := script(t, `
local function deep() error("broke") end
local function task() deep() end
futures.`+class+`(1):submit(task):result()`)
		waiter := strings.Index(report, "test.lua:4: in main chunk")
		below := strings.Index(report, "in task of "+class+"-1, submitted at test.lua:4:")
		own := strings.Index(report, "test.lua:2: in function 'deep'")
		if waiter < 0 || below < waiter || own < below {
			t.Errorf("%s:\n%s", class, report)
		}
	}
}

func TestInitializerThatFails(t *testing.T) {
	for class, kind := range map[string]string{"ProcessPoolExecutor": "BrokenProcessPool", "InterpreterPoolExecutor": "BrokenInterpreterPool"} {
		out, report := script(t, `
local pool = futures.`+class+`{max_workers = 1, initializer = function() error("not today", 0) end}
local err = pool:submit(print):exception()
print(err.type, errors.is(err, futures.BrokenExecutor), err.cause)
print(select(2, pcall(pool.submit, pool, print)).type)`)
		if want := kind + "\ttrue\tnot today\n" + kind; out != want {
			t.Errorf("%s: %q", class, out)
		}
		if !strings.Contains(report, "the initializer of pool "+class+"-1 failed; the pool is broken: not today") {
			t.Errorf("%s: %q", class, report)
		}
	}
}

func TestScriptsEndWaitsForWorkers(t *testing.T) {
	for _, class := range awayPools {
		out, report := script(t, `
local pool = futures.`+class+`(2)
for i = 1, 3 do pool:submit(function() require("time").sleep(0.01) print("done") end) end
pool:shutdown(false)`)
		if out != "done\ndone\ndone" || report != "" {
			t.Errorf("%s: %q %q", class, out, report)
		}
	}
}

func TestExitInAnInterpreterEndsTheScript(t *testing.T) {
	out, _ := script(t, `
local pool = futures.InterpreterPoolExecutor(1)
print(pool:submit(function() return pcall(os.exit, 4) end):result())`)
	if !strings.Contains(out, "exit 4") {
		t.Errorf("%q", out)
	}
}
