package turns

import (
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
)

// floor finds the turns. It runs behind the rest of the rules: an IPU is taken when its role is known, and whatever
// happens later waits behind it. Backchannels never count here, so that talk over them is sole talk.
//
// The stack holds the turns that are not over for sure. Whoever is alone for Solo holds the floor and goes on top. Who
// lies below comes back to the top by talking again within Resume, which withdraws all above; else that turn is over.
type floor struct {
	opts    *Options
	out     *ledger
	queue   []floorEvent
	at      timeline.Position // everything before is done
	talking ChannelSet
	alone   timeline.Position // since when talking is the same
	held    bool              // the sole talker of now has the floor
	hole    bool              // a channel is not observed
	spells  []spell           // per channel
	stack   []*turn
	past    *turn             // the last that is over; nil at first and after a hole
	nobody  timeline.Position // since when nobody holds the floor, if nobody does
	lapse   Reading           // the latest
}

func newFloor(opts *Options, out *ledger, channels int) floor {
	return floor{opts: opts, out: out, spells: make([]spell, channels)}
}

// take queues e. Events come in order.
func (f *floor) take(e floorEvent) { f.queue = append(f.queue, e) }

// advance goes as far as roles are known. At the same position events come before what was waited for.
func (f *floor) advance(c *clock) {
	for {
		due := f.due()
		switch {
		case len(f.queue) > 0 && f.queue[0].at <= due:
			if f.queue[0].waits() {
				return
			}
			f.apply(f.queue[0])
			f.queue = slices.Delete(f.queue, 0, 1)
		case c.reached(due):
			f.at = due
			f.measure()
			f.expire()
		default:
			return
		}
	}
}

// due is where the floor changes by itself, if nothing happens before.
func (f *floor) due() timeline.Position {
	due := never
	if k := f.talking.Sole(); k != Nobody && !f.hole {
		if !f.held {
			due = f.alone + f.opts.Solo
		} else if len(f.stack) > 1 {
			due = f.alone + f.opts.Take
		}
	}
	if len(f.stack) > 1 {
		due = min(due, f.stack[0].ipu.End+f.opts.Resume)
	}
	return max(due, f.at)
}

// measure looks at how long the sole talker has been alone: for Solo takes the floor, for Take keeps it for good.
func (f *floor) measure() {
	k := f.talking.Sole()
	if k == Nobody || f.hole {
		return
	}
	if !f.held && f.at-f.alone >= f.opts.Solo {
		f.hold(k)
	}
	if f.held && f.at-f.alone >= f.opts.Take {
		f.closeBelow(len(f.stack) - 1)
	}
}

// hold gives the floor to channel k. What the others had begun to say is cut by it.
func (f *floor) hold(k int) {
	f.held = true
	f.cutSpells(ChannelSet(0).With(k))
	if top := f.top(); top != nil && top.speaker() == k {
		return
	}
	t := &turn{spell: f.spells[k], other: Nobody}
	if before := f.latest(); before != nil {
		t.other = before.speaker()
	}
	t.id = f.out.reading(t.reading(f.opts, f.at, Provisional, Nobody))
	f.stack = append(f.stack, t)
}

// expire ends the turns whose speakers have not come back.
func (f *floor) expire() {
	for len(f.stack) > 1 && f.stack[0].ipu.End+f.opts.Resume <= f.at {
		f.closeBelow(1)
	}
}

// closeBelow makes the n lowest turns final.
func (f *floor) closeBelow(n int) {
	for i, t := range f.stack[:max(n, 0)] {
		next := Nobody
		if i+1 < len(f.stack) {
			next = f.stack[i+1].speaker()
		}
		f.out.reading(t.reading(f.opts, f.at, Final, next))
		f.past = t
	}
	f.stack = slices.Delete(f.stack, 0, max(n, 0))
}

// resume brings the turn at index i of the stack back to the top, with the IPU that its speaker starts.
func (f *floor) resume(i int, u *ipu) {
	for j := len(f.stack) - 1; j > i; j-- {
		f.out.reading(f.stack[j].reading(f.opts, f.at, Withdrawn, Nobody))
		f.stack[i].resumed = true
		if k := f.stack[j].speaker(); !f.talking.Has(k) { // what they say next belongs to no earlier talk
			f.spells[k] = spell{ipu: f.spells[k].ipu}
		}
	}
	f.stack = slices.Delete(f.stack, i+1, len(f.stack))
	f.stack[i].flags |= f.stack[i].ipu.flags
	f.stack[i].earlier, f.stack[i].ipu = f.stack[i].ipu, u
}

// top is the turn of who holds the floor; nil when nobody does.
func (f *floor) top() *turn {
	if len(f.stack) == 0 {
		return nil
	}
	return f.stack[len(f.stack)-1]
}

// latest is the turn of who holds the floor or held it last; nil at first and after a hole.
func (f *floor) latest() *turn {
	if top := f.top(); top != nil {
		return top
	}
	return f.past
}

// state is who holds the floor.
func (f *floor) state() Floor {
	if top := f.top(); top != nil {
		return Floor{Holder: top.speaker(), Since: top.start}
	}
	return Floor{Holder: Nobody, Since: f.nobody}
}
