package session

import (
	"testing"
	"time"
)

func TestWhatIsUrgentDoesNotWaitForTheRoutine(t *testing.T) {
	var c cadence
	start := time.Unix(1000, 0)
	routines := 0
	for i := range 300 {
		now := start.Add(time.Duration(i) * 10 * time.Millisecond)
		if i%100 == 33 {
			if !c.due(now, true) {
				t.Errorf("urgent news had to wait at %v", now.Sub(start))
			}
			c.Mark(now)
			continue
		}
		if c.due(now, false) {
			c.Mark(now)
			routines++
		}
	}
	if routines < 9 || routines > 12 {
		t.Errorf("%d routine deltas in 3 s, want one every 250 ms", routines)
	}
}
