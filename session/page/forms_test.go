package page_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"luafut/session/page"
	"luafut/session/weburl"
)

const formPage = `<form id=f name=n action="/send?old=1#frag" method=post>
<input name=user value=u><input name=off value=x disabled><input value=nameless><input type=hidden name=token value=t>
<input type=checkbox name=c value=1 checked><input type=checkbox name=c value=2><input type=checkbox name=d>
<input type=radio name=r value=a><input type=radio name=r value=b checked>
<select name=s><option value=1 disabled>one<option value=2>two<option>three</select>
<select name=m multiple><option selected>x<option>y<option selected>z</select>
<textarea name=text>
line 1
line 2</textarea><fieldset disabled><legend><input name=leg value=l></legend><input name=fs value=x></fieldset>
<button name=b1 value=v1>go</button><input type=submit name=b2 value=v2 formaction=/other formmethod=get><input type=reset name=z value=z>
</form><input name=far value=away form=f><form></form>`

func TestSubmit(t *testing.T) {
	forms := parse(t, formPage).Forms()
	if len(forms) != 2 {
		t.Fatalf("%d forms", len(forms))
	}
	f := forms[0]
	if f.Name != "n" || f.ID != "f" || f.Method != "POST" || f.Action != "https://example.org/send?old=1#frag" {
		t.Errorf("form: %+v", f)
	}
	if forms[1].Action != "https://example.org/dir/page.html?q=1" || forms[1].Method != "GET" {
		t.Errorf("a form without action: %+v", forms[1])
	}
	one := func(v ...string) page.FormValue { return page.FormValue{Values: v} }
	for _, test := range []struct {
		name string
		opts *page.SubmitOptions
		want string
	}{
		{"as it stands", nil, "POST https://example.org/send?old=1 user=u&token=t&c=1&r=b&s=2&m=x&m=z&text=line+1%0D%0Aline+2&leg=l&b1=v1&far=away"},
		{"filled in", &page.SubmitOptions{NoButton: true, Values: map[string]page.FormValue{
			"user": one("é &*~"), "c": one("2"), "d": one("on"), "r": one("a"), "s": one("three"), "m": one("y"), "text": one(""), "leg": {Omit: true}}},
			"POST https://example.org/send?old=1 user=%C3%A9+%26*%7E&token=t&c=2&d=on&r=a&s=three&m=y&text=&far=away"},
		{"another button", &page.SubmitOptions{Button: "b2", Values: map[string]page.FormValue{"m": {}, "text": {Omit: true}}, Extra: []weburl.Pair{{Name: "e", Value: "1"}}},
			"GET https://example.org/other?user=u&token=t&c=1&r=b&s=2&leg=l&b2=v2&far=away&e=1 "},
	} {
		sub, err := f.Submit(test.opts)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if got := fmt.Sprintf("%s %s %s", sub.Method, sub.URL, sub.Body); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.name, got, test.want)
		}
	}
	for _, test := range []struct {
		opts page.SubmitOptions
		want string
	}{
		{page.SubmitOptions{Values: map[string]page.FormValue{"usr": one("x")}}, `no field "usr"; did you mean user?`},
		{page.SubmitOptions{Values: map[string]page.FormValue{"r": one("q")}}, `does not offer "q"`},
		{page.SubmitOptions{Values: map[string]page.FormValue{"s": one("4")}}, `does not offer "4"`},
		{page.SubmitOptions{Button: "b3"}, `no submit button "b3"`},
	} {
		_, err := f.Submit(&test.opts)
		var bad *page.FormError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: got %v, want %s", test.opts, err, test.want)
		}
	}
}

func TestSubmitEncodings(t *testing.T) {
	doc := parse(t, `<form method=post enctype=multipart/form-data action=x><input name='a"b' value=v><input type=file name=f></form>
		<form method=post enctype=text/plain action=x><input name=a value="b c"></form><form action="x"><input type=image name=i></form>`)
	forms := doc.Forms()
	sub, err := forms[0].Submit(nil)
	if err != nil {
		t.Fatal(err)
	}
	body := string(sub.Body)
	for _, want := range []string{`name="a%22b"` + "\r\n\r\nv\r\n", `name="f"; filename=""` + "\r\nContent-Type: application/octet-stream\r\n\r\n\r\n"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is missing in %q", want, body)
		}
	}
	if !strings.HasPrefix(sub.ContentType, "multipart/form-data; boundary=") {
		t.Errorf("content type: %s", sub.ContentType)
	}
	if sub, err = forms[1].Submit(nil); err != nil || string(sub.Body) != "a=b c\r\n" {
		t.Errorf("plain: %q %v", sub.Body, err)
	}
	if sub, err = forms[2].Submit(nil); err != nil || sub.URL != "https://example.org/dir/x?i.x=0&i.y=0" {
		t.Errorf("image: %q %v", sub.URL, err)
	}
}
