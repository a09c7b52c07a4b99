package docs

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
)

// A page is a Markdown file: its lines, and the fenced blocks in them.
type page struct {
	path   string
	lines  []string
	blocks []*block
}

// A block is the fenced block of lines[first:end], fences not counted.
type block struct {
	lang, flag string
	first, end int
}

var fence = regexp.MustCompile("^```(\\S*) ?(.*)$")

// parsePage finds the blocks of a page.
func parsePage(path, text string) (*page, error) {
	p := &page{path: path, lines: strings.Split(text, "\n")}
	var open *block
	for i, line := range p.lines {
		found := fence.FindStringSubmatch(line)
		switch {
		case found == nil:
		case open == nil:
			open = &block{lang: found[1], flag: found[2], first: i + 1}
		case line == "```":
			open.end = i
			p.blocks = append(p.blocks, open)
			open = nil
		default:
			return nil, fmt.Errorf("%s:%d: a block begins within a block", path, i+1)
		}
	}
	if open != nil {
		return nil, fmt.Errorf("%s:%d: the block has no end", path, open.first)
	}
	return p, nil
}

// text is what stands in a block, each line with its end.
func (p *page) text(b *block) string { return joined(p.lines[b.first:b.end]) }

// where names a block to whoever has to mend it.
func (p *page) where(b *block) string { return fmt.Sprintf("%s:%d", p.path, b.first) }

// title names a block among those that are not run: its page and its first line.
func (p *page) title(b *block) string { return filepath.Base(p.path) + ": " + p.lines[b.first] }

var fileLine = regexp.MustCompile(`^-- ([\w-]+\.lua)$`)

// fileName is the name that a block of Lua is saved under, "" where it has none.
func (p *page) fileName(b *block) string {
	if b.lang != "lua" || b.first == b.end {
		return ""
	}
	if found := fileLine.FindStringSubmatch(p.lines[b.first]); found != nil {
		return found[1]
	}
	return ""
}

// output is the text block that follows block i with nothing but empty lines
// between, nil where there is none.
func (p *page) output(i int) *block {
	if i+1 == len(p.blocks) || p.blocks[i+1].lang != "text" {
		return nil
	}
	for _, line := range p.lines[p.blocks[i].end+1 : p.blocks[i+1].first-1] {
		if line != "" {
			return nil
		}
	}
	return p.blocks[i+1]
}

// A command is a line "$ …" of a console block, what is typed into it, and the
// lines that it prints: lines[first:end] but for what is typed.
type command struct {
	line       string
	typed      []string
	first, end int
}

func (p *page) commands(b *block) ([]*command, error) {
	var list []*command
	for i := b.first; i < b.end; i++ {
		if line, found := strings.CutPrefix(p.lines[i], "$ "); found {
			list = append(list, &command{line: line, first: i + 1})
		} else if len(list) == 0 {
			return nil, fmt.Errorf("%s: the block of a terminal begins with a line \"$ COMMAND\"", p.where(b))
		} else if line, found := strings.CutPrefix(p.lines[i], "> "); found {
			list[len(list)-1].typed = append(list[len(list)-1].typed, line)
		}
		list[len(list)-1].end = i + 1
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s: the block is empty", p.where(b))
	}
	return list, nil
}

// shown is what a command prints as the page has it.
func (p *page) shown(c *command) string {
	var printed []string
	for _, line := range p.lines[c.first:c.end] {
		if !strings.HasPrefix(line, "> ") {
			printed = append(printed, line)
		}
	}
	return joined(printed)
}

func joined(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return strings.Join(list, "\n") + "\n"
}

// lines are those of a text, without their ends.
func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// remarks is what a program prints as the remarks behind "-->" in it have it,
// ok false where it has none.
func remarks(source string) (printed string, ok bool) {
	var list []string
	for line := range strings.Lines(source) {
		if _, remark, found := strings.Cut(strings.TrimRight(line, "\n"), "--> "); found {
			list = append(list, remark)
		}
	}
	return joined(list), len(list) > 0
}

var loopback = regexp.MustCompile(`127\.0\.0\.1:\d+`)

// matches reports whether a program printed what a page shows.
func matches(shown, printed string) bool {
	level := func(s string) string {
		return strings.ReplaceAll(loopback.ReplaceAllString(s, "127.0.0.1:PORT"), "\t", "    ")
	}
	var pattern strings.Builder
	for line := range strings.Lines(level(shown)) {
		if line == "...\n" {
			pattern.WriteString(`(?:.*\n)*?`)
			continue
		}
		pattern.WriteString(strings.ReplaceAll(regexp.QuoteMeta(line), `\.\.\.`, `.*?`))
	}
	return regexp.MustCompile(`^(?:` + pattern.String() + `)$`).MatchString(level(printed))
}
