package session

import (
	"context"
	"io"
	"strconv"

	"luafut/session/charset"
)

// Content is the whole body, decompressed. A streamed body is read to its end first, within
// MaxSize; ctx stops that. A body in memory needs no time. The bytes are not to be changed.
func (r *Response) Content(ctx context.Context) ([]byte, error) {
	r.mu.Lock()
	r.decode()
	onWire := r.stream != nil && r.stream.x != nil
	content, err := r.content, r.loadErr
	r.mu.Unlock()
	if !onWire {
		return content, err
	}
	return r.loadStream(ctx)
}

// loadStream reads what is on the wire into memory.
func (r *Response) loadStream(ctx context.Context) ([]byte, error) {
	var content []byte
	err := r.take(ctx, func(s *stream) error {
		if s.began {
			return &Error{Kind: RequestException, Message: "the body has been taken in chunks or lines already; without stream = true it stays in memory"}
		}
		if size := r.declaredSize(); size > r.maxSize {
			return &Error{Kind: ContentTooLarge, Message: tooLargeMessage(size, r.maxSize)}
		}
		var err error
		if content, err = appendAll(make([]byte, 0, firstSize), s.reader, -1, r.maxSize, nil); err == errTooLong {
			err = &Error{Kind: ContentTooLarge, Message: tooLargeMessage(-1, r.maxSize)}
		}
		if err == nil {
			err = io.EOF
		}
		return err
	})
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.loaded { // by another goroutine, while this one waited
		return r.content, r.loadErr
	}
	if err != nil && err != io.EOF {
		return nil, err
	}
	r.content, r.loaded = content, true
	r.stream = nil // Chunk and Line go through the content now
	return content, nil
}

// Text is Content decoded: by SetEncoding or the option, else by the byte-order mark, the
// header, the page's own words, and detection. It is always valid UTF-8.
func (r *Response) Text(ctx context.Context) (string, error) {
	content, err := r.Content(ctx)
	if err != nil {
		return "", err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.textIn != "" {
		return r.text, nil
	}
	if r.encoding != "" {
		text, err := charset.DecodeAs(content, r.encoding)
		if err != nil {
			return "", err
		}
		r.text, r.textIn = text, r.encoding
		return text, nil
	}
	r.text, r.textIn = charset.Decode(content, r.Header.Get("Content-Type"), nil)
	return r.text, nil
}

// Encoding is what Text decodes by: a name such as "utf-8" or "gbk".
func (r *Response) Encoding(ctx context.Context) (string, error) {
	r.mu.Lock()
	known := r.encoding
	if known == "" {
		known = r.textIn
	}
	r.mu.Unlock()
	if known != "" {
		return known, nil
	}
	content, err := r.Content(ctx)
	if err != nil {
		return "", err
	}
	name, _ := charset.Sniff(content, r.Header.Get("Content-Type"), nil)
	return name, nil
}

// declaredSize is the length of the content where the server says it, else -1.
func (r *Response) declaredSize() int64 {
	if len(contentEncodings(r.Header)) > 0 {
		return -1
	}
	size, err := strconv.ParseInt(r.Header.Get("Content-Length"), 10, 64)
	if err != nil {
		return -1
	}
	return size
}
