package audio_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
)

func TestTheChannelsOfAHopDoNotShareSamples(t *testing.T) {
	h := audio.NewHop(3)
	for k := range h.Channels {
		pcm := h.Channels[k].PCM
		if len(pcm) != timeline.HopLen || cap(pcm) != timeline.HopLen {
			t.Errorf("channel %d has room for %d of %d samples, want %d", k, len(pcm), cap(pcm), timeline.HopLen)
		}
		for i := range pcm {
			pcm[i] = float32(k)
		}
	}
	for k, c := range h.Channels {
		if c.PCM[0] != float32(k) || c.PCM[timeline.HopLen-1] != float32(k) {
			t.Errorf("channel %d was written over", k)
		}
	}
}
