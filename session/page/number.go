package page

import (
	"strings"
	"unicode/utf8"
)

// findNumber finds the first number in a text as people write them, and gives it
// as strconv.ParseFloat reads it. "$1,234.50" is 1234.50, as is "1.234,50 €",
// "1 234,50" and "1'234.50". Where a single separator leaves it open: a comma or
// a space before exactly three digits groups thousands ("12,345"), any other
// comma and every point is a decimal one ("3,5", "1.234").
func findNumber(s string) (string, bool) {
	start := strings.IndexFunc(s, func(r rune) bool { return '0' <= r && r <= '9' })
	if start < 0 {
		return "", false
	}
	fraction := start > 0 && s[start-1] == '.' && !(start > 1 && isDigit(s[start-2])) // ".5"
	sign := signBefore(s, start, fraction)
	groups, separators, end := digitGroups(s[start:])
	if fraction {
		return sign + "0." + groups[0], true
	}
	whole, decimals := joinGroups(groups, separators)
	number := sign + whole
	if decimals != "" {
		number += "." + decimals
	}
	return number + exponent(s[start+end:]), true
}

// signBefore is "-" where a minus stands right before the number, a currency
// sign between them allowed.
func signBefore(s string, start int, fraction bool) string {
	before := s[:start]
	if fraction {
		before = before[:len(before)-1]
	}
	before = strings.TrimRight(before, "$€£¥ ")
	for _, minus := range []string{"-", "−"} {
		if rest, ok := strings.CutSuffix(before, minus); ok {
			// "5-7" and "a-7" are no negative numbers.
			if last, _ := utf8.DecodeLastRuneInString(rest); rest == "" || !isWordRune(last) {
				return "-"
			}
		}
	}
	return ""
}

func isWordRune(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == ')'
}

// digitGroups reads digits and what separates them: '.', ',', '\” or ' ' (any
// kind of space). A separator counts only between digits.
func digitGroups(s string) (groups []string, separators []byte, end int) {
	for {
		digits := 0
		for digits < len(s[end:]) && isDigit(s[end+digits]) {
			digits++
		}
		groups = append(groups, s[end:end+digits])
		end += digits
		r, size := utf8.DecodeRuneInString(s[end:])
		var separator byte
		switch r {
		case '.', ',', '\'':
			separator = byte(r)
		case '’':
			separator = '\''
		case ' ', '\u00a0', '\u202f', '\u2009':
			separator = ' '
		}
		next := end + size
		if separator == 0 || next >= len(s) || !isDigit(s[next]) {
			return groups, separators, end
		}
		if separator == ' ' && !threeDigits(s[next:]) {
			return groups, separators, end
		}
		separators = append(separators, separator)
		end = next
	}
}

// threeDigits reports whether s begins with three digits and no fourth.
func threeDigits(s string) bool {
	return len(s) >= 3 && isDigit(s[0]) && isDigit(s[1]) && isDigit(s[2]) && (len(s) == 3 || !isDigit(s[3]))
}

// joinGroups decides which separator is the decimal one.
func joinGroups(groups []string, separators []byte) (whole, decimals string) {
	if len(separators) == 0 {
		return groups[0], ""
	}
	last := separators[len(separators)-1]
	repeats := strings.Count(string(separators), string(last)) > 1
	tail := groups[len(groups)-1]
	grouping := repeats || last == ' ' || last == '\'' || len(separators) == 1 && last == ',' && len(tail) == 3
	if grouping {
		return strings.Join(groups, ""), ""
	}
	return strings.Join(groups[:len(groups)-1], ""), tail
}

// exponent is the "e5" that follows a number, or "".
func exponent(s string) string {
	if len(s) < 2 || s[0]|0x20 != 'e' {
		return ""
	}
	i := 1
	if s[i] == '+' || s[i] == '-' {
		i++
	}
	digits := i
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	if i == digits || i-digits > 3 || i < len(s) && isWordRune(rune(s[i])) {
		return ""
	}
	return s[:i]
}
