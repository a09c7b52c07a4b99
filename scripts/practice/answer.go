package practice

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
)

// An answer is the form of every answer of the part that needs a login.
type answer struct {
	Result result `json:"result"`
}

type result struct {
	Code    string `json:"code"` // codeGood, or one of the refusals
	Message string `json:"message"`
	Data    any    `json:"data"`
}

// The codes of an answer.
const (
	codeGood          = "9999"
	codeNoSession     = "30001" // the cookie of the front page is missing or unknown
	codeNotLoggedIn   = "30002"
	codeNoBrowser     = "30003" // a header that a browser would send is missing or odd
	codeWrongPassword = "21101"
	codeBadForm       = "20001"
	codeNoSuchLink    = "20002"
)

// writeJSON answers with v.
func writeJSON(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err) // a type of this package that JSON does not know
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // an error means that the visitor has gone
}

// writeResult answers in the form of the part that needs a login.
func writeResult(w http.ResponseWriter, status int, code, message string, data any) {
	if data == nil {
		data = struct{}{}
	}
	writeJSON(w, status, answer{result{code, message, data}})
}

// refuse answers a request of the part that needs a login, and counts it.
func (h *handler) refuse(w http.ResponseWriter, status int, code, message string) {
	h.counters.refused.Add(1)
	writeResult(w, status, code, message, nil)
}

// write sends a whole body with status 200 and its length.
func write(w http.ResponseWriter, body []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // an error means that the visitor has gone
}

func notFound(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "There is no page at "+r.URL.Path+". The front page lists what there is.", http.StatusNotFound)
}

// number reads a number from the query, or answers with 400 and returns false
// where it is none or out of its range.
func number(w http.ResponseWriter, r *http.Request, name string, unset, low, high float64) (float64, bool) {
	text := r.URL.Query().Get(name)
	if text == "" {
		return unset, true
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || !(n >= low && n <= high) {
		badNumber(w, "the query's "+name, text, low, high)
		return 0, false
	}
	return n, true
}

// pathNumber is number for a whole number in the path, which cannot be unset.
func pathNumber(w http.ResponseWriter, r *http.Request, name string, low, high int) (int, bool) {
	text := r.PathValue(name)
	n, err := strconv.Atoi(text)
	if err != nil || n < low || n > high {
		badNumber(w, "the path's "+name, text, float64(low), float64(high))
		return 0, false
	}
	return n, true
}

func badNumber(w http.ResponseWriter, name, got string, low, high float64) {
	http.Error(w, fmt.Sprintf("%s: wanted a number from %.15g to %.15g, got %q", name, low, high, got), http.StatusBadRequest)
}
