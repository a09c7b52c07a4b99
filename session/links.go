package session

import "strings"

// Link is one link of a Link header.
type Link struct {
	URL    string
	Params map[string]string // "rel", "title", …; names in lower case
}

// parseLinks reads Link headers: <URL>; name=value; name="value", <URL>… What does not fit is
// skipped up to the next comma.
func parseLinks(headers []string) []Link {
	var links []Link
	for _, s := range headers {
		for {
			open := strings.IndexByte(s, '<')
			if open < 0 {
				break
			}
			end := strings.IndexByte(s[open:], '>')
			if end < 0 {
				break
			}
			l := Link{URL: strings.TrimSpace(s[open+1 : open+end]), Params: make(map[string]string)}
			s = s[open+end+1:]
			for {
				s = strings.TrimLeft(s, " \t;")
				if s == "" || s[0] == ',' {
					break
				}
				var name, val string
				name, val, s = linkParam(s)
				if _, has := l.Params[name]; !has && name != "" {
					l.Params[name] = val
				}
			}
			links = append(links, l)
		}
	}
	return links
}

// linkParam takes one parameter off s, which does not begin with a separator.
func linkParam(s string) (name, val, rest string) {
	i := strings.IndexAny(s, "=;,")
	if i < 0 {
		return strings.ToLower(strings.TrimSpace(s)), "", ""
	}
	name = strings.ToLower(strings.TrimSpace(s[:i]))
	if s[i] != '=' {
		return name, "", s[i:]
	}
	s = strings.TrimLeft(s[i+1:], " \t")
	if !strings.HasPrefix(s, `"`) {
		if i = strings.IndexAny(s, ";,"); i < 0 {
			i = len(s)
		}
		return name, strings.TrimSpace(s[:i]), s[i:]
	}
	val, rest = cutQuoted(s)
	return name, val, rest
}
