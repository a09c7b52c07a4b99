package export_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"luafut/engine/keep"
	"luafut/engine/keep/export"
	"luafut/engine/keep/store"
)

func TestFormats(t *testing.T) {
	for name, want := range map[string]string{
		"a.jsonl": `{"id":1,"title":"a, \"b\"\nc"}` + "\n" + `{"id":2,"title":true}` + "\n",
		"a.json":  "[\n" + `{"id":1,"title":"a, \"b\"\nc"}` + ",\n" + `{"id":2,"title":true}` + "\n]\n",
		"a.csv":   "id,title\n1,\"a, \"\"b\"\"\nc\"\n2,true\n",
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			e := open(t, path, export.Options{})
			write(t, e, record(nil, "id", 1.0, "title", "a, \"b\"\nc"))
			if err := e.Flush(t.Context()); err != nil {
				t.Fatal(err)
			}
			if name == "a.json" && !json.Valid([]byte(text(t, path))) {
				t.Errorf("after a flush the file is %q", text(t, path))
			}
			write(t, e, record(nil, "id", 2.0, "title", true))
			finish(t, e)
			if got := text(t, path); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestRunAgain holds for each format that a second run leaves out what the first
// has written, and goes on behind it.
func TestRunAgain(t *testing.T) {
	for _, ext := range []string{".jsonl", ".json", ".csv", ".db"} {
		t.Run(ext, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "out"+ext)
			key := []string{"id", "site"}
			for run := range 3 {
				e := open(t, path, export.Options{Key: key, Append: true})
				for i := range 100 * (run + 1) {
					kept := write(t, e, record(key, "id", float64(i), "site", fmt.Sprint("s", i%3), "ok", i%2 == 0, "run", float64(run)))
					if kept != (i >= 100*run) {
						t.Fatalf("run %d: record %d was kept: %v", run, i, kept)
					}
				}
				if kept := write(t, e, record(key, "id", "0", "site", "s0")); kept != (run == 0 && ext != ".csv") {
					t.Errorf("run %d: a key of text beside one of a number was kept: %v", run, kept)
				}
				finish(t, e)
			}
			if ext == ".db" {
				return
			}
			lines := strings.Count(text(t, path), "\n")
			if want := map[string]int{".jsonl": 301, ".json": 303, ".csv": 301}[ext]; lines != want {
				t.Errorf("%d lines, want %d", lines, want)
			}
		})
	}
}

func TestTable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.db")
	for range 2 { // the second begins anew
		e := open(t, path, export.Options{})
		write(t, e, record(nil, "id", 1.0, "tags", keep.JSON(`["a"]`)))
		write(t, e, record(nil, "id", 2.0, "more", "x"))
		finish(t, e)
	}
	db, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(t.Context())
	rows, err := db.Query(t.Context(), "SELECT * FROM records ORDER BY id", nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := rows.Read(t.Context(), 10)
	if want := `[[1 ["a"] <nil>] [2 <nil> x]]`; err != nil || fmt.Sprint(got) != want {
		t.Errorf("got %v, %v; want %s", got, err, want)
	}
}

func TestColumns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.csv")
	e := open(t, path, export.Options{Columns: []string{"b", "a"}})
	write(t, e, record(nil, "a", 1.5))
	_, err := e.Write(t.Context(), record(nil, "a", 1.0, "c", 2.0))
	if err == nil || !strings.Contains(err.Error(), `"c" is no column: they are b, a`) {
		t.Errorf("a field without a column: %v", err)
	}
	write(t, e, record(nil, "b", ""))
	finish(t, e)
	if got, want := text(t, path), "b,a\n,1.5\n,\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestTornEnds holds that what a kill leaves is put aside, and what is whole stays.
func TestTornEnds(t *testing.T) {
	for _, test := range []struct{ name, content, want, torn string }{
		{"a.jsonl", "{\"id\":1}\n{\"id\":2", "{\"id\":1}\n{\"id\":9}\n", "{\"id\":2\n"},
		{"a.jsonl", "{\"id\":1}\n{\"id\":2}", "{\"id\":1}\n{\"id\":2}\n{\"id\":9}\n", ""},
		{"a.jsonl", "{\"id\"", "{\"id\":9}\n", "{\"id\"\n"},
		{"a.jsonl", "", "{\"id\":9}\n", ""},
		{"a.csv", "id,t\n1,\"a\nb\"\n2,\"c\nd", "id,t\n1,\"a\nb\"\n9,\n", "2,\"c\nd\n"},
		{"a.csv", "id,t\n1,a\n2,b", "id,t\n1,a\n9,\n", "2,b\n"},
		{"a.csv", "id,t\n1,a\n2", "id,t\n1,a\n9,\n", "2\n"},
		{"a.csv", "id,t", "id\n9\n", "id,t\n"},
		{"a.json", "[]", "[\n{\"id\":9}\n]\n", ""},
		{"a.json", "", "[\n{\"id\":9}\n]\n", ""},
		{"a.json", " [ {\"id\" : 1} , 2 ]", " [ {\"id\" : 1} , 2,\n{\"id\":9}\n]\n", ""},
	} {
		t.Run(test.content, func(t *testing.T) {
			path := put(t, test.name, test.content)
			e := open(t, path, export.Options{Append: true})
			write(t, e, record(nil, "id", 9.0))
			finish(t, e)
			if got := text(t, path); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if test.torn != "" && text(t, path+".torn") != test.torn {
				t.Errorf("put aside: %q, want %q", text(t, path+".torn"), test.torn)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	key := []string{"id"}
	for _, test := range []struct{ name, content, want string }{
		{"a.txt", "", `a file's name says its format: .jsonl, .json, .csv or .db, but not ".txt"`},
		{"a.jsonl", "{}\nnot\n{}\n", "line 2 is no JSON"},
		{"a.jsonl", "[1]\n", "line 1: it is no JSON object, so it has no field id"},
		{"a.json", "{}", "it is no JSON list"},
		{"a.json", "[{}", "the list has no end"},
		{"a.json", "[] []", "more after the end"},
		{"a.csv", "a,b\n1,2\n", `the key "id" is none of the file's columns: a, b`},
		{"a.csv", "id,b\n1\n2,3\n", "line 2 has 1 cells, and the header has 2"},
		{"a.db", strings.Repeat("no database ", 100), "it is no SQLite database"},
	} {
		_, err := export.Open(t.Context(), put(t, test.name, test.content), export.Options{Append: true, Key: key})
		var own *keep.Error
		if !errors.As(err, &own) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s %q: %v", test.name, test.content, err)
		}
	}
}

func TestOneAtATime(t *testing.T) {
	for _, ext := range []string{".jsonl", ".json", ".csv"} {
		path := filepath.Join(t.TempDir(), "out"+ext)
		for range 2 {
			e := open(t, path, export.Options{Append: true})
			write(t, e, record(nil, "id", 1.0))
			if err := e.Flush(t.Context()); err != nil {
				t.Fatal(err)
			}
			if _, err := export.Open(t.Context(), path, export.Options{}); !errors.Is(err, keep.ErrLocked) {
				t.Errorf("%s opened twice: %v", ext, err)
			}
			finish(t, e)
		}
	}
}

func TestAfterTheEnd(t *testing.T) {
	e := open(t, filepath.Join(t.TempDir(), "a.jsonl"), export.Options{})
	finish(t, e)
	finish(t, e)
	if _, err := e.TryWrite(record(nil, "id", 1.0)); err == nil || !strings.Contains(err.Error(), "it is closed") {
		t.Errorf("a write after the end: %v", err)
	}
	if err := e.Flush(t.Context()); err == nil {
		t.Error("a flush after the end is no error")
	}
}

// TestNoLineLiesAcrossPages holds that lines of JSON up to a page begin and end
// within one.
func TestNoLineLiesAcrossPages(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.jsonl")
	for run := range 2 {
		e := open(t, path, export.Options{Append: true})
		for i := range 3000 {
			write(t, e, record(nil, "run", float64(run), "text", strings.Repeat("x", i*37%4000)))
		}
		finish(t, e)
	}
	at, n := 0, 0
	for line := range strings.Lines(text(t, path)) {
		if at/4096 != (at+len(line)-1)/4096 || !json.Valid([]byte(line)) {
			t.Fatalf("the line at %d of %d bytes", at, len(line))
		}
		at += len(line)
		n++
	}
	if n != 6000 {
		t.Errorf("%d lines, want 6000", n)
	}
}

// TestLongLines holds that from the first line on that is longer than a page the file
// is exchanged: what a reader has open is whole, and so is what another run adds.
func TestLongLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.jsonl")
	link := filepath.Join(t.TempDir(), "link.jsonl")
	if err := os.Symlink(path, link); err != nil {
		t.Skip(err)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	want := 0
	for run := range 3 {
		must(os.WriteFile(path+".part", []byte("left by a kill"), 0o600))
		e := open(t, link, export.Options{Append: true})
		for i := range 40 {
			write(t, e, record(nil, "run", float64(run), "text", strings.Repeat("x", i*1000%30_000)))
			want++
			if i%7 > 0 {
				continue
			}
			must(e.Flush(t.Context()))
			if got := strings.Count(text(t, path), "\n"); got != want {
				t.Fatalf("after a flush there are %d lines, want %d", got, want)
			}
		}
		finish(t, e)
	}
	for line := range strings.Lines(text(t, path)) {
		if !json.Valid([]byte(line)) {
			t.Fatalf("%.80q is no JSON", line)
		}
		want--
	}
	if _, err := os.Lstat(path + ".part"); want != 0 || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%d lines are missing; the other half: %v", want, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", info, err)
	}
}

// TestManyWriters holds that all records of many goroutines are there, each line
// whole, and that waiting for room ends with its context.
func TestManyWriters(t *testing.T) {
	for _, ext := range []string{".jsonl", ".csv", ".json"} {
		path := filepath.Join(t.TempDir(), "out"+ext)
		e := open(t, path, export.Options{})
		const writers, each = 16, 3000
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for i := range each {
					if _, err := e.Write(t.Context(), record(nil, "id", float64(w*each+i), "text", strings.Repeat("x", i%5000))); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		wg.Wait()
		finish(t, e)
		if ext != ".jsonl" {
			continue
		}
		seen := map[float64]bool{}
		for line := range strings.Lines(text(t, path)) {
			var r struct{ ID float64 }
			if err := json.Unmarshal([]byte(line), &r); err != nil {
				t.Fatalf("%v in %.80s", err, line)
			}
			seen[r.ID] = true
		}
		if len(seen) != writers*each {
			t.Errorf("%d records, want %d", len(seen), writers*each)
		}
	}
}

func TestWaitingEnds(t *testing.T) {
	e := open(t, filepath.Join(t.TempDir(), "a.jsonl"), export.Options{})
	ctx, cancel := context.WithCancelCause(t.Context())
	stop := errors.New("stop")
	cancel(stop)
	big := record(nil, "text", strings.Repeat("x", 9<<20))
	for {
		if _, err := e.Write(ctx, big); err != nil {
			if err != stop {
				t.Errorf("got %v, want the context's cause", err)
			}
			return
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	for _, ext := range []string{".jsonl", ".csv", ".json", ".db"} {
		b.Run(ext[1:], func(b *testing.B) {
			e := open(b, filepath.Join(b.TempDir(), "out"+ext), export.Options{})
			b.SetParallelism(32)
			b.RunParallel(func(pb *testing.PB) {
				r := record(nil, "id", 12345.0, "title", "A title with some words in it", "url", "https://news.example/link/12345", "ups", 17.0)
				for pb.Next() {
					if _, err := e.Write(b.Context(), r); err != nil {
						b.Error(err)
					}
				}
			})
			finish(b, e)
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "records/s")
		})
	}
}
