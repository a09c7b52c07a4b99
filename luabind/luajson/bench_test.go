package luajson_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luajson"
)

// listing is a document of some 60 KB as a site's API answers it.
func listing() string {
	var b strings.Builder
	b.WriteString(`{"code": 9999, "success": true, "data": [`)
	for i := range 150 {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, `{"id": %d, "title": "A title with some words and an \"escape\" %d", "url": "https://news.example/link/%d?from=hot",`+
			` "ups": %d, "score": %d.%d, "tags": ["news", "world", "科技"], "author": {"id": %d, "nick": "用户%d", "vip": false},`+
			` "created": 1730000%03d000, "thumbnail": null, "intro": "Some longer text that an item of a listing has, without anything to escape in it."}`,
			38000000+i, i, 38000000+i, i%90, i%7, i%10, 1000+i, i, i)
	}
	b.WriteString(`]}`)
	return b.String()
}

func BenchmarkDecode(b *testing.B) {
	text := listing()
	marks := luajson.MarksOf(bindtest.NewState(b, luajson.Module))
	b.Run("luajson", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := luajson.Decode(text, marks, luajson.DecodeOptions{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		data := []byte(text)
		for b.Loop() {
			var v map[string]any
			if err := json.Unmarshal(data, &v); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	text := listing()
	marks := luajson.MarksOf(bindtest.NewState(b, luajson.Module))
	v, err := luajson.Decode(text, marks, luajson.DecodeOptions{})
	if err != nil {
		b.Fatal(err)
	}
	var same map[string]any
	if err := json.Unmarshal([]byte(text), &same); err != nil {
		b.Fatal(err)
	}
	for name, opts := range map[string]luajson.EncodeOptions{
		"luajson": {}, "luajson-sorted": {SortKeys: true}, "luajson-indented": {Indent: "  "},
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := luajson.Encode(v, opts); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("encoding-json", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := json.Marshal(same); err != nil {
				b.Fatal(err)
			}
		}
	})
}
