package luajson

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// The kinds of the module.
var (
	JSONDecodeError = &bind.Kind{
		Name: "JSONDecodeError", Doc: "A text is not JSON; line and column say where.",
		Parents: []*bind.Kind{bind.Error},
	}
	JSONEncodeError = &bind.Kind{
		Name: "JSONEncodeError", Doc: "A value has a part that JSON cannot hold; the message says which.",
		Parents: []*bind.Kind{bind.ArgumentError},
	}
	JSONFileError = &bind.Kind{
		Name: "JSONFileError", Doc: "A file of JSON Lines cannot be read or written.",
		Parents: []*bind.Kind{bind.Error},
	}
)

const moduleName = "json"

// Module is the Lua module json.
var Module = &bind.Module{
	Name: moduleName,
	Elsewhere: map[string]string{ // Python's, JavaScript's and other Luas'
		"loads": "decode", "load": "read", "parse": "decode", "dumps": "encode", "dump": "fs.write(path, json.encode(value))", "stringify": "encode",
	},
	Doc: "JSON text to Lua values and back. An object is a table, a list too; null is json.null. " +
		"A number that a Lua number cannot hold (an integer above 2^53, or 1e400) is a string with its digits.",
	Funcs:     []bind.Func{encodeRow, decodeRow, linesRow, readRow, writerRow, arrayRow},
	Classes:   []*bind.Class{nullClass, LinesClass, WriterClass},
	Kinds:     []*bind.Kind{JSONDecodeError, JSONEncodeError, JSONFileError},
	Translate: translate,
	Values: []bind.Constant{{
		Name: "null",
		Doc:  "What null in a JSON text becomes, so that a list keeps its length and an object its key. It is not nil, and counts as true in a condition.",
		Type: nullClass.Type(),
		Make: func(s *vm.State) lua.LValue { return MarksOf(s).Null },
	}},
}

type encodeOptions struct {
	Indent   indent `lua:"indent" doc:"spaces a level (0 to 16), or the text of a level; default: all on one line"`
	SortKeys bool   `lua:"sort_keys" doc:"write the keys of an object in their order; default: as they were set"`
}

// indent is the text of one level.
type indent string

// maxIndent is the most spaces a level.
const maxIndent = 16

// LuaType is the documented type.
func (*indent) LuaType() *bind.Type { return bind.Or(bind.Integer, bind.String) }

// FromLua takes spaces to count or to use.
func (in *indent) FromLua(_ *bind.Call, v lua.LValue) error {
	switch v := v.(type) {
	case lua.LNumber:
		if v < 0 || v > maxIndent {
			return fmt.Errorf("must be from 0 to %d spaces, not %v", maxIndent, v)
		}
		*in = indent(strings.Repeat(" ", int(v)))
	case lua.LString:
		if strings.Trim(string(v), " \t") != "" {
			return fmt.Errorf("must be made of spaces and tabs, not %s", bind.Show(v))
		}
		*in = indent(v)
	}
	return nil
}

var encodeRow = bind.Func{
	Name: "encode",
	Doc: "Writes a value as JSON. A table whose keys are 1 to n is a list, and so is one from json.array or json.decode; " +
		"every other is an object, {} too. Its keys are strings, or all numbers. Bytes that are not UTF-8 become U+FFFD.",
	Params: []bind.Param{
		bind.P("value", bind.Any, "nil and json.null are null"),
		bind.Opt("opts", bind.OptionsOf[encodeOptions]("JSONEncodeOptions"), ""),
	},
	Returns: "string", Raises: []*bind.Kind{JSONEncodeError},
	Example: `print(json.encode({id = 7, tags = {"a", "b"}}, {sort_keys = true})) --> {"id":7,"tags":["a","b"]}`,
	Fn: func(c *bind.Call) error {
		var o encodeOptions
		if err := c.Options(2, &o); err != nil {
			return err
		}
		buffer := buffers.Get().(*[]byte)
		text, err := AppendValue(c, (*buffer)[:0], c.Arg(1), EncodeOptions{Indent: string(o.Indent), SortKeys: o.SortKeys})
		if err == nil {
			c.Push(lua.LString(text))
		}
		if cap(text) <= keptBuffer {
			*buffer = text
			buffers.Put(buffer)
		}
		return err
	},
}

// buffers are what texts are written into before they become strings.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// keptBuffer is the most bytes that are kept for the next text.
const keptBuffer = 1 << 20

var decodeRow = bind.Func{
	Name: "decode",
	Doc:  "Reads a JSON text. Of two equal keys the last one wins; null is json.null.",
	Params: []bind.Param{
		bind.P("text", bind.String, "one JSON value and nothing else, in UTF-8"),
	},
	Returns: "any", Raises: []*bind.Kind{JSONDecodeError},
	Example: `print(json.decode('{"ids": [7, 8]}').ids[2]) --> 8`,
	Fn: func(c *bind.Call) error {
		v, err := DecodeText(c, c.String(1))
		if err != nil {
			return err
		}
		return c.Return(v)
	},
}

var arrayRow = bind.Func{
	Name: "array",
	Doc:  "Marks a table as a list and returns it: json.encode writes it as one also where it is empty, and its holes as null.",
	Params: []bind.Param{
		bind.Opt("t", bind.Table, "the table, without a metatable of its own; default a new one"),
	},
	Returns: "table",
	Example: `print(json.encode({tags = json.array()})) --> {"tags":[]}`,
	Fn: func(c *bind.Call) error {
		marks := MarksOf(c.State())
		t := c.Table(1)
		if t == nil {
			t = c.NewTable(0, 0)
		}
		if t.Metatable != lua.LNil && !IsArray(t) {
			return c.Badf("the table has a metatable already; set its field %s to %q instead", typeField, arrayType)
		}
		if !IsArray(t) {
			t.Metatable = marks.Array
		}
		return c.Return(t)
	},
}

// unlockedFrom is the length from which a text takes longer to decode than giving the lock away
// costs, some 50 µs.
const unlockedFrom = 8 << 10

// DecodeText is [Decode] for a function of a module: a long text is read while other tasks run, and
// the reading ends when the task is stopped. Return its error at once.
func DecodeText(c *bind.Call, text string) (v lua.LValue, err error) {
	marks := MarksOf(c.State())
	if len(text) < unlockedFrom {
		return Decode(text, marks, DecodeOptions{})
	}
	err = c.Work(func(ctx context.Context) (err error) {
		v, err = Decode(text, marks, DecodeOptions{Poll: ctx.Err})
		return err
	})
	return v, err
}

// AppendValue is [Append] for a function of a module, with a Poll of its own: other tasks get their
// turns, and the writing ends when the task is stopped. Return its error at once.
func AppendValue(c *bind.Call, dst []byte, v lua.LValue, opts EncodeOptions) ([]byte, error) {
	opts.Poll = func() error {
		c.Thread.Breathe(c.L)
		return c.Thread.Interrupted()
	}
	return Append(dst, v, opts)
}

func translate(_ *vm.State, err error) *bind.Err {
	var syntax *SyntaxError
	var long *LineTooLongError
	var value *EncodeError
	switch {
	case errors.As(err, &syntax):
		return &bind.Err{Kind: JSONDecodeError, Message: syntax.Error(), Fields: map[string]lua.LValue{
			"line": lua.LNumber(syntax.Line), "column": lua.LNumber(syntax.Column),
		}}
	case errors.As(err, &long):
		return &bind.Err{Kind: JSONDecodeError, Message: long.Error(), Fields: map[string]lua.LValue{"line": lua.LNumber(long.Line)}}
	case errors.As(err, &value):
		return &bind.Err{Kind: JSONEncodeError, Message: value.Error()}
	}
	return nil
}
