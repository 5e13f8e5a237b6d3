//go:build integration

package voice_test

import (
	"slices"
	"testing"

	"github.com/evenkeel/monitor/tools/bundled-session/voice"
)

func TestTheSameTextSoundsTheSameEveryTimeAndAnotherStretchTakesAnotherTime(t *testing.T) {
	f, err := voice.NewFlite(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	say := func(s voice.Speech) []float32 {
		pcm, err := f.Speak(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		return pcm
	}
	text := voice.Speech{Voice: "slt", Stretch: 1, Text: "How is it going?"}
	slow := text
	slow.Stretch = 1.5
	first := say(text)
	if !slices.Equal(first, say(text)) {
		t.Error("the same text was spoken in two ways")
	}
	if got := float64(len(say(slow))) / float64(len(first)); got < 1.4 || got > 1.6 {
		t.Errorf("with stretch 1.5 it takes %.2f times as long, want about 1.5", got)
	}
	if hum := say(voice.Speech{Voice: "slt", Stretch: 1, Text: "How is it going?", Phones: "m ah hh m"}); len(hum) > len(first) {
		t.Errorf("phones take %d samples, want them to stand in place of the text of %d", len(hum), len(first))
	}
}
