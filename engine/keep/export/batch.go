package export

import "luafut/engine/keep"

// Record is what is written. Which of Text and Fields is needed depends on the
// format (Export.WantsText).
type Record struct {
	// Text is the record as a JSON object on one line.
	Text []byte
	// Fields are the record's fields; their order is that of new columns.
	Fields []keep.Field
	// Key is the values of the key's fields, in the order of Options.Key.
	Key []any
}

const (
	// hurrySize is how many bytes make the writer wait no longer.
	hurrySize = 256 << 10
	// maxPending is how many bytes are held back at most: writers wait then.
	maxPending = 8 << 20
	// keptBatch is up to which size an empty batch's memory is kept.
	keptBatch = 1 << 20
)

// batch is records that are not in the file yet. Formats of text fill data, the
// table rows.
type batch struct {
	data []byte
	ends []int // where each record ends in data
	rows [][]keep.Field
	n    int // records
	size int // bytes, about
}

// end marks what was added to data as a record.
func (b *batch) end() {
	b.ends = append(b.ends, len(b.data))
	b.size = len(b.data)
	b.n++
}

func (b *batch) addRow(fields []keep.Field) {
	b.rows = append(b.rows, fields)
	b.n++
	b.size += 32
	for _, f := range fields {
		b.size += 16
		switch v := f.Value.(type) {
		case string:
			b.size += len(v)
		case keep.JSON:
			b.size += len(v)
		}
	}
}

func (b *batch) reset() {
	if cap(b.data) > keptBatch {
		b.data = nil
	}
	clear(b.rows)
	*b = batch{data: b.data[:0], ends: b.ends[:0], rows: b.rows[:0]}
}
