package capture

import (
	"testing"
	"time"
)

func TestTheFastestArrivalTellsTheOffset(t *testing.T) {
	var o clockOffset
	for _, delay := range []time.Duration{3, 40, 1, 900} {
		o.observe(delay*time.Second, 100*time.Second+delay*time.Second+delay*time.Millisecond)
	}
	if got, want := o.ours(7*time.Second), 107*time.Second+time.Millisecond; got != want {
		t.Errorf("7 s of the worker is %v of ours, want %v", got, want)
	}
}

func TestAnOffsetMayBeNegative(t *testing.T) {
	var o clockOffset
	o.observe(10*time.Second, 2*time.Second)
	if got := o.ours(11 * time.Second); got != 3*time.Second {
		t.Errorf("got %v, want 3s", got)
	}
}
