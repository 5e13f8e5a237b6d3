package view

import "time"

// MaxDeltasPerSecond is how many deltas may fall in any one second.
const MaxDeltasPerSecond = 10

// Pace keeps to MaxDeltasPerSecond in any one second, however close together they come. The zero Pace has seen none.
type Pace struct {
	marks [MaxDeltasPerSecond]time.Time // a ring
	next  int                           // the oldest of them
}

// Next is from when on a delta may go out.
func (p *Pace) Next() time.Time { return p.marks[p.next].Add(time.Second) }

// Free says whether a delta may go out now.
func (p *Pace) Free(now time.Time) bool { return !now.Before(p.Next()) }

// Mark says that a delta goes out now.
func (p *Pace) Mark(now time.Time) {
	p.marks[p.next] = now
	p.next = (p.next + 1) % len(p.marks)
}

// Last is when the last delta went out.
func (p *Pace) Last() time.Time { return p.marks[(p.next+len(p.marks)-1)%len(p.marks)] }
