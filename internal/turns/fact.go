package turns

import (
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// RuleVersion names the rules of layer 2. It changes whenever a Reading could come out otherwise.
const RuleVersion = "2"

// Nobody stands where no channel does.
const Nobody = -1

// SignalKind is a kind of layer-1 fact.
type SignalKind uint8

// The kinds of layer-1 facts.
const (
	IPU            SignalKind = iota // inter-pausal unit: speech of one channel without an inner silence of 200 ms
	Pause                            // joint silence with the same sole talker before and after
	Gap                              // joint silence between two sole talkers; of zero length when one follows at once
	OverlapWithin                    // joint speech with the same sole talker before and after
	OverlapBetween                   // joint speech with another sole talker after it than before
	OverlapOther                     // joint speech that starts or stops in silence
	UnknownSpan                      // a stretch of one channel that was not observed
)

var signalNames = [...]string{"ipu", "pause", "gap", "overlap_within", "overlap_between", "overlap_other", "unknown"}

// String is the name of k in files.
func (k SignalKind) String() string { return signalNames[k] }

// Signal is a layer-1 fact. It is final when it appears.
type Signal struct {
	Kind SignalKind
	timeline.Span
	Speaker    int        // who acted: the speaker of an IPU, who goes on after a pause, who enters or takes over
	Other      int        // who spoke before a gap or an OverlapBetween, who is spoken into; else Nobody
	Members    ChannelSet // all who speak in an overlap
	JointStop  bool       // the silence follows an overlap
	JointStart bool       // an overlap follows the silence
	Flags      vad.Flags  // what limits it; an IPU with Unknown, Dead or Paused is cut where its channel was lost
	Decided    timeline.Position
}

// FTO is the floor-transfer offset as layer 1 shows it (fto_raw), without regard to backchannels: the length of a Gap,
// less the length of an OverlapBetween. Other signals have none.
func (s Signal) FTO() timeline.Position {
	switch s.Kind {
	case Gap:
		return s.Len()
	case OverlapBetween:
		return -s.Len()
	default:
		return None
	}
}

// ReadingKind is a kind of layer-2 fact.
type ReadingKind uint8

// The kinds of layer-2 facts.
const (
	Turn ReadingKind = iota
	Backchannel
	ClearStart // talk that starts after somebody else's or after a lapse, while nobody holds an IPU that counts
	SimultaneousStart
	TerminalOverlap
	TerminalOrFastYield
	ShortInsert
	ButtIn
	InterruptionSuccessful
	InterruptionUnsuccessful // the other dropped out and came back
	InterruptionUnresolved
	MutualDropOut
	OverlapOpen    // only ever provisional: an overlap that cannot be told yet
	Unclassifiable // the signal does not support a decision
	Lapse
	PauseEntry // talk that starts in somebody's pause, who then tries to go on; no interruption
)

var readingNames = [...]string{
	"turn", "backchannel", "clear_start", "simultaneous_start", "terminal_overlap", "terminal_or_fast_yield",
	"short_insert", "butt_in", "interruption_successful", "interruption_unsuccessful", "interruption_unresolved",
	"mutual_drop_out", "overlap_open", "unclassifiable", "lapse", "pause_entry",
}

// String is the name of k in files.
func (k ReadingKind) String() string { return readingNames[k] }

// Status says how far a Reading can still change.
type Status uint8

// The statuses of a Reading.
const (
	Provisional Status = iota
	Final
	Withdrawn // it was provisional and turned out not to be
)

var statusNames = [...]string{"provisional", "final", "withdrawn"}

// String is the name of s in files.
func (s Status) String() string { return statusNames[s] }

// Place says where a backchannel was uttered.
type Place uint8

// The places of a backchannel.
const (
	Elsewhere Place = iota // before the other, who talks over it
	InOverlap              // inside the other's IPU
	InPause                // in the other's pause
	Late                   // from inside the other's IPU to after its end
)

// Modifiers say more of an entry into somebody's talk (Q5 of the tree). Laughter is none of them: it takes voicing to tell.
type Modifiers uint8

// The modifiers of an entry.
const (
	Sustained Modifiers = 1 << iota // both spoke for at least Options.Sustained
	Choral                          // a third spoke with them
)

// Has says whether any modifier of o is set in m.
func (m Modifiers) Has(o Modifiers) bool { return m&o != 0 }

// Evidence is what a Reading rests on, kept so that another school's definition can be applied later. A measure that
// does not apply to the kind is None.
type Evidence struct {
	Lead    timeline.Position // how long the other had been speaking when the speaker came in
	Rem     timeline.Position // how long the other went on speaking after that
	Overlap timeline.Position // how long both spoke
	FTO     timeline.Position // of a turn: above zero a gap, below zero an overlap; of a pause entry: the pause so far
}

// None is a measure that does not apply.
const None = timeline.Position(-1 << 62)

// Reading is a layer-2 fact. The same ID appears again when its status or content changes; after Final or Withdrawn it
// never changes. A provisional OverlapOpen may become any kind; all others become final as what they are, or are
// withdrawn.
//
// The Span of a Turn, a Lapse or a Backchannel is its own. That of an entry into somebody's talk is the stretch that both
// share. A ClearStart has no length, and a PauseEntry lasts until the other speaks again.
type Reading struct {
	ID   int // counts up from 1 in the order in which readings first appear
	Kind ReadingKind
	timeline.Span
	Speaker int // who acted: the holder of a turn, the entrant, who gave the backchannel, who ended the lapse
	Other   int // who was spoken into or to; who held the floor last before a lapse or a turn; else Nobody
	Status  Status
	Evidence
	NextHolder int       // who held the floor afterwards; Nobody when undecided
	Resumed    bool      // a turn that was interrupted and went on
	Place      Place     // of a backchannel
	Sure       bool      // of a backchannel: its speaker plainly listens; known when it is final
	Modifiers  Modifiers // of an entry
	Flags      vad.Flags
	Decided    timeline.Position // when this status was reached
}

// Facts is what an Engine found since it was last asked, in the order in which it was decided.
type Facts struct {
	Signals  []Signal
	Readings []Reading
}

// Floor is who holds the floor as far as it is settled.
type Floor struct {
	Holder int               // Nobody before the first and after a lapse or a hole
	Since  timeline.Position // start of the holder's turn, or where the silence or the hole started
}
