//go:build !unix

package cli

import "github.com/rogpeppe/go-internal/testscript"

func terminalCommand(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Fatalf("there are no terminals for tests on this system: skip")
}
