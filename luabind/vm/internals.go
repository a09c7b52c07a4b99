package vm

import (
	"context"
	"fmt"
	"reflect"
	"unsafe"

	lua "github.com/yuin/gopher-lua"
)

// gopher-lua keeps to itself four things that tasks which share one Lua state
// cannot do without: the instruction that a frame is about to run (a safe
// point is found by it), the depth of the call stack (a thread starts with
// room for 320 calls and grows to maxFrames only when it needs to, which is
// what keeps a sleeping task at 4 KB), the open upvalues (its own PCall closes
// those of every frame, also of those that survive, so that a local counted
// up by a closure loses what is added after any caught error), and the frames
// of a thread that has just failed (the traceback).
//
// They are read through mirrors of its structs. checkMirrors compares each
// mirror with the real type, field by field, when the program starts: with a
// release whose layout differs luafut refuses to start rather than to corrupt
// memory. The version is pinned by go.sum, so that only a deliberate upgrade
// can meet it.

type mirrorState struct {
	G            *lua.Global
	Parent       *lua.LState
	Env          *lua.LTable
	Panic        func(*lua.LState)
	Dead         bool
	Options      lua.Options
	stop         int32
	reg          *mirrorRegistry
	stack        mirrorIface
	alloc        unsafe.Pointer
	currentFrame *mirrorFrame
	wrapped      bool
	uvcache      *mirrorUpvalue
	hasErrorFunc bool
	mainLoop     unsafe.Pointer
	ctx          context.Context
	ctxCancelFn  context.CancelFunc
}

type mirrorIface struct{ tab, data unsafe.Pointer }

type mirrorRegistry struct {
	array   []lua.LValue
	top     int
	growBy  int
	maxSize int
	alloc   unsafe.Pointer
	handler mirrorIface
}

type mirrorFrame struct {
	Idx        int
	Fn         *lua.LFunction
	Parent     *mirrorFrame
	Pc         int
	Base       int
	LocalBase  int
	ReturnBase int
	NArgs      int
	NRet       int
	TailCall   int
}

type mirrorUpvalue struct {
	next   *mirrorUpvalue
	reg    *mirrorRegistry
	index  int
	value  lua.LValue
	closed bool
}

type mirrorStack struct {
	segments []*mirrorSegment
	segIdx   uint16
	segSp    uint8
}

type mirrorSegment struct {
	array [lua.FramesPerSegment]mirrorFrame
}

func internals(L *lua.LState) *mirrorState { return (*mirrorState)(unsafe.Pointer(L)) }

func (s *mirrorState) frames() *mirrorStack { return (*mirrorStack)(s.stack.data) }

// depth is how many calls are on the stack.
func (s *mirrorStack) depth() int { return int(s.segIdx)*lua.FramesPerSegment + int(s.segSp) }

func (s *mirrorStack) at(i int) *mirrorFrame {
	return &s.segments[i/lua.FramesPerSegment].array[i%lua.FramesPerSegment]
}

// cut drops the frames above depth.
func (s *mirrorStack) cut(depth int) {
	seg := depth / lua.FramesPerSegment
	for i := int(s.segIdx); i > seg && i > 0; i-- {
		s.segments[i] = nil
	}
	if s.segments[seg] == nil {
		s.segments[seg] = new(mirrorSegment)
	}
	s.segIdx, s.segSp = uint16(seg), uint8(depth%lua.FramesPerSegment)
}

// last is the frame on top, or nil.
func (s *mirrorStack) last() *mirrorFrame {
	if n := s.depth(); n > 0 {
		return s.at(n - 1)
	}
	return nil
}

// reserve makes room for at least segs more segments. It reports false where
// the stack is as deep as it may be; what is being unwound still has the slack.
func (s *mirrorStack) reserve(segs int) bool {
	if s.depth() >= maxFrames {
		return false
	}
	if len(s.segments)-int(s.segIdx) <= segs {
		grown := make([]*mirrorSegment, min(2*len(s.segments)+segs, maxFrames/lua.FramesPerSegment+slackSegments))
		copy(grown, s.segments)
		s.segments = grown
	}
	return true
}

// truncate sets the top of the registry to top, and clears what was above.
func (r *mirrorRegistry) truncate(top int) {
	if top > r.top {
		for i := r.top; i < top; i++ {
			r.array[i] = lua.LNil
		}
	} else {
		clear(r.array[top:r.top])
	}
	r.top = top
}

// widen lets the registry grow by as much as it holds, not by gopher-lua's
// fixed step, which makes deep recursion quadratic.
func (r *mirrorRegistry) widen() {
	if n := len(r.array); n > 2*r.growBy {
		r.growBy = n
	}
}

// closeUpvalues closes the open upvalues at or above the register base.
func (s *mirrorState) closeUpvalues(base int) {
	var prev *mirrorUpvalue
	for uv := s.uvcache; uv != nil; uv = uv.next {
		if uv.index >= base {
			if prev == nil {
				s.uvcache = nil
			} else {
				prev.next = nil
			}
			for ; uv != nil; uv = uv.next {
				if !uv.closed {
					uv.value, uv.closed = uv.reg.array[uv.index], true
				}
			}
			return
		}
		prev = uv
	}
}

func init() {
	if err := checkMirrors(); err != nil {
		panic("luafut was built with a gopher-lua that it does not know: " + err.Error())
	}
}

func checkMirrors() error {
	L := lua.NewState(lua.Options{MinimizeStackMemory: true, SkipOpenLibs: true})
	state := reflect.TypeOf(L).Elem()
	stack := reflect.ValueOf(L).Elem().FieldByName("stack")
	frame, _ := state.FieldByName("currentFrame")
	registry, _ := state.FieldByName("reg")
	upvalue, _ := state.FieldByName("uvcache")
	if !stack.IsValid() || frame.Type == nil || registry.Type == nil || upvalue.Type == nil {
		return fmt.Errorf("LState lacks a field")
	}
	grown := stack.Elem().Type().Elem()
	segments, ok := grown.FieldByName("segments")
	if !ok {
		return fmt.Errorf("%v has no segments", grown)
	}
	for _, pair := range [][2]reflect.Type{
		{state, reflect.TypeFor[mirrorState]()},
		{registry.Type.Elem(), reflect.TypeFor[mirrorRegistry]()},
		{frame.Type.Elem(), reflect.TypeFor[mirrorFrame]()},
		{upvalue.Type.Elem(), reflect.TypeFor[mirrorUpvalue]()},
		{grown, reflect.TypeFor[mirrorStack]()},
		{segments.Type.Elem().Elem(), reflect.TypeFor[mirrorSegment]()},
	} {
		if err := sameLayout(pair[0], pair[1]); err != nil {
			return err
		}
	}
	return nil
}

func sameLayout(real, mirror reflect.Type) error {
	if real.NumField() != mirror.NumField() || real.Size() != mirror.Size() {
		return fmt.Errorf("%v has %d fields in %d bytes, wanted %d in %d",
			real, real.NumField(), real.Size(), mirror.NumField(), mirror.Size())
	}
	for i := range real.NumField() {
		r, m := real.Field(i), mirror.Field(i)
		if r.Name != m.Name || r.Offset != m.Offset || r.Type.Size() != m.Type.Size() {
			return fmt.Errorf("%v.%s at %d is not %v.%s at %d", real, r.Name, r.Offset, mirror, m.Name, m.Offset)
		}
		if r.Type.Kind() != m.Type.Kind() && m.Type.Kind() != reflect.UnsafePointer && m.Type != reflect.TypeFor[mirrorIface]() {
			return fmt.Errorf("%v.%s is a %v, not a %v", real, r.Name, r.Type.Kind(), m.Type.Kind())
		}
	}
	return nil
}
