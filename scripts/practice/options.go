package practice

import (
	"fmt"
	"time"
)

// What a zero field of Options stands for.
const (
	DefaultPages        = 120
	DefaultWidePages    = 2000
	DefaultItemsPerPage = 27.5
	DefaultSeed         = 1
)

// The largest values that Options takes: they bound the memory of a site.
const (
	MaxPages        = 10_000
	MaxItemsPerPage = 200
	MaxLatency      = time.Minute
)

// Options says what a site holds and how it answers. The zero value is the site
// that the example scripts crawl.
type Options struct {
	// Port is the TCP port on 127.0.0.1, 0 to 65535; 0 takes a free one.
	// Only Start looks at it.
	Port int
	// Latency is how long every answer but those of the counters is held back,
	// 0 to MaxLatency.
	Latency time.Duration
	// Pages is how many listing pages there are at /all/hot/recent/N, at most
	// MaxPages; 0 is DefaultPages.
	Pages int
	// WidePages is the same for /wide/N, whose links take no votes; 0 is
	// DefaultWidePages.
	WidePages int
	// ItemsPerPage is how many links a listing page holds on average, 1 to
	// MaxItemsPerPage; 0 is DefaultItemsPerPage. Page N ends with link
	// floor(N × ItemsPerPage), so that 27.5 gives 27 and 28 by turns.
	ItemsPerPage float64
	// Seed chooses ids, titles and all other text: equal seeds, equal pages.
	// 0 is DefaultSeed.
	Seed uint64
}

// An OptionError says which field of Options is out of its range.
type OptionError struct {
	Name string // the field, as "Pages"
	Want string // the range, as "1 to 10000"
	Got  any    // the field's value
}

// Error names the field, its range and its value.
func (e *OptionError) Error() string {
	return fmt.Sprintf("practice site: option %s: wanted %s, got %v", e.Name, e.Want, e.Got)
}

// complete returns o with the defaults filled in, or an *OptionError.
func (o Options) complete() (Options, error) {
	if o.Pages == 0 {
		o.Pages = DefaultPages
	}
	if o.WidePages == 0 {
		o.WidePages = DefaultWidePages
	}
	if o.ItemsPerPage == 0 {
		o.ItemsPerPage = DefaultItemsPerPage
	}
	if o.Seed == 0 {
		o.Seed = DefaultSeed
	}
	switch {
	case o.Port < 0 || o.Port > 65535:
		return o, &OptionError{"Port", "0 to 65535", o.Port}
	case o.Latency < 0 || o.Latency > MaxLatency:
		return o, &OptionError{"Latency", "0 to " + MaxLatency.String(), o.Latency}
	case o.Pages < 1 || o.Pages > MaxPages:
		return o, &OptionError{"Pages", fmt.Sprintf("1 to %d", MaxPages), o.Pages}
	case o.WidePages < 1 || o.WidePages > MaxPages:
		return o, &OptionError{"WidePages", fmt.Sprintf("1 to %d", MaxPages), o.WidePages}
	case !(o.ItemsPerPage >= 1 && o.ItemsPerPage <= MaxItemsPerPage): // so that NaN fails too
		return o, &OptionError{"ItemsPerPage", fmt.Sprintf("1 to %d", MaxItemsPerPage), o.ItemsPerPage}
	}
	return o, nil
}
