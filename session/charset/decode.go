package charset

import (
	"bytes"
	"fmt"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
)

// Options are for [Decode] and [Sniff]; nil is the same as the zero value.
type Options struct {
	// Sample is how many bytes the detection looks at, beginning with the first
	// that is not ASCII; 0 means 2048.
	Sample int
	// Fallback is the label for a body that nothing else tells the encoding of;
	// "" means windows-1252, as does a label that [Lookup] does not know.
	Fallback string
}

// Source is what told the encoding of a body.
type Source uint8

// The sources, the strongest first.
const (
	BOM      Source = iota // a byte order mark
	Header                 // the Content-Type header
	Markup                 // the page's own declaration
	Content                // what the bytes look like
	Fallback               // nothing
)

var sourceNames = [...]string{"BOM", "Header", "Markup", "Content", "Fallback"}

// String returns the name of the constant.
func (s Source) String() string {
	if int(s) < len(sourceNames) {
		return sourceNames[s]
	}
	return fmt.Sprintf("Source(%d)", uint8(s))
}

// Decode returns a body as text, and the name of the encoding that it was found
// to be in (see the package's description). The text is always valid UTF-8, and
// without a byte order mark.
//
// Where the body is valid UTF-8, the text shares its memory, at no cost of a
// copy; the caller must not write to the body afterwards.
func Decode(body []byte, contentType string, opts *Options) (text, encoding string) {
	name, source, valid := sniff(body, contentType, opts)
	if valid {
		return share(body), name
	}
	_, e, ok := find(name)
	if !ok {
		panic("charset: Sniff returned an encoding that Lookup does not know: " + name)
	}
	if source == BOM {
		body = body[len(marks[name]):]
	}
	return decode(name, e, body), name
}

// Sniff returns the name of the encoding of a body, and what told it. contentType
// is the value of the header, or "".
func Sniff(body []byte, contentType string, opts *Options) (name string, source Source) {
	name, source, _ = sniff(body, contentType, opts)
	return name, source
}

// sniff also says whether it has found the body to be UTF-8 without a fault.
func sniff(body []byte, contentType string, opts *Options) (name string, source Source, valid bool) {
	if name := bom(body); name != "" {
		return name, BOM, false
	}
	if name, _, ok := find(headerCharset(contentType)); ok {
		return name, Header, false
	}
	if isMarkup(body, contentType) {
		if name, _, ok := find(declared(body)); ok {
			return name, Markup, false
		}
	}
	if opts == nil {
		opts = &Options{}
	}
	if name, valid := detect(body, opts.Sample); name != "" {
		return name, Content, valid
	}
	if name, _, ok := find(opts.Fallback); ok {
		return name, Fallback, false
	}
	return "windows-1252", Fallback, false
}

// DecodeAs returns a body that is known to be in the encoding of a label as text.
// A byte order mark beats the label, as in browsers. It shares memory as [Decode]
// does. An unknown label is an [*UnknownError].
func DecodeAs(body []byte, label string) (string, error) {
	name, e, ok := find(label)
	if !ok {
		_, err := Lookup(label)
		return "", err
	}
	if marked := bom(body); marked != "" {
		name, e, _ = find(marked)
		body = body[len(marks[marked]):]
	}
	return decode(name, e, body), nil
}

// decode never fails: what an encoding does not have becomes U+FFFD.
func decode(name string, e encoding.Encoding, body []byte) string {
	if name == "utf-8" && utf8.Valid(body) {
		return share(body)
	}
	text, _, err := transform.Bytes(e.NewDecoder(), body)
	if err != nil {
		panic("charset: a decoder failed, which those of WHATWG encodings do not: " + err.Error())
	}
	return share(text)
}

// share is bytes as a string without a copy. Nobody may write to them afterwards.
func share(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// marks are the byte order marks.
var marks = map[string]string{"utf-8": "\xEF\xBB\xBF", "utf-16le": "\xFF\xFE", "utf-16be": "\xFE\xFF"}

// bom is the encoding of the mark that a body begins with, or "".
func bom(body []byte) string {
	if len(body) < 2 || body[0] < 0x80 {
		return ""
	}
	for name, mark := range marks {
		if bytes.HasPrefix(body, []byte(mark)) {
			return name
		}
	}
	return ""
}
