package luabind_test

import (
	"regexp"
	"slices"
	"testing"

	"luafut/luabind"
	"luafut/luabind/bind"
)

// TestElsewhere holds what is said of the names of other libraries to what there
// is: such a name is none of ours, and what stands for it is, where it is
// a name or a call of one.
func TestElsewhere(t *testing.T) {
	own := regexp.MustCompile(`^(\w+)(?:\(.*\))?$`)
	look := func(owner string, elsewhere map[string]string, members []string) {
		for name, here := range elsewhere {
			if slices.Contains(members, name) {
				t.Errorf("%s has a member %s itself", owner, name)
			}
			if m := own.FindStringSubmatch(here); m != nil && !slices.Contains(members, m[1]) && m[1] != "error" {
				t.Errorf("%s.%s: there is no member %s", owner, name, m[1])
			}
		}
	}
	for _, m := range luabind.Modules {
		look(m.Name, m.Elsewhere, m.Members())
		for _, class := range m.Classes {
			var members []string
			for _, f := range class.Methods {
				members = append(members, f.Name)
			}
			for _, f := range class.Fields {
				members = append(members, f.Name)
			}
			look(class.Name, class.Elsewhere, members)
		}
		for _, f := range m.Funcs {
			for _, p := range f.Params {
				for _, plan := range p.Type.Plans() {
					look(p.Type.Name, plan.Elsewhere(), plan.Keys())
				}
			}
		}
	}
	if here := bind.OptionsOf[struct {
		Rate int `lua:"rate" elsewhere:"speed pace"`
	}]("T").Options.Hint("pace"); here != "; here it is 'rate'" {
		t.Errorf("the hint is %q", here)
	}
}
