// Package http_test runs Lua programs on the module http against servers of all
// kinds: the practice site, one of the tests' own, httpbin, TLS, proxies.
package http_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"luafut/luabind"
	"luafut/luabind/vm"
	"luafut/scripts/practice"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// prelude is what the programs of these tests have beside the modules.
const prelude = `
local function show(v)
  if type(v) == "string" then return string.format("%q", v) end
  if type(v) ~= "table" or errors.is(v, "Error") or rawequal(v, json.null) then return tostring(v) end
  local parts, n = {}, 0
  for k, x in pairs(v) do
    n = n + 1
    parts[n] = (k == n and "" or "[" .. show(k) .. "]=") .. show(x)
  end
  return "{" .. table.concat(parts, ", ") .. "}"
end

-- eq compares two values, tables by what is in them.
function eq(got, want)
  if show(got) ~= show(want) then error("got " .. show(got) .. ", want " .. show(want), 2) end
end

-- has looks for a plain text in another.
function has(text, part)
  if not string.find(text, part, 1, true) then error("no " .. show(part) .. " in " .. show(text), 2) end
end

-- raises calls fn, which must raise an error of a kind whose message has all the
-- further texts in it, and returns the error.
function raises(kind, fn, ...)
  local ok, err = pcall(fn)
  if ok then error("nothing was raised", 2) end
  if not errors.is(err, kind) then error("raised " .. tostring(err) .. ", not a " .. tostring(kind), 2) end
  for _, part in ipairs{...} do
    if not string.find(err.message, part, 1, true) then error("no " .. show(part) .. " in " .. show(err.message), 2) end
  end
  return err
end
`

// output is a bytes.Buffer for several goroutines.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// run runs a program with the modules as globals and args as "..."; it fails the
// test where the program does.
func run(t testing.TB, program string, args ...string) {
	t.Helper()
	log := new(output)
	s, err := luabind.New(context.Background(), luabind.Options{Stdout: log, Log: log, Args: args})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Globalise(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Run("prelude", prelude); err != nil {
		t.Fatal(err)
	}
	_, err = s.Run("program", program)
	if raised := (*vm.Error)(nil); errors.As(err, &raised) {
		s.VM.Main().Lock()
		text := s.VM.Main().LState().ToStringMeta(raised.Value).String()
		s.VM.Main().Unlock()
		t.Errorf("%s\n%s\n%s", text, raised.Traceback, raised.Stack)
	} else if err != nil {
		t.Error(err)
	}
	if err := s.Finish(); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if text := log.String(); text != "" {
		t.Log(text)
	}
}

// cases are programs by what they show. Each gets the arguments.
type cases []struct{ name, program string }

func (list cases) run(t *testing.T, args ...string) {
	t.Helper()
	for _, c := range list {
		t.Run(strings.ReplaceAll(c.name, " ", "_"), func(t *testing.T) { run(t, c.program, args...) })
	}
}

// site starts a practice site for a test, and gives its address.
func site(t testing.TB) string {
	t.Helper()
	s, err := practice.Start(context.Background(), practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s.URL()
}

// serve starts a server of a test's own, and gives its address.
func serve(t testing.TB, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}
