package travel

import (
	"fmt"
	"maps"
	"sync"
	"weak"

	"github.com/fxamacker/cbor/v2"

	"luafut/luabind/vm"
)

// maxKnown is how many chunks a peer is taken to have. When there are more, it
// is told that those before are not meant any longer.
const maxKnown = 4096

// Peer is the other side, as one side knows it: which chunks it has been sent,
// and which came from it. There is one for each worker, and one in the worker
// for its parent. Any goroutine may use it; what Sources gives must be learned
// in the order in which it was given, and before the bodies that it is for.
type Peer struct {
	cache *Chunks

	mu        sync.Mutex
	sent      map[vm.Hash]bool
	sentFiles map[string]vm.Hash
	got       map[vm.Hash]*vm.Chunk
	gotBefore map[vm.Hash]*vm.Chunk // until twice told to forget: bodies may be under way
	files     map[string]*vm.Chunk  // came, and no state knows them yet
}

// NewPeer makes a peer that nothing has been sent to. cache is shared by the
// peers of one process, so that its interpreters share compiled chunks; nil
// gives the peer one of its own.
func NewPeer(cache *Chunks) *Peer {
	if cache == nil {
		cache = &Chunks{}
	}
	return &Peer{
		cache: cache, sent: map[vm.Hash]bool{}, sentFiles: map[string]vm.Hash{},
		got: map[vm.Hash]*vm.Chunk{}, files: map[string]*vm.Chunk{},
	}
}

// sources is what Sources gives, in CBOR.
type sources struct {
	_      struct{} `cbor:",toarray"`
	Form   int      // formNow
	Forget bool     // the chunks that came before
	Chunks []chunkSource
	Files  []fileSource
}

type chunkSource struct {
	_            struct{} `cbor:",toarray"`
	Name, Source cbor.ByteString
}

type fileSource struct {
	_    struct{} `cbor:",toarray"`
	Name cbor.ByteString
	Hash cbor.ByteString
}

// formNow is the form that both sides of a connection must have. They are the
// same program, or workers of another release, which must be told apart.
const formNow = 1

var (
	sourcesOut = must(cbor.EncOptions{}.EncMode())
	sourcesIn  = must(cbor.DecOptions{
		MaxNestedLevels:  4,
		MaxArrayElements: 1 << 20,
		MaxMapPairs:      16,
		IndefLength:      cbor.IndefLengthForbidden,
		TagsMd:           cbor.TagsForbidden,
	}.DecMode())
)

func must[T any](mode T, err error) T {
	if err != nil {
		panic(err)
	}
	return mode
}

// Sources gives what the peer must Learn before it can decode the bodies of
// messages, and counts it as sent; nil where it has everything.
func (p *Peer) Sources(messages ...*Message) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := sources{Form: formNow}
	for _, m := range messages {
		for _, c := range m.chunks {
			p.send(&out, c)
		}
		for _, f := range m.files {
			hash := f.chunk.Hash()
			if p.sentFiles[f.name] != hash {
				p.send(&out, f.chunk)
				p.sentFiles[f.name] = hash
				out.Files = append(out.Files, fileSource{Name: cbor.ByteString(f.name), Hash: cbor.ByteString(hash[:])})
			}
		}
	}
	if len(out.Chunks) == 0 && len(out.Files) == 0 {
		return nil, nil
	}
	return sourcesOut.Marshal(&out)
}

func (p *Peer) send(out *sources, c *vm.Chunk) {
	hash := c.Hash()
	if p.sent[hash] {
		return
	}
	if len(p.sent) >= maxKnown && len(out.Chunks) == 0 {
		clear(p.sent)
		out.Forget = true
	}
	p.sent[hash] = true
	p.cache.add(c)
	out.Chunks = append(out.Chunks, chunkSource{Name: cbor.ByteString(c.Name), Source: cbor.ByteString(c.Source)})
}

// Learn takes what Sources gave, compiling what is new to this process; it
// takes no lock of Lua. Its error wraps ErrMalformed.
func (p *Peer) Learn(data []byte) error {
	if data == nil {
		return nil
	}
	var in sources
	if err := sourcesIn.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("%w: sources: %v", ErrMalformed, err)
	}
	if in.Form != formNow {
		return fmt.Errorf("%w: sources in form %d, wanted %d: the other side is another release of luafut", ErrMalformed, in.Form, formNow)
	}
	chunks := make(map[vm.Hash]*vm.Chunk, len(in.Chunks))
	for _, s := range in.Chunks {
		c, err := p.cache.compile(string(s.Name), string(s.Source))
		if err != nil {
			return fmt.Errorf("%w: sources: %v", ErrMalformed, err)
		}
		chunks[c.Hash()] = c
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if in.Forget {
		p.gotBefore, p.got = p.got, map[vm.Hash]*vm.Chunk{}
	}
	maps.Copy(p.got, chunks)
	for _, f := range in.Files {
		c := p.find(f.Hash)
		if c == nil {
			return fmt.Errorf("%w: sources: module %q without its source", ErrMalformed, string(f.Name))
		}
		p.files[string(f.Name)] = c
	}
	return nil
}

func (p *Peer) find(hash cbor.ByteString) *vm.Chunk {
	var h vm.Hash
	if copy(h[:], hash) != len(h) || len(hash) != len(h) {
		return nil
	}
	return p.known(h)
}

func (p *Peer) known(h vm.Hash) *vm.Chunk {
	if c := p.got[h]; c != nil {
		return c
	}
	return p.gotBefore[h]
}

// chunk is a chunk that came, or nil.
func (p *Peer) chunk(hash vm.Hash) *vm.Chunk {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.known(hash)
}

// newFiles are the modules that came since it was last called.
func (p *Peer) newFiles() map[string]*vm.Chunk {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.files) == 0 {
		return nil
	}
	files := p.files
	p.files = map[string]*vm.Chunk{}
	return files
}

// Chunks are the compiled chunks of a process that are in use, by their
// sources. The zero value is empty. Any goroutine may use it.
type Chunks struct {
	mu    sync.Mutex
	byKey map[vm.Hash]weak.Pointer[vm.Chunk]
	sweep int // from how many on the dead are swept out
}

// compile finds or makes a chunk.
func (c *Chunks) compile(name, source string) (*vm.Chunk, error) {
	if chunk := c.find(vm.HashOf(name, source)); chunk != nil {
		return chunk, nil
	}
	chunk, err := vm.Compile(name, source)
	if err != nil {
		return nil, err
	}
	return c.add(chunk), nil
}

func (c *Chunks) find(h vm.Hash) *vm.Chunk {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p, ok := c.byKey[h]; ok {
		return p.Value()
	}
	return nil
}

// add gives the chunk of that hash which everybody shares.
func (c *Chunks) add(chunk *vm.Chunk) *vm.Chunk {
	h := chunk.Hash()
	c.mu.Lock()
	defer c.mu.Unlock()
	if other := c.byKey[h].Value(); other != nil {
		return other
	}
	if c.byKey == nil {
		c.byKey = map[vm.Hash]weak.Pointer[vm.Chunk]{}
	}
	if len(c.byKey) >= c.sweep {
		maps.DeleteFunc(c.byKey, func(_ vm.Hash, p weak.Pointer[vm.Chunk]) bool { return p.Value() == nil })
		c.sweep = max(64, 2*len(c.byKey))
	}
	c.byKey[h] = weak.Make(chunk)
	return chunk
}
