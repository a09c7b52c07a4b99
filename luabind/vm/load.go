package vm

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	lua "github.com/yuin/gopher-lua"
	"github.com/yuin/gopher-lua/ast"
	"github.com/yuin/gopher-lua/parse"
)

// SyntaxError is a script that does not compile.
type SyntaxError struct {
	Chunk   string // its name
	Line    int    // from 1; 0 where the parser does not say
	Column  int    // from 1; 0 where the parser does not say
	Near    string // the token, "" at the end of the text
	Message string
	Source  string // the text
	// Incomplete reports that the text ended too early: a REPL asks for more.
	Incomplete bool
}

// Error is the place and what is wrong there.
func (e *SyntaxError) Error() string {
	var b strings.Builder
	b.WriteString(e.Chunk)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	if e.Column > 0 {
		fmt.Fprintf(&b, ":%d", e.Column)
	}
	b.WriteString(": " + e.Message)
	switch {
	case e.Incomplete:
		b.WriteString(" near the end (is an 'end', a bracket or a quote missing?)")
	case e.Near != "":
		fmt.Fprintf(&b, " near '%s'", e.Near)
	}
	return b.String()
}

// Chunk is a compiled text. It holds no state: any number of states may make
// functions of it at once.
type Chunk struct {
	// Name is what errors and tracebacks call it.
	Name string
	// Source is the text as it was given.
	Source string
	// Protos are its functions, the main one first, in the order of the tree.
	Protos []*lua.FunctionProto

	hash   func() Hash
	names  globalNames
	called []atomic.Pointer[string] // see definedName
	locals func() [][]local
}

// Hash identifies a chunk.
type Hash [sha256.Size]byte

// HashOf is the hash of the chunk that Compile makes of a text. It tells apart
// what has another name or another source: the name's length goes first, so
// that the border between the two counts.
func HashOf(name, source string) (sum Hash) {
	h := sha256.New()
	fmt.Fprintf(h, "%d:%s", len(name), name)
	io.WriteString(h, source)
	h.Sum(sum[:0])
	return sum
}

// Hash identifies name and source: compiling is deterministic, so two chunks
// of one hash have the same Protos.
func (c *Chunk) Hash() Hash { return c.hash() }

// origin hides in the constants of each function: where it came from. A map
// from functions to chunks would keep every chunk for ever.
type origin struct {
	chunk *Chunk
	index int
}

// Compile compiles a text; a first line that begins with # is passed over.
func Compile(name, source string) (*Chunk, error) {
	stmts, err := Parse(name, source)
	if err != nil {
		return nil, err
	}
	proto, err := lua.Compile(mend(stmts), name)
	if err != nil {
		return nil, syntaxError(name, source, err)
	}
	if !mendLists(proto) {
		return nil, &SyntaxError{Chunk: name, Source: source, Message: "a list of 25550 items in a table cannot end in a call or ..."}
	}
	c := &Chunk{Name: name, Source: source}
	c.hash = sync.OnceValue(func() Hash { return HashOf(name, source) })
	c.adopt(proto)
	c.names = make(globalNames, len(c.Protos))
	c.called = make([]atomic.Pointer[string], len(c.Protos))
	c.locals = c.findLocals()
	return c, nil
}

// Parse is the syntax tree of a text, as it was written; its errors are
// *SyntaxError.
func Parse(name, source string) ([]ast.Stmt, error) {
	stmts, err := parse.Parse(strings.NewReader(luaText(source)), name)
	if err != nil {
		return nil, syntaxError(name, source, err)
	}
	return stmts, nil
}

// byteOrderMark is what some editors begin a file with.
const byteOrderMark = "\ufeff"

// luaText is a source without the mark that some editors put first, and without
// the first line that is for the system. Columns stay as they are.
func luaText(source string) string {
	blanks := ""
	if text, marked := strings.CutPrefix(source, byteOrderMark); marked {
		source, blanks = text, "   "
	}
	if strings.HasPrefix(source, "#") {
		return "--" + source
	}
	return blanks + source
}

func (c *Chunk) adopt(p *lua.FunctionProto) {
	p.Constants = append(p.Constants, &lua.LUserData{Value: origin{c, len(c.Protos)}})
	c.Protos = append(c.Protos, p)
	for _, child := range p.FunctionPrototypes {
		c.adopt(child)
	}
}

// OriginOf tells which function of which chunk p is; ok is false for one that
// Compile did not make.
func OriginOf(p *lua.FunctionProto) (chunk *Chunk, index int, ok bool) {
	if n := len(p.Constants); n > 0 {
		if ud, isUD := p.Constants[n-1].(*lua.LUserData); isUD {
			if o, isOrigin := ud.Value.(origin); isOrigin {
				return o.chunk, o.index, true
			}
		}
	}
	return nil, 0, false
}

// Load compiles a text into a function of the state whose globals are its
// environment. The lock must be held.
func (s *State) Load(name, source string) (*lua.LFunction, error) {
	c, err := Compile(name, source)
	if err != nil {
		return nil, err
	}
	return s.base.NewFunctionFromProto(c.Protos[0]), nil
}

func syntaxError(name, source string, err error) error {
	var p *parse.Error
	var c *lua.CompileError
	switch {
	case errors.As(err, &p):
		e := &SyntaxError{Chunk: name, Source: source, Near: p.Token, Message: strings.TrimSpace(p.Message)}
		if p.Pos.Line == parse.EOF {
			e.Incomplete = true
			e.Line = strings.Count(strings.TrimRight(source, " \t\r\n"), "\n") + 1
		} else {
			e.Line, e.Column = p.Pos.Line, p.Pos.Column
		}
		switch {
		case strings.Contains(e.Message, "unterminated") || strings.Contains(e.Message, "multiline string"):
			e.Incomplete = strings.Contains(e.Message, "multi")
		case e.Message == "syntax error", e.Message == "parse error", e.Message == "Invalid token":
			e.Message = "unexpected symbol"
		}
		if !utf8.ValidString(e.Near) {
			e.Near = letterAt(source, e.Line, e.Column)
		}
		return e
	case errors.As(err, &c):
		return &SyntaxError{Chunk: name, Source: source, Line: c.Line, Message: c.Message}
	}
	return &SyntaxError{Chunk: name, Source: source, Message: err.Error()}
}

// letterAt is the letter of which the byte at a place of the text is one.
func letterAt(source string, line, column int) string {
	for ; line > 1; line-- {
		_, source, _ = strings.Cut(source, "\n")
	}
	start := min(max(column-1, 0), len(source))
	for start > 0 && start < len(source) && !utf8.RuneStart(source[start]) {
		start--
	}
	r, _ := utf8.DecodeRuneInString(source[start:])
	return string(r)
}
