package pattern

// elementSize is the length of the element that text begins with (a character, "%c", or a set in
// brackets), or the words for what is wrong with it.
func elementSize(text string) (size int, message string) {
	switch text[0] {
	case '%':
		if len(text) < 2 {
			return 0, "malformed pattern (ends with '%')"
		}
		return 2, ""
	case '[':
		return bracketSize(text)
	}
	return 1, ""
}

// bracketSize is the length of the set that text begins with. A "]" that comes first is a member.
func bracketSize(text string) (size int, message string) {
	i := 1
	if i < len(text) && text[i] == '^' {
		i++
	}
	for first := true; first || i < len(text) && text[i] != ']'; first = false {
		if i >= len(text) {
			break
		}
		if text[i] == '%' {
			i++
		}
		i++
	}
	if i >= len(text) {
		return 0, "malformed pattern (missing ']')"
	}
	return i + 1, ""
}

// character is the one byte that an element stands for; false where it is a class or a set.
func character(element string) (char byte, ok bool) {
	switch {
	case len(element) == 1:
		return element[0], element[0] != '.'
	case element[0] == '%' && classes[element[1]] == nil:
		return element[1], true
	}
	return 0, false
}

// elementSet is the set of bytes that an element matches.
func elementSet(element string) *set {
	switch element[0] {
	case '.':
		return all
	case '%':
		return class(element[1])
	case '[':
		return bracketSet(element[1 : len(element)-1])
	}
	return single(element[0])
}

// bracketSet is the set between the brackets. As in Lua 5.1, a range's end is one byte, whatever
// it is: "[a-%z]" is the range from "a" to "%", and "z".
func bracketSet(body string) *set {
	s := new(set)
	complement := body[0] == '^'
	if complement {
		body = body[1:]
	}
	for i := 0; i < len(body); i++ {
		switch {
		case body[i] == '%' && i+1 < len(body):
			i++
			s.include(class(body[i]))
		case i+2 < len(body) && body[i+1] == '-':
			for c := int(body[i]); c <= int(body[i+2]); c++ {
				s[c] = true
			}
			i += 2
		default:
			s[body[i]] = true
		}
	}
	if complement {
		for c := range s {
			s[c] = !s[c]
		}
	}
	return s
}
