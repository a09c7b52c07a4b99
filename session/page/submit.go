package page

import (
	"fmt"
	"slices"
	"strings"

	"luafut/session/weburl"
)

// FormValue is what a script puts into a field: the values of that name (several
// for a multiple <select> or checkboxes), or Omit.
type FormValue struct {
	Values []string
	Omit   bool // the field is not sent
}

// SubmitOptions says how a form is submitted. The zero value submits it as it
// stands, by its first submit button, as the Enter key does.
type SubmitOptions struct {
	Values map[string]FormValue
	// Extra are sent besides, after the form's own; a page's scripts may add such.
	Extra []weburl.Pair
	// Button is the name of the submit button pressed, or "" for the first.
	Button string
	// NoButton sends the form without any button's value.
	NoButton bool
}

// Submission is the request that a form makes.
type Submission struct {
	Method      string
	URL         string
	ContentType string        // "" for GET
	Body        []byte        // nil for GET
	Pairs       []weburl.Pair // what Body or the query holds
	// Referer and Origin are the headers that say where the form stood, "" where
	// a browser sends none; Origin goes with a POST only.
	Referer, Origin string
}

// FormError is a submission that the form does not allow.
type FormError struct{ Message string }

// Error says what was wanted.
func (e *FormError) Error() string { return e.Message }

// Submit makes the request that a browser would send (HTML, section "form
// submission"): disabled, unnamed and unchecked controls are left out, of a
// <select> the selected options count, or its first one. Text is sent as UTF-8.
// The error is a *FormError: a name that the form has no field of, a choice that a
// field does not offer, a button that is not there, or an action without a known
// absolute URL.
func (f *Form) Submit(opts *SubmitOptions) (*Submission, error) {
	if opts == nil {
		opts = &SubmitOptions{}
	}
	if err := f.checkNames(opts.Values); err != nil {
		return nil, err
	}
	button, err := f.button(opts)
	if err != nil {
		return nil, err
	}
	pairs, err := f.pairs(opts, button)
	if err != nil {
		return nil, err
	}
	method, action, encoding := f.Method, f.Action, f.Encoding
	if button >= 0 {
		b := &f.Fields[button]
		method, action, encoding = or(b.Method, method), or(b.Action, action), or(b.Encoding, encoding)
	}
	u, err := weburl.Parse(action)
	if err != nil || u.Scheme == "" {
		return nil, &FormError{fmt.Sprintf("the form's action %q is not an absolute URL; parse the page with its base_url", action)}
	}
	u.Fragment, u.HasFragment = "", false
	if method != "POST" {
		u.Query = weburl.EncodeQuery(pairs)
		u.HasQuery = u.Query != ""
		sub := &Submission{Method: "GET", URL: u.String(), Pairs: pairs}
		sub.Referer, _ = f.from(u)
		return sub, nil
	}
	sub := &Submission{Method: method, URL: u.String(), ContentType: encoding, Pairs: pairs}
	sub.Referer, sub.Origin = f.from(u)
	switch encoding {
	case EncodingMultipart:
		sub.Body, sub.ContentType, err = encodeMultipart(pairs, f.files())
	case EncodingPlain:
		sub.Body = encodePlain(pairs)
	default:
		sub.Body = []byte(weburl.EncodeQuery(pairs))
	}
	return sub, err
}

// from gives the headers Referer and Origin of a request to u that the form's
// page makes, by the default referrer policy of browsers,
// strict-origin-when-cross-origin: the page's address goes to its own origin, to
// others just its origin, and nothing from https to http, where Origin is "null".
func (f *Form) from(u *weburl.URL) (referer, origin string) {
	page, err := weburl.Parse(f.Page)
	if err != nil || page.Scheme != "http" && page.Scheme != "https" {
		return "", ""
	}
	if page.Scheme == "https" && u.Scheme == "http" {
		return "", "null"
	}
	origin = page.Origin()
	if u.Origin() != origin {
		return origin + "/", origin
	}
	page.Username, page.Password, page.Fragment, page.HasFragment = "", "", "", false
	return page.String(), origin
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// checkNames refuses values for fields that are not there.
func (f *Form) checkNames(values map[string]FormValue) error {
	var names []string
	for i := range f.Fields {
		if name := f.Fields[i].Name; name != "" {
			names = append(names, name)
		}
	}
	for _, name := range sortedKeys(values) {
		if !slices.Contains(names, name) {
			return &FormError{fmt.Sprintf("the form has no field %q%s; it has %s. To send it all the same, pass it as an extra one",
				name, didYouMean(name, names), strings.Join(slices.Compact(names), ", "))}
		}
	}
	return nil
}

// button is the index of the submit button pressed, or -1.
func (f *Form) button(opts *SubmitOptions) (int, error) {
	if opts.NoButton {
		return -1, nil
	}
	var names []string
	for i := range f.Fields {
		b := &f.Fields[i]
		if b.Type != "submit" && b.Type != "image" || b.Disabled {
			continue
		}
		if opts.Button == "" || opts.Button == b.Name {
			return i, nil
		}
		names = append(names, b.Name)
	}
	if opts.Button == "" {
		return -1, nil
	}
	return -1, &FormError{fmt.Sprintf("the form has no submit button %q%s", opts.Button, didYouMean(opts.Button, names))}
}

// pairs lists what is sent, in the order of the page.
func (f *Form) pairs(opts *SubmitOptions, button int) ([]weburl.Pair, error) {
	pairs := []weburl.Pair{}
	used := map[string]int{} // how many of a name's values were taken
	for i := range f.Fields {
		field := &f.Fields[i]
		given, set := opts.Values[field.Name]
		if field.Name == "" && field.Type != "image" || field.Disabled || given.Omit {
			continue
		}
		switch field.Type {
		case "submit", "image":
			if i == button {
				pairs = append(pairs, field.pressed()...)
			}
		case "reset", "button":
		case "checkbox", "radio":
			if set && slices.Contains(given.Values, field.Value) || !set && field.Checked {
				pairs = append(pairs, weburl.Pair{Name: field.Name, Value: field.Value})
			}
		case "select":
			for _, v := range field.chosen(given, set) {
				pairs = append(pairs, weburl.Pair{Name: field.Name, Value: v})
			}
		default:
			v := field.Value
			if set {
				if used[field.Name] >= len(given.Values) {
					continue
				}
				v = given.Values[used[field.Name]]
				used[field.Name]++
			} else if field.Type == "hidden" && strings.EqualFold(field.Name, "_charset_") {
				v = "UTF-8"
			}
			pairs = append(pairs, weburl.Pair{Name: field.Name, Value: breakLines(v)})
		}
	}
	if err := f.checkChoices(opts.Values); err != nil {
		return nil, err
	}
	return append(pairs, opts.Extra...), nil
}

// pressed is what a submit button adds.
func (b *FormField) pressed() []weburl.Pair {
	if b.Type != "image" {
		return []weburl.Pair{{Name: b.Name, Value: b.Value}}
	}
	prefix := ""
	if b.Name != "" {
		prefix = b.Name + "."
	}
	return []weburl.Pair{{Name: prefix + "x", Value: "0"}, {Name: prefix + "y", Value: "0"}}
}

// chosen is the values of a <select> that are sent.
func (field *FormField) chosen(given FormValue, set bool) []string {
	if set {
		return given.Values
	}
	var values []string
	for _, o := range field.Options {
		if o.Selected && !o.Disabled {
			values = append(values, o.Value)
		}
	}
	if field.Multiple {
		return values
	}
	if len(values) > 0 {
		return values[len(values)-1:] // the last one wins
	}
	for _, o := range field.Options {
		if !o.Disabled {
			return []string{o.Value}
		}
	}
	return nil
}

// checkChoices refuses values that checkboxes, radio buttons and selects do not
// offer: a browser could not send them.
func (f *Form) checkChoices(values map[string]FormValue) error {
	for _, name := range sortedKeys(values) {
		offered, free := f.offered(name)
		if free {
			continue
		}
		for _, v := range values[name].Values {
			if !slices.Contains(offered, v) {
				return &FormError{fmt.Sprintf("the field %q does not offer %q%s; it offers %q", name, v, didYouMean(v, offered), offered)}
			}
		}
	}
	return nil
}

// offered lists the choices of a name; free tells that one of its fields takes
// any text.
func (f *Form) offered(name string) (choices []string, free bool) {
	for i := range f.Fields {
		field := &f.Fields[i]
		if field.Name != name {
			continue
		}
		switch field.Type {
		case "checkbox", "radio", "submit":
			choices = append(choices, field.Value)
		case "select":
			for _, o := range field.Options {
				choices = append(choices, o.Value)
			}
		default:
			return nil, true
		}
	}
	return choices, false
}
