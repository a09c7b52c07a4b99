package wire_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"luafut/engine/process/wire"
)

func TestFrames(t *testing.T) {
	frames := []wire.Frame{
		{wire.Task, 7, []byte("body")},
		{wire.Ready, 0, []byte{}},
		{wire.Value, 1 << 63, bytes.Repeat([]byte("0123456789"), 350_000)},
	}
	var b []byte
	for _, f := range frames {
		b = wire.Append(b, f.Kind, f.ID, f.Body)
	}
	for name, in := range map[string]io.Reader{
		"at once": bytes.NewReader(b), "in halves": iotest.HalfReader(bytes.NewReader(b)), "by the byte": iotest.OneByteReader(bytes.NewReader(b)),
	} {
		r := wire.NewReader(in)
		for _, want := range frames {
			if got, err := r.Next(); err != nil || got.Kind != want.Kind || got.ID != want.ID || !bytes.Equal(got.Body, want.Body) {
				t.Fatalf("%s: kind %d, number %d, %d bytes, %v", name, got.Kind, got.ID, len(got.Body), err)
			}
		}
		if _, err := r.Next(); err != io.EOF {
			t.Errorf("%s: at the end: %v", name, err)
		}
	}
}

func TestCutFrames(t *testing.T) {
	whole := wire.Append(nil, wire.Value, 3, []byte("answer"))
	for n := 1; n < len(whole); n++ {
		if _, err := wire.NewReader(bytes.NewReader(whole[:n])).Next(); err != io.ErrUnexpectedEOF {
			t.Errorf("%d of %d bytes: %v", n, len(whole), err)
		}
	}
}

func TestBadFrames(t *testing.T) {
	long := wire.Append(nil, wire.Value, 3, nil)
	binary.LittleEndian.PutUint32(long[9:], wire.MaxBody+1)
	unknown := wire.Append(nil, 200, 3, nil)
	for _, b := range [][]byte{long, unknown, wire.Append(nil, 0, 3, nil)} {
		if _, err := wire.NewReader(bytes.NewReader(b)).Next(); err == nil || errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%v", err)
		}
	}
}

func TestMoreSaysWhetherNextWaits(t *testing.T) {
	in, out := io.Pipe()
	r := wire.NewReader(in)
	both := wire.Append(wire.Append(nil, wire.Ready, 0, nil), wire.Value, 1, []byte("x"))
	go func() { out.Write(both); out.Close() }()
	if r.More() {
		t.Error("before anything came")
	}
	for _, want := range []bool{true, false} {
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
		if r.More() != want {
			t.Errorf("More %v", !want)
		}
	}
}

func TestGreeting(t *testing.T) {
	want := wire.Greeting{Pool: "p", Worker: "p_0", MemoryLimit: 1 << 20, Settings: []byte("s")}
	f, err := wire.NewReader(bytes.NewReader(wire.AppendGreeting(nil, want))).Next()
	if err != nil {
		t.Fatal(err)
	}
	got, err := f.Greeting()
	if err != nil || got.Pool != "p" || got.Worker != "p_0" || got.MemoryLimit != 1<<20 || string(got.Settings) != "s" {
		t.Errorf("%+v, %v", got, err)
	}
	for _, f := range []wire.Frame{{wire.Task, 0, nil}, {wire.Hello, 0, []byte("?")}, {wire.Hello, 0, []byte{0xa1, 1, 9}}} {
		if _, err := f.Greeting(); err == nil {
			t.Errorf("%v was taken", f)
		}
	}
}

func TestSpan(t *testing.T) {
	f, err := wire.NewReader(bytes.NewReader(wire.AppendSpan(nil, wire.Stop, 7, 1<<40))).Next()
	if err != nil || f.Kind != wire.Stop {
		t.Fatal(f.Kind, err)
	}
	if first, last, err := f.Span(); first != 7 || last != 1<<40 || err != nil {
		t.Errorf("%d to %d, %v", first, last, err)
	}
	for _, f := range []wire.Frame{
		{wire.Stop, 7, nil}, {wire.Stop, 7, make([]byte, 7)}, {wire.Recall, 7, make([]byte, 9)},
		{wire.Stop, 0, []byte{7, 0, 0, 0, 0, 0, 0, 0}}, {wire.Stop, 7, []byte{6, 0, 0, 0, 0, 0, 0, 0}},
	} {
		if first, last, err := f.Span(); err == nil {
			t.Errorf("%v was read as %d to %d", f, first, last)
		}
	}
}

func FuzzReader(f *testing.F) {
	f.Add(wire.Append(wire.AppendGreeting(nil, wire.Greeting{Pool: "p"}), wire.Task, 1, []byte("x")))
	f.Add([]byte{9, 1, 2, 3})
	f.Add(wire.AppendSpan(nil, wire.Stop, 1, 2))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := wire.NewReader(bytes.NewReader(b))
		var again []byte
		for {
			fr, err := r.Next()
			if err != nil {
				break
			}
			fr.Greeting()
			fr.Span()
			again = wire.Append(again, fr.Kind, fr.ID, fr.Body)
		}
		if !bytes.HasPrefix(b, again) {
			t.Errorf("%x was read as %x", b, again)
		}
	})
}
