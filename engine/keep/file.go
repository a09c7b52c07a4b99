package keep

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// WriteFile puts what write writes into a file, whole or not at all: it is
// written beside, passed on to the disk, and renamed. A file that is there keeps its
// permissions, a new one gets perm. A link is followed. Errors are those of package
// os, and of write.
func WriteFile(path string, perm os.FileMode, write func(io.Writer) error) (err error) {
	if target, err := filepath.EvalSymlinks(path); path != "" && err == nil {
		path = target
	}
	if perm, err = permOf(path, perm); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err = write(f); err != nil {
		return err
	}
	if err = f.Chmod(perm); err != nil {
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

// permOf is the permissions of a file that is to be replaced, and perm where there is
// none yet. A folder is an error, which a rename would tell less clearly.
func permOf(path string, perm os.FileMode) (os.FileMode, error) {
	info, err := os.Stat(path)
	switch {
	case path == "":
		return 0, &os.PathError{Op: "write", Path: path, Err: errors.New("a file must have a name")}
	case err != nil:
		return perm, nil
	case info.IsDir():
		return 0, &os.PathError{Op: "write", Path: path, Err: syscall.EISDIR}
	}
	return info.Mode().Perm(), nil
}
