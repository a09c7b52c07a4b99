package vm

import (
	"slices"

	lua "github.com/yuin/gopher-lua"
	"github.com/yuin/gopher-lua/ast"
)

// mendTable has the value of a named field be one value, and puts named fields
// that come after a full batch of the list before the list: with each of them the
// batch would be stored again, from registers that hold something else by then.
func mendTable(t *ast.TableExpr) {
	items, late := 0, false
	for i, f := range t.Fields {
		switch {
		case f.Key != nil:
			one(f.Value)
			late = late || items >= lua.FieldsPerFlush
		case i < len(t.Fields)-1:
			one(f.Value)
			items++
		}
	}
	if late {
		slices.SortStableFunc(t.Fields, func(a, b *ast.Field) int { return kindOf(a) - kindOf(b) })
	}
}

// kindOf is 0 for a named field and 1 for an item of the list.
func kindOf(f *ast.Field) int {
	if f.Key != nil {
		return 0
	}
	return 1
}

// one has a call or ... give one value, as brackets do.
func one(e ast.Expr) {
	switch e := e.(type) {
	case *ast.FuncCallExpr:
		e.AdjustRet = true
	case *ast.Comma3Expr:
		e.AdjustRet = true
	}
}

// mendLists numbers the batches in which p, and the functions within it, put the
// items of lists into tables: gopher-lua gives a call at the end of a full batch
// that batch's number, and all batches from the 512th on none. It reports false
// where a batch has no room for its number: a list of that length which ends
// in a call.
func mendLists(p *lua.FunctionProto) bool {
	const most = 0x1ff // what fits into an instruction
	batches := map[int]int{}
	for pc := 0; pc < len(p.Code); pc++ {
		inst := p.Code[pc]
		a := argA(inst)
		switch opcode(inst) {
		case lua.OP_NEWTABLE:
			batches[a] = 0
		case lua.OP_SETLIST:
			batches[a]++
			switch n := batches[a]; {
			case argC(inst) == 0:
				pc++ // the number is in the place of the next instruction
				p.Code[pc] = uint32(n)
			case n > most:
				return false
			default:
				p.Code[pc] = inst&^(most<<9) | uint32(n)<<9
			}
		}
	}
	for _, inner := range p.FunctionPrototypes {
		if !mendLists(inner) {
			return false
		}
	}
	return true
}
