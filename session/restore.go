package session

import "luafut/session/charset"

// Restore makes a Response that was built from the exported fields of another, in another
// process say, answer as that one: with its content, decompressed, and the encoding that was
// set for it, "" for none. It fails where the URL or the encoding is none. Call it once, before
// r is shared.
func (r *Response) Restore(content []byte, encoding string) error {
	to, err := parseTarget(r.URL)
	if err != nil {
		return err
	}
	if encoding != "" {
		if encoding, err = charset.Lookup(encoding); err != nil {
			return err
		}
	}
	r.target, r.content, r.encoding, r.maxSize = to, content, encoding, DefaultMaxSize
	return nil
}

// EncodingSet is the encoding that was set, by SetEncoding or the option; "" for none.
func (r *Response) EncodingSet() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.encoding
}
