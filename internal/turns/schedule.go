package turns

import (
	"cmp"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// boundaryKind is what happens at a boundary. At the same position ends come before starts.
type boundaryKind uint8

const (
	ipuEnds boundaryKind = iota
	flagsChange
	ipuStarts
)

// boundary is where an IPU of a channel starts or ends, or where its flags change.
type boundary struct {
	at      timeline.Position
	kind    boundaryKind
	channel int
	flags   vad.Flags // from here on; of an end, why the IPU was cut
}

func (b boundary) compare(o boundary) int {
	return cmp.Or(cmp.Compare(b.at, o.at), cmp.Compare(b.kind, o.kind), cmp.Compare(b.channel, o.channel))
}

// schedule holds the boundaries that are known and not taken yet, in order. It is short: an IPU is told from a click or
// a dip within half a second.
type schedule struct {
	queue []boundary
}

// add puts b in its place.
func (s *schedule) add(b boundary) {
	i := len(s.queue)
	for i > 0 && s.queue[i-1].compare(b) > 0 {
		i--
	}
	s.queue = slices.Insert(s.queue, i, b)
}

// next is the position of the first boundary; never when there is none.
func (s *schedule) next() timeline.Position {
	if len(s.queue) == 0 {
		return never
	}
	return s.queue[0].at
}

// pop takes the first boundary.
func (s *schedule) pop() boundary {
	b := s.queue[0]
	s.queue = slices.Delete(s.queue, 0, 1)
	return b
}
