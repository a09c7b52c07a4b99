package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Form is a <form> as it stood when Forms read it; it is a copy, and its fields
// may be changed. Submit makes what a browser would send.
type Form struct {
	Name, ID string
	Method   string // "GET", "POST" or "DIALOG"
	Action   string // made absolute; the page's own URL where the form names none
	Encoding string // one of the Encoding constants
	Page     string // the address of the page that it is on, "" where that is not known
	Fields   []FormField
}

// The encodings of a form.
const (
	EncodingURL       = "application/x-www-form-urlencoded"
	EncodingMultipart = "multipart/form-data"
	EncodingPlain     = "text/plain"
)

// FormField is a control of a form, in the order of the page.
type FormField struct {
	Name     string
	Type     string   // of an <input>, in lower case; "select", "textarea", "button" types as "submit", "reset", "button"
	Value    string   // of the attribute, or the text of a <textarea>; "on" for a checkbox without one
	Checked  bool     // of checkboxes and radio buttons
	Disabled bool     // itself, or by a fieldset around it
	Multiple bool     // of a <select>
	Options  []Option // of a <select>
	Required bool
	// Action, Method and Encoding are those of a submit button that has its own.
	Action, Method, Encoding string
}

// Option is a choice of a <select>.
type Option struct {
	Value, Text        string
	Selected, Disabled bool
}

// Forms lists the forms in the selection, selected ones included.
func (s *Selection) Forms() []*Form {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	forms := []*Form{}
	byNode := map[*html.Node]*Form{}
	var trees []*html.Node
	for _, top := range s.outermost() {
		for n := top; n != nil; n = following(n, top) {
			if n.Type == html.ElementNode && n.DataAtom == atom.Form && n.Namespace == "" {
				f := s.doc.form(n)
				forms, byNode[n] = append(forms, f), f
				if root := topOf(n); !slices.Contains(trees, root) {
					trees = append(trees, root)
				}
			}
		}
	}
	for _, root := range trees {
		s.doc.addFields(root, byNode)
	}
	return forms
}

// form reads the form n, without its fields.
func (d *Document) form(n *html.Node) *Form {
	return &Form{
		Name: attrText(n, "name"), ID: attrText(n, "id"),
		Method:   formMethod(attrText(n, "method")),
		Encoding: formEncoding(attrText(n, "enctype")),
		Action:   d.formAction(attrText(n, "action")),
		Page:     d.URL(),
	}
}

// addFields gives the forms of one tree their controls, those elsewhere that name
// a form by form="id" included, in one walk for all forms.
func (d *Document) addFields(root *html.Node, forms map[*html.Node]*Form) {
	named := map[string]*html.Node{}
	for n := range descendants(root) {
		if n.DataAtom == atom.Form && n.Namespace == "" {
			if id, ok := attrOf(n, "id"); ok && named[id] == nil {
				named[id] = n
			}
		}
	}
	for n := root; n != nil; n = following(n, root) {
		if n.Type != html.ElementNode || n.Namespace != "" || !isControl(n) {
			continue
		}
		if f := forms[owner(n, named)]; f != nil {
			f.Fields = append(f.Fields, d.formField(n))
		}
	}
}

// attrText is a copy of an attribute, "" where there is none.
func attrText(n *html.Node, name string) string {
	v, _ := attrOf(n, name)
	return copyOf(v)
}

// formAction resolves an action; none means the page itself.
func (d *Document) formAction(action string) string {
	if strings.TrimSpace(action) == "" {
		return d.URL()
	}
	return copyOf(d.absolute(action))
}

func formMethod(v string) string {
	switch m := strings.ToUpper(strings.TrimSpace(v)); m {
	case "POST", "DIALOG":
		return m
	}
	return "GET"
}

func formEncoding(v string) string {
	switch e := strings.ToLower(strings.TrimSpace(v)); e {
	case EncodingMultipart, EncodingPlain:
		return e
	}
	return EncodingURL
}

// owner is the form that a control belongs to, or nil: the first one with the id
// that it names, else the one around it.
func owner(control *html.Node, named map[string]*html.Node) *html.Node {
	if id, ok := attrOf(control, "form"); ok {
		return named[id]
	}
	for p := control.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Form && p.Namespace == "" {
			return p
		}
	}
	return nil
}

func isControl(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Input, atom.Button, atom.Textarea, atom.Select:
		return true
	}
	return false
}

// formField reads a control.
func (d *Document) formField(n *html.Node) FormField {
	field := FormField{Name: attrText(n, "name"), Value: attrText(n, "value"), Disabled: isDisabled(n)}
	_, field.Required = attrOf(n, "required")
	switch n.DataAtom {
	case atom.Input:
		field.Type = strings.ToLower(attrText(n, "type"))
		if field.Type == "" {
			field.Type = "text"
		}
		_, field.Checked = attrOf(n, "checked")
		if _, has := attrOf(n, "value"); !has && (field.Type == "checkbox" || field.Type == "radio") {
			field.Value = "on"
		}
	case atom.Button:
		field.Type = strings.ToLower(attrText(n, "type"))
		if field.Type != "reset" && field.Type != "button" {
			field.Type = "submit"
		}
	case atom.Textarea:
		field.Type = "textarea"
		field.Value = copyOf(textOf(n))
	case atom.Select:
		field.Type = "select"
		_, field.Multiple = attrOf(n, "multiple")
		field.Options = selectOptions(n)
	}
	if field.Type == "submit" || field.Type == "image" {
		if action := attrText(n, "formaction"); action != "" {
			field.Action = d.formAction(action)
		}
		if _, has := attrOf(n, "formmethod"); has {
			field.Method = formMethod(attrText(n, "formmethod"))
		}
		if _, has := attrOf(n, "formenctype"); has {
			field.Encoding = formEncoding(attrText(n, "formenctype"))
		}
	}
	return field
}

func selectOptions(n *html.Node) []Option {
	var options []Option
	for c := range descendants(n) {
		if c.DataAtom != atom.Option {
			continue
		}
		o := Option{Text: tidyText(textOf(c)), Disabled: isDisabled(c)}
		if v, ok := attrOf(c, "value"); ok {
			o.Value = copyOf(v)
		} else {
			o.Value = o.Text
		}
		_, o.Selected = attrOf(c, "selected")
		if p := c.Parent; p.DataAtom == atom.Optgroup {
			_, off := attrOf(p, "disabled")
			o.Disabled = o.Disabled || off
		}
		options = append(options, o)
	}
	return options
}

// isDisabled reports a control that is disabled, or inside a disabled fieldset
// without being in its first legend.
func isDisabled(n *html.Node) bool {
	if _, off := attrOf(n, "disabled"); off {
		return true
	}
	if n.DataAtom == atom.Option {
		return false
	}
	for c, p := n, n.Parent; p != nil; c, p = p, p.Parent {
		if p.DataAtom != atom.Fieldset {
			continue
		}
		if _, off := attrOf(p, "disabled"); off && c != firstLegend(p) {
			return true
		}
	}
	return false
}

func firstLegend(fieldset *html.Node) *html.Node {
	for c := fieldset.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Legend {
			return c
		}
	}
	return nil
}
