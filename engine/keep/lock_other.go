//go:build !unix || solaris || aix

package keep

import "os"

func lock(*os.File) error { return nil }
