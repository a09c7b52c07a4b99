package keep_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"luafut/engine/keep"
)

func TestKeysOfDifferentValues(t *testing.T) {
	keys := keep.NewKeys()
	for _, values := range [][]any{{"1"}, {1.0}, {true}, {"a", "b"}, {"ab"}, {"a", ""}, {"", "a"}, {1.5}, {1e300}, {"1", 1.0}, {"b1"}} {
		var key []byte
		for _, v := range values {
			key = keep.AppendKey(key, v)
		}
		if keys.Has(key) || !keys.Add(key) || keys.Add(key) || !keys.Has(key) {
			t.Errorf("%v is taken for another", values)
		}
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[float64]string{1: "1", -5: "-5", 1 << 53: "9007199254740992", 1.5: "1.5", 1e300: "1e+300"} {
		if got := string(keep.AppendNumber(nil, n)); got != want {
			t.Errorf("%v: %s, want %s", n, got, want)
		}
	}
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.txt", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	err := keep.WriteFile(path, 0o644, func(w io.Writer) error { io.WriteString(w, "half"); return stop })
	if got, _ := os.ReadFile(path); err != stop || string(got) != "old" {
		t.Errorf("a write that fails: %v, %q", err, got)
	}
	err = keep.WriteFile(filepath.Join(dir, "link"), 0o644, func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err })
	info, _ := os.Stat(path)
	if got, _ := os.ReadFile(path); err != nil || string(got) != "new" || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %q, %v", err, got, info.Mode())
	}
	if list, _ := os.ReadDir(dir); len(list) != 2 {
		t.Errorf("something is left beside: %v", list)
	}
}

func TestOpenLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	f, err := keep.OpenLocked(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := keep.OpenLocked(path, os.O_RDWR, 0); !errors.Is(err, keep.ErrLocked) {
		t.Errorf("a second time: %v", err)
	}
	f.Close()
	again, err := keep.OpenLocked(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}
