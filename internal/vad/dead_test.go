package vad

import (
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
)

// stretch is so much sound of one level, or with none.
type stretch struct {
	length timeline.Position
	level  Level
}

const (
	room    = Level(140) // -70 dBFS
	speech  = Level(60)  // -30 dBFS
	nothing = NoLevel
)

func TestDeathIsToldFromSilence(t *testing.T) {
	const s = timeline.Second
	for _, tc := range []struct {
		name    string
		heard   []stretch
		dead    bool              // at the end
		deadFor timeline.Position // in all
	}{
		{"a room", []stretch{{3600 * s, room}}, false, 0},
		{"nothing yet", []stretch{{9 * s, nothing}}, false, 0},
		{"never anything", []stretch{{60 * s, nothing}}, true, 50 * s},
		{"a microphone that is pulled", []stretch{{60 * s, room}, {20 * s, nothing}}, true, 10 * s},
		{"and put back", []stretch{{60 * s, room}, {20 * s, nothing}, {s, room}}, false, 10 * s},
		{"a gate that opens for speech", []stretch{
			{5 * s, nothing}, {2 * s, speech}, {60 * s, nothing}, {2 * s, speech}, {200 * s, nothing},
		}, false, 0},
		{"a call that begins in silence", []stretch{{30 * s, nothing}, {2 * s, speech}, {100 * s, nothing}}, false, 20 * s},
		{"a gate that never opens again", []stretch{{5 * s, nothing}, {2 * s, speech}, {310 * s, nothing}}, true, 10 * s},
		{"a cable that crackles", []stretch{{20 * s, nothing}, {s / 4, speech}, {20 * s, nothing}}, true, 20 * s},
	} {
		var w deathWatch
		dead := false
		var deadFor timeline.Position
		for _, h := range tc.heard {
			for range h.length / timeline.HopLen {
				if dead = w.push(Observation{Levels: [LevelsPerHop]Level{h.level, nothing, nothing, nothing}}); dead {
					deadFor += timeline.HopLen
				}
			}
		}
		if d := deadFor - tc.deadFor; dead != tc.dead || d < -s/5 || d > s/5 {
			t.Errorf("%s: dead %v and for %v in all, want %v and %v",
				tc.name, dead, deadFor.Duration(), tc.dead, tc.deadFor.Duration())
		}
	}
}
