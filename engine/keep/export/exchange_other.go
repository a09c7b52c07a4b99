//go:build !linux

package export

import "errors"

func exchange(string, string) error { return errors.ErrUnsupported }
