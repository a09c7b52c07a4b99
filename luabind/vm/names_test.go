package vm_test

import (
	"slices"
	"strings"
	"testing"

	"luafut/luabind/vm"
)

func TestGlobalNames(t *testing.T) {
	// The second list is flushed with its number in a word of its own.
	long := "{" + strings.Repeat("1,", 50*512+50) + "}"
	c, err := vm.Compile("names", `
		local up = outer
		function set() only_set = 1; return read, function() return nested, print end end
		local list = `+long+`
		return after, read, up.field`)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]string{{"outer", "after", "read", "nested", "print"}, {"read", "nested", "print"}, {"nested", "print"}} {
		for range 2 {
			if got := c.GlobalNames(i); !slices.Equal(got, want) {
				t.Errorf("function %d: %v, want %v", i, got, want)
			}
		}
	}
}

func TestHashTellsChunksApart(t *testing.T) {
	hashes := map[vm.Hash]string{}
	for _, c := range [][2]string{{"a", "x=1"}, {"a", "x=2"}, {"b", "x=1"}, {"a\x00", "x=1"}, {"a", "--x=1"}, {"a--", "x=1"}} {
		chunk, err := vm.Compile(c[0], c[1])
		if err != nil {
			t.Fatal(err)
		}
		if other, double := hashes[chunk.Hash()]; double {
			t.Errorf("%q has the hash of %s", c, other)
		}
		hashes[chunk.Hash()] = c[0] + "/" + c[1]
	}
}
