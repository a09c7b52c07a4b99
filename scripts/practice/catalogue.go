package practice

import "math"

// idStride is the room that each link has for its id: the next link's id is at
// least 1 and at most 2*idStride-1 above, so that ids cannot be told by
// counting up.
const idStride = 7

// A catalogue is the links of a run of listing pages. It holds none of them:
// each is made from the seed when it is asked for.
type catalogue struct {
	seed    uint64
	firstID int
	pages   int
	perPage float64
}

// before returns how many links the pages before this one hold.
func (c catalogue) before(page int) int {
	return int(math.Floor(float64(page-1) * c.perPage))
}

// links returns how many links there are on all pages.
func (c catalogue) links() int { return c.before(c.pages + 1) }

// id returns the id of link i, counted from 0.
func (c catalogue) id(i int) int {
	return c.firstID + i*idStride + int(mix(c.seed^uint64(i))%idStride)
}

// index returns which link has that id, or false where none has.
func (c catalogue) index(id int) (int, bool) {
	i := (id - c.firstID) / idStride
	if id < c.firstID || i >= c.links() || c.id(i) != id {
		return 0, false
	}
	return i, true
}

// page returns the links of a page, 1 to c.pages.
func (c catalogue) page(n int) []item {
	items := make([]item, 0, int(c.perPage)+1)
	for i := c.before(n); i < c.before(n+1); i++ {
		items = append(items, c.item(i))
	}
	return items
}

// mix scatters x: equal in, equal out, and neighbours far apart. It is the
// output function of SplitMix64 (Steele, Lea and Flood, 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
