package capture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
)

// countingFile is a file of mono PCM of 32 bits, in which each sample is its own number where it matters: at the
// beginning and around the end of the first section.
type countingFile struct{}

func (countingFile) ReadAt(b []byte, at int64) (int, error) {
	if at > 1<<20 && at < maxSection-1<<20 {
		return len(b), nil
	}
	for i := 0; i+4 <= len(b); i += 4 {
		binary.LittleEndian.PutUint32(b[i:], uint32(at/4)+uint32(i/4))
	}
	return len(b), nil
}

func framesOfFile(n int64) *wavFrames {
	format := wavFormat{encoding: audio.PCM32, channels: 1, rate: 16000}
	return newWAVFrames("a.wav", countingFile{}, wavLayout{format: format, frames: n})
}

func TestSectionsOfALongFileJoinWithoutASeam(t *testing.T) {
	const perSection = maxSection / 4
	f := framesOfFile(perSection + 1000)
	for next := int64(0); ; {
		b, err := f.read(100_000)
		if errors.Is(err, io.EOF) {
			if next != perSection+1000 {
				t.Errorf("ended after %d frames, want %d", next, perSection+1000)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(b) && next > perSection-100_000; i += 4 {
			if got := int64(binary.LittleEndian.Uint32(b[i:])); got != next+int64(i/4) {
				t.Fatalf("frame %d reads as %d", next+int64(i/4), got)
			}
		}
		next += int64(len(b) / 4)
	}
}

func TestReadingGoesOnWhereItWasSetTo(t *testing.T) {
	f := framesOfFile(5000)
	for _, at := range []int64{4000, 10, 4999, 0} {
		f.seek(at)
		b, err := f.read(7)
		if err != nil || int64(binary.LittleEndian.Uint32(b)) != at || len(b) != 4*int(min(7, 5000-at)) {
			t.Errorf("from frame %d: % x, %v", at, b, err)
		}
	}
}

func TestASectionIsItsHeaderThenTheFile(t *testing.T) {
	s := wavSection{r: bytes.NewReader([]byte("0123456789")), offset: 3}
	copy(s.head[:], bytes.Repeat([]byte("h"), headerSize))
	whole := append(bytes.Repeat([]byte("h"), headerSize), "3456789"...)
	for from := range whole {
		for to := from; to <= len(whole); to++ {
			b := make([]byte, to-from)
			if n, err := s.ReadAt(b, int64(from)); n != len(b) || err != nil || !bytes.Equal(b, whole[from:to]) {
				t.Fatalf("bytes %d to %d: %q, %v, want %q", from, to, b[:n], err, whole[from:to])
			}
		}
	}
}
