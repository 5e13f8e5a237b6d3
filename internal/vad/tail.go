package vad

import (
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
)

// How the end of speech is dated. When speech is over its probability falls only slowly, and its level at once, but
// for reverberation and noise. So the end is half way between two answers:
//
//   - where the probability, dated back, last was 85 % of its highest in the last eight hops;
//   - where the level, within 96 ms before that, last was two fifths of the way up from what it is now to what it was
//     in the 128 ms of speech before. This one is asked only when these differ by 3 dB.
//
// Changing any one of these numbers by a quarter moves the frame F1 of the labelled clips by less than .002 and the
// median error of the offsets by less than 15 ms.
const (
	plateauHops  = 8
	plateau      = .85
	searchLevels = 12
	speechLevels = 16
	quietLevels  = 6
	leastDrop    = 6 // half decibels
)

// tailHops is how many hops a tail remembers: enough for an offset. It is a power of 2.
const tailHops = 32

// tail is the newest hops of a channel, as far as they can be part of the next change.
type tail struct {
	n       int               // hops since the last hole
	start   timeline.Position // of the newest
	probs   [tailHops]float64
	levels  [tailHops * LevelsPerHop]Level
	opened  int // hop in which the present speech began
	plateau int // newest hop of the present speech that will be before its offset, whatever comes
}

func (t *tail) reset() { t.n = 0 }

func (t *tail) push(start timeline.Position, o Observation) {
	t.start = start
	t.probs[t.n%tailHops] = o.Probability.Float()
	copy(t.levels[t.n%tailHops*LevelsPerHop:], o.Levels[:])
	t.n++
	if t.isPlateau(t.n - 1) {
		t.plateau = t.n - 1
	}
}

// open says that speech begins in the newest hop.
func (t *tail) open() { t.opened, t.plateau = t.n-1, t.n-1 }

func (t *tail) prob(hop int) float64 { return t.probs[hop%tailHops] }
func (t *tail) level(index int) int  { return int(t.levels[index%(tailHops*LevelsPerHop)]) }

// at is the position that the probability of a hop speaks of: the middle of its stretch.
func (t *tail) at(hop int) timeline.Position {
	return t.start - timeline.Position(t.n-1-hop)*timeline.HopLen + timeline.HopLen/2 - BackDate
}

// crossing is where, between hop-1 and hop, the probability passes through p.
func (t *tail) crossing(hop int, p float64) timeline.Position {
	before, after := t.prob(hop-1), t.prob(hop)
	return t.at(hop-1) + timeline.Position((p-before)/(after-before)*timeline.HopLen)
}

// offset dates the end of speech that the newest hop shows.
func (t *tail) offset() timeline.Position {
	first, peak := max(t.opened, t.n-1-plateauHops), 0.
	for hop := first; hop < t.n-1; hop++ {
		peak = max(peak, t.prob(hop))
	}
	hop := t.n - 1
	for t.prob(hop-1) < plateau*peak {
		hop--
	}
	end := t.crossing(hop, plateau*peak)
	if fall, ok := t.fall(end); ok {
		end = (end + fall) / 2
	}
	return min(end, t.at(t.n-1))
}

// fall dates the fall of the level near end.
func (t *tail) fall(end timeline.Position) (timeline.Position, bool) {
	origin, oldest, now := t.span()
	low := max(oldest, int((end-origin)/timeline.LevelLen)-searchLevels)
	from := max(oldest, low-speechLevels)
	if low-from < 3 || now-quietLevels < low {
		return 0, false
	}
	speech, quiet := t.median(from, low), t.median(now-quietLevels, now)
	if quiet-speech < leastDrop {
		return 0, false
	}
	// A level counts with the two before it; levels grow downwards.
	limit := 3 * (5*quiet - 2*(quiet-speech))
	at := now - quietLevels
	for at > low && at > oldest+2 && 5*(t.level(at)+t.level(at-1)+t.level(at-2)) > limit {
		at--
	}
	return origin + timeline.Position(at)*timeline.LevelLen, true
}

// span is where the levels are: they are counted from the last hole on, at origin; now is the first that has not been
// heard.
func (t *tail) span() (origin timeline.Position, oldest, now int) {
	now = t.n * LevelsPerHop
	return t.start + timeline.HopLen - timeline.Position(now)*timeline.LevelLen, max(0, now-len(t.levels)), now
}

// median is the median of the levels from first up to, not including, end.
func (t *tail) median(first, end int) int {
	var buf [max(speechLevels, quietLevels)]int
	sorted := buf[:0]
	for i := first; i < end; i++ {
		sorted = append(sorted, t.level(i))
	}
	slices.Sort(sorted)
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}

// isPlateau says that hop will be before the offset, whatever comes: nothing in the hops that its offset could be
// measured by is so much more likely that it would not count.
func (t *tail) isPlateau(hop int) bool {
	for k := max(0, hop-plateauHops+1); k < hop; k++ {
		if t.prob(hop) < plateau*t.prob(k) {
			return false
		}
	}
	return true
}

// earliest is before any change that can follow while the channel is a.
func (t *tail) earliest(a Activity) timeline.Position {
	if a == Silent {
		return t.at(t.n - 1)
	}
	hop := max(t.plateau, t.n-plateauHops)
	return t.at(hop) - (searchLevels+1)*timeline.LevelLen/2
}
