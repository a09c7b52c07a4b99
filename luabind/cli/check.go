package cli

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/pflag"

	"luafut/luabind"
	"luafut/luabind/check"
)

func checkVerb() *verb {
	return &verb{
		name: "check", group: groupWrite, args: "[flags] FILE ...",
		doc:     "Find mistakes in scripts without running them.",
		example: "luafut check crawl.lua",
		words:   []string{"lua"},
		define: func(c *command, flags *pflag.FlagSet) func([]string) int {
			asJSON := flags.Bool("json", false, "print the problems as a JSON list")
			return func(files []string) int {
				if len(files) == 0 {
					return c.fail(exitUsage, "check takes the names of scripts")
				}
				return c.check(files, *asJSON)
			}
		},
	}
}

// check exits with 1 where there is a problem.
func (c *command) check(files []string, asJSON bool) int {
	world := luabind.World()
	problems := []check.Problem{}
	for _, file := range files {
		text, err := readScript(file)
		if err != nil {
			return c.unreadable(file, err)
		}
		problems = append(problems, check.Source(file, text, world)...)
	}
	if asJSON {
		b, err := json.MarshalIndent(problems, "", "  ")
		if err != nil {
			return c.fail(exitFailed, "%v", err)
		}
		fmt.Fprintf(c.stdout, "%s\n", b)
	} else {
		for _, p := range problems {
			fmt.Fprintln(c.stdout, p)
		}
	}
	if len(problems) > 0 {
		return exitFailed
	}
	return exitOK
}
