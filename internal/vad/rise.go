package vad

import "github.com/evenkeel/monitor/internal/timeline"

// riseLevels is how many levels before the start by probability are searched for the rise of the level, and how many
// before these say what it rose from: 64 ms each.
//
// The start of speech is a third of the way from where the probability, dated back, rises above speechOnset, to where the
// level has risen by half of the way to that of the newest hop. The level is asked only when it rose by 3 dB. When it
// rose first it does not count: that may be a breath, and the time before may have been settled.
const riseLevels = 8

// onset dates the start of speech that the newest hop shows.
func (t *tail) onset() timeline.Position {
	if t.n == 1 {
		return t.at(0) - timeline.HopLen/2
	}
	start := t.crossing(t.n-1, speechOnset)
	if rise, ok := t.rise(start); ok {
		start = max(start, (2*start+rise)/3)
	}
	return start
}

// rise dates the rise of the level near start.
func (t *tail) rise(start timeline.Position) (timeline.Position, bool) {
	origin, oldest, now := t.span()
	low := max(oldest, int((start-origin)/timeline.LevelLen)-riseLevels)
	from := max(oldest, low-riseLevels)
	if low-from < 3 {
		return 0, false
	}
	quiet, speech := t.median(from, low), t.median(now-LevelsPerHop, now)
	if quiet-speech < leastDrop {
		return 0, false
	}
	// A level counts with the two after it; levels grow downwards.
	at := low
	for at < now-2 && 2*(t.level(at)+t.level(at+1)+t.level(at+2)) > 3*(quiet+speech) {
		at++
	}
	return origin + timeline.Position(at)*timeline.LevelLen, true
}
