package luahtml

import (
	"fmt"
	"strings"
)

// dateParts are the conversions of a date format, as os.date and C's strftime
// write them, in the notation of Go's package time.
var dateParts = map[byte]string{
	'Y': "2006", 'y': "06", 'm': "01", 'd': "02", 'e': "_2", 'j': "002", 'H': "15", 'I': "03", 'M': "04", 'S': "05", 'p': "PM",
	'a': "Mon", 'A': "Monday", 'b': "Jan", 'B': "January", 'z': "-0700", 'Z': "MST", '%': "%",
}

// DateLayout makes a Go layout of a format such as "%d.%m.%Y".
func DateLayout(format string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			end := strings.IndexByte(format[i:], '%')
			if end < 0 {
				end = len(format) - i
			}
			literal := format[i : i+end]
			if meant(literal) {
				return "", fmt.Errorf("the text %q in the date format %q cannot stand for itself", literal, format)
			}
			b.WriteString(literal)
			i += end - 1
			continue
		}
		if i++; i == len(format) {
			return "", fmt.Errorf("the date format %q ends in a single %%", format)
		}
		part, ok := dateParts[format[i]]
		if !ok {
			return "", fmt.Errorf("the date format %q has %%%c; there are %%Y %%y %%m %%d %%e %%j %%H %%I %%M %%S %%p %%a %%A %%b %%B %%z %%Z %%%%", format, format[i])
		}
		b.WriteString(part)
	}
	return b.String(), nil
}

// meant reports a text that would mean something in a Go layout.
func meant(literal string) bool {
	for _, part := range []string{"Jan", "Mon", "MST", "PM", "pm", "_2", "Z07"} {
		if strings.Contains(literal, part) {
			return true
		}
	}
	return strings.ContainsAny(literal, "0123456789")
}
