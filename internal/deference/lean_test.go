package deference

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/evenkeel/monitor/internal/timeline"
)

const second = timeline.Second

// leaning is an estimate that lies left of the centre with probability p, and far out.
func leaning(p float64) *estimate { return &estimate{left: p, right: 1 - p, inLeft: .5, inRight: 1} }

func TestADirectionAppearsAtNinetyAndGoesBelowSeventyFive(t *testing.T) {
	o, l := DefaultOptions(), lean{}
	for i, step := range []struct {
		p    float64
		want Direction
	}{{.89, Unclear}, {.90, Left}, {.80, Left}, {.75, Left}, {.74, Unclear}, {.85, Unclear}, {.91, Left}, {.05, Right}, {.2, Right}, {.26, Unclear}} {
		at := timeline.Position(i) * o.Dwell
		if got := l.step(at, leaning(step.p), o); got != step.want {
			t.Fatalf("step %d at P(left) = %v: %q, want %q", i, step.p, got, step.want)
		}
	}
}

func TestAWordStaysForAMinute(t *testing.T) {
	o, l := DefaultOptions(), lean{}
	l.step(100*second, leaning(.95), o)
	for _, step := range []struct {
		at   timeline.Position
		p    float64
		want Direction
	}{{105 * second, .5, Left}, {155 * second, .02, Left}, {160 * second, .5, Unclear}, {165 * second, .97, Unclear}, {220 * second, .97, Left}} {
		if got := l.step(step.at, leaning(step.p), o); got != step.want {
			t.Errorf("at %v with P(left) = %v: %q, want %q", step.at.Duration(), step.p, got, step.want)
		}
	}
}

func TestWithoutEvidenceAWordGoesAtOnceAndDoesNotComeBackForAMinute(t *testing.T) {
	o, l := DefaultOptions(), lean{}
	l.step(100*second, leaning(.95), o)
	l.reset(110 * second)
	if got := l.step(115*second, leaning(.99), o); got != Undecided {
		t.Errorf("5 s after it went: %q, want none", got)
	}
	if got := l.step(170*second, leaning(.99), o); got != Left {
		t.Errorf("a minute after it went: %q, want left", got)
	}
}

func TestAnIntervalInsideTheZoneIsEvenOnWhicheverSideOfTheCentre(t *testing.T) {
	o, l := DefaultOptions(), lean{}
	narrow := &estimate{left: .95, right: .05, inLeft: .92, inRight: 1}
	if got := l.step(0, narrow, o); got != Even {
		t.Errorf("narrow interval left of the centre: %q, want even", got)
	}
	wider := &estimate{left: .95, right: .05, inLeft: .80, inRight: 1}
	if got := l.step(o.Dwell, wider, o); got != Even {
		t.Errorf("an interval that has grown a little: %q, want even still", got)
	}
	if got := l.step(2*o.Dwell, leaning(.95), o); got != Left {
		t.Errorf("an interval that has left the zone: %q, want left", got)
	}
}

func TestNoWordChangesTwiceInAMinute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o, l := DefaultOptions(), lean{}
		last, changed := Undecided, -o.Dwell
		for i, p := range rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 80).Draw(t, "p") {
			at := timeline.Position(i) * o.Grid
			got := l.step(at, leaning(p), o)
			if got != last {
				if at-changed < o.Dwell {
					t.Fatalf("from %q to %q %v after the change before", last, got, (at - changed).Duration())
				}
				last, changed = got, at
			}
		}
	})
}

func TestSwappingSidesMirrorsTheDirection(t *testing.T) {
	mirrored := map[Direction]Direction{Left: Right, Right: Left, Even: Even, Unclear: Unclear}
	rapid.Check(t, func(t *rapid.T) {
		o, a, b := DefaultOptions(), lean{}, lean{}
		for i := range rapid.IntRange(1, 60).Draw(t, "steps") {
			x, y := rapid.IntRange(0, 30).Draw(t, "left"), rapid.IntRange(0, 30).Draw(t, "right")
			at := timeline.Position(i) * o.Grid
			l := a.step(at, estimateOf(0, rateShare(x, y, 1, 2), shares(o.Even)), o)
			r := b.step(at, estimateOf(0, rateShare(y, x, 2, 1), shares(o.Even)), o)
			if mirrored[l] != r {
				t.Fatalf("step %d: %q and swapped %q", i, l, r)
			}
		}
	})
}
