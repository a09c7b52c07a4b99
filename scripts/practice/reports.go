package practice

import (
	"net/http"
	"strconv"
)

const firstReport, lastReport = 2021, 2025

// A reportRegion is the rows of a region: one for each of its places.
type reportRegion struct {
	Name string
	Rows []reportRow
}

// A reportRow is a place's cells: of each half year the visitors and the
// takings, "n/a" where nothing is known.
type reportRow struct {
	Place string
	Cells []string
}

func (h *handler) reportIndex(w http.ResponseWriter, _ *http.Request) {
	var years []int
	for year := firstReport; year <= lastReport; year++ {
		years = append(years, year)
	}
	writePage(w, "reports.html", struct {
		head
		Years []int
	}{head{Title: "Yearly reports"}, years})
}

// report is a year's table, with cells that span rows and columns.
func (h *handler) report(w http.ResponseWriter, r *http.Request) {
	year, ok := pathNumber(w, r, "year", firstReport, lastReport)
	if !ok {
		return
	}
	view := struct {
		head
		Year    int
		Regions []reportRegion
		Totals  []string
	}{head: head{Title: "Report of " + strconv.Itoa(year)}, Year: year}
	source := random(h.options.Seed, "report", year)
	totals := make([]int, 4)
	for i, name := range []string{"North", "Middle", "South"} {
		region := reportRegion{Name: name}
		for _, place := range places[i*4 : i*4+2+i] {
			row := reportRow{Place: place}
			for c := range totals {
				n := source.IntN(2_000_000)
				if c%2 == 0 {
					n /= 100
				}
				if source.IntN(12) == 0 {
					row.Cells = append(row.Cells, "n/a")
					continue
				}
				totals[c] += n
				row.Cells = append(row.Cells, reportCell(c, n))
			}
			region.Rows = append(region.Rows, row)
		}
		view.Regions = append(view.Regions, region)
	}
	for c, n := range totals {
		view.Totals = append(view.Totals, reportCell(c, n))
	}
	writePage(w, "report.html", view)
}

// reportCell writes visitors as "12,345" and takings as "12,345.67 €".
func reportCell(column, n int) string {
	if column%2 == 0 {
		return digits(n, 0, ",", ".")
	}
	return digits(n, 2, ",", ".") + " €"
}
