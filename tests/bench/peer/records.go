package main

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/sync/errgroup"
)

// A record is one link of a listing page.
type record struct{ ID, Title, URL, Points, Author string }

// records fetches that many listing pages and returns all of their links, in
// the order of the pages.
func records(ctx context.Context, base string, pages, workers int) ([]record, error) {
	byPage := make([][]record, pages)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for page := range pages {
		group.Go(func() error {
			doc, err := fetchPage(ctx, http.DefaultClient, base+"/wide/"+strconv.Itoa(page+1))
			if err != nil {
				return err
			}
			doc.Find("#content-list div.item").Each(func(_ int, item *goquery.Selection) {
				title := item.Find("a.title")
				byPage[page] = append(byPage[page], record{
					ID:     strings.TrimSpace(item.Find("i").First().Text()),
					Title:  strings.TrimSpace(title.Text()),
					URL:    title.AttrOr("href", ""),
					Points: strings.TrimSpace(item.Find("b.points").Text()),
					Author: strings.TrimSpace(item.Find("a.author").Text()),
				})
			})
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	var all []record
	for _, found := range byPage {
		all = append(all, found...)
	}
	return all, nil
}
