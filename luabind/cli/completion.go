package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"luafut/luabind"
)

// shells are the scripts that have a shell ask luafut what may come next: each
// word that it answers with, or one of the marks for files.
var shells = map[string]string{
	"bash": `_luafut() {
  local words; mapfile -t words < <(luafut completion words "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  local cur="${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  case "${words[0]}" in
    :file) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
    :dir) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
    :lua) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -X '!*.lua' -- "$cur"; compgen -d -- "$cur") ;;
  esac
  mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "${words[*]#:*}" -- "$cur")
}
complete -F _luafut luafut
`,
	"zsh": `#compdef luafut
_luafut() {
  local -a all; all=("${(@f)$(luafut completion words "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  case "${all[1]}" in
    :file) _files ;;
    :dir) _files -/ ;;
    :lua) _files -g '*.lua' ;;
  esac
  compadd -- ${all:#:*}
}
if [ "$funcstack[1]" = _luafut ]; then _luafut "$@"; else compdef _luafut luafut; fi
`,
	"fish": `function __luafut
  set -l all (luafut completion words (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)
  for word in $all
    switch $word
      case ':file' ':lua'
        __fish_complete_path (commandline -ct)
      case ':dir'
        __fish_complete_directories (commandline -ct)
      case '*'
        echo $word
    end
  end
end
complete -c luafut -f -a '(__luafut)'
`,
}

func completionVerb() *verb {
	return &verb{
		name: "completion", group: groupShell, args: "bash|zsh|fish",
		doc:     "Print what has the shell complete luafut's arguments.",
		example: `source <(luafut completion bash)`,
		words:   sortedKeys(shells),
		define: func(c *command, flags *pflag.FlagSet) func([]string) int {
			flags.SetInterspersed(false)
			return func(args []string) int {
				if len(args) > 0 && args[0] == "words" {
					for _, word := range c.complete(args[1:]) {
						fmt.Fprintln(c.stdout, word)
					}
					return exitOK
				}
				if len(args) != 1 || shells[args[0]] == "" {
					return c.fail(exitUsage, "completion takes the name of a shell: %s", strings.Join(sortedKeys(shells), ", "))
				}
				fmt.Fprint(c.stdout, shells[args[0]])
				return exitOK
			}
		},
	}
}

// complete is what the last of the words may become: words, the first of which
// is a mark such as ":lua" where files may come.
func (c *command) complete(words []string) []string {
	if len(words) == 0 {
		words = []string{""}
	}
	v, before, last := runVerb(), words[:len(words)-1], words[len(words)-1]
	var names []string
	if len(before) == 0 {
		for _, other := range verbs() {
			names = append(names, other.name)
		}
	} else if named := verbNamed(before[0]); named != nil {
		v, before = named, before[1:]
	}
	flags, _ := c.flagsOf(v)
	at := place(v, flags, before)
	var list []string
	switch {
	case at == takesValue:
		return []string{":file"}
	case at == inScript:
		return []string{":file"}
	case strings.HasPrefix(last, "-"):
		flags.VisitAll(func(f *pflag.Flag) { list = append(list, "--"+f.Name) })
	default:
		for _, w := range v.words {
			switch w {
			case "lua", "file", "dir":
				list = append([]string{":" + w}, list...)
			case "name":
				list = append(list, topics()...)
			default:
				list = append(list, w)
			}
		}
		list = append(list, names...)
	}
	return slices.DeleteFunc(list, func(w string) bool { return w == "" || w[0] != ':' && !strings.HasPrefix(w, last) })
}

// What comes next in a command line.
const (
	anArgument = iota
	takesValue // of the flag before
	inScript   // what follows a script belongs to it
)

// place tells what the words of a verb so far lead to.
func place(v *verb, flags *pflag.FlagSet, before []string) int {
	for i := 0; i < len(before); i++ {
		w := before[i]
		if !strings.HasPrefix(w, "-") || w == "-" || w == "--" {
			if v.name == "" && (w != "--" || i+1 < len(before)) {
				return inScript
			}
			continue
		}
		f := flags.Lookup(strings.TrimPrefix(w, "--"))
		if len(w) == 2 {
			f = flags.ShorthandLookup(w[1:])
		}
		if f != nil && f.NoOptDefVal == "" {
			if i++; i == len(before) {
				return takesValue
			}
		}
	}
	return anArgument
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// topics are what can be read about: modules and their members.
func topics() []string {
	var list []string
	for _, m := range luabind.AllModules() {
		list = append(list, m.Name)
		for _, member := range m.Members() {
			list = append(list, m.Name+"."+member)
		}
	}
	return list
}
