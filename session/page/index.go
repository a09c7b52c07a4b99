package page

// Positions count from 1; negative ones from the end, -1 being the last.

// First selects the first node.
func (s *Selection) First() *Selection { return s.Eq(1) }

// Last selects the last node.
func (s *Selection) Last() *Selection { return s.Eq(-1) }

// Eq selects the node at position i, and nothing where there is none.
func (s *Selection) Eq(i int) *Selection {
	if i < 0 {
		i += len(s.nodes) + 1
	}
	if i < 1 || i > len(s.nodes) {
		return s.with(nil)
	}
	return s.with(s.nodes[i-1 : i : i])
}

// Slice selects the nodes from position i to j, both included, as string.sub
// does: what lies outside is cut off, and nothing is left where i is behind j.
func (s *Selection) Slice(i, j int) *Selection {
	if i < 0 {
		i = max(i+len(s.nodes)+1, 1)
	}
	if j < 0 {
		j += len(s.nodes) + 1
	}
	i, j = max(i, 1), min(j, len(s.nodes))
	if i > j {
		return s.with(nil)
	}
	return s.with(s.nodes[i-1 : j : j])
}
