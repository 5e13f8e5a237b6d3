package capture

import (
	"math"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
)

const (
	// gridHops is how many hops of each channel are kept for a reader that is late: 4.1 s.
	gridHops = 128
	// lateness is how long a hop waits for the channels that deliver. It is bounded so that one bad device does not
	// stop the others.
	lateness = 500 * timeline.Millisecond
	// idle is how long a hop waits when no channel delivers: as long as a device that comes back needs at most
	// before it does.
	idle = 100 * timeline.Millisecond
	// forgiven is how many samples of a hop may be missing, as zeros, before the hop is unknown: 0.5 ms.
	forgiven = timeline.Millisecond / 2
	// never is the start of a slot that holds no hop.
	never timeline.Position = -1
	// forever is where a lane is sure to when nothing is in doubt.
	forever timeline.Position = math.MaxInt64
)

// grid puts the samples of all channels into hops. It is pushed: it knows the time only as it is told.
type grid struct {
	next  timeline.Position // start of the hop that is taken next
	lanes []lane
}

// lane is one channel of a grid.
type lane struct {
	slots   [gridHops]slot
	end     timeline.Position // of what was written last
	live    bool              // it delivers: hops wait for it
	sure    timeline.Position // what lies from here on may not be the channel's own: hops wait until that is known
	pace    float64           // of what is written: see audio.HopChannel
	overrun int64             // hops that were lost because the reader was too late for them
}

// slot is what is known of one hop of one channel.
type slot struct {
	start   timeline.Position
	have    timeline.Position // samples
	spoiled bool              // what it has is not the channel's sound, or not all of it
	clipped bool
	paced   float64 // the pace of all samples that it has, added up
	pcm     [timeline.HopLen]float32
}

func newGrid(channels int) *grid {
	g := &grid{lanes: make([]lane, channels)}
	for k := range g.lanes {
		g.lanes[k].sure = forever
		for i := range g.lanes[k].slots {
			g.lanes[k].slots[i].start = never
		}
	}
	return g
}

// expect says that channel k is about to deliver: hops wait for it from now on.
func (g *grid) expect(k int) { g.lanes[k].live = true }

// lose says that channel k does not deliver any more: hops do not wait for it until it is written again.
func (g *grid) lose(k int) { g.lanes[k].live = false }

// doubt says that what channel k is given from a position on may not be its own. What is not known when a hop is late is
// not used.
func (g *grid) doubt(k int, from timeline.Position) { g.lanes[k].sure = min(g.lanes[k].sure, from) }

// trust takes all doubt about channel k back.
func (g *grid) trust(k int) { g.lanes[k].sure = forever }

// write lays samples of channel k at a position. Those of hops that have been taken are dropped. Where two writes
// leave a hole between them, and where nothing is written, the channel is unknown.
func (g *grid) write(k int, at timeline.Position, pcm []float32) {
	l := &g.lanes[k]
	l.end = max(l.end, at+timeline.Position(len(pcm)))
	if l.end > g.next && len(pcm) > 0 {
		l.live = true
	}
	for len(pcm) > 0 {
		start := hopOf(at)
		n := copyInto(g.slot(k, start), at-start, pcm, l.pace)
		at, pcm = at+timeline.Position(n), pcm[n:]
	}
}

// copyInto copies as much of pcm, of that pace, into s as the hop has room for after offset, and returns how much that is.
// A nil s takes it and forgets it.
func copyInto(s *slot, offset timeline.Position, pcm []float32, pace float64) int {
	n := min(len(pcm), int(timeline.HopLen-offset))
	if s != nil {
		copy(s.pcm[offset:], pcm[:n])
		s.have += timeline.Position(n)
		s.paced += pace * float64(n)
	}
	return n
}

// clip marks the hops of channel k that share a sample with a span as clipped.
func (g *grid) clip(k int, span timeline.Span) {
	for start := hopOf(span.Start); start < span.End; start += timeline.HopLen {
		if s := g.slot(k, start); s != nil {
			s.clipped = true
		}
	}
}

// spoil makes the hops of channel k that share a sample with a span unknown, whatever has been written of them.
func (g *grid) spoil(k int, span timeline.Span) {
	for start := max(hopOf(span.Start), g.next); start < span.End; start += timeline.HopLen {
		g.slot(k, start).spoiled = true
	}
}

// slot is where the hop of channel k that begins at start is kept; nil when it has been taken.
func (g *grid) slot(k int, start timeline.Position) *slot {
	if start < g.next {
		return nil
	}
	l := &g.lanes[k]
	s := &l.slots[start/timeline.HopLen%gridHops]
	if s.start == start {
		return s
	}
	if s.start >= g.next {
		l.overrun++
	}
	s.start, s.have, s.spoiled, s.clipped, s.paced = start, 0, false, false, 0
	clear(s.pcm[:])
	return s
}

// due says whether the next hop can be taken at a time, and if not, when it can be at the latest. A channel that is
// late by more than lateness is not waited for any more.
func (g *grid) due(now timeline.Position) (ready bool, by timeline.Position) {
	end := g.next + timeline.HopLen
	late := now >= end+lateness
	live, complete := false, true
	for k := range g.lanes {
		l := &g.lanes[k]
		waits := l.live && min(l.end, l.sure) < end
		if waits && late {
			l.live, waits = false, false
		}
		live = live || l.live
		complete = complete && !waits
	}
	if !live {
		return now >= end+idle, end + idle
	}
	return complete, end + lateness
}

// take fills h with the next hop, which must be due.
func (g *grid) take(h *audio.Hop) {
	h.Start = g.next
	for k := range g.lanes {
		l := &g.lanes[k]
		s := &l.slots[g.next/timeline.HopLen%gridHops]
		s.take(g.next, l.sure >= g.next+timeline.HopLen, &h.Channels[k])
	}
	g.next += timeline.HopLen
}

// take fills c with the hop that begins at start, if s holds it and it is sure to be the channel's.
func (s *slot) take(start timeline.Position, sure bool, c *audio.HopChannel) {
	known := sure && s.start == start && !s.spoiled && s.have >= timeline.HopLen-forgiven
	c.Unknown, c.Clipped, c.Pace = !known, known && s.clipped, 0
	if known {
		c.Pace = s.paced / float64(s.have)
		copy(c.PCM, s.pcm[:])
	} else {
		clear(c.PCM)
	}
}

// hopOf is the start of the hop that p lies in.
func hopOf(p timeline.Position) timeline.Position { return p - p%timeline.HopLen }
