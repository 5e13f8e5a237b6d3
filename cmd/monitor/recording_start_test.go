// Minutes of sound, which the race detector makes ten times longer.

//go:build !race

package main

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/bleed/bleedtest"
	"github.com/evenkeel/monitor/internal/timeline"
)

// monoWAV is x as a WAV file of 16 kHz and 16 bits.
func monoWAV(x []float32) []byte {
	b := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(36+2*len(x)))
	b = append(b, "WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x80\x3e\x00\x00\x00\x7d\x00\x00\x02\x00\x10\x00data"...)
	b = binary.LittleEndian.AppendUint32(b, uint32(2*len(x)))
	for _, v := range x {
		b = binary.LittleEndian.AppendUint16(b, uint16(int16(math.Round(float64(v)*math.MaxInt16))))
	}
	return b
}

// TestRecordingsThatWereStartedByHandAreBroughtTogether starts one recorder two seconds after the other.
func TestRecordingsThatWereStartedByHandAreBroughtTogether(t *testing.T) {
	clean, err := bundledChannels()
	if err != nil {
		t.Fatal(err)
	}
	for k := range clean {
		clean[k] = clean[k][:70*timeline.Second]
	}
	mixed := bleedtest.Table(clean, -12)
	coach, client := file(t, "a.wav", monoWAV(mixed[0])), file(t, "b.wav", monoWAV(mixed[1][2*timeline.Second:]))
	code, out, errs := monitor(t, "analyze", "coach="+coach, "client="+client)
	if code != exitDone {
		t.Fatal(errs)
	}
	if !strings.Contains(out, "a.wav began 2.0 s before the others") || strings.Contains(out, "20 ms apart") {
		t.Errorf("they were not brought together:\n%s", out)
	}
}

func TestWhereNothingTellsHowClocksLieItIsSaid(t *testing.T) {
	clean, err := bundledChannels()
	if err != nil {
		t.Fatal(err)
	}
	files := []string{
		"coach=" + file(t, "a.wav", monoWAV(clean[0][:40*timeline.Second])),
		"client=" + file(t, "b.wav", monoWAV(clean[1][:40*timeline.Second])),
	}
	const withheld, out = "The mics may be more than 20 ms apart; who came first can’t be told", "--one-clock says that one recorder made them"
	code, told, errs := monitor(t, slices.Concat([]string{"analyze"}, files)...)
	if code != exitDone || !strings.Contains(told, withheld) || !strings.Contains(told, out) {
		t.Errorf("exit code %d, %q: %s", code, errs, told)
	}
	code, told, errs = monitor(t, slices.Concat([]string{"analyze", "--one-clock"}, files)...)
	if code != exitDone || strings.Contains(told, withheld) || strings.Contains(told, out) {
		t.Errorf("with --one-clock: exit code %d, %q: %s", code, errs, told)
	}
}
