package session

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// netrcEntry finds the login for host in a .netrc file; path "" is $NETRC or ~/.netrc, which
// may be missing.
func netrcEntry(path, host string) (user, password string, found bool, err error) {
	named := path != ""
	if !named {
		if path = os.Getenv("NETRC"); path == "" {
			home, err := os.UserHomeDir()
			if err != nil {
				return "", "", false, nil
			}
			path = filepath.Join(home, ".netrc")
		}
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return "", "", false, nil
	}
	if err != nil {
		return "", "", false, &Error{Kind: RequestException, Message: fmt.Sprintf("auth: the netrc file cannot be read: %v", err), Err: err}
	}
	user, password, found = parseNetrc(string(data), host)
	return user, password, found, nil
}

// parseNetrc reads the format of ftp(1): "machine HOST login USER password WORD", one or more
// lines each, "default" for every host, comments from #, macros up to an empty line.
func parseNetrc(text, host string) (user, password string, found bool) {
	var tokens []string
	macro := false
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if macro {
			macro = len(fields) > 0
			continue
		}
		for i, f := range fields {
			if strings.HasPrefix(f, "#") && (i == 0 || fields[i-1] != "password") {
				break
			}
			if f == "macdef" && (i == 0 || fields[i-1] != "password" && fields[i-1] != "login") {
				macro = true
				break
			}
			tokens = append(tokens, f)
		}
	}
	in := false
	for i := 0; i < len(tokens); i++ {
		next := ""
		if i+1 < len(tokens) {
			next = tokens[i+1]
		}
		switch tokens[i] {
		case "machine", "default":
			if in {
				return user, password, true
			}
			in = tokens[i] == "default" || strings.EqualFold(next, host)
			if tokens[i] == "machine" {
				i++
			}
		case "login", "password", "account":
			if in && tokens[i] == "login" {
				user = next
			} else if in && tokens[i] == "password" {
				password = next
			}
			i++
		}
	}
	return user, password, in
}
