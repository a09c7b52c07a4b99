package page

import (
	"cmp"
	"slices"
	"sync"
)

// Drift counts over any number of Extracts how often each field was found, which
// is how a site's redesign shows. The zero value is ready; any number of
// goroutines may use it at once. It must not be copied.
type Drift struct {
	mu     sync.Mutex
	counts map[string]*tally // by field path
}

type tally struct{ found, total int64 }

// Rate is how often a field was found.
type Rate struct {
	Field string `json:"field"` // its path, such as "author.name"
	Found int64  `json:"found"` // records in which it was
	Total int64  `json:"total"` // records
}

// Share is Found over Total, 0 where there was no record.
func (r Rate) Share() float64 {
	if r.Total == 0 {
		return 0
	}
	return float64(r.Found) / float64(r.Total)
}

// add takes over the counts of one Extract.
func (d *Drift) add(counts map[*Field]*tally) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.counts == nil {
		d.counts = map[string]*tally{}
	}
	for f, t := range counts {
		sum := d.counts[f.path]
		if sum == nil {
			sum = &tally{}
			d.counts[f.path] = sum
		}
		sum.found += t.found
		sum.total += t.total
	}
}

// Rates lists the counts so far, by field.
func (d *Drift) Rates() []Rate {
	d.mu.Lock()
	defer d.mu.Unlock()
	rates := make([]Rate, 0, len(d.counts))
	for field, t := range d.counts {
		rates = append(rates, Rate{field, t.found, t.total})
	}
	slices.SortFunc(rates, func(a, b Rate) int { return cmp.Compare(a.Field, b.Field) })
	return rates
}

// Shortfall is a field that was found less often than expected.
type Shortfall struct {
	Rate
	Expected float64 // the least share
}

// Check lists the fields whose share is below the one expected, by field. A field
// that no record had to offer counts as never found.
func (d *Drift) Check(expect map[string]float64) []Shortfall {
	byField := map[string]Rate{}
	for _, r := range d.Rates() {
		byField[r.Field] = r
	}
	var short []Shortfall
	for _, field := range sortedKeys(expect) {
		r := byField[field]
		r.Field = field
		if r.Share() < expect[field] {
			short = append(short, Shortfall{r, expect[field]})
		}
	}
	return short
}
