package cookies

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// maxFile bounds what a file or a message of cookies may hold, in bytes. A full
// jar of the longest cookies fits.
const maxFile = 64 << 20

var (
	tooLong = fmt.Sprintf("more than %d MB of cookies", maxFile>>20)
	tooMany = fmt.Sprintf("more than %d cookies, the most that a jar holds", totalMost)
)

// Save writes the cookies to a file: as JSON where its name ends in ".json", else
// as a cookies.txt (see [Jar.WriteNetscape]). The file is written beside and
// renamed, so that a crash leaves the old one or the new one, and only its owner
// may read it: cookies are credentials.
func (j *Jar) Save(path string) error {
	var b bytes.Buffer
	if isJSON(path) {
		data, err := j.MarshalJSON()
		if err != nil {
			return err
		}
		b.Write(data)
	} else if err := j.WriteNetscape(&b); err != nil {
		return err
	}
	return replaceFile(path, b.Bytes())
}

// Load adds the cookies of a file that Save or, for a cookies.txt, another
// program wrote. They replace those of the same name, domain and path.
// Cookies that have ended are left out. A file that is wrong anywhere
// is a [*FileError], and nothing of it is taken; one that cannot be read is
// an error of package os.
func (j *Jar) Load(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if isJSON(path) {
		var data []byte
		if data, err = readBounded(f); err == nil {
			err = j.UnmarshalJSON(data)
		}
	} else {
		err = j.ReadNetscape(f)
	}
	if wrong := (*FileError)(nil); errors.As(err, &wrong) {
		wrong.Path = path
	}
	return err
}

// add stores cookies that were read and checked.
func (j *Jar) add(read []Cookie) {
	now := j.now()
	j.mu.Lock()
	defer j.mu.Unlock()
	for i := range read {
		c := &read[i]
		if c.Created.IsZero() || c.Created.After(now) {
			c.Created = now
		}
		if c.LastAccess.IsZero() || c.LastAccess.After(now) {
			c.LastAccess = now
		}
		j.store(c, now)
	}
}

func isJSON(path string) bool { return strings.EqualFold(filepath.Ext(path), ".json") }

// readBounded reads all of r, or says that it is too long.
func readBounded(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = &FileError{Reason: tooLong}
	}
	return data, err
}

// replaceFile writes data to a new file in the directory of path, and gives it that name.
func replaceFile(path string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if _, err = f.Write(data); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
