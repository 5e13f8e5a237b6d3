package record_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// FuzzBlock holds that what can be read of a block is written and read again as the same.
func FuzzBlock(f *testing.F) {
	b := record.Block{
		Seq: 3, First: 75,
		Observations: [][]vad.Observation{
			{{Probability: 9, Levels: [4]vad.Level{90, 91, 92, 130}}, {Probability: 250, Flags: vad.Clipped}},
			{record.Unrecorded, record.Unrecorded},
		},
		Changes: []vad.Change{{Channel: 1, At: 12000, Activity: vad.Speech, Flags: vad.Noisy}},
		Events:  []record.Event{{At: 12000, Mark: &record.Mark{ID: "m1", Text: "here"}}},
	}
	data, err := record.AppendBlock(nil, &b)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte{1, 0, 0, 1, 255, 255, 3, 0, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := record.DecodeBlock(data)
		if err != nil {
			return
		}
		again, err := record.AppendBlock(nil, first)
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		second, err := record.DecodeBlock(again)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if diff := cmp.Diff(first, second, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("written and read again (-first +second):\n%s", diff)
		}
	})
}

// FuzzFile holds that a file of anything, with a check sum that is right, is read or refused.
func FuzzFile(f *testing.F) {
	r := &record.Record{
		Head: record.Head{ID: "s"}, State: record.Closed, End: timeline.HopLen,
		Observations: [][]vad.Observation{{{Probability: 9, Levels: [4]vad.Level{90, 91, 92, 130}}}},
		Entries:      []record.Entry{{Seq: 1, Kind: "note", Body: []byte(`{}`)}},
	}
	var b bytes.Buffer
	if err := (&record.File{Record: r, List: []byte(`{}`)}).Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes()[:b.Len()-6])
	f.Fuzz(func(t *testing.T, data []byte) {
		whole := binary.LittleEndian.AppendUint32(append(bytes.Clone(data), 6, 4), crc32.ChecksumIEEE(data))
		got, err := record.ReadFile(bytes.NewReader(whole))
		if err == nil && got.Record == nil {
			t.Error("neither a record nor an error")
		}
	})
}

// FuzzPiece holds that what can be read of a piece of sound is written and read again as the same.
func FuzzPiece(f *testing.F) {
	f.Add(record.AppendPiece(nil, &record.Piece{At: 32000, Length: 31744, Sealed: []byte("age")}))
	f.Add([]byte{1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := record.DecodePiece(data)
		if err != nil {
			return
		}
		again, err := record.DecodePiece(record.AppendPiece(nil, &first))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first, again, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("(-first +again):\n%s", diff)
		}
	})
}
