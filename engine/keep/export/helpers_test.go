package export_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"luafut/engine/keep"
	"luafut/engine/keep/export"
)

// record makes a record of names and values, for all formats.
func record(key []string, pairs ...any) *export.Record {
	r := &export.Record{}
	object := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		name := pairs[i].(string)
		r.Fields = append(r.Fields, keep.Field{Name: name, Value: pairs[i+1]})
		object[name] = pairs[i+1]
	}
	for _, name := range key {
		r.Key = append(r.Key, object[name])
	}
	r.Text, _ = json.Marshal(object)
	return r
}

func open(t testing.TB, path string, o export.Options) *export.Export {
	t.Helper()
	e, err := export.Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close(t.Context()) })
	return e
}

func write(t testing.TB, e *export.Export, r *export.Record) bool {
	t.Helper()
	kept, err := e.Write(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func finish(t testing.TB, e *export.Export) {
	t.Helper()
	if err := e.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func text(t testing.TB, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func put(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}
