package travel_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/travel"
)

// samples are scripts whose results make messages of every part of the form.
var samples = []string{
	`return print, 1, -5, 300, 0.5, true, false, nil, "text", {1, 2, {3}}, {a = 1, b = {a = 2}, [true] = 1, [5.5] = 2}`,
	`local n = 0 return function() n = n + 1 return n end, function() return n end`,
	`function helper() return other end other = {helper} return function() return helper() end`,
	`local demo, errors = require("demo"), require("errors")
	 return demo.hard, demo.box({demo.box(1)}), demo.HardError("x"), errors.new("Mine", errors.new("Base"))("y", {cause = errors.Error("z")}), string.gsub, demo.box().get`,
	`local t = setmetatable({}, {__index = string}) t.self = t return setfenv(function() return x end, t), t`,
}

// bodies makes the messages of the samples, and lets the worker learn them.
func (p *pair) bodies(t testing.TB) (tasks, outcomes [][]byte, there *lua.LState) {
	for _, src := range samples {
		L, at, values := p.load(t, src)
		there = at
		task, err := travel.EncodeTask(L, values[0], values[1:])
		if err != nil {
			t.Fatal(err)
		}
		results, err := travel.EncodeResults(L, values)
		if err != nil {
			t.Fatal(err)
		}
		p.give(t, task)
		p.give(t, results)
		tasks = append(tasks, task.Body)
		outcomes = append(outcomes, results.Body, travel.EncodeError(L, errors.New("odd")).Body)
		p.unlock()
	}
	return tasks, outcomes, there
}

// TestBrokenBodies holds that a message that is cut short or changed anywhere
// is an error or another message, and never more.
func TestBrokenBodies(t *testing.T) {
	p := newPair(t)
	tasks, outcomes, there := p.bodies(t)
	p.worker.Main().Lock()
	defer p.worker.Main().Unlock()
	decode := func(body []byte) (error, error) {
		_, _, task := p.toHome.DecodeTask(there, body)
		_, outcome := p.toHome.DecodeOutcome(there, body)
		return task, outcome
	}
	for _, body := range append(tasks, outcomes...) {
		for n := range body {
			task, outcome := decode(body[:n])
			if !errors.Is(task, travel.ErrMalformed) || !errors.Is(outcome, travel.ErrMalformed) {
				t.Fatalf("%d of %d bytes: %v, %v", n, len(body), task, outcome)
			}
		}
		if task, outcome := decode(append(bytes.Clone(body), 0)); task == nil || outcome == nil {
			t.Error("one byte more is no error")
		}
		for i := range body {
			for _, v := range []byte{0, 1, 0x7f, 0x80, 0xff, body[i] + 1, body[i] ^ 8} {
				changed := bytes.Clone(body)
				changed[i] = v
				decode(changed)
			}
		}
	}
}

func TestHostileBodies(t *testing.T) {
	const (
		task, results, failed         = 1, 2, 3
		null, float, str              = 0, 4, 5
		keyAgain, table, fn           = 7, 8, 9
		object, builtin, file, kind   = 10, 11, 12, 13
		again                         = 15
		items, fields, meta, otherKey = 1, 2, 4, 8
	)
	huge := binary.AppendUvarint(nil, math.MaxInt32)
	number := func(n float64) []byte {
		return binary.LittleEndian.AppendUint64([]byte{float}, math.Float64bits(n))
	}
	join := func(parts ...any) (b []byte) {
		for _, part := range parts {
			switch v := part.(type) {
			case int:
				b = append(b, byte(v))
			case []byte:
				b = append(b, v...)
			case string:
				b = append(append(b, byte(len(v))), v...)
			}
		}
		return b
	}
	p := newPair(t)
	p.worker.Main().Lock()
	defer p.worker.Main().Unlock()
	L := p.worker.Main().LState()
	for name, body := range map[string][]byte{
		"empty":                        {},
		"unknown":                      {9},
		"many values":                  join(results, huge),
		"values there are not":         join(results, 3, null),
		"a long string":                join(results, 1, str, huge),
		"a number of 11 bytes":         join(results, 1, str, bytes.Repeat([]byte{0xff}, 11)),
		"a table of many items":        join(results, 1, table, items, huge),
		"a table of many fields":       join(results, 1, table, fields, 0xff, 0xff, 0xff, 0x7f),
		"a field that is nil":          join(results, 1, table, fields, 1, 0, 0, 0, 0x81, null),
		"a key that is nil":            join(results, 1, table, fields, 1, 0, 0, 0, null, 0x81),
		"a key that is no number":      join(results, 1, table, fields|otherKey, 1, 0, 0, 0, number(math.NaN()), 0x81),
		"an item's key":                join(results, 1, table, fields|otherKey, 1, 0, 0, 0, 0x82, 0x81),
		"an item's key far out":        join(results, 1, table, fields|otherKey, 1, 0, 0, 0, number(5000), 0x81),
		"a metatable that is none":     join(results, 1, table, meta, 0x81),
		"unknown flags":                join(results, 1, table, 0x40),
		"a value that was not met":     join(results, 1, again, 0),
		"a key that was not met":       join(results, 1, keyAgain, 0),
		"a function of no chunk":       join(results, 1, fn, 0, bytes.Repeat([]byte{7}, 32), 0, 0, 0),
		"a chunk out of turn":          join(results, 1, fn, 3, bytes.Repeat([]byte{7}, 32), 0, 0, 0),
		"an object of no class":        join(results, 1, object, "demo.Stone", null),
		"an object of wrong data":      join(results, 1, object, "demo.Box", 0x81),
		"a name of nothing":            join(results, 1, builtin, "os.nothing"),
		"a module not loaded":          join(results, 1, file, "secrets"),
		"a kind of nothing":            join(results, 1, kind, 0, "NoError"),
		"a kind in no way":             join(results, 1, kind, 9),
		"a kind without a parent":      join(results, 1, kind, 2, bytes.Repeat([]byte{7}, 8), 0, "K", 0),
		"a kind of many parents":       join(results, 1, kind, 2, bytes.Repeat([]byte{7}, 8), 0, "K", huge),
		"a kind below kinds, for ever": join(results, 1, kind, bytes.Repeat(join(2, bytes.Repeat([]byte{7}, 8), 0, "K", 1), 1000)),
		"no error":                     join(failed, 0),
		"many errors":                  join(failed, huge),
		"a task for an outcome":        join(task, null, 0),
	} {
		if _, err := p.toHome.DecodeOutcome(L, body); !errors.Is(err, travel.ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
