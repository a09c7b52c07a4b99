package practice

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"unicode/utf8"
)

// An echoed request is the answer of /echo. Names that can come more than once
// have lists.
type echoed struct {
	Method  string              `json:"method"`
	URL     string              `json:"url"`
	Proto   string              `json:"proto"`
	Host    string              `json:"host"`
	Headers map[string][]string `json:"headers"` // by canonical name, as Content-Type
	Query   url.Values          `json:"query"`
	Cookies map[string]string   `json:"cookies"`
	// Body is what was sent, as it is where that is UTF-8, else in base64.
	Body       string `json:"body"`
	BodyBase64 bool   `json:"body_base64"`
	// Form and Files are read from the body where it is a form.
	Form  url.Values              `json:"form"`
	Files map[string][]echoedFile `json:"files"`
}

type echoedFile struct {
	Filename string `json:"filename"`
	Type     string `json:"type"`
	Size     int64  `json:"size"`
	Content  string `json:"content"` // in base64 where it is not UTF-8
}

func (h *handler) echo(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			http.Error(w, fmt.Sprintf("the body: wanted at most %d bytes", large.Limit), http.StatusRequestEntityTooLarge)
			return
		}
		http.Error(w, "the body: "+err.Error(), http.StatusBadRequest)
		return
	}
	e := echoed{
		Method: r.Method, URL: "http://" + r.Host + r.RequestURI, Proto: r.Proto, Host: r.Host,
		Headers: r.Header, Query: r.URL.Query(), Cookies: sentCookies(r),
		Form: url.Values{}, Files: map[string][]echoedFile{},
	}
	e.Body, e.BodyBase64 = asText(body)
	if err := e.readForm(r, body); err != nil {
		http.Error(w, "the form: "+err.Error(), http.StatusBadRequest)
		return
	}
	writeJSON(w, http.StatusOK, e)
}

// readForm fills in Form and Files where the body is a form.
func (e *echoed) readForm(r *http.Request, body []byte) error {
	contentType := r.Header.Get("Content-Type")
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil || kind != "application/x-www-form-urlencoded" && kind != "multipart/form-data" {
		return nil // no form
	}
	if kind == "application/x-www-form-urlencoded" {
		e.Form, err = url.ParseQuery(string(body))
		return err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if err := r.ParseMultipartForm(maxBody); err != nil {
		return err
	}
	e.Form = r.MultipartForm.Value
	for field, files := range r.MultipartForm.File {
		for _, file := range files {
			opened, err := file.Open()
			if err != nil {
				return err
			}
			content, err := io.ReadAll(opened)
			_ = opened.Close() // it is in memory
			if err != nil {
				return err
			}
			text, _ := asText(content)
			e.Files[field] = append(e.Files[field], echoedFile{file.Filename, file.Header.Get("Content-Type"), file.Size, text})
		}
	}
	return nil
}

// asText returns b as it is where it is UTF-8, else in base64, and says which.
func asText(b []byte) (text string, inBase64 bool) {
	if utf8.Valid(b) {
		return string(b), false
	}
	return base64.StdEncoding.EncodeToString(b), true
}
