package practice

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// charsetTexts is a sentence for each charset that /encoding knows, in a
// language that is written in it.
var charsetTexts = map[string]string{
	"utf-8":        "Grüße, 你好, привет, שלום",
	"utf-16le":     "Grüße, 你好, привет, שלום",
	"utf-16be":     "Grüße, 你好, привет, שלום",
	"gbk":          "图书馆的夜晚很安静，老街上的面馆还开着。",
	"gb18030":      "图书馆的夜晚很安静，老街上的面馆还开着。",
	"big5":         "圖書館的夜晚很安靜，老街上的麵館還開著。",
	"shift_jis":    "図書館の夜は静かで、古い通りの店はまだ開いている。",
	"euc-jp":       "図書館の夜は静かで、古い通りの店はまだ開いている。",
	"euc-kr":       "도서관의 밤은 조용하고, 오래된 거리의 가게는 아직 열려 있다.",
	"windows-1251": "Ночью в библиотеке тихо, а лавка на старой улице ещё открыта.",
	"koi8-r":       "Ночью в библиотеке тихо, а лавка на старой улице ещё открыта.",
	"windows-1252": "La bibliothèque est calme la nuit – l’échoppe coûte 5 €.",
	"windows-1253": "Η βιβλιοθήκη είναι ήσυχη τη νύχτα.",
	"windows-1254": "Kütüphane gece sessizdir, eski sokaktaki dükkân hâlâ açık.",
	"windows-1255": "הספרייה שקטה בלילה.",
	"windows-1256": "المكتبة هادئة في الليل.",
}

// encoding answers with a page in the path's charset. The query's by says what
// declares it: header (the default), meta, bom or none.
func (h *handler) encoding(w http.ResponseWriter, r *http.Request) {
	name := strings.ToLower(r.PathValue("charset"))
	text, known := charsetTexts[name]
	if !known {
		names := slices.Sorted(maps.Keys(charsetTexts))
		http.Error(w, "the charsets are: "+strings.Join(names, ", "), http.StatusNotFound)
		return
	}
	by := r.URL.Query().Get("by")
	contentType, meta := "text/html", ""
	switch by {
	case "", "header":
		contentType += "; charset=" + name
	case "meta":
		meta = `<meta charset="` + name + `">`
	case "bom", "none":
	default:
		http.Error(w, fmt.Sprintf("the query's by: wanted header, meta, bom or none, got %q", by), http.StatusBadRequest)
		return
	}
	page := fmt.Sprintf("<!DOCTYPE html>\n<html><head>%s<title>%s</title></head>\n<body><p id=\"text\">%s</p></body></html>\n", meta, name, text)
	body, err := encodePage(name, page, by == "bom")
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", contentType)
	write(w, body)
}

// encodePage returns page in a charset of charsetTexts, with its byte order
// mark where one is wanted; the error says that the charset has none.
func encodePage(name, page string, bom bool) ([]byte, error) {
	if bom {
		if !strings.HasPrefix(name, "utf-") {
			return nil, fmt.Errorf("%s has no byte order mark: wanted utf-8, utf-16le or utf-16be with by=bom", name)
		}
		page = "\ufeff" + page
	}
	var to encoding.Encoding
	switch name {
	case "utf-16le": // the index follows browsers, which never write UTF-16
		to = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case "utf-16be":
		to = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	default:
		var err error
		if to, err = htmlindex.Get(name); err != nil {
			return nil, err
		}
	}
	return to.NewEncoder().Bytes([]byte(page))
}
