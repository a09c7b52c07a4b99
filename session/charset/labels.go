package charset

import (
	"fmt"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"

	"luafut/session/near"
)

// UnknownError is a label that names no encoding.
type UnknownError struct {
	// Label is what came, cut off where it is long.
	Label string
	// Nearest is the label most like it; empty where none is.
	Nearest string
}

// Error is the label and the one that was probably meant.
func (e *UnknownError) Error() string {
	if e.Nearest == "" {
		return fmt.Sprintf("unknown encoding %q: give a name such as utf-8, gbk or windows-1252", e.Label)
	}
	return fmt.Sprintf("unknown encoding %q: did you mean %q?", e.Label, e.Nearest)
}

// Lookup returns the name of the encoding that a label means, by the WHATWG
// Encoding Standard: in lower case, such as "utf-8", "gbk", "shift_jis". Labels
// count in any case and with blanks around. One that means none, or one that the
// standard gives up for safety (hz-gb-2312, iso-2022-kr), is an [*UnknownError].
// It is for what a script says, which may use Python's names too (latin-1, utf_8).
func Lookup(label string) (name string, err error) {
	if name, _, ok := find(label); ok {
		return name, nil
	}
	dashed := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(label)), "_", "-")
	if standard, known := pythonNames[dashed]; known {
		dashed = standard
	}
	if name, _, ok := find(dashed); ok {
		return name, nil
	}
	return "", &UnknownError{Label: shorten(label), Nearest: near.Name(label, common[:])}
}

// pythonNames are names of Python's codecs that the standard has no label for.
var pythonNames = map[string]string{
	"latin-1": "iso-8859-1", "utf-8-sig": "utf-8", "cp932": "shift_jis", "cp936": "gbk", "cp949": "euc-kr", "cp950": "big5",
}

// find is Lookup with the encoding to decode with, and without the cost of an error.
func find(label string) (name string, e encoding.Encoding, ok bool) {
	e, err := htmlindex.Get(strings.TrimSpace(label))
	if err != nil {
		return "", nil, false
	}
	name, err = htmlindex.Name(e)
	if err != nil || name == "replacement" {
		return "", nil, false
	}
	if name == "gbk" {
		// The standard decodes gbk as gb18030, which holds it.
		e = simplifiedchinese.GB18030
	}
	return name, e, true
}

// common are the labels that a mistyped one is compared with.
var common = [...]string{
	"utf-8", "utf-16le", "utf-16be", "gbk", "gb2312", "gb18030", "big5", "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr",
	"windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256",
	"windows-1257", "windows-1258", "windows-874", "koi8-r", "koi8-u", "macintosh", "x-mac-cyrillic", "ibm866",
	"iso-8859-1", "iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8",
	"iso-8859-9", "iso-8859-10", "iso-8859-13", "iso-8859-14", "iso-8859-15", "iso-8859-16", "latin1", "ascii",
}

func shorten(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	return s[:most] + "…"
}
