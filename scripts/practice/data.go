package practice

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// maxBytes is the most that /bytes/N sends.
const maxBytes = 1 << 30

// An itemsPage is the answer of /api/items.
type itemsPage struct {
	Page  int    `json:"page"`
	Pages int    `json:"pages"`
	Items []item `json:"items"`
	Next  string `json:"next,omitempty"` // the address of the next page, where there is one
}

func (h *handler) items(w http.ResponseWriter, r *http.Request) {
	page, ok := number(w, r, "page", 1, 1, float64(h.hot.pages))
	if !ok {
		return
	}
	n := int(page)
	answer := itemsPage{Page: n, Pages: h.hot.pages, Items: h.hot.page(n)}
	if n < h.hot.pages {
		answer.Next = fmt.Sprintf("/api/items?page=%d", n+1)
		w.Header().Add("Link", fmt.Sprintf("<%s>; rel=\"next\"", answer.Next))
	}
	w.Header().Add("Link", fmt.Sprintf("</api/items?page=%d>; rel=\"last\"", h.hot.pages))
	writeJSON(w, http.StatusOK, answer)
}

func (h *handler) bytes(w http.ResponseWriter, r *http.Request) {
	n, ok := pathNumber(w, r, "n", 0, maxBytes)
	if !ok {
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("ETag", fmt.Sprintf("\"%x-%d\"", h.options.Seed, n))
	http.ServeContent(w, r, "", time.Time{}, &noise{seed: h.options.Seed, size: int64(n)})
}

// noise is size bytes that look random, and are the same for the same seed; it
// holds none of them.
type noise struct {
	seed     uint64
	size, at int64
}

func (n *noise) Read(p []byte) (int, error) {
	if n.at >= n.size {
		return 0, io.EOF
	}
	p = p[:min(int64(len(p)), n.size-n.at)]
	for filled := 0; filled < len(p); {
		var word [8]byte
		binary.LittleEndian.PutUint64(word[:], mix(n.seed+uint64(n.at/8)))
		copied := copy(p[filled:], word[n.at%8:])
		filled += copied
		n.at += int64(copied)
	}
	return len(p), nil
}

func (n *noise) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += n.at
	case io.SeekEnd:
		offset += n.size
	}
	if offset < 0 {
		return 0, errors.New("practice site: seek before the start")
	}
	n.at = offset
	return offset, nil
}
