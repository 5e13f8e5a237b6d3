package bundled_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/csv"
	"encoding/hex"
	"maps"
	"math"
	"strconv"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/timeline"
)

// sums are of the files as the plan makes them. They change with the plan, and only then.
var sums = map[string]string{
	"session.wav":    "2e18e4f86787cb8ac5a465b1fd332260655c9f0c4917d1e99ac6386febbece75",
	"reference.rttm": "006be0cfa8d37e01856169775423444948e17eeb35bf72ffeacbdb348e29facb",
	"facts.csv":      "ec5a1626769ecc505bb37addd8be07af1992e971a5f69ea835cadb7617d3a87f",
}

func TestTheFilesAreThoseThatWereMadeTogether(t *testing.T) {
	for name, body := range map[string][]byte{
		"session.wav": bundled.WAV(), "reference.rttm": bundled.Reference(), "facts.csv": bundled.Facts(),
	} {
		sum := sha256.Sum256(body)
		if got := hex.EncodeToString(sum[:]); got != sums[name] {
			t.Errorf("sha256 of %s = %s, want %s", name, got, sums[name])
		}
	}
}

func TestTheSoundIsThreeMinutesInTwoChannelsAndAtMostSixMegabytes(t *testing.T) {
	wav := bundled.WAV()
	if len(wav) > 6_000_000 {
		t.Errorf("the WAV has %d bytes, want at most 6,000,000", len(wav))
	}
	for _, tc := range []struct {
		what      string
		got, want uint32
	}{
		{"format", uint32(binary.LittleEndian.Uint16(wav[20:])), 7},
		{"channels", uint32(binary.LittleEndian.Uint16(wav[22:])), 2},
		{"rate", binary.LittleEndian.Uint32(wav[24:]), timeline.Rate},
		{"bytes of sound", binary.LittleEndian.Uint32(wav[54:]), uint32(len(wav) - 58)},
		{"samples in the fact chunk", binary.LittleEndian.Uint32(wav[46:]), uint32(len(wav)-58) / 2},
	} {
		if tc.got != tc.want {
			t.Errorf("%s = %d, want %d", tc.what, tc.got, tc.want)
		}
	}
	if got := length(); got < 180*timeline.Second || got > 185*timeline.Second {
		t.Errorf("the session lasts %v, want 3:00 to 3:05", got.Duration())
	}
}

func TestWhatTheReferenceCallsSpeechIsLouderThanTheRest(t *testing.T) {
	segments := reference(t)
	for ch, name := range bundled.Speakers() {
		pcm := channel(ch)
		silence := append([]float32(nil), pcm...)
		for _, s := range segments {
			if s.Speaker != name {
				continue
			}
			if speech := level(pcm[s.Start:s.End]); speech < -33 {
				t.Errorf("%s at %.2f s: speech of %.1f dBFS, want -33 or more", name, s.Start.Seconds(), speech)
			}
			// 20 ms on either side belong to nobody: the shoulders of the speech.
			clear(silence[max(0, s.Start-320):min(timeline.Position(len(pcm)), s.End+320)])
		}
		for at := 0; at+8000 <= len(silence); at += 8000 {
			if half := silence[at : at+8000]; level(half) > -58 {
				t.Errorf("%s at %.2f s: %.1f dBFS where nobody speaks, want -58 or less", name, float64(at)/16000, level(half))
			}
		}
	}
}

func TestNoChannelIsEverDigitallySilent(t *testing.T) {
	const window = 1600 // 100 ms
	for ch, name := range bundled.Speakers() {
		pcm := channel(ch)
		for at := 0; at+window <= len(pcm); at += window {
			if l := level(pcm[at : at+window]); l < -70 {
				t.Fatalf("%s at %.1f s has %.1f dBFS, want -70 or more everywhere", name, float64(at)/16000, l)
			}
		}
	}
}

func TestTheReferenceLiesWithinTheSound(t *testing.T) {
	end := timeline.Position(0)
	talk := map[string]timeline.Position{}
	for _, s := range reference(t) {
		end = max(end, s.End)
		talk[s.Speaker] += s.Len()
	}
	if end > length() || length()-end > 2*timeline.Second {
		t.Errorf("the last speech ends at %v in a session of %v, want less than 2 s before its end", end.Duration(), length().Duration())
	}
	if share := float64(talk["coach"]) / float64(talk["coach"]+talk["client"]); len(talk) != 2 || share < .28 || share > .36 {
		t.Errorf("the coach has %.2f of the talk of %d speakers, want a third of that of two", share, len(talk))
	}
}

func TestTheSessionHoldsOneOfEverythingThatACoachMeets(t *testing.T) {
	want := map[string]int{
		"turn coach": 13, "turn client": 13,
		"backchannel coach": 9, "backchannel client": 1,
		"interruption_successful coach": 3, "interruption_successful client": 1,
		"interruption_unsuccessful coach": 1, "butt_in client": 1,
		"terminal_overlap coach": 1, "terminal_overlap client": 1,
		"simultaneous_start coach": 1,
		"lapse coach":              4, "lapse client": 2,
	}
	got := map[string]int{}
	longest := 0.0
	for _, row := range facts(t) {
		got[row["kind"]+" "+row["speaker"]]++
		if row["kind"] == "turn" && row["speaker"] == "client" {
			longest = max(longest, number(t, row["end_s"])-number(t, row["start_s"]))
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("facts = %v\nwant %v", got, want)
	}
	if longest < 30 {
		t.Errorf("the client's longest turn lasts %.1f s, want 30 s or more", longest)
	}
}

func TestEveryLapseIsASilenceOfBothInTheReference(t *testing.T) {
	for _, row := range facts(t) {
		if row["kind"] != "lapse" {
			continue
		}
		start, end := number(t, row["start_s"]), number(t, row["end_s"])
		if end-start < 3.15 {
			t.Errorf("the lapse at %.2f s lasts %.2f s, want 3.15 s or more", start, end-start)
		}
		for _, s := range reference(t) {
			if s.Start.Seconds() < end-.001 && s.End.Seconds() > start+.001 {
				t.Errorf("%s speaks at %.2f s in the lapse from %.2f to %.2f s", s.Speaker, s.Start.Seconds(), start, end)
			}
		}
	}
}

// level is the mean power of pcm in dBFS.
func level(pcm []float32) float64 {
	var sum float64
	for _, x := range pcm {
		sum += float64(x) * float64(x)
	}
	return 10 * math.Log10(sum/float64(len(pcm))+1e-20)
}

func length() timeline.Position { return timeline.Position(len(bundled.WAV())-58) / 2 }

func channel(ch int) []float32 {
	pcm := make([]float32, length())
	audio.MuLaw.Decode(pcm, bundled.WAV()[58+ch:], 2)
	return pcm
}

func reference(t *testing.T) []rttm.Segment {
	t.Helper()
	segments, err := rttm.Parse(bytes.NewReader(bundled.Reference()))
	if err != nil {
		t.Fatal(err)
	}
	return segments
}

func facts(t *testing.T) []map[string]string {
	t.Helper()
	return rows(t, bundled.Facts())
}

// rows are the lines of a CSV by column.
func rows(t *testing.T, body []byte) []map[string]string {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := make([]map[string]string, 0, len(records)-1)
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
