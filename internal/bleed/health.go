package bleed

import "github.com/evenkeel/monitor/internal/timeline"

// Trouble says why channels cannot be separated well.
type Trouble uint8

// The troubles of a channel.
const (
	VoiceLost Trouble = 1 << iota // its own person was taken for bleed, twice within a minute
	Unclear                       // too much of its speech is ambiguous
	Doubled                       // bleed is taken out, and yet it mostly speaks together with others
	Crowded                       // more channels give a signal than can be separated
)

// Has says whether any trouble of o is among t.
func (t Trouble) Has(o Trouble) bool { return t&o != 0 }

// Health is how well a channel is separated.
type Health struct {
	Separated bool // it is cleaned now, and not passed on as it is
	Bypassed  bool // there is nothing to take out of it
	Resting   bool // nor out of any other, and has not been for a minute
	// Attenuation is by how much, in dB, what it hears of others is reduced, measured over Evidence of their speech; 0
	// before there is any. Bleed that is heard is reduced by 5 to 20 dB; less than a half means that there is none.
	Attenuation    float64
	Evidence       timeline.Position
	AmbiguousShare float64 // of its speech, 0 to 1: it may have been another's
	Trouble        Trouble
	Restarts       int // how often all channels have been learned anew since the session began
}

// Limits of what is no trouble yet.
const (
	unclearShare    = .2
	unclearMemory   = int(60 * timeline.Second / timeline.HopLen)
	unclearEvidence = unclearMemory / 6
	doubledShare    = .4
	doubledMemory   = int(60 * timeline.Second / timeline.HopLen)
)

// record is what the detector heard in a channel.
type record struct {
	ambiguous average // of its speech
	doubled   average // of all speech, in it and others: in both
}

func (r *record) hear(own, other float64, ambiguous bool) {
	own = OwnProbability(own, ambiguous)
	if own >= likely {
		r.ambiguous.push(share(ambiguous), unclearMemory)
	}
	if own >= likely || other >= likely {
		r.doubled.push(share(own >= likely && other >= likely), doubledMemory)
	}
}

// Health is how channel k is doing.
func (s *Separator) Health(k int) Health {
	c := &s.channels[k]
	return Health{
		Separated: c.cleaned, Bypassed: c.bypass.on, Resting: s.resting,
		Attenuation: c.bypass.attenuation(), Evidence: c.bypass.evidence,
		AmbiguousShare: c.record.ambiguous.mean, Trouble: s.trouble(k), Restarts: s.restarts,
	}
}

func (s *Separator) trouble(k int) (t Trouble) {
	c := &s.channels[k]
	if len(s.live) > MaxSeparated && c.presence.live {
		t |= Crowded
	}
	for j, live := range s.live {
		if live == k && s.chain != nil && s.loss.voices[j].hopeless() {
			t |= VoiceLost
		}
	}
	if a := c.record.ambiguous; a.n >= unclearEvidence && a.mean > unclearShare {
		t |= Unclear
	}
	if d := c.record.doubled; d.n >= doubledMemory && d.mean > doubledShare && c.bypass.attenuation() > bypassOn {
		t |= Doubled
	}
	return t
}
