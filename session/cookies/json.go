package cookies

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
	"unicode/utf8"
)

// record is a cookie in JSON.
type record struct {
	Name     string `json:"name"`
	Value    string `json:"value"`
	Domain   string `json:"domain"`
	HostOnly bool   `json:"host_only,omitempty"`
	Path     string `json:"path"`
	// Base64 says that name, value and path are in base64: they are bytes, and
	// JSON holds only text.
	Base64   bool      `json:"base64,omitempty"`
	Expires  time.Time `json:"expires,omitzero"`
	Secure   bool      `json:"secure,omitempty"`
	HTTPOnly bool      `json:"http_only,omitempty"`
	SameSite string    `json:"same_site,omitempty"`
	Created  time.Time `json:"created,omitzero"`
	Accessed time.Time `json:"last_access,omitzero"`
}

func recordOf(c Cookie) record {
	r := record{
		Name: c.Name, Value: c.Value, Domain: c.Domain, HostOnly: c.HostOnly, Path: c.Path,
		Expires: c.Expires.UTC(), Secure: c.Secure, HTTPOnly: c.HTTPOnly, SameSite: c.SameSite.String(),
		Created: c.Created.UTC(), Accessed: c.LastAccess.UTC(),
	}
	if !utf8.ValidString(c.Name) || !utf8.ValidString(c.Value) || !utf8.ValidString(c.Path) {
		r.Base64 = true
		for _, field := range []*string{&r.Name, &r.Value, &r.Path} {
			*field = base64.StdEncoding.EncodeToString([]byte(*field))
		}
	}
	return r
}

// encodeRecord writes a cookie as one line.
func encodeRecord(w io.Writer, c Cookie) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(recordOf(c))
}

// cookie is the reverse of recordOf, and checks what it finds.
func (r record) cookie() (Cookie, error) {
	if r.Base64 {
		for _, field := range []*string{&r.Name, &r.Value, &r.Path} {
			raw, err := base64.StdEncoding.DecodeString(*field)
			if err != nil {
				return Cookie{}, fmt.Errorf("%q is not base64, which the cookie says it is: %w", shorten(*field), err)
			}
			*field = string(raw)
		}
	}
	sameSite, err := ParseSameSite(r.SameSite)
	if err != nil {
		return Cookie{}, err
	}
	c := Cookie{
		Name: r.Name, Value: r.Value, Domain: r.Domain, HostOnly: r.HostOnly, Path: r.Path,
		Expires: r.Expires, Secure: r.Secure, HTTPOnly: r.HTTPOnly, SameSite: sameSite,
		Created: r.Created, LastAccess: r.Accessed,
	}
	if err := normalize(&c); err != nil {
		return Cookie{}, err
	}
	return c, nil
}

// decodeRecord reads and checks the next cookie of a decoder.
func decodeRecord(d *json.Decoder) (Cookie, error) {
	d.DisallowUnknownFields()
	var r *record
	if err := d.Decode(&r); err != nil {
		return Cookie{}, fmt.Errorf("not a cookie in JSON: %w", err)
	}
	if r == nil {
		return Cookie{}, errors.New("not a cookie in JSON: null")
	}
	return r.cookie()
}

// MarshalJSON returns the cookies as a list of objects, one a line, in the order
// in which they were created. Nothing of them is lost.
func (j *Jar) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("[\n")
	for i, c := range j.All() {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := encodeRecord(&b, c); err != nil {
			return nil, err
		}
	}
	b.WriteString("]\n")
	return b.Bytes(), nil
}

// UnmarshalJSON adds the cookies of such a list to the jar, those that have ended
// excepted. It takes all of it or, with a [*FileError] that names the line in
// which the wrong cookie begins, nothing.
func (j *Jar) UnmarshalJSON(data []byte) error {
	if len(data) > maxFile {
		return &FileError{Reason: tooLong}
	}
	lineAt := func(offset int64) int {
		return 1 + bytes.Count(data[:min(offset, int64(len(data)))], []byte("\n"))
	}
	wrong := func(offset int64, reason string) error { return &FileError{Line: lineAt(offset), Reason: reason} }
	if i := indexInvalidUTF8(data); i >= 0 {
		return wrong(int64(i), "not UTF-8, which JSON has to be")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return wrong(d.InputOffset(), "want a list of cookies in JSON: [ … ]")
	}
	var read []Cookie
	for d.More() {
		start := d.InputOffset()
		start += int64(len(data[start:]) - len(bytes.TrimLeft(data[start:], " \t\r\n,")))
		if len(read) == totalMost {
			return wrong(start, tooMany)
		}
		c, err := decodeRecord(d)
		if err != nil {
			return wrong(start, err.Error())
		}
		read = append(read, c)
	}
	if _, err := d.Token(); err != nil {
		return wrong(int64(len(data)), "the list of cookies does not end")
	}
	if _, err := d.Token(); err != io.EOF {
		return wrong(d.InputOffset(), "something follows the list of cookies")
	}
	j.add(read)
	return nil
}

func indexInvalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; ; {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
}
