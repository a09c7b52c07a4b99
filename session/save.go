package session

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

const saveBuffer = 128 << 10

// Save writes the body, decompressed, to a file beside path and renames it when it is whole,
// so that path holds the old file or the new one. progress, unless nil, is called on this
// goroutine as it goes on, with the bytes written and those that will be, -1 where that is not
// known. MaxSize does not bound it, and a streamed body never is in memory. Where the call had
// Retries and a streamed body breaks off, the rest is asked for (RFC 9110, 14: Range with
// If-Range), if the server marked the body with an ETag or a date. It returns the length.
func (r *Response) Save(ctx context.Context, path string, progress func(done, total int64)) (n int64, err error) {
	f, err := createBeside(path)
	if err != nil {
		return 0, r.saveError(path, err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err = r.copyTo(ctx, f, path, &n, progress); err == nil && ctx.Err() != nil {
		err = context.Cause(ctx) // progress may have cancelled it
	}
	if err != nil {
		return n, err
	}
	if err = f.Sync(); err == nil {
		err = f.Close()
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return n, r.saveError(path, err)
	}
	return n, nil
}

// createBeside creates a file in path's directory, with the permissions of the file that is
// there already, else with those of any new file.
func createBeside(path string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(filepath.Dir(path), ".save-"+rand.Text()+".part"), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	if old, err := os.Stat(path); err == nil && old.Mode().IsRegular() {
		if err := f.Chmod(old.Mode().Perm()); err != nil {
			f.Close()
			os.Remove(f.Name())
			return nil, err
		}
	}
	return f, nil
}

func (r *Response) copyTo(ctx context.Context, f *os.File, path string, n *int64, progress func(done, total int64)) error {
	if progress == nil {
		progress = func(done, total int64) {}
	}
	if r.InMemory() {
		content, err := r.Content(ctx)
		if err != nil {
			return err
		}
		if _, err := f.Write(content); err != nil {
			return r.saveError(path, err)
		}
		*n = int64(len(content))
		progress(*n, *n)
		return nil
	}
	total := r.declaredSize()
	buf := make([]byte, saveBuffer)
	from := r
	defer func() {
		if from != r {
			from.Close()
		}
	}()
	for first := true; ; first = false {
		piece, err := from.piece(ctx, buf, first)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			rest, err := r.resume.rest(ctx, *n, err)
			if err != nil {
				return err
			}
			if from != r {
				from.Close()
			}
			from = rest
			continue
		}
		if _, err := f.Write(piece); err != nil {
			return r.saveError(path, err)
		}
		*n += int64(len(piece))
		progress(*n, total)
	}
}

// piece reads what comes next of a streamed body into buf.
func (r *Response) piece(ctx context.Context, buf []byte, first bool) (piece []byte, err error) {
	err = r.take(ctx, func(s *stream) error {
		if s.began && first {
			return &Error{Kind: RequestException, Message: "part of the body has been taken in chunks or lines; save it first"}
		}
		s.began = true
		m, err := s.reader.Read(buf)
		if piece = buf[:m]; m > 0 {
			err = nil // it comes again with the next read
		}
		return err
	})
	return piece, err
}

// InMemory reports whether the body is in memory, so that nothing waits for it.
func (r *Response) InMemory() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.stream == nil || r.stream.x == nil
}

// saveError tells of path, and not of the file beside it that was being written.
func (r *Response) saveError(path string, err error) error {
	reason := err
	if named := (*fs.PathError)(nil); errors.As(err, &named) {
		reason = named.Err
	} else if renamed := (*os.LinkError)(nil); errors.As(err, &renamed) {
		reason = renamed.Err
	}
	return r.fail(RequestException, err, "save to %s: %v", quoteForMessage(path), reason)
}
