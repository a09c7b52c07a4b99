package keep_test

import (
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"luafut/engine/keep/store"
	"luafut/scripts/practice"
)

// run runs a script of scripts/ to its end.
func run(t *testing.T, script string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "luafut", append([]string{"../../scripts/" + script}, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", script, err, out)
	}
	return string(out)
}

// TestVotesResumed kills the script that votes again and again; the last run ends
// with every vote kept, and no kept vote was cast twice.
func TestVotesResumed(t *testing.T) {
	site, err := practice.Start(t.Context(), practice.Options{Latency: 2 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	args := []string{filepath.Join(t.TempDir(), "votes.db"), site.URL(), practice.Phone, practice.Password}
	random := rand.New(rand.NewPCG(5, 6))
	const tries = 5
	for range tries {
		cmd := exec.CommandContext(t.Context(), "luafut", append([]string{"../../scripts/votes.lua"}, args...)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		kill := time.AfterFunc(100*time.Millisecond+moment(random), func() { cmd.Process.Kill() })
		_ = cmd.Wait() // killed, or at its end before
		kill.Stop()
	}
	out := run(t, "votes.lua", args...)
	if !strings.Contains(out, "votes kept: 1100\n") {
		t.Errorf("the last run printed\n%s", out)
	}
	votes := site.Counters().Votes
	// A vote that was under way in one of 20 tasks at a kill is cast again.
	if votes.Distinct != 1100 || votes.Total > 1100+20*tries {
		t.Errorf("%d links were voted for, %d times", votes.Distinct, votes.Total)
	}
	db, err := store.Open(t.Context(), args[0], store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(t.Context())
	if again := ids(t, db, "SELECT printf('%d', id) FROM votes GROUP BY id HAVING count(*) > 1"); len(again) > 0 {
		t.Errorf("links that were kept twice: %v", again)
	}
	if out := run(t, "votes.lua", args...); !strings.HasPrefix(out, "votes of this run: 0\n") {
		t.Errorf("a run after the end printed\n%s", out)
	}
}

// TestCatalogueAgain holds that a second run of the script adds nothing, and that
// the file is what the first has made.
func TestCatalogueAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "catalogue.csv")
	if out := run(t, "catalogue.lua", path); !strings.HasPrefix(out, "written: 1100\nthere already: 0\n") {
		t.Errorf("the first run printed\n%s", out)
	}
	first := read(t, path)
	if out := run(t, "catalogue.lua", path); !strings.HasPrefix(out, "written: 0\nthere already: 1100\n") {
		t.Errorf("the second run printed\n%s", out)
	}
	if string(read(t, path)) != string(first) {
		t.Error("the second run has changed the file")
	}
	lines := strings.SplitN(string(first), "\n", 2)
	if want := "id,title,url,source,tag,points,comments,author"; lines[0] != want {
		t.Errorf("the header is %s, want %s", lines[0], want)
	}
}
