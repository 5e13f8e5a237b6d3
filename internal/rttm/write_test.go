package rttm_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/timeline"
)

func TestARecordIsWrittenToTheMillisecond(t *testing.T) {
	var b strings.Builder
	err := rttm.Write(&b, "2026-11-22 Maya", []rttm.Segment{
		segment("coach", 0, 1600),
		segment("Maya Lee", 3*timeline.Second+8, 3*timeline.Second+5*timeline.Millisecond+9),
		segment("", 8*3600*timeline.Second, 8*3600*timeline.Second+24),
		segment("coach", 100, 102),
		segment("coach", -160, 160),
	})
	want := `SPEAKER 2026-11-22_Maya 1 0.000 0.100 <NA> <NA> coach <NA> <NA>
SPEAKER 2026-11-22_Maya 1 3.001 0.005 <NA> <NA> Maya_Lee <NA> <NA>
SPEAKER 2026-11-22_Maya 1 28800.000 0.002 <NA> <NA> <NA> <NA> <NA>
SPEAKER 2026-11-22_Maya 1 0.000 0.010 <NA> <NA> coach <NA> <NA>
`
	if err != nil || b.String() != want {
		t.Errorf("wrote %v\n%swant\n%s", err, b.String(), want)
	}
}

func TestTwoSpeakersNeverBecomeOne(t *testing.T) {
	err := rttm.Write(&strings.Builder{}, "s", []rttm.Segment{segment("a b", 0, 100), segment("a_b", 0, 100)})
	if err == nil || !strings.Contains(err.Error(), `"a b" and "a_b"`) {
		t.Errorf("error %v, want one that names both", err)
	}
}

type fullDisk struct{ err error }

func (f fullDisk) Write([]byte) (int, error) { return 0, f.err }

func TestAWriterThatFailsFailsTheWrite(t *testing.T) {
	full := fullDisk{errors.New("disk full")}
	if err := rttm.Write(full, "s", []rttm.Segment{segment("a", 0, 100)}); !errors.Is(err, full.err) {
		t.Errorf("error %v, want %v", err, full.err)
	}
}

// FuzzRTTM holds what can be read to its bounds, and to what comes back after it was written.
func FuzzRTTM(f *testing.F) {
	f.Add([]byte(line("0.5", "1.25", "coach") + line("1", "0.0004", "client") + ";; end\n"))
	f.Add([]byte(line("86399.9999", "0.0001", "ch0") + line("0", "86400", "ch00")))
	f.Add([]byte("\ufeffSPEAKER s 1 1e-3 .5 <NA> <NA> \u00a0é\u200b \n\nNON-SPEECH x"))
	f.Add([]byte(line("nan", "1", "a") + line("0x1p3", "1", "a") + line("1_0", "1", "a")))
	f.Fuzz(func(t *testing.T, data []byte) {
		segments, err := rttm.Parse(bytes.NewReader(data))
		if err != nil {
			return
		}
		ends, start := map[string]timeline.Position{}, timeline.Position(0)
		for _, s := range segments {
			end, ok := ends[s.Speaker]
			if s.Start < start || s.Len() <= 0 || s.End > timeline.FromSeconds(rttm.MaxSeconds) || ok && s.Start <= end {
				t.Fatalf("%v is empty, late, out of order or overlaps the segment before", s)
			}
			ends[s.Speaker], start = s.End, s.Start
		}
		checkRoundTrip(t, segments)
	})
}

func checkRoundTrip(t *testing.T, segments []rttm.Segment) {
	t.Helper()
	var first, second bytes.Buffer
	if err := rttm.Write(&first, "s", segments); err != nil {
		return // names that would collide
	}
	again, err := rttm.Parse(bytes.NewReader(first.Bytes()))
	if err != nil {
		t.Fatalf("read back: %v\n%s", err, first.Bytes())
	}
	if err = rttm.Write(&second, "s", again); err != nil {
		t.Fatal(err)
	}
	third, err := rttm.Parse(&second)
	if err != nil || !slices.Equal(again, third) {
		t.Fatalf("once in milliseconds, segments change again: %v, then %v (%v)", again, third, err)
	}
}
