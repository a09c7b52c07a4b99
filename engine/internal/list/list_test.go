package list_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"luafut/engine/internal/list"
)

func values(l *list.List[int]) []int {
	var got []int
	for n := l.First(); n != nil; n = n.Next() {
		got = append(got, n.Value)
	}
	return got
}

// A list is a slice that is changed in the same ways.
func TestList(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var l, other list.List[int]
	nodes := make([]list.Node[int], 8)
	for i := range nodes {
		nodes[i].Value = i
	}
	var want []int
	for step := range 5000 {
		i := random.IntN(len(nodes))
		at := slices.Index(want, i)
		switch {
		case at >= 0:
			if other.Remove(&nodes[i]) {
				t.Fatal("a node was removed from a list that does not hold it")
			}
			want = slices.Delete(want, at, at+1)
			if !l.Remove(&nodes[i]) {
				t.Fatalf("step %d: node %d was not there", step, i)
			}
		case random.IntN(2) == 0:
			want = append(want, i)
			l.PushBack(&nodes[i])
		case l.Remove(&nodes[i]):
			t.Fatalf("step %d: node %d was removed twice", step, i)
		default:
			want = slices.Insert(want, 0, i)
			l.PushFront(&nodes[i])
		}
		if got := values(&l); !slices.Equal(got, want) || l.Len() != len(want) {
			t.Fatalf("step %d: %v (%d), want %v", step, got, l.Len(), want)
		}
	}
}
