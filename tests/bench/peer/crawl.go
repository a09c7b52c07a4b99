package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/sync/errgroup"
)

// The sizes of the crawl, which are those of the script.
const (
	crawlPages   = 120
	crawlWorkers = 60
)

// A crawler shares one session between its workers.
type crawler struct {
	client *http.Client
	base   string
}

// crawl logs in, fetches the listing pages side by side, and takes back the
// vote for each of their links; it returns for how many.
func crawl(ctx context.Context, base, phone, password string) (int, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return 0, err
	}
	c := crawler{client: &http.Client{Jar: jar}, base: base}
	if err := c.login(ctx, phone, password); err != nil {
		return 0, err
	}
	var votes atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(crawlWorkers)
	for page := 1; page <= crawlPages; page++ {
		group.Go(func() error {
			ids, err := c.links(ctx, page)
			if err != nil {
				return err
			}
			for _, id := range ids {
				if err := c.cancel(ctx, id); err != nil {
					return err
				}
				votes.Add(1)
			}
			return nil
		})
	}
	err = group.Wait()
	return int(votes.Load()), err
}

func (c crawler) login(ctx context.Context, phone, password string) error {
	if _, err := c.send(ctx, http.MethodGet, "/", nil, nil); err != nil {
		return err
	}
	form := url.Values{"phone": {phone}, "password": {password}, "oneMonth": {"1"}}
	answer, err := c.send(ctx, http.MethodPost, "/login", form, http.Header{
		"Origin":     {c.base},
		"Referer":    {c.base + "/"},
		"User-Agent": {"Mozilla/5.0 (X11; Linux x86_64)"},
	})
	if err != nil {
		return err
	}
	var result struct{ Result struct{ Code string } }
	if err := json.Unmarshal(answer, &result); err != nil {
		return err
	}
	if result.Result.Code != "9999" {
		return fmt.Errorf("login: %s", answer)
	}
	return nil
}

// links returns the ids of a listing page's links.
func (c crawler) links(ctx context.Context, page int) ([]string, error) {
	doc, err := fetchPage(ctx, c.client, c.base+"/all/hot/recent/"+strconv.Itoa(page))
	if err != nil {
		return nil, err
	}
	var ids []string
	doc.Find("#content-list div.item").Each(func(_ int, item *goquery.Selection) {
		ids = append(ids, item.Find("i").First().Text())
	})
	return ids, nil
}

func (c crawler) cancel(ctx context.Context, id string) error {
	_, err := c.send(ctx, http.MethodPost, "/vote/cancel/vote.do", url.Values{"linksId": {id}}, nil)
	return err
}

// send returns the body of an answer with status 200.
func (c crawler) send(ctx context.Context, method, path string, form url.Values, headers http.Header) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	for name, values := range headers {
		request.Header[name] = values
	}
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := c.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s %s: %s", method, path, response.Status)
	}
	return io.ReadAll(response.Body)
}

// fetchPage parses a page while it comes.
func fetchPage(ctx context.Context, client *http.Client, address string) (*goquery.Document, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("GET %s: %s", address, response.Status)
	}
	return goquery.NewDocumentFromReader(response.Body)
}
