package luahttp

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"slices"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luajson"
	"luafut/luabind/vm"
	"luafut/session"
	"luafut/session/charset"
	"luafut/session/cookies"
	"luafut/session/serve"
)

// kindDocs say when each kind of package session is raised.
var kindDocs = map[string]string{
	"RequestException": "A request failed; the root of the module's kinds.",
	"ConnectionError":  "The connection failed, or the body was cut short or badly framed.",
	"ConnectTimeout":   "Connecting took longer than it was given.",
	"SSLError":         "The certificate or the TLS handshake was refused.",
	"ProxyError":       "The proxy could not be used.",
	"Timeout":          "The request took longer than it was given.",
	"ReadTimeout":      "The server took longer to answer than it was given.",
	"HTTPError":        "raise_for_status met a status from 400.",
	"TooManyRedirects": "There were more redirects than max_redirects, or they ran in a loop.",
	"InvalidURL":       "The URL has no or a wrong scheme, or a bad host.",
	"InvalidRequest":   "A method, header, cookie or token that was given holds what none may; an ArgumentError too.",
	"ContentTooLarge":  "The body is larger than max_size.",
	"JSONDecodeError":  "The body is not JSON; a json.JSONDecodeError too.",
	"RobotsDisallowed": "The server's robots.txt does not let us fetch that, and robots is on.",
	"NotRecorded":      "The file of replay does not hold the request, or cannot be read.",
}

// kinds are the Lua kinds of the session's, in their order, parents first.
var kinds, kindOf = makeKinds()

func makeKinds() ([]*bind.Kind, map[*session.Kind]*bind.Kind) {
	var list []*bind.Kind
	of := map[*session.Kind]*bind.Kind{}
	for _, k := range session.Kinds() {
		b := &bind.Kind{Name: k.Name(), Doc: kindDocs[k.Name()]}
		for _, p := range k.Parents() {
			b.Parents = append(b.Parents, of[p])
		}
		switch k {
		case session.Timeout:
			b.Parents = append(b.Parents, bind.TimeoutError)
		case session.InvalidRequest:
			b.Parents = append(b.Parents, bind.ArgumentError)
		case session.JSONDecodeError:
			b.Parents = append(b.Parents, luajson.JSONDecodeError)
		}
		if len(b.Parents) == 0 {
			b.Parents = []*bind.Kind{bind.Error}
		}
		list = append(list, b)
		of[k] = b
	}
	return list, of
}

// requestKinds are those that a request itself raises: the others come from
// looking at its response.
var requestKinds = slices.DeleteFunc(slices.Clone(kinds), func(k *bind.Kind) bool {
	return k == kindOf[session.HTTPError] || k == kindOf[session.JSONDecodeError]
})

// streamKinds are those that reading a body raises.
var streamKinds = []*bind.Kind{kindOf[session.ConnectionError], kindOf[session.ReadTimeout], kindOf[session.ContentTooLarge]}

func translate(s *vm.State, err error) *bind.Err {
	var e *session.Error
	if errors.As(err, &e) {
		b := &bind.Err{Kind: kindOf[e.Kind], Message: e.Message, Fields: map[string]lua.LValue{}}
		if e.Request != nil {
			b.Fields["request"] = newRequest(s, e.Request)
		}
		if e.Response != nil {
			b.Fields["response"] = newResponse(s, e.Response)
		}
		if below := (*session.Error)(nil); errors.As(e.Err, &below) {
			b.Cause = below // such as why there was no robots.txt
		}
		return b
	}
	var pattern *serve.PatternError
	if errors.As(err, &pattern) {
		return &bind.Err{Kind: bind.ArgumentError, Message: "http.serve: " + err.Error()}
	}
	var listen *net.OpError
	if errors.As(err, &listen) && listen.Op == "listen" {
		return &bind.Err{Kind: bind.RuntimeError, Message: "http.serve: " + err.Error()}
	}
	var unknown *charset.UnknownError
	var file *cookies.FileError
	var path *fs.PathError
	var rename *os.LinkError
	var invalid *cookies.InvalidError
	var rejected *cookies.RejectedError
	if errors.As(err, &unknown) || errors.As(err, &invalid) || errors.As(err, &rejected) {
		return &bind.Err{Kind: bind.ArgumentError, Message: err.Error()}
	}
	if errors.As(err, &file) || errors.As(err, &path) || errors.As(err, &rename) {
		return &bind.Err{Kind: bind.RuntimeError, Message: err.Error()}
	}
	return nil
}
