package page_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"luafut/session/page"
)

const shop = `<html><head><base href="/shop/"></head><body><h1> Shop </h1>
<div class=item><i>1</i><a class=title href="a.html"> First
 thing</a><span class=price>$1,234.50</span><b class=tag>x</b><b class=tag>y</b>
 <ul><li class=review><em>Ann</em> 5</li><li class=review><em>Bob</em> 3</li></ul><time>2 January 2024</time></div>
<div class=item data-id="7"><i>2</i><a class=title>Second</a><span class=price>sold out</span></div>
</body></html>`

// show writes a value as text, records with their fields' names.
func show(spec *page.Spec, v page.Value) string {
	switch v.Kind {
	case page.Nil:
		return "nil"
	case page.Number:
		return fmt.Sprint(v.Num)
	case page.Bool:
		return fmt.Sprint(v.Num == 1)
	case page.Date:
		return v.Str
	case page.List:
		var parts []string
		for _, e := range v.List {
			parts = append(parts, show(spec, e))
		}
		return "[" + strings.Join(parts, " ") + "]"
	case page.Record:
		var parts []string
		for i, f := range spec.Fields() {
			parts = append(parts, f.Name+"="+show(f.Nested, v.List[i]))
		}
		return "{" + strings.Join(parts, " ") + "}"
	}
	return fmt.Sprintf("%q", v.Str)
}

func field(name, selector string, more ...func(*page.FieldDef)) page.FieldDef {
	f := page.FieldDef{Name: name, Select: selector}
	for _, m := range more {
		m(&f)
	}
	return f
}

func all(f *page.FieldDef)      { f.All = true }
func required(f *page.FieldDef) { f.Required = true }

func by(converters ...page.Converter) func(*page.FieldDef) {
	return func(f *page.FieldDef) { f.Convert = converters }
}

func nested(items string, fields ...page.FieldDef) func(*page.FieldDef) {
	return func(f *page.FieldDef) { f.Nested = &page.SpecDef{Items: items, Fields: fields} }
}

func converter(t testing.TB, name string) page.Converter {
	t.Helper()
	c, err := page.NewConverter(name)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestExtract(t *testing.T) {
	pattern, err := page.NewRegexp(`(\d+)$`)
	if err != nil {
		t.Fatal(err)
	}
	number, date, trim := converter(t, "number"), converter(t, "date"), converter(t, "trim")
	for _, test := range []struct {
		name   string
		items  string
		fields []page.FieldDef
		want   string
	}{
		{"texts are trimmed, the rest is kept", ".item", []page.FieldDef{field("title", "a.title")},
			`[{title="First\n thing"} {title="Second"}]`},
		{"missing is nil", ".item", []page.FieldDef{field("u", "a.title@href"), field("id", "@data-id"), field("n", ".no")},
			`[{u="https://example.org/shop/a.html" id=nil n=nil} {u=nil id="7" n=nil}]`},
		{"lists", ".item", []page.FieldDef{field("tags", ".tag", all)}, `[{tags=["x" "y"]} {tags=[]}]`},
		{"lists of attributes", "", []page.FieldDef{field("hrefs", "a@href", all)}, `{hrefs=["https://example.org/shop/a.html"]}`},
		{"without items", "", []page.FieldDef{field("h", "h1"), field("i", "i")}, `{h="Shop" i="1"}`},
		{"the item itself", ".item i", []page.FieldDef{field("n", ".")}, `[{n="1"} {n="2"}]`},
		{"nested records", ".item", []page.FieldDef{field("r", "", nested(".review", field("who", "em")))},
			`[{r=[{who="Ann"} {who="Bob"}]} {r=[]}]`},
		{"a nested record", ".item", []page.FieldDef{field("r", "", nested("", field("who", "em")))},
			`[{r={who="Ann"}} {r={who=nil}}]`},
		{"numbers", ".item", []page.FieldDef{field("p", ".price", by(number))}, `[{p=1234.5} {p=nil}]`},
		{"dates", "", []page.FieldDef{field("d", "time", by(date))}, `{d=2024-01-02T00:00:00Z}`},
		{"chains", "", []page.FieldDef{field("n", ".review", by(pattern, number))}, `{n=5}`},
		{"trim", "", []page.FieldDef{field("n", ".title", by(trim))}, `{n="First thing"}`},
		{"xpath", "xpath://div[i]", []page.FieldDef{
			field("n", "xpath:count(.//b)"), field("u", "xpath:.//a/@href"), field("b", "xpath:boolean(.//ul)"),
			field("t", "xpath:string(i)"), field("all", "xpath:b/text()", all)},
			`[{n=2 u="https://example.org/shop/a.html" b=true t="1" all=["x" "y"]} {n=0 u=nil b=false t="2" all=[]}]`},
		{"parsel's endings", ".item", []page.FieldDef{field("t", "a::text"), field("h", "a::attr(href)")},
			`[{t="First\n thing" h="https://example.org/shop/a.html"} {t="Second" h=nil}]`},
		{"default", ".item", []page.FieldDef{{Name: "p", Select: ".price", Convert: []page.Converter{number}, Default: page.Value{Kind: page.Number, Num: -1}}},
			`[{p=1234.5} {p=-1}]`},
	} {
		t.Run(test.name, func(t *testing.T) {
			spec, err := page.CompileSpec(&page.SpecDef{Items: test.items, Fields: test.fields})
			if err != nil {
				t.Fatal(err)
			}
			v, err := parse(t, shop).Extract(spec, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := show(spec, v); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestRequired(t *testing.T) {
	doc := parse(t, shop)
	for _, test := range []struct {
		def  page.FieldDef
		want string
	}{
		{field("url", "a@href", required), `record 2 of https://example.org/dir/page.html?q=1: the required field "url" is missing`},
		{field("price", ".price", required, by(converter(t, "number"))), `the required field "price" cannot be converted: "sold out"`},
		{field("tags", ".tag", required, all), `record 2 of https://example.org/dir/page.html?q=1: the required field "tags" is missing`},
		{field("a", "", nested("", field("b", "em", required))), `record 2 of https://example.org/dir/page.html?q=1: the required field "a.b" is missing`},
	} {
		spec, err := page.CompileSpec(&page.SpecDef{Items: ".item", Fields: []page.FieldDef{test.def}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = doc.Extract(spec, nil)
		var missing *page.MissingError
		if !errors.As(err, &missing) || !strings.Contains(err.Error(), test.want) || missing.Record != 2 {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
}

func TestBadSpecs(t *testing.T) {
	number := converter(t, "number")
	for _, test := range []struct {
		def  page.SpecDef
		want string
	}{
		{page.SpecDef{}, "there are no fields"},
		{page.SpecDef{Fields: []page.FieldDef{field("a", "p[")}}, `field "a": `},
		{page.SpecDef{Fields: []page.FieldDef{field("a", "p@")}}, "wanted one attribute's name after @"},
		{page.SpecDef{Fields: []page.FieldDef{field("a", "xpath://li]")}}, `unexpected "]" after the end`},
		{page.SpecDef{Items: "p::text", Fields: []page.FieldDef{field("a", "p")}}, "selects strings"},
		{page.SpecDef{Items: "p@id", Fields: []page.FieldDef{field("a", "p")}}, "selects strings"},
		{page.SpecDef{Items: "xpath://a/@href", Fields: []page.FieldDef{field("a", "p")}}, "selects strings"},
		{page.SpecDef{Fields: []page.FieldDef{field("a", "p", by(number, number))}}, `no converter can follow "number"`},
		{page.SpecDef{Fields: []page.FieldDef{field("a", "", nested("li", field("b", "p..")))}}, `field "a.b": `},
		{page.SpecDef{Fields: []page.FieldDef{{Name: "a", Select: "p", Required: true, Default: page.Value{Kind: page.String}}}}, "cannot have a default"},
	} {
		_, err := page.CompileSpec(&test.def)
		var bad *page.SpecError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: got %v, want %s", test.def, err, test.want)
		}
	}
	circle := &page.SpecDef{Fields: []page.FieldDef{{Name: "a"}}}
	circle.Fields[0].Nested = circle
	if _, err := page.CompileSpec(circle); err == nil || !strings.Contains(err.Error(), "nested more than") {
		t.Errorf("a definition that holds itself: %v", err)
	}
	if _, err := page.NewConverter("nubmer"); err == nil || !strings.Contains(err.Error(), "did you mean number?") {
		t.Errorf("got %v", err)
	}
}

func TestDrift(t *testing.T) {
	spec, err := page.CompileSpec(&page.SpecDef{Items: ".item", Fields: []page.FieldDef{field("i", "i"), field("url", "a@href"),
		field("r", "", nested(".review", field("who", "em")))}})
	if err != nil {
		t.Fatal(err)
	}
	var counts page.Drift
	doc := parse(t, shop)
	for range 2 {
		if _, err := doc.Extract(spec, &counts); err != nil {
			t.Fatal(err)
		}
	}
	want := "[{i 4 4} {r 2 4} {r.who 4 4} {url 2 4}]"
	if got := fmt.Sprint(counts.Rates()); got != want {
		t.Errorf("rates: got %s, want %s", got, want)
	}
	short := counts.Check(map[string]float64{"i": 1, "url": 0.95, "title": 0.1})
	if got := fmt.Sprint(short); got != "[{{title 0 0} 0.1} {{url 2 4} 0.95}]" {
		t.Errorf("check: %s", got)
	}
}

func TestNumbers(t *testing.T) {
	number, integer := converter(t, "number"), converter(t, "integer")
	spec := func(c page.Converter) *page.Spec {
		s, err := page.CompileSpec(&page.SpecDef{Fields: []page.FieldDef{field("n", "p", by(c))}})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	numbers, integers := spec(number), spec(integer)
	for text, want := range map[string][2]string{
		"42": {"42", "42"}, "42 comments": {"42", "42"}, "$1,234.50": {"1234.5", "nil"}, "1.234,50 €": {"1234.5", "nil"},
		"1 234,5": {"1234.5", "nil"}, "12,345": {"12345", "12345"}, "3,5": {"3.5", "nil"}, "1.234": {"1.234", "nil"},
		"1,234,567": {"1.234567e+06", "1.234567e+06"}, "1.234.567": {"1.234567e+06", "1.234567e+06"}, "-5": {"-5", "-5"},
		"−5 °C": {"-5", "-5"}, "-$5": {"-5", "-5"}, "3-7": {"3", "3"}, "page-7": {"7", "7"}, ".5": {"0.5", "nil"}, "none": {"nil", "nil"},
		"": {"nil", "nil"}, "1'000": {"1000", "1000"}, "1e3": {"1000", "1000"}, "1e999": {"nil", "nil"}, "5.": {"5", "5"},
		"10 20": {"10", "10"}, "v2.0": {"2", "2"},
	} {
		doc := parse(t, "<p>"+text)
		for i, s := range []*page.Spec{numbers, integers} {
			v, err := doc.Extract(s, nil)
			if got := strings.TrimSuffix(strings.TrimPrefix(show(s, v), "{n="), "}"); err != nil || got != want[i] {
				t.Errorf("%q as %s: got %s, want %s (%v)", text, []string{"number", "integer"}[i], got, want[i], err)
			}
		}
	}
}

func TestDates(t *testing.T) {
	for text, want := range map[string]string{
		"2024-02-29": "2024-02-29T00:00:00Z", "2024-02-29T10:11:12+02:00": "2024-02-29T10:11:12+02:00",
		"2024-02-29 10:11": "2024-02-29T10:11:00Z", "29 February 2024": "2024-02-29T00:00:00Z", "Feb 29, 2024": "2024-02-29T00:00:00Z",
		"Thursday, February 29th, 2024 at 3:04 pm": "2024-02-29T15:04:00Z", "Thu, 29 Feb 2024 10:11:12 GMT": "2024-02-29T10:11:12Z",
		"Sept. 5, 2023": "2023-09-05T00:00:00Z", "5th of march 2023": "2023-03-05T00:00:00Z", "2024年2月9日": "2024-02-09T00:00:00Z",
		"2023-02-29": "", "01/02/2024": "", "yesterday": "", "": "", "12": "",
	} {
		got, ok := page.ParseDate(text)
		if ok != (want != "") || ok && got.Format("2006-01-02T15:04:05Z07:00") != want {
			t.Errorf("%q: got %v %v, want %q", text, got, ok, want)
		}
	}
}
