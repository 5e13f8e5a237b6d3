package turns

import (
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// floorKind is what happens to the floor.
type floorKind uint8

const (
	ipuEnded floorKind = iota
	lapseFound
	lapseEnded
	holeOpened
	holeClosed
	ipuStarted
	sessionOver
)

// floorEvent is something that the floor has to know in order of position.
type floorEvent struct {
	at      timeline.Position
	kind    floorKind
	ipu     *ipu              // that started or ended
	since   timeline.Position // where the lapse started
	channel int               // who ended the lapse
	flags   vad.Flags         // of the lapse or the hole
}

// waits says whether the role of an IPU is not known yet.
func (e floorEvent) waits() bool { return e.kind == ipuStarted && e.ipu.role == roleOpen }

// apply takes an event.
func (f *floor) apply(e floorEvent) {
	f.at = e.at
	if f.at > f.alone {
		f.measure()
	}
	switch e.kind {
	case ipuStarted:
		if e.ipu.role == roleTalk {
			f.start(e.ipu)
		}
	case ipuEnded:
		if e.ipu.role == roleTalk {
			f.talkers(f.talking.Without(e.ipu.channel))
		}
	case lapseFound:
		f.beginLapse(e)
	case lapseEnded:
		f.endLapse(e)
	case holeOpened:
		f.openHole(e)
	case holeClosed:
		f.closeHole(e)
	case sessionOver:
		f.leave(e.at)
	}
}

// talkers sets who talks from now on.
func (f *floor) talkers(s ChannelSet) { f.talking, f.alone, f.held = s, f.at, false }

// start takes talk that starts now.
func (f *floor) start(u *ipu) {
	f.talkers(f.talking.With(u.channel))
	s := &f.spells[u.channel]
	s.ipu = u
	if !s.on && !f.hole {
		s.on, s.start = true, u.Start
		if holder := f.latest(); holder != nil {
			s.prior, s.since = holder.talkBefore(u.Start), holder.start
		}
	}
	for i, t := range f.stack {
		if t.speaker() == u.channel {
			f.resume(i, u)
			break
		}
	}
}

// leave ends all turns: nobody holds the floor any more.
func (f *floor) leave(since timeline.Position) {
	f.closeBelow(len(f.stack))
	f.nobody = since
	f.cutSpells(ChannelSet(0))
}

// cutSpells ends the spells of all channels but those in kept.
func (f *floor) cutSpells(kept ChannelSet) {
	for k := range f.spells {
		if !kept.Has(k) {
			f.spells[k] = spell{ipu: f.spells[k].ipu}
		}
	}
}

func (f *floor) beginLapse(e floorEvent) {
	other := Nobody
	if t := f.latest(); t != nil {
		other = t.speaker()
	}
	f.leave(e.since)
	f.lapse = Reading{
		Kind: Lapse, Span: timeline.Span{Start: e.since, End: e.at}, Speaker: Nobody, Other: other, NextHolder: Nobody,
		Evidence: noEvidence, Flags: e.flags,
	}
	f.lapse.ID = f.out.reading(f.lapse)
}

func (f *floor) endLapse(e floorEvent) {
	f.lapse.End, f.lapse.Speaker, f.lapse.Flags, f.lapse.Status = e.at, e.channel, e.flags, Final
	f.out.reading(f.lapse)
}

// openHole ends what cannot be followed any further, and forgets what was before.
func (f *floor) openHole(e floorEvent) {
	for _, t := range f.stack {
		t.flags |= e.flags
	}
	f.leave(e.at)
	f.past, f.hole = nil, true
}

// closeHole starts anew: whoever talks may have started long ago.
func (f *floor) closeHole(e floorEvent) {
	f.hole = false
	f.talkers(f.talking)
	for k := range f.spells {
		if f.talking.Has(k) {
			f.spells[k] = spell{on: true, start: f.at, ipu: f.spells[k].ipu, flags: e.flags}
		}
	}
}
