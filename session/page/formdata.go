package page

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"strings"

	"luafut/session/weburl"
)

// breakLines makes every line break CR LF, as forms are sent.
func breakLines(s string) string {
	if !strings.ContainsAny(s, "\r\n") {
		return s
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.ReplaceAll(s, "\n", "\r\n")
}

func encodePlain(pairs []weburl.Pair) []byte {
	var b bytes.Buffer
	for _, p := range pairs {
		b.WriteString(p.Name + "=" + p.Value + "\r\n")
	}
	return b.Bytes()
}

// files tells which names are file controls.
func (f *Form) files() map[string]bool {
	files := map[string]bool{}
	for i := range f.Fields {
		if f.Fields[i].Type == "file" {
			files[f.Fields[i].Name] = true
		}
	}
	return files
}

// encodeMultipart writes a multipart/form-data body. A file control is sent as
// the file that it names without content: nobody chose one.
func encodeMultipart(pairs []weburl.Pair, files map[string]bool) (body []byte, contentType string, err error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	quote := strings.NewReplacer(`"`, "%22", "\r", "%0D", "\n", "%0A")
	for _, p := range pairs {
		header := textproto.MIMEHeader{}
		disposition := fmt.Sprintf(`form-data; name="%s"`, quote.Replace(p.Name))
		value := p.Value
		if files[p.Name] {
			disposition += fmt.Sprintf(`; filename="%s"`, quote.Replace(p.Value))
			header.Set("Content-Type", "application/octet-stream")
			value = ""
		}
		header.Set("Content-Disposition", disposition)
		part, err := w.CreatePart(header)
		if err != nil {
			return nil, "", err
		}
		if _, err := part.Write([]byte(value)); err != nil {
			return nil, "", err
		}
	}
	if err := w.Close(); err != nil {
		return nil, "", err
	}
	return b.Bytes(), w.FormDataContentType(), nil
}
