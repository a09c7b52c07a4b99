package keep_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"luafut/engine/keep"
	"luafut/engine/keep/csvtext"
	"luafut/engine/keep/export"
	"luafut/engine/keep/store"
)

// kills is how often each test kills.
const kills = 30

// killed runs a script and kills it some time after its first line on standard
// error. It gives the lines that were whole.
func killed(t *testing.T, after time.Duration, script string, args ...string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "luafut", append([]string{script}, args...)...)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(stderr)
	first, err := r.ReadString('\n')
	if err != nil {
		t.Fatalf("it ended before it began: %q, %v", first, err)
	}
	kill := time.AfterFunc(after, func() { cmd.Process.Kill() })
	defer kill.Stop()
	rest, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("it was not killed: %v\n%s%s", err, first, rest)
	}
	lines := strings.Split(first+string(rest), "\n")
	return lines[:len(lines)-1]
}

func moment(random *rand.Rand) time.Duration {
	return time.Duration(random.IntN(150_000)) * time.Microsecond
}

// TestKilledExports holds that whatever the moment of a kill, the files hold whole
// records, and can be gone on with.
func TestKilledExports(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	records := 0
	for kill := range kills {
		dir := t.TempDir()
		killed(t, moment(random), "testdata/exports.lua", dir, []string{"short", "long"}[kill%2])
		records += wholeLines(t, filepath.Join(dir, "out.jsonl"))
		records += wholeRows(t, filepath.Join(dir, "out.csv"))
		records += wholeList(t, filepath.Join(dir, "out.json"))
		for _, name := range []string{"out.jsonl", "out.csv", "out.json"} {
			goOn(t, filepath.Join(dir, name))
		}
	}
	if records == 0 {
		t.Error("no record was written before any kill")
	}
	t.Logf("%d records", records)
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

type row struct {
	Task, N, Size int
	Text          string
}

func (r row) check(t *testing.T, path string) {
	t.Helper()
	if want := strings.Repeat("x", r.Size) + "\",\n"; r.Text != want || r.Task == 0 {
		t.Fatalf("%s: record %d of task %d has the text %.100q", path, r.N, r.Task, r.Text)
	}
}

func wholeLines(t *testing.T, path string) (n int) {
	for line := range bytes.Lines(read(t, path)) {
		var r row
		if err := json.Unmarshal(line, &r); err != nil || !bytes.HasSuffix(line, []byte("\n")) {
			t.Fatalf("%s: the line %.100q is not whole: %v", path, line, err)
		}
		r.check(t, path)
		n++
	}
	return n
}

func wholeRows(t *testing.T, path string) (n int) {
	r := csvtext.NewReader(bytes.NewReader(read(t, path)), ",")
	for ; ; n++ {
		cells, err := r.Read()
		if err == io.EOF {
			return max(n-1, 0) // the header
		}
		if err != nil || !r.Whole() || len(cells) != 4 {
			t.Fatalf("%s: the row %.100q is not whole: %v", path, cells, err)
		}
		if n > 0 {
			var one row
			fmt.Sscan(cells[0], &one.Task)
			fmt.Sscan(cells[1], &one.N)
			fmt.Sscan(cells[2], &one.Size)
			one.Text = cells[3]
			one.check(t, path)
		}
	}
}

func wholeList(t *testing.T, path string) int {
	var list []row
	if err := json.Unmarshal(read(t, path), &list); err != nil {
		t.Fatalf("%s is no whole list: %v", path, err)
	}
	for _, r := range list {
		r.check(t, path)
	}
	return len(list)
}

// goOn opens the file again and writes one record.
func goOn(t *testing.T, path string) {
	t.Helper()
	e, err := export.Open(t.Context(), path, export.Options{Append: true})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close(t.Context())
	_, err = e.Write(t.Context(), &export.Record{Text: []byte(`{"task":1}`), Fields: []keep.Field{{Name: "task", Value: 1.0}}})
	if err := errors.Join(err, e.Close(t.Context())); err != nil {
		t.Error(err)
	}
}

// TestKilledStore holds that all that was acknowledged before a kill is there, with
// two processes at once that write to one file, kill after kill.
func TestKilledStore(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	path := filepath.Join(t.TempDir(), "a.db")
	var mu sync.Mutex
	acknowledged := map[string][]string{} // ids by way
	for run := range kills / 2 {
		var wg sync.WaitGroup
		for _, name := range []string{"a", "b"} {
			after := moment(random)
			wg.Go(func() {
				lines := killed(t, after, "testdata/store.lua", path, fmt.Sprint(name, run))
				mu.Lock()
				defer mu.Unlock()
				for _, line := range lines {
					way, id, ok := strings.Cut(line, " ")
					if !ok {
						t.Errorf("it said %q", line)
					}
					acknowledged[way] = append(acknowledged[way], id)
				}
			})
		}
		wg.Wait()
		if t.Failed() {
			return
		}
	}
	db, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(t.Context())
	for way, query := range map[string]string{
		"insert":      "SELECT id FROM inserted",
		"upsert":      "SELECT id FROM upserted",
		"kv":          "SELECT key FROM kv",
		"transaction": "SELECT id FROM halves GROUP BY id HAVING count(*) = 2",
	} {
		there := ids(t, db, query)
		for _, id := range acknowledged[way] {
			if !there[id] {
				t.Errorf("%s %s was acknowledged and is lost", way, id)
			}
		}
		if len(acknowledged[way]) == 0 {
			t.Errorf("nothing was acknowledged of %s", way)
		}
		t.Logf("%s: %d acknowledged, %d there", way, len(acknowledged[way]), len(there))
	}
	if torn := ids(t, db, "SELECT id FROM halves GROUP BY id HAVING count(*) <> 2"); len(torn) > 0 {
		t.Errorf("transactions that were kept in part: %v", torn)
	}
	if check := ids(t, db, "PRAGMA integrity_check"); !check["ok"] {
		t.Errorf("the file is damaged: %v", check)
	}
}

// ids gives the first column of a query's rows.
func ids(t *testing.T, db *store.DB, query string) map[string]bool {
	t.Helper()
	rows, err := db.Query(t.Context(), query, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	found := map[string]bool{}
	for {
		batch, err := rows.Read(t.Context(), 1000)
		if err != nil {
			t.Fatal(err)
		}
		if len(batch) == 0 {
			return found
		}
		for _, row := range batch {
			found[row[0].(string)] = true
		}
	}
}
