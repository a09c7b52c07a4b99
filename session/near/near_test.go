package near_test

import (
	"strings"
	"testing"

	"luafut/session/near"
)

func TestName(t *testing.T) {
	names := []string{"first-child", "count", "utf-8", "gb2312", "big5", "gbk", strings.Repeat("n", 100)}
	for given, want := range map[string]string{
		"first-child": "first-child", "FirstChild": "first-child", "frist-child": "first-child", "child": "",
		"cuont": "count", "counts": "count", "con": "count", "c": "", "": "",
		"utf8": "utf-8", "UTF_9": "utf-8", "gb-2313": "gb2312", "gbx": "gbk", "big6": "big5",
		strings.Repeat("n", 100): "", strings.Repeat("x", 1<<20): "",
	} {
		if got := near.Name(given, names); got != want {
			t.Errorf("Name(%.20q) = %q, want %q", given, got, want)
		}
	}
}
