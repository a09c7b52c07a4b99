package session

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// hidden stands in a recording for what may be a secret. As both what is recorded
// and what is looked for are hidden alike, a replay needs no secret.
const hidden = "hidden"

// secretWords are what names of fields have in them whose values are secrets. Many
// such values differ from run to run, too (a CSRF token), and would match nothing.
const secretWords = `password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|credential|authorization`

var (
	secretName  = regexp.MustCompile(`(?i)` + secretWords)
	secretJSON  = regexp.MustCompile(`("(?:[^"\\]|\\.)*?(?i:` + secretWords + `)(?:[^"\\]|\\.)*"\s*:\s*)(?:"(?:[^"\\]|\\.)*"|[-+.0-9eE]+)`)
	secretPart  = regexp.MustCompile(`(?s)(name="[^"]*(?i:` + secretWords + `)[^"]*"[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n).*?(\r\n--)`)
	cookieValue = regexp.MustCompile(`^(\s*[^=;]*=)([^;]+)`)
)

// hideFields hides values of a query or a form, whose order and encoding stay.
func hideFields(text string) string {
	if !secretName.MatchString(text) {
		return text
	}
	fields := strings.Split(text, "&")
	for i, f := range fields {
		name, value, found := strings.Cut(f, "=")
		if plain, err := url.QueryUnescape(name); err == nil && found && value != "" && secretName.MatchString(plain) {
			fields[i] = name + "=" + hidden
		}
	}
	return strings.Join(fields, "&")
}

// hideURL hides the password and values of the query of a URL, and its fragment's,
// where tokens travel too.
func hideURL(text string) string {
	rest, fragment, hasFragment := strings.Cut(text, "#")
	rest, query, hasQuery := strings.Cut(rest, "?")
	if scheme, after, ok := strings.Cut(rest, "://"); ok {
		host, path, hasPath := strings.Cut(after, "/")
		if at := strings.LastIndexByte(host, '@'); at >= 0 {
			host = hidden + host[at:]
		}
		rest = scheme + "://" + host
		if hasPath {
			rest += "/" + path
		}
	}
	if hasQuery {
		rest += "?" + hideFields(query)
	}
	if hasFragment {
		rest += "#" + hideFields(fragment)
	}
	return rest
}

// hideBody hides values of a body that is JSON, a multipart form or a form.
func hideBody(sent []byte) []byte {
	if !secretName.Match(sent) {
		return sent
	}
	switch trimmed := bytes.TrimSpace(sent); {
	case bytes.HasPrefix(trimmed, []byte("{")) || bytes.HasPrefix(trimmed, []byte("[")):
		return secretJSON.ReplaceAll(sent, []byte(`${1}"`+hidden+`"`))
	case bytes.Contains(sent, []byte("Content-Disposition: form-data")):
		return secretPart.ReplaceAll(sent, []byte(`${1}`+hidden+`${2}`))
	}
	return []byte(hideFields(string(sent)))
}

// locations are the headers that hold a URL.
var locations = []string{"Location", "Content-Location"}

// hideHeader gives the headers of a response without secrets: values of cookies,
// and of fields whose names say so. base is the session's base URL, or "".
func hideHeader(h http.Header, base string) http.Header {
	shown := make(http.Header, len(h))
	for name, values := range h {
		list := make([]string, len(values))
		for i, v := range values {
			switch {
			case name == "Set-Cookie":
				list[i] = cookieValue.ReplaceAllString(v, "${1}"+hidden)
			case slices.Contains(locations, name):
				list[i] = taped(v, base)
			case secretName.MatchString(name):
				list[i] = hidden
			default:
				list[i] = v
			}
		}
		shown[name] = list
	}
	return shown
}
