package turns

import "github.com/evenkeel/monitor/internal/timeline"

// chain is one token or several in short succession, which are a backchannel together or not at all.
type chain struct {
	ipus  []*ipu
	blind bool // whether silence came before it was not observed
}

func (c *chain) first() *ipu { return c.ipus[0] }
func (c *chain) last() *ipu  { return c.ipus[len(c.ipus)-1] }

// span is from the first token to the end of the last.
func (c *chain) span() timeline.Span {
	return timeline.Span{Start: c.first().Start, End: c.last().End}
}

// tokens decides the shape of the IPUs of one channel.
type tokens struct {
	opts *Options
	open *chain            // what may still be tokens or not
	gap  timeline.Position // silence before the last IPU
}

// start takes an IPU that starts now, after a silence of its channel of which gap was observed; whole says that it was
// observed to its beginning.
func (t *tokens) start(u *ipu, gap timeline.Position, whole bool) {
	t.gap = gap
	switch {
	case t.open != nil && gap >= t.opts.BCChainGap:
		u.chain = t.open
		t.open.ipus = append(t.open.ipus, u)
	case t.open != nil:
		t.settle(talk)
		u.shape = talk
	case gap >= t.opts.BCPre || !whole:
		t.begin(u, gap < t.opts.BCPre)
	default:
		u.shape = talk
	}
}

func (t *tokens) begin(u *ipu, blind bool) {
	t.open = &chain{ipus: []*ipu{u}, blind: blind}
	u.chain, u.shape = t.open, undecided
}

// step decides what can be decided now. lost says that the channel is not observed.
func (t *tokens) step(c *clock, lost bool) {
	for t.open != nil && t.tooLong(c) {
		t.fail()
	}
	switch {
	case t.open == nil:
	case lost:
		t.settle(unclear)
	case !c.reached(t.open.last().End + t.opts.BCPost):
	case t.open.blind:
		t.settle(unclear)
	default:
		t.settle(token)
	}
}

// tooLong says whether the chain is no chain of tokens, however it goes on.
func (t *tokens) tooLong(c *clock) bool {
	u, whole, several := t.open.last(), t.open.span(), len(t.open.ipus) > 1
	if u.End == never {
		return c.reached(u.Start+t.opts.BCMax) || several && c.reached(whole.Start+t.opts.BCChainTotal)
	}
	return u.Len() > t.opts.BCMax || u.Len() < t.opts.BCMin || several && whole.Len() > t.opts.BCChainTotal
}

// fail makes talk of the chain. Its last IPU may still be a token by itself, where more silence is asked for after a
// backchannel than before it.
func (t *tokens) fail() {
	last, alone := t.open.last(), len(t.open.ipus) > 1 && t.gap >= t.opts.BCPre
	t.settle(talk)
	if alone {
		t.begin(last, false)
	}
}

// settle gives all IPUs of the chain their shape.
func (t *tokens) settle(s shape) {
	for _, u := range t.open.ipus {
		u.shape = s
	}
	t.open = nil
}
