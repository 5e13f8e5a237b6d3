//go:build !race

package bleed

import (
	"fmt"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bleed/bleedtest"
	"github.com/evenkeel/monitor/internal/timeline"
)

func TestItSeparatesAsWrittenDown(t *testing.T) {
	for n := 2; n <= MaxSeparated; n++ {
		t.Run(fmt.Sprint(n, " channels"), func(t *testing.T) {
			const from, to = timeline.Second / 3, timeline.Second * 4 / 5 // from before the first word
			talk, _ := bleedtest.Talk(n, to, uint64(n))
			x := bleedtest.Table(talk, -8)
			for k := range x {
				x[k] = x[k][from:]
			}
			p := newPlayer(t, n)
			p.after = func(*audio.Hop) {
				for k := range p.channels {
					p.channels[k].bypass.shown = true // nothing passes as it is
				}
			}
			got, want := p.play(x), plainSeparate(x)
			for k := range x {
				if db := errorDB(got[k], want[k]); db > -60 {
					t.Errorf("channel %d differs by %.1f dB, want at most -60", k, db)
				} else {
					t.Logf("channel %d differs by %.1f dB", k, db)
				}
			}
		})
	}
}
