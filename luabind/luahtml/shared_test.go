package luahtml_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luahtml"
)

// TestShared has several tasks read and change one large page at once: the work
// runs without the Lua lock, so the page must look after itself.
func TestShared(t *testing.T) {
	s := bindtest.NewState(t, luahtml.Module)
	var markup strings.Builder
	for i := range 1500 {
		fmt.Fprintf(&markup, `<div class="item"><a href="/%d">Item %d</a><b>%d</b></div>`, i, i, i)
	}
	s.Globals().RawSetString("markup", lua.LString(markup.String()))
	results, err := bindtest.Run(s, `
local doc = html.parse(markup, {base_url = "https://example.org/"})
return function(n)
  for i = 1, 3 do
    local records = doc:extract{items = ".item", fields = {title = "a", url = "a@href", n = {select = "b", convert = "number"}}}
    assert(#records == 1500 and records[1500].n == 1499 and records[2].url == "https://example.org/1")
    assert(#doc:find("a") == 1500 and #doc:find("a::text") == 1500 and #doc:xpath("//b") == 1500)
    assert(doc:text():find("Item 1499", 1, true) and #doc:links() == 1500 and doc:find_all("a", nil, {limit = n}):last():text() == "Item " .. n - 1)
    doc:find(".item")[n]:set_attr("data-task", tostring(n)):add_class("seen"):append("<i>new</i>")
    assert(#html.parse(markup):find("b") == 1500)
  end
  return doc:find(".seen[data-task='" .. n .. "'] i"):text()
end`)
	if err != nil {
		t.Fatal(err)
	}
	s.Main().Unlock()
	var tasks sync.WaitGroup
	for n := 1; n <= 4; n++ {
		th := s.NewThread(context.Background(), "task")
		tasks.Go(func() {
			defer th.Close()
			th.Lock()
			got, err := th.Call(th.LState(), results[0], lua.LNumber(n))
			if err != nil || got[0].String() != "newnewnew" {
				t.Errorf("task %d: %v, %v", n, got, err)
			}
		})
	}
	tasks.Wait()
}
