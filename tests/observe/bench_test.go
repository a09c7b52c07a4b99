package observe

import (
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"luafut/scripts/practice"
)

// BenchmarkCrawl is the voting crawl in a process of its own, against a site in
// this one: what observing it costs in processor time.
func BenchmarkCrawl(b *testing.B) {
	for _, c := range []struct {
		name  string
		flags []string
	}{
		{"plain", nil},
		{"stats", []string{"--stats"}},
		{"trace", []string{"--trace", filepath.Join(b.TempDir(), "out.json")}},
	} {
		b.Run(c.name, func(b *testing.B) {
			site, err := practice.Start(b.Context(), practice.Options{Latency: 5 * time.Millisecond})
			if err != nil {
				b.Fatal(err)
			}
			defer site.Close()
			args := append(c.flags, "../../scripts/chouti.lua", site.URL(), practice.Phone, practice.Password)
			var cpu time.Duration
			for b.Loop() {
				cmd := exec.Command("luafut", args...)
				if out, err := cmd.CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
				cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			}
			b.ReportMetric(float64(cpu.Milliseconds())/float64(b.N), "cpu-ms/crawl")
		})
	}
}
