package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"strings"

	"luafut/engine/keep"
	"luafut/luabind"
	"luafut/luabind/luahtml"
)

// rates are how often fields were found: what --drift keeps from run to run.
type rates map[string]rate

type rate struct {
	Found int64 `json:"found"`
	Total int64 `json:"total"`
}

func (r rate) share() float64 {
	if r.Total == 0 {
		return 0
	}
	return float64(r.Found) / float64(r.Total)
}

// notable is by how much a share must differ from the last run's to be told of:
// pages differ a little from day to day.
const notable = 0.05

// fieldsFound ends a run that went well: what the extracts found is compared with
// the last run where --drift asks for it, and the run fails where a field was found
// less often than the script expects.
func (r *running) fieldsFound(s *luabind.State) int {
	list := luahtml.Rates(s.VM)
	if r.drift != "" {
		now := rates{}
		for _, f := range list {
			now[f.Field] = rate{f.Found, f.Total}
		}
		if err := r.compare(s, now); err != nil {
			return r.fail(exitFailed, "%v", err)
		}
	}
	if short := luahtml.Expectations(s.VM); len(short) > 0 {
		s.Log("fields were found less often than the script expects:\n  " + strings.Join(short, "\n  "))
		return exitFailed
	}
	return exitOK
}

// compare tells what differs from the rates in the file, and keeps the new ones.
func (r *running) compare(s *luabind.State, now rates) error {
	before := rates{}
	text, err := os.ReadFile(r.drift)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		s.Log("--drift: " + r.drift + " is new: the next run is compared with this one")
	case err != nil:
		return fmt.Errorf("--drift: %w", err)
	default:
		if err := json.Unmarshal(text, &before); err != nil {
			return fmt.Errorf("--drift: %s holds no rates of an earlier run: %w", r.drift, err)
		}
		for _, line := range changes(before, now) {
			s.Log("drift: " + line)
		}
	}
	text, err = json.MarshalIndent(now, "", "  ")
	if err != nil {
		return err
	}
	return replaceFile(r.drift, append(text, '\n'))
}

// changes are the fields whose share differs, a line each.
func changes(before, now rates) []string {
	var lines []string
	for _, field := range sortedKeys(before) {
		was := before[field]
		is, there := now[field]
		switch {
		case !there:
			lines = append(lines, fmt.Sprintf("%s: was looked for, and is no more", field))
		case math.Abs(is.share()-was.share()) >= notable:
			lines = append(lines, fmt.Sprintf("%s: found in %.1f%% of %d records; last time in %.1f%% of %d",
				field, 100*is.share(), is.Total, 100*was.share(), was.Total))
		}
	}
	for _, field := range sortedKeys(now) {
		if _, there := before[field]; !there {
			lines = append(lines, fmt.Sprintf("%s: is new, found in %.1f%% of %d records", field, 100*now[field].share(), now[field].Total))
		}
	}
	return lines
}

// replaceFile puts a text into a file, whole or not at all.
func replaceFile(name string, text []byte) error {
	return keep.WriteFile(name, 0o644, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}
