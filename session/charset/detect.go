package charset

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
)

const (
	defaultSample = 2048
	// thaiLeast is how many letters it takes to tell Thai.
	thaiLeast = 8
	// nulSample is how much of a body is searched for the NULs of UTF-16.
	nulSample = 1024
)

// detect names the encoding that a body without a declaration looks like, or
// returns "" where it cannot tell. valid says that it is UTF-8 without a fault.
func detect(body []byte, sampleSize int) (name string, valid bool) {
	if name := detectUTF16(body[:min(len(body), nulSample)]); name != "" {
		return name, false
	}
	if utf8.Valid(body) {
		if isISO2022JP(body) {
			return "iso-2022-jp", false
		}
		return "utf-8", true
	}
	if sampleSize <= 0 {
		sampleSize = defaultSample
	}
	sample := sampleOf(body, sampleSize)
	if nearlyUTF8(sample) {
		return "utf-8", false
	}
	return statistical(sample), false
}

// sampleOf is the part of a body from its first line that is not ASCII.
func sampleOf(body []byte, size int) []byte {
	start := bytes.IndexFunc(body, func(r rune) bool { return r >= utf8.RuneSelf })
	if start < 0 {
		start = 0
	}
	start = max(bytes.LastIndexByte(body[:start], '\n')+1, start-64)
	return body[start:min(len(body), start+size)]
}

// detectUTF16 goes by the NULs that ASCII, such as markup and blanks, has in
// UTF-16: in the odd bytes, or in the even ones. A few characters, such as the
// Chinese one, have a NUL in the other.
func detectUTF16(head []byte) string {
	var nuls [2]int
	for i, c := range head {
		if c == 0 {
			nuls[i%2]++
		}
	}
	pairs := len(head) / 2
	switch {
	case pairs < 2:
	case nuls[1] > pairs/10 && nuls[0] <= nuls[1]/4:
		return "utf-16le"
	case nuls[0] > pairs/10 && nuls[1] <= nuls[0]/4:
		return "utf-16be"
	}
	return ""
}

// isISO2022JP says whether an ASCII body switches to Japanese by escape sequences.
func isISO2022JP(body []byte) bool {
	return bytes.IndexByte(body, 0x1B) >= 0 &&
		(bytes.Contains(body, []byte("\x1B$B")) || bytes.Contains(body, []byte("\x1B$@")))
}

// nearlyUTF8 says whether a sample is UTF-8 with a few broken characters, as
// where a server has cut strings in the middle of one.
func nearlyUTF8(sample []byte) bool {
	good, bad := 0, 0
	for len(sample) > 0 {
		r, size := utf8.DecodeRune(sample)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		sample = sample[size:]
	}
	return good > 10*bad
}

// statistical asks the detector, and takes its best candidate that holds.
func statistical(sample []byte) string {
	results, err := chardet.NewHtmlDetector().DetectAll(sample)
	if err != nil {
		results = nil
	}
	// The detector leaves the order of equals to chance.
	slices.SortFunc(results, func(a, b chardet.Result) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), strings.Compare(b.Charset, a.Charset))
	})
	if isThai(sample) && (len(results) == 0 || results[0].Confidence < 90) {
		return "windows-874"
	}
	for _, r := range results {
		name, e, ok := find(r.Charset)
		if !ok || strings.HasPrefix(name, "utf-") {
			continue // what UTF-8 and UTF-16 look like has been looked for before
		}
		if plausible(decode(name, e, sample)) {
			return relative(name, sample)
		}
	}
	return ""
}

// relative prefers the encoding of Windows to the one of ISO that it extends, as
// pages and browsers do.
func relative(name string, sample []byte) string {
	switch name {
	case "iso-8859-7":
		// The two differ in the capital alpha with an accent.
		if bytes.IndexByte(sample, 0xA2) >= 0 || bytes.IndexByte(sample, 0xB6) < 0 {
			return "windows-1253"
		}
	case "iso-8859-8", "iso-8859-8-i":
		return "windows-1255"
	}
	return name
}

// plausible says whether a decoded sample is text: hardly anything in it that the
// encoding does not have, or control characters. The end may be cut off.
func plausible(text string) bool {
	bad, other := 0, 0
	for _, r := range strings.TrimRight(text, "\uFFFD") {
		switch {
		case r == utf8.RuneError, r >= 0x80 && r < 0xA0:
			bad++
		case r >= 0xA0:
			other++
		}
	}
	return bad*50 <= other
}

// isThai says whether all letters of a sample are where windows-874 has those of
// Thai, and many where it has consonants and other alphabets have signs.
func isThai(sample []byte) bool {
	high, consonants := 0, 0
	for _, c := range sample {
		switch {
		case c < 0x80, c == 0x85, c >= 0x91 && c <= 0x97, c == 0xA0:
		case c >= 0xA1 && c <= 0xDA, c >= 0xDF && c <= 0xFB:
			high++
			if c <= 0xBF {
				consonants++
			}
		default:
			return false
		}
	}
	return high >= thaiLeast && consonants*4 >= high
}
