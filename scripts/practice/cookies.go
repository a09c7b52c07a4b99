package practice

import "net/http"

// sentCookies returns the cookies that a request came with, by name.
func sentCookies(r *http.Request) map[string]string {
	sent := map[string]string{}
	for _, cookie := range r.Cookies() {
		sent[cookie.Name] = cookie.Value
	}
	return sent
}

func (h *handler) showCookies(w http.ResponseWriter, r *http.Request) {
	writeJSON(w, http.StatusOK, sentCookies(r))
}

func (h *handler) setCookies(w http.ResponseWriter, r *http.Request) {
	for name, values := range r.URL.Query() {
		http.SetCookie(w, &http.Cookie{Name: name, Value: values[0], Path: "/"})
	}
	sendTo(w, "/cookies", http.StatusFound)
}

func (h *handler) deleteCookies(w http.ResponseWriter, r *http.Request) {
	for name := range r.URL.Query() {
		http.SetCookie(w, &http.Cookie{Name: name, Path: "/", MaxAge: -1})
	}
	sendTo(w, "/cookies", http.StatusFound)
}
