package observe

import (
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// Histogram is a distribution of durations, right to about one part in a hundred,
// from a microsecond to an hour; longer ones count as an hour. The zero value is
// empty. It is guarded by whoever has it.
type Histogram struct {
	h   *hdrhistogram.Histogram // nil while it is empty
	sum time.Duration
}

const (
	shortest = 1                                   // in microseconds
	longest  = int64(time.Hour / time.Microsecond) // likewise
	digits   = 2
)

// Record adds a duration; a negative one counts as 0.
func (h *Histogram) Record(d time.Duration) {
	d = max(0, d)
	h.sum += d
	// What is in its bounds cannot fail.
	_ = h.made().RecordValue(min(int64(d/time.Microsecond), longest))
}

func (h *Histogram) made() *hdrhistogram.Histogram {
	if h.h == nil {
		h.h = hdrhistogram.New(shortest, longest, digits)
	}
	return h.h
}

// Merge adds what another has.
func (h *Histogram) Merge(other *Histogram) {
	if other.h == nil {
		return
	}
	h.sum += other.sum
	h.made().Merge(other.h)
}

// Count is how many durations were recorded.
func (h *Histogram) Count() int64 {
	if h.h == nil {
		return 0
	}
	return h.h.TotalCount()
}

// Sum is all durations together.
func (h *Histogram) Sum() time.Duration { return h.sum }

// Mean is the average; 0 where nothing was recorded.
func (h *Histogram) Mean() time.Duration {
	if n := h.Count(); n > 0 {
		return h.sum / time.Duration(n)
	}
	return 0
}

// Quantile is the duration that a share of all is not longer than: 0.5 is the
// median, 1 the maximum. 0 where nothing was recorded.
func (h *Histogram) Quantile(share float64) time.Duration {
	if h.h == nil {
		return 0
	}
	if share >= 1 {
		return time.Duration(h.h.Max()) * time.Microsecond
	}
	return time.Duration(h.h.ValueAtQuantile(100*share)) * time.Microsecond
}

// Below is how many durations are not longer than each of bounds, which ascend.
func (h *Histogram) Below(bounds []time.Duration) []uint64 {
	counts := make([]uint64, len(bounds))
	if h.h == nil {
		return counts
	}
	for _, bar := range h.h.Distribution() {
		for i := range bounds {
			if time.Duration(bar.To)*time.Microsecond <= bounds[i] {
				counts[i] += uint64(bar.Count)
			}
		}
	}
	return counts
}

// export and load are the histogram as bytes that travel; nil for an empty one.
func (h *Histogram) export() *packed {
	if h.h == nil {
		return nil
	}
	s := h.h.Export()
	last := len(s.Counts)
	for last > 0 && s.Counts[last-1] == 0 {
		last--
	}
	first := 0
	for first < last && s.Counts[first] == 0 {
		first++
	}
	return &packed{Sum: h.sum, First: first, Counts: s.Counts[first:last]}
}

// packed is a Histogram on its way: the counts but for the zeros around them.
type packed struct {
	Sum    time.Duration `cbor:"1,keyasint"`
	First  int           `cbor:"2,keyasint"`
	Counts []int64       `cbor:"3,keyasint"`
}

// load is the histogram of p, nil where it makes no sense.
func (p *packed) load() *Histogram {
	s := hdrhistogram.New(shortest, longest, digits).Export()
	if p.First < 0 || p.First > len(s.Counts) || len(p.Counts) > len(s.Counts)-p.First || p.Sum < 0 {
		return nil
	}
	copy(s.Counts[p.First:], p.Counts)
	for _, n := range p.Counts {
		if n < 0 {
			return nil
		}
	}
	return &Histogram{h: hdrhistogram.Import(s), sum: p.Sum}
}
