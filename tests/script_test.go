package tests

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScript runs testdata/script: what the command prints, where, and how it
// exits. Besides testscript's own commands there are
//
//	code N CMD [ARG ...]                 run CMD, which must exit with N
//	told FILE                            the last command's stderr has FILE's lines in their order
//	signal N SIG:TEXT … -- CMD [ARG …]   the same, sending each SIG once CMD has printed TEXT, to either stream
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"code":   exitCode,
			"told":   told,
			"signal": signalled,
		},
	})
}
