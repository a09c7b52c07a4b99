package keep

import (
	"hash/maphash"
	"strconv"
)

// AppendNumber writes n with the fewest digits that read back as n; whole
// numbers have no fraction and no exponent.
func AppendNumber(dst []byte, n float64) []byte {
	if i, ok := Whole(n); ok {
		return strconv.AppendInt(dst, i, 10)
	}
	return strconv.AppendFloat(dst, n, 'g', -1, 64)
}

// AppendKey adds one value of a key to dst, so that keys are the same bytes
// where their values are the same. Values are bool, float64 and string; others
// make the result meaningless and are to be refused before.
func AppendKey(dst []byte, v any) []byte {
	switch v := v.(type) {
	case bool:
		return append(strconv.AppendBool(append(dst, 'b'), v), 0)
	case float64:
		return append(AppendNumber(append(dst, 'n'), v), 0)
	case string:
		dst = strconv.AppendInt(append(dst, 's'), int64(len(v)), 10)
		return append(append(dst, ':'), v...)
	}
	return append(dst, '?')
}

// Keys is a set of keys. It holds 16 bytes a key, a hash with seeds of its own:
// that two of a thousand million keys are taken for one has a chance of less than
// 1 in 10^20. It is for one goroutine at a time.
type Keys struct {
	seeds [2]maphash.Seed
	set   map[[2]uint64]struct{}
}

// NewKeys makes an empty set.
func NewKeys() *Keys {
	return &Keys{seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, set: map[[2]uint64]struct{}{}}
}

func (k *Keys) hash(key []byte) [2]uint64 {
	return [2]uint64{maphash.Bytes(k.seeds[0], key), maphash.Bytes(k.seeds[1], key)}
}

// Has reports whether a key is there.
func (k *Keys) Has(key []byte) bool {
	_, there := k.set[k.hash(key)]
	return there
}

// Add adds a key and reports whether it was not there before.
func (k *Keys) Add(key []byte) bool {
	h := k.hash(key)
	if _, there := k.set[h]; there {
		return false
	}
	k.set[h] = struct{}{}
	return true
}
