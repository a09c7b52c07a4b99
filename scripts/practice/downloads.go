package practice

import (
	"crypto/sha256"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
)

// A download is a file that there is to fetch. Its bytes are made when they are
// asked for.
type download struct {
	Name string // as it is offered
	File string // the last part of its address
	Size int
	seed uint64
}

func (d download) body() io.ReadSeeker { return &noise{seed: d.seed, size: int64(d.Size)} }

// SHA256 is the sum of the file's bytes.
func (d download) SHA256() string {
	sum := sha256.New()
	_, _ = io.Copy(sum, d.body()) // neither fails
	return fmt.Sprintf("%x", sum.Sum(nil))
}

// downloads makes the list of files. Sizes are such that a crawl of them all is
// short.
func (h *handler) downloads() []download {
	var list []download
	for i := range 8 {
		r := random(h.options.Seed, "download", i)
		list = append(list, download{
			Name: fmt.Sprintf("%s %s, part %d.bin", capital(pick(r, adjectives)), pick(r, nouns), i+1),
			File: fmt.Sprintf("file-%d", i+1), Size: 20_000 + r.IntN(180_000), seed: r.Uint64(),
		})
	}
	return list
}

func (h *handler) downloadIndex(w http.ResponseWriter, _ *http.Request) {
	writePage(w, "downloads.html", struct {
		head
		Files []download
	}{head{Title: "Downloads"}, h.downloads()})
}

func (h *handler) checksums(w http.ResponseWriter, _ *http.Request) {
	var b strings.Builder
	for _, d := range h.downloads() {
		fmt.Fprintf(&b, "%s  %s\n", d.SHA256(), d.File)
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	write(w, []byte(b.String()))
}

// download sends a file, or the range of it that was asked for. With cut=N no
// answer gets further than N bytes: the connection ends there, and who wants the
// rest has to ask for it.
func (h *handler) download(w http.ResponseWriter, r *http.Request) {
	for _, d := range h.downloads() {
		if d.File != r.PathValue("file") {
			continue
		}
		cut, ok := number(w, r, "cut", 0, 0, maxBytes)
		if !ok {
			return
		}
		header := w.Header()
		header.Set("Content-Type", "application/octet-stream")
		header.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": d.Name}))
		header.Set("ETag", fmt.Sprintf("\"%016x\"", d.seed))
		if cut > 0 {
			w = &cutWriter{ResponseWriter: w, left: int(cut)}
		}
		http.ServeContent(w, r, "", firstDay, d.body())
		return
	}
	notFound(w, r)
}

// A cutWriter ends the connection after some bytes of the body.
type cutWriter struct {
	http.ResponseWriter
	left int
}

// Write writes what may still be written, and gives the answer up where that is
// not all.
func (c *cutWriter) Write(b []byte) (int, error) {
	if len(b) > c.left {
		_, _ = c.ResponseWriter.Write(b[:c.left])
		_ = http.NewResponseController(c.ResponseWriter).Flush()
		panic(http.ErrAbortHandler)
	}
	c.left -= len(b)
	return c.ResponseWriter.Write(b)
}
