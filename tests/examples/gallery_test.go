package examples

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	galleryRow = regexp.MustCompile(`(?m)^\| \[(\w+\.lua)\]\(\.\./\.\./\.\./scripts/(\w+\.lua)\) \| (.+) \| (.+) \|$`)
	headShows  = regexp.MustCompile(`(?s)\n-- Shows: (.+?)\.\n(?:local|--$)`)
)

// TestGallery holds the gallery's page to the scripts: each is listed once, with
// what the script itself says that it shows.
func TestGallery(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "luabind", "docs", "guide", "gallery.md"))
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for _, row := range galleryRow.FindAllStringSubmatch(string(page), -1) {
		if row[1] != row[2] || listed[row[1]] != "" || !strings.HasSuffix(row[3], ".") {
			t.Errorf("the row of %s links to %s, comes twice, or tells its job in no sentence", row[1], row[2])
		}
		listed[row[1]] = row[4]
	}
	scripts, err := filepath.Glob(filepath.Join(root, "scripts", "*.lua"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range scripts {
		name := filepath.Base(path)
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		head := headShows.FindStringSubmatch(string(text))
		if head == nil || !strings.Contains(string(text), "\n--   luafut "+name) {
			t.Errorf("the head of %s does not say how to run it, or what it shows", name)
			continue
		}
		if shows := strings.ReplaceAll(head[1], "\n-- ", " "); listed[name] != shows {
			t.Errorf("%s shows %q, the gallery says %q", name, shows, listed[name])
		}
		delete(listed, name)
	}
	for name := range listed {
		t.Errorf("the gallery lists %s, which is not there", name)
	}
}
