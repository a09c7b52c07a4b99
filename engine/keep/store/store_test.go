package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"luafut/engine/keep"
	"luafut/engine/keep/store"
)

func open(t testing.TB, path string, o store.Options) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close(context.Background()) })
	return db
}

func fresh(t testing.TB) *store.DB {
	return open(t, filepath.Join(t.TempDir(), "a ?#%.db"), store.Options{})
}

func fields(pairs ...any) []keep.Field {
	var list []keep.Field
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, keep.Field{Name: pairs[i].(string), Value: pairs[i+1]})
	}
	return list
}

// ask gives all rows of a query as text.
func ask(t testing.TB, db *store.DB, query string, args ...any) string {
	t.Helper()
	rows, err := db.Query(t.Context(), query, args)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all [][]any
	for {
		batch, err := rows.Read(t.Context(), 7)
		if err != nil {
			t.Fatal(err)
		}
		if len(batch) == 0 {
			return fmt.Sprint(all)
		}
		all = append(all, batch...)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestValues(t *testing.T) {
	db := fresh(t)
	for _, v := range []any{nil, true, false, 1.0, -1.5, 1e300, float64(1 << 53), "", "text", "a\x00b", "\xff", keep.JSON(`{"a":1}`)} {
		_, err := db.Insert(t.Context(), fmt.Sprintf("t%T", v), fields("v", v))
		must(t, err)
		rows, err := db.Query(t.Context(), fmt.Sprintf(`SELECT v FROM "t%T" ORDER BY rowid DESC`, v), nil)
		must(t, err)
		got, err := rows.Read(t.Context(), 1)
		rows.Close()
		want := v
		if text, ok := v.(keep.JSON); ok {
			want = string(text)
		}
		if err != nil || len(got) != 1 || got[0][0] != want {
			t.Errorf("%#v came back as %#v, %v", v, got, err)
		}
	}
	if got := ask(t, db, "SELECT 9007199254740993, :a, ?2", sql.Named("a", 7.0), "x"); got != "[[9007199254740993 7 x]]" {
		t.Errorf("got %s", got)
	}
}

func TestInsertAndUpsert(t *testing.T) {
	db := fresh(t)
	id, err := db.Insert(t.Context(), "votes", fields("id", 1.0, "title", "a"))
	if err != nil || id != 1 {
		t.Fatalf("%d, %v", id, err)
	}
	must(t, db.Upsert(t.Context(), "votes", []string{"id"}, fields("id", 1.0, "up", true)))
	must(t, db.Upsert(t.Context(), "votes", []string{"id"}, fields("id", 2.0, "Title", "b", "extra \"x\"", 5.0)))
	must(t, db.Upsert(t.Context(), "votes", []string{"id"}, fields("id", 2.0)))
	if got, want := ask(t, db, "SELECT * FROM votes"), "[[1 a true <nil>] [2 b <nil> 5]]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	must(t, db.InsertNew(t.Context(), "votes", []string{"id"}, [][]keep.Field{fields("id", 2.0, "title", "no"), fields("id", 3.0)}))
	if got, want := ask(t, db, "SELECT id, title FROM votes"), "[[1 a] [2 b] [3 <nil>]]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestRefusals(t *testing.T) {
	db := fresh(t)
	_, err := db.Insert(t.Context(), "t", fields("id", 1.0, "up", true))
	must(t, err)
	_, err = db.Insert(t.Context(), "t", fields("id", 1.0))
	must(t, err)
	for want, err := range map[string]error{
		`the record has no field "id", which is of the key`: db.Upsert(t.Context(), "t", []string{"id"}, fields("up", true)),
		"already have the same id more than once":           db.Upsert(t.Context(), "t", []string{"id"}, fields("id", 5.0)),
		`"up" of t holds booleans only`:                     second(db.Insert(t.Context(), "t", fields("up", "yes"))),
		"the record has no field":                           second(db.Insert(t.Context(), "t", nil)),
		`"a" and "A" are one column`:                        second(db.Insert(t.Context(), "t", fields("a", 1.0, "A", 2.0))),
		`a table cannot be called ""`:                       second(db.Insert(t.Context(), "", fields("a", 1.0))),
		"near \"SELEC\": syntax error":                      second(db.Query(t.Context(), "SELEC", nil)),
		"a query only reads, use execute":                   second(db.Query(t.Context(), "DELETE FROM t", nil)),
		"give it a name":                                    second(store.Open(t.Context(), ":memory:", store.Options{})),
		"it is a directory":                                 second(store.Open(t.Context(), t.TempDir(), store.Options{})),
	} {
		var own *keep.Error
		if !errors.As(err, &own) || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	_, err = db.Execute(t.Context(), "CREATE UNIQUE INDEX i ON t (up)", nil)
	must(t, err)
	if _, err := db.Insert(t.Context(), "t", fields("up", true)); !errors.Is(err, store.ErrConstraint) {
		t.Errorf("got %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestTransactions(t *testing.T) {
	db := fresh(t)
	tx, err := db.Begin(t.Context())
	must(t, err)
	_, err = tx.Insert("t", fields("n", 1.0))
	must(t, err)
	must(t, tx.Savepoint())
	must(t, tx.Upsert("t", []string{"n"}, fields("n", 2.0, "more", "x")))
	must(t, tx.Rollback()) // takes the column back too
	_, err = tx.Insert("t", fields("n", 3.0, "more", "y"))
	must(t, err)
	rows, err := tx.Query(t.Context(), "SELECT count(*) FROM t", nil)
	must(t, err)
	if got, _ := rows.Read(t.Context(), 1); fmt.Sprint(got) != "[[2]]" {
		t.Errorf("within: %v", got)
	}
	if got := ask(t, db, "SELECT count(*) FROM sqlite_schema"); got != "[[0]]" {
		t.Errorf("from outside: %s", got)
	}
	waiting := make(chan error, 1)
	go func() { _, err := db.Insert(t.Context(), "t", fields("n", 4.0)); waiting <- err }()
	must(t, tx.Commit())
	must(t, <-waiting)
	if got, want := ask(t, db, "SELECT n, more FROM t"), "[[1 <nil>] [3 y] [4 <nil>]]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if _, err := tx.Insert("t", fields("n", 5.0)); err == nil || !strings.Contains(err.Error(), "has ended") {
		t.Errorf("after the end: %v", err)
	}
	must(t, tx.Rollback())
}

// TestGivenUp holds that who gives up waiting for a transaction holds nobody up.
func TestGivenUp(t *testing.T) {
	db := fresh(t)
	tx, err := db.Begin(t.Context())
	must(t, err)
	stop := errors.New("stop")
	ctx, cancel := context.WithCancelCause(t.Context())
	ended := make(chan error, 2)
	go func() { _, err := db.Begin(ctx); ended <- err }()
	go func() { ended <- second(db.Insert(ctx, "t", fields("n", 1.0))) }()
	cancel(stop)
	for range 2 {
		if err := <-ended; err != stop {
			t.Errorf("got %v", err)
		}
	}
	must(t, tx.Rollback())
	_, err = db.Insert(t.Context(), "t", fields("n", 2.0))
	must(t, err)
}

// TestTwoAtOnce has two handles, as two processes would be, write to one file,
// with columns that each brings.
func TestTwoAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	const tasks, each = 8, 50
	var wg sync.WaitGroup
	for h := range 2 {
		db := open(t, path, store.Options{})
		for w := range tasks {
			wg.Go(func() {
				for i := range each {
					record := fields("id", float64(h*1e6+w*1e3+i), fmt.Sprintf("c%d_%d", h, i%5), "x")
					if err := db.Upsert(t.Context(), "t", []string{"id"}, record); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
	}
	wg.Wait()
	db := open(t, path, store.Options{})
	if got := ask(t, db, "SELECT count(*), count(DISTINCT id) FROM t"); got != fmt.Sprintf("[[%d %[1]d]]", 2*tasks*each) {
		t.Errorf("got %s", got)
	}
}

func TestBusy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	one := open(t, path, store.Options{})
	other := open(t, path, store.Options{Patience: time.Millisecond})
	tx, err := one.Begin(t.Context())
	must(t, err)
	_, err = other.Insert(t.Context(), "t", fields("n", 1.0))
	if !errors.Is(err, store.ErrBusy) || !strings.Contains(err.Error(), "others have been writing to it for 1ms") {
		t.Errorf("got %v", err)
	}
	must(t, tx.Rollback())
	_, err = other.Insert(t.Context(), "t", fields("n", 1.0))
	must(t, err)
}

func TestRowsOutliveTheirCall(t *testing.T) {
	db := fresh(t)
	var records [][]keep.Field
	for i := range 3000 {
		records = append(records, fields("n", float64(i)))
	}
	must(t, db.InsertNew(t.Context(), "t", nil, records))
	ctx, cancel := context.WithCancel(t.Context())
	rows, err := db.Query(ctx, "SELECT n FROM t", nil)
	must(t, err)
	cancel()
	must(t, second(db.Execute(t.Context(), "DELETE FROM t", nil)))
	n := 0
	for {
		batch, err := rows.Read(t.Context(), 500)
		must(t, err)
		if len(batch) == 0 {
			break
		}
		n += len(batch)
	}
	if n != 3000 {
		t.Errorf("%d rows of the view before the delete, want 3000", n)
	}
	stop := errors.New("stop")
	stopped, give := context.WithCancelCause(t.Context())
	give(stop)
	endless, err := db.Query(t.Context(), "WITH RECURSIVE c(x) AS (VALUES(1) UNION ALL SELECT x + 1 FROM c) SELECT x FROM c", nil)
	must(t, err)
	if _, err := endless.Read(stopped, 1<<30); err != stop {
		t.Errorf("an endless query: %v", err)
	}
	endless.Close()
}

func TestClose(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := open(t, path, store.Options{Durable: true})
	_, err := db.Insert(t.Context(), "t", fields("n", 1.0))
	must(t, err)
	for range 2 {
		must(t, db.Close(t.Context()))
	}
	if _, err := db.Insert(t.Context(), "t", fields("n", 1.0)); err == nil || !strings.Contains(err.Error(), "it is closed") {
		t.Errorf("after the end: %v", err)
	}
	if _, err := os.Stat(path + "-wal"); !os.IsNotExist(err) {
		t.Errorf("the log is still there: %v", err)
	}
}

func BenchmarkInsert(b *testing.B) {
	for name, o := range map[string]store.Options{"normal": {}, "durable": {Durable: true}} {
		b.Run(name, func(b *testing.B) {
			db := open(b, filepath.Join(b.TempDir(), "a.db"), o)
			b.SetParallelism(32)
			b.RunParallel(func(pb *testing.PB) {
				record := fields("id", 12345.0, "title", "A title with some words in it", "up", true)
				for pb.Next() {
					if _, err := db.Insert(b.Context(), "t", record); err != nil {
						b.Error(err)
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "records/s")
		})
	}
}
