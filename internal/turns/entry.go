package turns

import (
	"cmp"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
)

// meeting says whether an entry met anybody's talk.
type meeting uint8

const (
	unmet   meeting = iota // cannot be told yet
	alone                  // nobody held an IPU that counts
	against                // somebody did
	blurred                // who did may not count, which was not observed
	twin                   // another started with it and nobody before: that entry tells the reading
)

// entry is an IPU on its way through the tree.
type entry struct {
	u       *ipu
	rivals  []*ipu // who else spoke when it started; who had spoken longest comes first
	meeting meeting
	v       *ipu // whom it met
	toward  int  // to whom a backchannel is given; Nobody when it is none
	place   Place
	lapsed  timeline.Position // where the latest lapse before it started; 0 when there was none
	sound   timeline.Position // since when all channels had been observed
	id      int               // of its reading; 0 when it has none yet
	shown   ReadingKind       // what the reading said
	verdict verdict           // what it is, once it is judged
	judged  bool
	done    bool // the reading is final, or there is none
}

func (r *reader) newEntry(u *ipu) *entry {
	x := &entry{u: u, toward: Nobody, lapsed: r.quiet.lapsed, sound: r.past.sound}
	others := r.past.active.Without(u.channel)
	for k := range r.past.lanes {
		if others.Has(k) {
			x.rivals = append(x.rivals, r.past.last(k))
		}
	}
	slices.SortFunc(x.rivals, func(a, b *ipu) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.channel, b.channel))
	})
	return x
}

// meet finds out whom the entry met.
func (x *entry) meet() meeting {
	if x.meeting == unmet {
		x.v, x.meeting = x.find()
	}
	return x.meeting
}

// find looks for the IPU that the entry came into: of those that are no tokens, the one that runs longest beside it.
// Of several that outlast the entry, that is the one that started first.
func (x *entry) find() (v *ipu, m meeting) {
	m = alone
	for _, w := range x.rivals {
		switch {
		case w.shape == token:
		case w.shape == undecided, x.tied(w) && x.u.shape == undecided:
			return nil, unmet
		case w.shape == unclear:
			return w, blurred
		case x.tied(w) && x.u.shape == talk:
			m = twin
		case v != nil && x.u.End == never && (v.End == never || w.End == never):
			return nil, unmet
		case v == nil || min(w.End, x.u.End) > min(v.End, x.u.End):
			v = w
		}
	}
	if v != nil {
		m = against
	}
	return v, m
}

// tied says whether w started with the entry, and on a higher channel: then w came into it and not the other way round.
func (x *entry) tied(w *ipu) bool { return w.Start == x.u.Start && w.channel > x.u.channel }

// rival is whose talk the entry may have come into, as far as is known; nil when there is none.
func (x *entry) rival() *ipu {
	for _, w := range x.rivals {
		if w.shape != token && !x.tied(w) {
			return w
		}
	}
	return nil
}
