package cookies_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"luafut/session/cookies"
)

// filled is a jar with every kind of cookie.
func filled(t testing.TB) (*cookies.Jar, *clock) {
	t.Helper()
	j, clock := newJar()
	receive(t, j, "https://www.example.net/dir/page", "plain=1", `quoted="a b"`, "empty=", "all=2; domain=example.net; path=/; secure; httponly; samesite=Strict; max-age=1000")
	clock.advance(time.Minute)
	receive(t, j, "http://[::1]/", "six=6")
	receive(t, j, "http://shop.example.org/", "alone", "tab=a\tb", "bytes=\xff\xfe", `back="\`, "angle=<&>")
	receive(t, j, "http://localhost:8080/", "local=1")
	set(t, j, cookies.Cookie{Name: "every", Value: "where"})
	set(t, j, cookies.Cookie{Name: "early", Value: "1", Domain: "www.example.net", Path: "/dir", Expires: epoch.Add(2 * time.Hour)})
	return j, clock
}

func TestJSONKeepsEverything(t *testing.T) {
	j, clock := filled(t)
	path := filepath.Join(t.TempDir(), "jar.json")
	if err := j.Save(path); err != nil {
		t.Fatal(err)
	}
	back := &cookies.Jar{Now: clock.now}
	if err := back.Load(path); err != nil {
		t.Fatal(err)
	}
	wantSame(t, back, j, func(*cookies.Cookie) {})
	// As a part of something bigger, which json.Marshal makes compact.
	type message struct{ Jar *cookies.Jar }
	data, err := json.Marshal(message{j})
	if err != nil {
		t.Fatal(err)
	}
	got := message{&cookies.Jar{Now: clock.now}}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	wantSame(t, got.Jar, j, func(*cookies.Cookie) {})
}

func TestNetscapeKeepsWhatItCan(t *testing.T) {
	j, clock := filled(t)
	path := filepath.Join(t.TempDir(), "cookies.txt")
	if err := j.Save(path); err != nil {
		t.Fatal(err)
	}
	back := &cookies.Jar{Now: clock.now}
	if err := back.Load(path); err != nil {
		t.Fatal(err)
	}
	wantSame(t, back, j, func(c *cookies.Cookie) {
		c.SameSite, c.Created, c.LastAccess = 0, time.Time{}, time.Time{}
	})
}

func wantSame(t *testing.T, got, want *cookies.Jar, without func(*cookies.Cookie)) {
	t.Helper()
	list := func(j *cookies.Jar) (all []cookies.Cookie) {
		for _, c := range j.All() {
			c.Created, c.LastAccess, c.Expires = c.Created.UTC(), c.LastAccess.UTC(), c.Expires.UTC()
			without(&c)
			all = append(all, c)
		}
		return all
	}
	if g, w := list(got), list(want); !reflect.DeepEqual(g, w) {
		t.Errorf("got\n%+v\nwant\n%+v", g, w)
	}
	for _, to := range []string{"https://www.example.net/dir/x", "http://shop.example.org/", "http://[::1]/", "http://localhost/"} {
		wantHeader(t, got, to, want.Header(parse(t, to)))
	}
}

func TestNetscapeText(t *testing.T) {
	j, _ := newJar()
	receive(t, j, "https://www.example.net/dir/page", "plain=1", "all=2; domain=example.net; path=/; secure; httponly; max-age=1000")
	var b strings.Builder
	if err := j.WriteNetscape(&b); err != nil {
		t.Fatal(err)
	}
	want := "# Netscape HTTP Cookie File\n" +
		"www.example.net\tFALSE\t/dir\tFALSE\t0\tplain\t1\n" +
		"#HttpOnly_.example.net\tTRUE\t/\tTRUE\t1772601767\tall\t2\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestNetscapeOfOthers(t *testing.T) {
	j, _ := newJar()
	text := "# Netscape HTTP Cookie File\r\n# https://curl.se/docs/http-cookies.html\n\n" +
		".example.net\tTRUE\t/\tFALSE\t0\tcrlf\t1\r\n" +
		"www.example.net\ttrue\t/\tfalse\t4000000000\tnodot\t2\n" +
		"example.net\tFALSE\t/\tFALSE\t0\tempty\t\n" +
		"example.net\tFALSE\t/\tFALSE\t0\tshort\n" +
		"example.net\tFALSE\t/\tFALSE\t1000000000\tended\t4\n" +
		"#HttpOnly_example.net\tFALSE\t/\tFALSE\t99999999999999999\tlast\t5"
	if err := j.ReadNetscape(strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	wantHeader(t, j, "http://example.net/", "crlf=1; empty=; short=; last=5")
	wantHeader(t, j, "http://a.www.example.net/", "crlf=1; nodot=2")
	if c, _ := j.Get("last", "", ""); !c.HTTPOnly || c.Expires.Year() != 9999 {
		t.Errorf("last is %+v", c)
	}
}

func TestWrongFiles(t *testing.T) {
	const title, good = "# Netscape HTTP Cookie File\n", "example.net\tFALSE\t/\tFALSE\t0\ta\t1\n"
	for _, tt := range []struct {
		name, file, content string
		line                int
		reason              string
	}{
		{"spaces", "c.txt", title + good + "example.net FALSE / FALSE 0 a 1\n", 3, "7 fields"},
		{"too many fields", "c.txt", good + strings.TrimSuffix(good, "\n") + "\tx\n", 2, "got 8"},
		{"flag", "c.txt", strings.Replace(good, "FALSE", "YES", 1), 1, `second field is TRUE or FALSE; got "YES"`},
		{"end", "c.txt", strings.Replace(good, "\t0\t", "\tsoon\t", 1), 1, `got "soon"`},
		{"domain", "c.txt", "\tFALSE\t/\tFALSE\t0\ta\t1\n", 1, "domain, is empty"},
		{"public suffix", "c.txt", ".co.uk\tTRUE\t/\tFALSE\t0\ta\t1\n", 1, "public suffix"},
		{"path", "c.txt", "example.net\tFALSE\tx\tFALSE\t0\ta\t1\n", 1, "begin with"},
		{"control character", "c.txt", strings.Replace(good, "1\n", "1\x00\n", 1), 1, "control"},
		{"long line", "c.txt", good + strings.Repeat("x", 65<<10), 2, "longer than"},
		{"long value", "c.txt", strings.Replace(good, "1\n", strings.Repeat("v", 5000), 1), 1, "4096"},
		{"too many", "c.txt", strings.Repeat(good, 3301), 3301, "3300"},
		{"extra", "c.txt", "#Extra {\"name\":1}\n", 1, "JSON"},
		{"endless", "c.txt", strings.Repeat("#\n", 32<<20+1), 0, "64 MB"},
		{"no list", "c.json", "{}", 1, "list"},
		{"nothing", "c.json", "", 1, "list"},
		{"a number", "c.json", "[\n1]", 2, "not a cookie"},
		{"null", "c.json", "[\n{\"name\":\"a\",\"value\":\"\",\"domain\":\"\",\"path\":\"/\"},\nnull]", 3, "null"},
		{"unknown key", "c.json", "[\n{\"nam\":\"a\"}]", 2, "nam"},
		{"syntax", "c.json", "[\n{\"name\":\"a\"\n\"value\":1}]", 2, "invalid character"},
		{"no end", "c.json", "[{\"name\":\"a\",\"value\":\"\",\"domain\":\"\",\"path\":\"/\"}\n", 2, "does not end"},
		{"more behind", "c.json", "[]\n[]", 2, "follows"},
		{"not UTF-8", "c.json", "[\n{\"name\":\"\xff\"}]", 2, "UTF-8"},
		{"base64", "c.json", "[{\"name\":\"%%\",\"base64\":true}]", 1, "base64"},
		{"same site", "c.json", "[\n\n{\"name\":\"a\",\"same_site\":\"loose\"}]", 3, "Strict"},
		{"no name", "c.json", "[{}]", 1, "neither"},
		{"bad prefix", "c.json", "[{\"name\":\"__Host-a\",\"domain\":\"example.net\"}]", 1, "__Host-"},
		{"too many in JSON", "c.json", "[" + strings.Repeat("{\"name\":\"a\"},\n", 3300) + "{\"name\":\"a\"}]", 3301, "3300"},
		{"deep", "c.json", strings.Repeat("[", 1<<20), 1, "not a cookie"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), tt.file)
			if err := os.WriteFile(path, []byte(tt.content), 0o600); err != nil {
				t.Fatal(err)
			}
			j, _ := newJar()
			var wrong *cookies.FileError
			if err := j.Load(path); !errors.As(err, &wrong) {
				t.Fatalf("Load = %v", err)
			}
			if wrong.Path != path || wrong.Line != tt.line || !strings.Contains(wrong.Reason, tt.reason) {
				t.Errorf("%v, want line %d and %q", wrong, tt.line, tt.reason)
			}
			if j.Len() != 0 {
				t.Error("a part of it was taken")
			}
		})
	}
}

func TestLoadMerges(t *testing.T) {
	j, clock := filled(t)
	path := filepath.Join(t.TempDir(), "jar.json")
	if err := j.Save(path); err != nil {
		t.Fatal(err)
	}
	n := j.Len()
	clock.advance(time.Second)
	receive(t, j, "http://new.example/", "new=1")
	receive(t, j, "http://localhost/", "local=changed")
	if err := j.Load(path); err != nil {
		t.Fatal(err)
	}
	if j.Len() != n+1 {
		t.Errorf("%d cookies, want %d", j.Len(), n+1)
	}
	wantHeader(t, j, "http://localhost/", "local=1; every=where")
	clock.advance(24 * time.Hour)
	late := &cookies.Jar{Now: clock.now}
	if err := late.Load(path); err != nil {
		t.Fatal(err)
	}
	if late.Len() != n-2 {
		t.Errorf("%d cookies, want %d: two have ended", late.Len(), n-2)
	}
}

func TestSaveReplaces(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "cookies.txt")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	j, _ := filled(t)
	if err := j.Save(path); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if err := j.Save(filepath.Join(dir, "missing", "jar.json")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("into a missing directory: %v", err)
	}
	if err := os.Mkdir(filepath.Join(dir, "taken.json"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := j.Save(filepath.Join(dir, "taken.json")); err == nil {
		t.Error("a directory was replaced")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.tmp")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := j.Load(filepath.Join(dir, "none.json")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

// A full jar of the longest cookies still fits into a file that Load takes.
func TestFullJarFits(t *testing.T) {
	j, clock := newJar()
	value, path := strings.Repeat(`"`, 4000), "/"+strings.Repeat(`"`, 1000)
	for i := range 3300 {
		receive(t, j, "http://h"+strings.Repeat("x", i%50)+string(rune('a'+i%26))+strings.Repeat("y", i/1300)+".s"+
			strings.Repeat("z", i/100)+".example/", "n="+value+"; path="+path)
	}
	for _, name := range []string{"full.json", "full.txt"} {
		file := filepath.Join(t.TempDir(), name)
		if err := j.Save(file); err != nil {
			t.Fatal(err)
		}
		back := &cookies.Jar{Now: clock.now}
		if err := back.Load(file); err != nil || back.Len() != j.Len() {
			t.Errorf("%s: %d of %d, %v", name, back.Len(), j.Len(), err)
		}
	}
}
