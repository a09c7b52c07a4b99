package luabase64_test

import (
	"testing"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luabase64"
)

func TestRows(t *testing.T) { bindtest.CheckRows(t, luabase64.Module) }

func TestModule(t *testing.T) {
	for code, want := range map[string]string{
		`return base64.encode("")`:                                                                  "",
		`return base64.encode("a")`:                                                                 "YQ==",
		`return base64.encode("a", {padding = false})`:                                              "YQ",
		`return base64.encode("\255\239", {url = true})`:                                            "_-8",
		`return base64.encode("a", {url = true, padding = true})`:                                   "YQ==",
		`return base64.decode("Y\nQ = ="), base64.decode("YQ"), base64.decode("_-8") == "\255\239"`: "a a true",
		`base64.decode("a!bc")`:                                                                     "Base64Error: the text is no base64: it goes wrong 1 characters in, white space apart",
		`base64.decode("a")`:                                                                        "Base64Error: the text is no base64: it goes wrong 0 characters in, white space apart",
	} {
		if got := bindtest.Eval(t, bindtest.NewState(t, luabase64.Module), code); got != want {
			t.Errorf("%s\n got %s\nwant %s", code, got, want)
		}
	}
}
