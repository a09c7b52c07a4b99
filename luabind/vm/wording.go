package vm

import (
	"fmt"
	"strconv"
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// reword puts an error of gopher-lua's virtual machine into the words of Lua
// 5.1, with the name of what it is about: "attempt to index local 'doc' (a nil
// value)" for "attempt to index a non-table object(nil) with key 'title'". The
// frames that raised it still stand. Any other text stays as it is.
func reword(L *lua.LState, text string) string {
	f := internals(L).currentFrame
	if f == nil {
		return text
	}
	prefix := Where(L) + ": "
	message, found := strings.CutPrefix(text, prefix)
	if !found {
		return text
	}
	if same, ok := strings.CutPrefix(message, "attempt to compare "); ok {
		if a, b, _ := strings.Cut(same, " with "); a == b {
			return prefix + "attempt to compare two " + a + " values"
		}
	}
	if f.Fn.IsG {
		return text
	}
	m := machine{f: f, p: f.Fn.Proto, regs: internals(L).reg.array[f.LocalBase:], L: L}
	if better := m.reword(message); better != "" {
		return prefix + better
	}
	return text
}

// machine is a frame of Lua code at the instruction that failed.
type machine struct {
	f    *mirrorFrame
	p    *lua.FunctionProto
	regs []lua.LValue
	L    *lua.LState
}

func (m machine) reword(message string) string {
	inst := m.p.Code[m.f.Pc-1]
	a, b, c := argA(inst), argB(inst), argC(inst)
	switch op := opcode(inst); {
	case strings.HasPrefix(message, "attempt to index a non-table object("):
		object := b
		if op == lua.OP_SETTABLE || op == lua.OP_SETTABLEKS {
			object = a
		}
		if op == lua.OP_GETGLOBAL || op == lua.OP_SETGLOBAL {
			return ""
		}
		return m.about("index", object)
	case message == "attempt to call a non-function object":
		return m.about("call", a)
	case strings.HasPrefix(message, "cannot perform concat operation"):
		for i := c; i >= b; i-- {
			if v := m.regs[i]; !lua.LVCanConvToString(v) {
				return m.about("concatenate", i)
			}
		}
	case strings.HasPrefix(message, "cannot perform "):
		if isNumber(m.value(b)) {
			b = c
		}
		return m.about("perform arithmetic on", b)
	case message == "__unm undefined":
		return m.about("perform arithmetic on", b)
	case message == "__len undefined":
		return m.about("get length of", b)
	case message == "for statement init must be a number":
		return "'for' initial value must be a number"
	case message == "for statement limit must be a number":
		return "'for' limit must be a number"
	case message == "for statement step must be a number":
		return "'for' step must be a number"
	}
	return ""
}

// isNumber reports whether arithmetic takes v.
func isNumber(v lua.LValue) bool {
	switch v := v.(type) {
	case lua.LNumber:
		return true
	case lua.LString:
		_, err := strconv.ParseFloat(strings.TrimSpace(string(v)), 64)
		return err == nil || lua.LVAsNumber(v) != 0
	}
	return false
}

// about is the message on the value of an operand.
func (m machine) about(what string, operand int) string {
	v := m.value(operand)
	if v == nil {
		v = lua.LNil
	}
	name := ""
	if operand < firstConstant {
		name = m.name(m.f.Pc-1, operand)
	}
	article, typ := "a", typeName(v)
	if strings.ContainsAny(typ[:1], "AEIO") {
		article = "an"
	}
	if name == "" {
		return fmt.Sprintf("attempt to %s %s %s value", what, article, typ)
	}
	return fmt.Sprintf("attempt to %s %s (%s %s value)", what, name, article, typ)
}

// typeName is v's type as messages say it: of a userdata its class.
func typeName(v lua.LValue) string {
	if ud, ok := v.(*lua.LUserData); ok {
		if mt, ok := ud.Metatable.(*lua.LTable); ok {
			if name, ok := mt.RawGetString("__name").(lua.LString); ok && name != "" {
				return string(name)
			}
		}
	}
	return v.Type().String()
}

// owner is the type of what the member that is called or indexed by the instruction
// that failed was fetched from, "" where it was none or that is no longer known.
func (m machine) owner() string {
	pc := m.f.Pc - 1
	inst := m.p.Code[pc]
	reg := argB(inst)
	switch opcode(inst) {
	case lua.OP_CALL, lua.OP_TAILCALL:
		reg = argA(inst)
	case lua.OP_GETTABLE, lua.OP_GETTABLEKS, lua.OP_SELF:
	default:
		return ""
	}
	if reg >= firstConstant || m.local(reg, pc) != "" {
		return ""
	}
	at := setter(m.p, pc, reg)
	if at < 0 {
		return ""
	}
	switch fetched := m.p.Code[at]; opcode(fetched) {
	case lua.OP_SELF:
		return typeName(m.regs[argA(fetched)+1])
	case lua.OP_GETTABLE, lua.OP_GETTABLEKS:
		if object := argB(fetched); m.local(object, at) != "" {
			return typeName(m.regs[object])
		}
	}
	return ""
}

// firstConstant is the operand that stands for constant 0.
const firstConstant = 256

// value is that of an operand: a register or a constant.
func (m machine) value(operand int) lua.LValue {
	if operand >= firstConstant {
		return m.p.Constants[operand-firstConstant]
	}
	return m.regs[operand]
}

// local is the local of the source that has register reg before the instruction at
// pc, or "".
func (m machine) local(reg, pc int) string {
	if name := LocalName(m.p, reg, pc); name != "" && name[0] != '(' {
		return name
	}
	return ""
}

// name says what the value that register reg has before the instruction at pc
// is called in the source: "local 'x'", or by where it was fetched from. It is
// "" where the value has no name.
func (m machine) name(pc, reg int) string {
	if local := m.local(reg, pc); local != "" {
		return "local '" + local + "'"
	}
	at := setter(m.p, pc, reg)
	if at < 0 {
		return ""
	}
	inst := m.p.Code[at]
	switch opcode(inst) {
	case lua.OP_MOVE, lua.OP_MOVEN:
		if b := argB(inst); b < argA(inst) {
			return m.name(at, b)
		}
	case lua.OP_GETGLOBAL:
		return "global '" + m.p.Constants[inst&0x3ffff].String() + "'"
	case lua.OP_GETUPVAL:
		if b := argB(inst); b < len(m.p.DbgUpvalues) {
			return "upvalue '" + m.p.DbgUpvalues[b] + "'"
		}
	case lua.OP_GETTABLE, lua.OP_GETTABLEKS:
		return m.member("field", argC(inst))
	case lua.OP_SELF:
		return m.member("method", argC(inst))
	}
	return ""
}

func (m machine) member(kind string, operand int) string {
	key := "?"
	if operand >= firstConstant {
		if s, ok := m.value(operand).(lua.LString); ok {
			key = string(s)
		}
	}
	return kind + " '" + key + "'"
}

// setter is the instruction before pc that gave register reg its value, or -1
// where that depends on a condition.
func setter(p *lua.FunctionProto, pc, reg int) int {
	found, joined := -1, 0
	for i := 0; i < pc; i++ {
		inst := p.Code[i]
		a := argA(inst)
		writes := false
		switch op := opcode(inst); op {
		case lua.OP_SETGLOBAL, lua.OP_SETUPVAL, lua.OP_SETTABLE, lua.OP_SETTABLEKS, lua.OP_EQ, lua.OP_LT, lua.OP_LE,
			lua.OP_TEST, lua.OP_RETURN, lua.OP_CLOSE, lua.OP_NOP:
		case lua.OP_SETLIST:
			if argC(inst) == 0 {
				i++ // the number that follows is no instruction
			}
		case lua.OP_JMP:
			if to := i + 1 + int(inst&0x3ffff) - maxJump; i < to && to <= pc && to > joined {
				joined = to
			}
		case lua.OP_LOADNIL:
			writes = a <= reg && reg <= argB(inst)
		case lua.OP_SELF:
			writes = reg == a || reg == a+1
		case lua.OP_CALL, lua.OP_TAILCALL, lua.OP_VARARG:
			writes = reg >= a
		case lua.OP_TFORLOOP:
			writes = reg >= a+2
		case lua.OP_FORLOOP, lua.OP_FORPREP:
			writes = a <= reg && reg <= a+3
		case lua.OP_CLOSURE:
			writes = reg == a
			if writes {
				found = i
			}
			i += int(p.FunctionPrototypes[inst&0x3ffff].NumUpvalues) // its upvalues follow
			continue
		default:
			writes = reg == a
		}
		if writes {
			found = i
		}
	}
	if found < joined {
		return -1
	}
	return found
}

// maxJump is added to a distance, so that jumps back are stored too.
const maxJump = 0x1ffff

func opcode(inst uint32) int { return int(inst >> 26) }
func argA(inst uint32) int   { return int(inst>>18) & 0xff }
func argB(inst uint32) int   { return int(inst & 0x1ff) }
func argC(inst uint32) int   { return int(inst>>9) & 0x1ff }
