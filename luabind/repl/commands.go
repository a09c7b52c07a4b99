package repl

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind"
	"luafut/luabind/bind"
	"luafut/luabind/docs"
	"luafut/luabind/source"
	"luafut/luabind/vm"
)

// dots are the commands of the prompt.
var dots = []struct{ name, args, doc string }{
	{".help", "[NAME]", "what there is; what a module or a function does"},
	{".load", "FILE", "run a script here"},
	{".save", "FILE", "write what was entered into a script"},
	{".time", "[CODE]", "time CODE; without it, time every line from now on, or no more"},
	{".tasks", "", "what every task is doing now"},
	{".exit", "", "end, as Ctrl-D does"},
}

func commandItems() []item {
	var items []item
	for _, d := range dots {
		items = append(items, item{d.name, d.doc})
	}
	return items
}

// dotCommand takes a command of the prompt apart; ok is false for Lua.
func dotCommand(text string) (name, rest string, ok bool) {
	name, rest, _ = strings.Cut(strings.TrimLeft(text, " \t"), " ")
	name = strings.TrimSpace(name)
	if len(name) < 2 || name[0] != '.' || name[1] < 'a' || name[1] > 'z' {
		return "", "", false
	}
	return name, strings.TrimSpace(rest), true
}

// foreign are commands that other prompts have, as they are typed there: Python's and
// IPython's to leave, to ask about a name and to time. None of them is of any use as Lua.
var foreign = regexp.MustCompile(`^\s*(?:(exit|quit)\s*(?:\(\s*\))?|\?\s*([\w.:]*\w)|([\w.:]*\w)\s*\?{1,2}|%time(?:it)?\s+(\S.*))\s*$`)

// meant is text, or the command of ours that somebody means who knows another prompt. A
// script's own function of the name is called.
func (p *session) meant(text string) string {
	m := foreign.FindStringSubmatch(text)
	switch {
	case m == nil:
		return text
	case m[1] != "" && p.global(m[1]):
		return text
	case m[1] != "":
		return ".exit"
	case m[4] != "":
		return ".time " + m[4]
	}
	asked := m[2] + m[3]
	name, _, _ := strings.Cut(asked, ".")
	if p.global(name) && !strings.Contains(asked, ":") {
		return "help(" + asked + ")"
	}
	return ".help " + asked
}

// global reports whether there is a global of the name.
func (p *session) global(name string) bool {
	th := p.s.VM.Main()
	th.Lock()
	defer th.Unlock()
	return th.LState().G.Global.RawGetString(name) != lua.LNil
}

// command runs a command of the prompt; it reports whether the session ends.
func (p *session) command(name, rest string) (end bool) {
	switch name {
	case ".exit", ".quit":
		return true
	case ".help":
		fmt.Fprint(p.cfg.Screen, p.help(rest))
	case ".load":
		p.load(rest)
	case ".save":
		p.save(rest)
	case ".time":
		if p.timing = !p.timing || rest != ""; rest != "" {
			p.eval(rest)
			p.timing = false
		} else if p.timing {
			fmt.Fprintln(p.cfg.Screen, "every line is timed; .time again ends it")
		}
	case ".tasks":
		if text := p.s.Dump(); text != "" {
			fmt.Fprintln(p.cfg.Screen, text)
		}
	default:
		var names []string
		for _, d := range dots {
			names = append(names, d.name)
		}
		hint := "; .help lists what there is"
		if near := bind.Nearest(name, names); near != "" {
			hint = "; did you mean " + near + "?"
		}
		fmt.Fprintln(p.cfg.Screen, p.paint(luabind.PartMessage, "there is no command "+name+hint))
	}
	return false
}

// save writes what was entered as a script.
func (p *session) save(name string) {
	if name == "" {
		fmt.Fprintln(p.cfg.Screen, p.paint(luabind.PartMessage, ".save wants the name of a file"))
		return
	}
	if err := os.WriteFile(name, []byte(asScript(p.entered)), 0o644); err != nil {
		fmt.Fprintln(p.cfg.Screen, p.paint(luabind.PartMessage, err.Error()))
		return
	}
	fmt.Fprintf(p.cfg.Screen, "%d entries in %s\n", len(p.entered), name)
}

// asScript makes a script of entries: it requires the modules that they use,
// prints what an expression gives, and leaves out what does not compile.
func asScript(entries []string) string {
	var body, head strings.Builder
	used := map[string]bool{}
	for _, text := range entries {
		if _, err := vm.Compile(chunk, text); err != nil {
			expression := strings.TrimPrefix(strings.TrimSpace(text), "=")
			if _, err := vm.Compile(chunk, asExpression(text)); err != nil {
				continue
			}
			text = "print(" + expression + ")"
		}
		body.WriteString(text + "\n")
		for _, t := range source.Tokens(text) {
			if t.Kind == source.Name {
				used[t.Text] = true
			}
		}
	}
	for _, m := range luabind.Modules {
		if used[m.Name] {
			fmt.Fprintf(&head, "local %s = require %q\n", m.Name, m.Name)
		}
	}
	if head.Len() > 0 {
		head.WriteString("\n")
	}
	return head.String() + body.String()
}

// load runs a file in the session.
func (p *session) load(name string) {
	if name == "" {
		fmt.Fprintln(p.cfg.Screen, p.paint(luabind.PartMessage, ".load wants the name of a script"))
		return
	}
	text, err := os.ReadFile(name)
	if err == nil {
		_, err = p.s.Run(name, string(text))
		p.s.VM.Main().Reset()
	}
	if flushed := p.s.VM.Output.Flush(); err == nil {
		err = flushed
	}
	if err != nil {
		p.failed(err, "")
	}
}

// help is the text on a name; without one, what there is.
func (p *session) help(name string) string {
	if name != "" {
		text, near := docs.Find(luabind.AllModules(), name)
		switch {
		case text != "":
			return text
		case near != "":
			return fmt.Sprintf("there is nothing on '%s'; did you mean '%s'?\n", name, near)
		}
		return fmt.Sprintf("there is nothing on '%s'\n", name)
	}
	var b strings.Builder
	b.WriteString("Lua is run as it is entered; the values of an expression are printed. _ is the last value,\n" +
		"_err the last error. Tab completes, Ctrl-R searches what was entered, Ctrl-C stops a line, Ctrl-D ends.\n\n")
	for _, d := range dots {
		fmt.Fprintf(&b, "  %-14s %s\n", strings.TrimSpace(d.name+" "+d.args), d.doc)
	}
	b.WriteString("  help(x)        what a function, a module or an object is\n\nModules, which are globals here:\n")
	b.WriteString("  " + strings.ReplaceAll(strings.TrimSpace(docs.Overview(luabind.Modules)), "\n", "\n  ") + "\n")
	return b.String()
}

// installHelp makes help a global.
func (p *session) installHelp() {
	th := p.s.VM.Main()
	th.Lock()
	fn := th.LState().NewFunction(func(L *lua.LState) int {
		io.WriteString(p.s.VM.Output, p.helpOn(L.Get(1)))
		return 0
	})
	th.Unlock()
	p.s.SetGlobal("help", fn)
}

// helpOn is the text on a value. The lock is held.
func (p *session) helpOn(v lua.LValue) string {
	switch v := v.(type) {
	case *lua.LNilType:
		return p.help("")
	case lua.LString:
		return p.help(string(v))
	case *lua.LFunction:
		if row, ok := bind.RowOf(p.s.VM, v); ok {
			return docs.FuncText(row.Owner, row.Func)
		}
		if v.Proto != nil {
			return fmt.Sprintf("a function of %s, lines %d to %d\n", v.Proto.SourceName, v.Proto.LineDefined, v.Proto.LastLineDefined)
		}
	case *lua.LTable:
		if name := bind.ModuleName(p.s.VM, v); name != "" {
			return p.help(name)
		}
		if k := bind.KindOf(v); k != nil {
			return docs.KindText(k)
		}
		if k := bind.ErrorKind(v); k != nil {
			return docs.KindText(k)
		}
	case *lua.LUserData:
		if class := bind.ClassOf(v); class != nil {
			return docs.ClassText(class)
		}
	}
	return "a " + v.Type().String() + "\n"
}
