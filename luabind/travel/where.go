package travel

import (
	"fmt"
	"strconv"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

// Error is the kind of what cannot travel. Its message says where that sits in
// what was sent, and what it is: "argument 1.items[3]: html.Selection".
var Error = &bind.Kind{
	Name:    "TravelError",
	Doc:     "A value cannot go to a worker, or come back from one; the message says where it sits.",
	Parents: []*bind.Kind{bind.Error},
}

// link is where a value was met: in what (its number in the queue), and how.
type link struct {
	key    lua.LValue // of a field; the name of a global
	parent int
	how    how
	n      int // of an item, an upvalue, an argument or a result
}

type how uint8

const (
	howFunction how = iota // the function of a task
	howArgument
	howResult
	howError
	howItem
	howField
	howKey
	howMetatable
	howUpvalue
	howEnv
	howGlobal
	howData
)

// cannot is the error for what sits at a link.
func (e *encoder) cannot(at link, what string) error {
	return bind.Errorf(Error, "%s: %s", e.where(at), what)
}

// where is the way to a link. It begins at an argument or a result, or, since
// nobody sees that one sits there, at the upvalue or the global that leads on.
func (e *encoder) where(at link) string {
	path := ""
	for {
		switch at.how {
		case howFunction:
			return "function" + path
		case howArgument:
			return fmt.Sprintf("argument %d%s", at.n, path)
		case howResult:
			return fmt.Sprintf("result %d%s", at.n, path)
		case howError:
			return "error" + path
		case howGlobal:
			return fmt.Sprintf("global '%s'%s", at.key.String(), path)
		case howUpvalue:
			fn := e.queue[at.parent].value.(*lua.LFunction)
			name := strconv.Itoa(at.n + 1)
			if at.n < len(fn.Proto.DbgUpvalues) {
				name = fn.Proto.DbgUpvalues[at.n]
			}
			return fmt.Sprintf("upvalue '%s'%s of %s", name, path, functionName(fn))
		case howEnv:
			return fmt.Sprintf("environment%s of %s", path, functionName(e.queue[at.parent].value.(*lua.LFunction)))
		case howItem:
			path = fmt.Sprintf("[%d]%s", at.n, path)
		case howField:
			path = fieldName(at.key) + path
		case howKey:
			path = "'s key" + path
		case howMetatable:
			path = "'s metatable" + path
		case howData:
		}
		at = e.queue[at.parent].at
		if len(path) > maxWhere {
			path = "…" + path[len(path)-maxWhere/2:]
		}
	}
}

// maxWhere is the longest way that is told whole; of longer ones the middle is
// left out.
const maxWhere = 2000

func functionName(fn *lua.LFunction) string {
	return fmt.Sprintf("function <%s:%d>", fn.Proto.SourceName, fn.Proto.LineDefined)
}

func fieldName(k lua.LValue) string {
	switch k := k.(type) {
	case lua.LString:
		if isName(string(k)) {
			return "." + string(k)
		}
		return fmt.Sprintf("[%q]", string(k))
	case lua.LNumber, lua.LBool:
		return "[" + k.String() + "]"
	}
	return "[" + k.Type().String() + "]"
}
