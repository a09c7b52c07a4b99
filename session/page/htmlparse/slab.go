package htmlparse

import "golang.org/x/net/html"

// slab hands out nodes and attributes from blocks. All of a document's nodes live
// and die together, so one allocation can hold many of them.
type slab struct {
	nodes    []html.Node
	attrs    []html.Attribute
	made     int // nodes handed out
	nodeSize int // of the next block
	attrSize int
}

// Blocks grow, so that a fragment costs little and a page few allocations.
const (
	minBlock = 16
	maxBlock = 512
)

// newSlab sizes the first blocks for a text: a node takes some 40 bytes of
// markup.
func newSlab(text int) slab {
	size := min(max(text/40, minBlock), maxBlock)
	return slab{nodeSize: size, attrSize: size}
}

// node is a fresh node of the type.
func (s *slab) node(t html.NodeType) *html.Node {
	if len(s.nodes) == 0 {
		s.nodes = make([]html.Node, s.nodeSize)
		s.nodeSize = min(s.nodeSize*2, maxBlock)
	}
	n := &s.nodes[0]
	s.nodes = s.nodes[1:]
	s.made++
	n.Type = t
	return n
}

// attributes is a copy of attrs that cannot grow into its neighbours.
func (s *slab) attributes(attrs []html.Attribute) []html.Attribute {
	k := len(attrs)
	if k == 0 {
		return nil
	}
	if len(s.attrs) < k {
		s.attrs = make([]html.Attribute, max(s.attrSize, k))
		s.attrSize = min(s.attrSize*2, maxBlock)
	}
	own := s.attrs[:k:k]
	s.attrs = s.attrs[k:]
	copy(own, attrs)
	return own
}
