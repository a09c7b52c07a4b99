package cookies_test

import (
	"testing"
	"time"
)

func TestDates(t *testing.T) {
	want := time.Date(2026, time.November, 6, 8, 49, 37, 0, time.UTC)
	for _, date := range []string{
		"Fri, 06 Nov 2026 08:49:37 GMT",
		"Friday, 06-Nov-26 08:49:37 GMT",
		"Fri Nov  6 08:49:37 2026",
		"6 NOVEMBER 26 8:49:37",
		"2026 Nov 06 08:49:37",
		"08:49:37 2026/nov/6",
		"Nov 6 2026 08:49:37 +0800",
		"x,06th.Nov-2026;08:49:37.5 PM",
		"\"06 Nov 2026 08:49:37\"",
		"06 Novembre 2026AD 08:49:37Z",
	} {
		// A semicolon ends the attribute, so it stands for another delimiter here.
		j, _ := newJar()
		receive(t, j, "http://example.net/", "a=1; expires="+replaceSemicolons(date))
		if c, _ := j.Get("a", "", ""); !c.Expires.Equal(want) {
			t.Errorf("%q is %v", date, c.Expires)
		}
	}
}

func replaceSemicolons(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] == ';' {
			b[i] = '@'
		}
	}
	return string(b)
}

// What is no date makes the attribute ignored, so that the cookie has no end.
func TestNoDates(t *testing.T) {
	for _, date := range []string{
		"", "0", "-1", "Fri", "1793954977",
		"06 Nov 2026",
		"06 Nov 2026 08:49",
		"06 Nov 2026 24:00:00",
		"06 Nov 2026 08:60:00",
		"06 Nov 2026 08:49:60",
		"06 Nov 2026 08:49:377",
		"06 Nov 2026 108:49:37",
		"32 Nov 2026 08:49:37",
		"31 Nov 2026 08:49:37",
		"0 Nov 2026 08:49:37",
		"29 Feb 2027 08:49:37",
		"06 Nvo 2026 08:49:37",
		"06 Nov 1600 08:49:37",
		"06 Nov 20260 08:49:37",
		"006 Nov 2026 08:49:37",
	} {
		j, _ := newJar()
		receive(t, j, "http://example.net/", "a=1; expires="+date)
		if c, ok := j.Get("a", "", ""); !ok || c.Persistent() {
			t.Errorf("%q is %v, %v", date, c.Expires, ok)
		}
	}
}

func TestCenturies(t *testing.T) {
	for year, past := range map[string]bool{"27": false, "69": false, "70": true, "99": true, "00": true, "1601": true, "2069": false} {
		j, _ := newJar()
		receive(t, j, "http://example.net/", "a=1; expires=06 Nov "+year+" 08:49:37")
		if _, ok := j.Get("a", "", ""); ok == past {
			t.Errorf("year %s: held = %v", year, ok)
		}
	}
}
