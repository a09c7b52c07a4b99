package luaio

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luanumber"
	"luafut/luabind/luastring/stdlib"
)

// format is one thing that read is asked for.
type format struct {
	letter byte // 'n', 'l', 'L', 'a', or 0 for a number of bytes
	count  int
}

// formats reads the arguments of read and lines from the first on; a line where
// there are none. The star of Lua 5.1 may be left out.
func formats(L *lua.LState, name string, first int) []format {
	n := L.GetTop()
	if n < first {
		return []format{{letter: 'l'}}
	}
	wanted := make([]format, 0, n-first+1)
	for i := first; i <= n; i++ {
		switch v := L.Get(i).(type) {
		case lua.LNumber:
			wanted = append(wanted, format{count: max(0, stdlib.Truncate(float64(v)))})
		case lua.LString:
			text := strings.TrimPrefix(string(v), "*")
			if text == "" || !strings.ContainsRune("nlLa", rune(text[0])) {
				stdlib.ArgError(L, name, i, "invalid format")
			}
			wanted = append(wanted, format{letter: text[0]})
		default:
			stdlib.ArgError(L, name, i, "invalid format")
		}
	}
	return wanted
}

// read gives what the format asks for; false where there is no more.
func (f *file) read(ctx context.Context, what format) (text string, number float64, ok bool, err error) {
	switch what.letter {
	case 'l', 'L':
		text, ok, err = f.readLine(ctx, what.letter == 'L')
	case 'a':
		text, err = f.readAll(ctx, stdlib.MaxString)
		ok = true
	case 'n':
		number, ok, err = f.readNumber(ctx)
	default:
		text, ok, err = f.readBytes(ctx, what.count)
	}
	if err != nil {
		ok = false
	}
	return text, number, ok, err
}

func (f *file) readLine(ctx context.Context, keepEnd bool) (string, bool, error) {
	seen := 0
	for {
		if i := bytes.IndexByte(f.buffered()[seen:], '\n'); i >= 0 {
			i += seen
			if keepEnd {
				return f.take(i + 1), true, nil
			}
			line := f.take(i)
			f.skip(1)
			return line, true, nil
		}
		seen = len(f.buffered())
		switch err := f.fill(ctx); {
		case err == io.EOF:
			return f.take(seen), seen > 0, nil
		case err != nil:
			return "", false, err
		}
	}
}

func (f *file) readBytes(ctx context.Context, n int) (string, bool, error) {
	if ctx == atOnce && n >= slowSize {
		return "", false, errBlocks
	}
	for len(f.buffered()) < max(n, 1) {
		switch err := f.fill(ctx); {
		case err == io.EOF:
			rest := len(f.buffered())
			return f.take(rest), rest > 0, nil
		case err != nil:
			return "", false, err
		}
	}
	return f.take(n), true, nil
}

func (f *file) readAll(ctx context.Context, max int) (string, error) {
	for {
		switch err := f.fill(ctx); {
		case err == io.EOF:
			return f.take(len(f.buffered())), nil
		case err != nil:
			return "", err
		}
		switch n := len(f.buffered()); {
		case n > max:
			return "", fmt.Errorf("it is longer than %d bytes", max)
		case ctx == atOnce && n >= slowSize:
			return "", errBlocks
		}
	}
}

// maxNumeral bounds what is read in search of a number's end.
const maxNumeral = 200

// readNumber takes what looks like a number, as C's scanf does, and leaves what
// follows; what begins like one and is none is taken too.
func (f *file) readNumber(ctx context.Context) (float64, bool, error) {
	s := scanner{f: f, ctx: ctx}
	for s.any(" \t\n\v\f\r") {
		s.drop()
	}
	s.any("+-")
	digits := "0123456789"
	exponent := "eE"
	if s.any("0") && s.any("xX") {
		digits, exponent = digits+"abcdefABCDEF", "pP"
	}
	s.many(digits)
	if s.any(".") {
		s.many(digits)
	}
	if s.n > 0 && s.any(exponent) {
		s.any("+-")
		s.many("0123456789")
	}
	if s.err != nil {
		return 0, false, s.err
	}
	n, ok := luanumber.ParseNumber(string(f.buffered()[s.spaces : s.spaces+s.n]))
	f.skip(s.spaces + s.n)
	return n, ok, nil
}

// scanner looks at the bytes ahead in a file's buffer, without taking them, so
// that what turns out to block can begin anew.
type scanner struct {
	f         *file
	ctx       context.Context
	spaces, n int // passed over, and accepted
	err       error
}

// any accepts the next byte if it is one of set.
func (s *scanner) any(set string) bool {
	for s.err == nil && len(s.f.buffered()) <= s.spaces+s.n {
		if err := s.f.fill(s.ctx); err == io.EOF {
			return false
		} else if err != nil {
			s.err = err
		}
	}
	if s.err != nil || s.n == maxNumeral || strings.IndexByte(set, s.f.buffered()[s.spaces+s.n]) < 0 {
		return false
	}
	s.n++
	return true
}

func (s *scanner) many(set string) {
	for s.any(set) {
	}
}

// drop passes over what was accepted.
func (s *scanner) drop() { s.spaces, s.n = s.spaces+s.n, 0 }
