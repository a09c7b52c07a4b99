package session

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/textproto"

	"golang.org/x/net/http/httpguts"
)

// Version is luafut's version, which the default User-Agent names.
const Version = "0.1.0"

// defaultHeaders are sent unless a session or a call says otherwise.
var defaultHeaders = Fields{
	{Name: "User-Agent", Value: "luafut/" + Version},
	{Name: "Accept-Encoding", Value: acceptEncoding},
	{Name: "Accept", Value: "*/*"},
}

// setHeaders lays fields over h: the first of a name replaces what h holds, further ones are added.
func setHeaders(h http.Header, fields Fields) error {
	for i, f := range fields {
		if !httpguts.ValidHeaderFieldName(f.Name) {
			return &Error{Kind: InvalidRequest, Message: fmt.Sprintf("header name %s: only letters, digits and !#$%%&'*+-.^_`|~ may stand in it", quoteForMessage(f.Name))}
		}
		name := textproto.CanonicalMIMEHeaderKey(f.Name)
		if f.Remove {
			delete(h, name)
			continue
		}
		if !httpguts.ValidHeaderFieldValue(f.Value) {
			return &Error{Kind: InvalidRequest, Message: fmt.Sprintf("the value of header %s has a line break or another control character: %s", name, quoteForMessage(f.Value))}
		}
		if again := namedBefore(fields[:i], f.Name); again {
			h[name] = append(h[name], f.Value)
		} else {
			h[name] = []string{f.Value}
		}
	}
	return nil
}

func namedBefore(fields Fields, name string) bool {
	for _, f := range fields {
		if !f.Remove && sameHeader(f.Name, name) {
			return true
		}
	}
	return false
}

// baseHeader is the defaults with a session's headers laid over them.
func baseHeader(session Fields) (http.Header, error) {
	h := make(http.Header, len(defaultHeaders)+len(session))
	if err := setHeaders(h, defaultHeaders); err != nil {
		return nil, err
	}
	return h, setHeaders(h, session)
}

// Auth says who asks. The zero value is nobody.
type Auth struct {
	Scheme   AuthScheme
	User     string // for AuthBasic and AuthDigest
	Password string
	Token    string // for AuthBearer
	// Netrc is the file for AuthNetrc; "": $NETRC, or ~/.netrc.
	Netrc string
}

// AuthScheme is a way to authenticate.
type AuthScheme uint8

// The schemes of Auth.
const (
	AuthNone   AuthScheme = iota
	AuthBasic             // RFC 7617
	AuthDigest            // RFC 7616: MD5, SHA-256 and their -sess forms
	AuthBearer            // RFC 6750
	AuthNetrc             // basic, with the .netrc entry for the request's host where there is one
)

func basicAuth(user, password string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password))
}
