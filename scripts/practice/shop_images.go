package practice

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"net/http"
	"path"
	"slices"
	"strings"
)

const imageWidth, imageHeight = 160, 120

// shopImage draws the picture that the path names: a PNG or a JPEG of its own
// for each name.
func (h *handler) shopImage(w http.ResponseWriter, r *http.Request) {
	file := r.PathValue("file")
	ext := path.Ext(file)
	sku, _, _ := strings.Cut(file, ext)
	if dash := strings.LastIndexByte(sku, '-'); dash > 0 {
		sku = strings.ToUpper(sku[:dash])
	}
	p, known := h.shop.bySKU()[sku]
	if !known || !slices.Contains(p.Images, file) {
		notFound(w, r)
		return
	}
	picture := draw(h.options.Seed, file)
	var b bytes.Buffer
	contentType := "image/png"
	var err error
	if ext == ".jpg" {
		contentType = "image/jpeg"
		err = jpeg.Encode(&b, picture, nil)
	} else {
		quick := png.Encoder{CompressionLevel: png.BestSpeed}
		err = quick.Encode(&b, picture)
	}
	if err != nil {
		panic(err) // a Buffer takes all, and the picture's size is a good one
	}
	w.Header().Set("Cache-Control", "public, max-age=86400")
	writeConditional(w, r, contentType, b.Bytes(), firstDay)
}

// draw paints a ground and some discs.
func draw(seed uint64, name string) image.Image {
	r := random(seed, name, 0)
	shade := func() color.RGBA {
		return color.RGBA{uint8(r.IntN(256)), uint8(r.IntN(256)), uint8(r.IntN(256)), 255}
	}
	picture := image.NewRGBA(image.Rect(0, 0, imageWidth, imageHeight))
	ground := shade()
	fill := func(pixels []uint8, c color.RGBA) {
		for i := 0; i < len(pixels); i += 4 {
			pixels[i], pixels[i+1], pixels[i+2], pixels[i+3] = c.R, c.G, c.B, c.A
		}
	}
	fill(picture.Pix, ground)
	for range 3 {
		c, x, y, radius := shade(), r.IntN(imageWidth), r.IntN(imageHeight), 8+r.IntN(40)
		for row := max(0, y-radius); row < min(imageHeight, y+radius); row++ {
			half := int(math.Sqrt(float64(radius*radius - (row-y)*(row-y))))
			low, high := max(0, x-half), min(imageWidth, x+half)
			fill(picture.Pix[picture.PixOffset(low, row):picture.PixOffset(high, row)], c)
		}
	}
	return picture
}
