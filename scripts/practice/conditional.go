package practice

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"net/http"
	"time"
)

// writeConditional answers with a body that has a validator: ETag and
// Last-Modified, so that who asks again with If-None-Match or If-Modified-Since
// is told 304, and a range can be asked for. Caches are to ask each time, where
// the caller has not said otherwise.
func writeConditional(w http.ResponseWriter, r *http.Request, contentType string, body []byte, modified time.Time) {
	sum := sha256.Sum256(body)
	header := w.Header()
	header.Set("Content-Type", contentType)
	header.Set("ETag", fmt.Sprintf("\"%x\"", sum[:8]))
	if header.Get("Cache-Control") == "" {
		header.Set("Cache-Control", "no-cache")
	}
	http.ServeContent(w, r, "", modified, bytes.NewReader(body))
}
