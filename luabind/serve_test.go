package luabind_test

import (
	"strings"
	"testing"
)

// TestServersEndWithTheScript leaves servers open, with answers under way; that no
// goroutine stays TestMain sees to.
func TestServersEndWithTheScript(t *testing.T) {
	out, report := script(t, `
local begun = sync.Event()
local waits = http.serve(function() begun:set() time.sleep(3600) end)
local loops = http.serve(function() while true do end end)
local streams = http.serve(function() return 200, function() time.sleep(0.001) return "x" end end)
local pool = futures.ThreadPoolExecutor(3)
for _, server in ipairs {waits, loops, streams} do
  pool:submit(function() pcall(http.get, server.url, {timeout = 0.05}) end)
end
begun:wait()
print("the script ends")`)
	if out != "the script ends" || report != "" {
		t.Errorf("%q, %q", out, report)
	}
}

func TestFailedAnswersAreReported(t *testing.T) {
	out, report := script(t, `
local server = http.serve(function(req) error("no " .. req.path) end)
local r = http.get(server.url .. "/page")
print(r.status_code, r.text:match("^[^\n]*"))
server:close()`)
	if out != "500\ttest.lua:2: no /page" || !strings.HasPrefix(report, "luafut: error in the answer to GET /page of http.serve: test.lua:2: no /page\nstack traceback:\n") {
		t.Errorf("%q, %q", out, report)
	}
}
