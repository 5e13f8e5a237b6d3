package reading

import (
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// markBackchannels marks the units that are listener's tokens, and returns them as readings.
func markBackchannels(units []*unit, opts turns.Options) []turns.Reading {
	var out []turns.Reading
	short := tokens(units, opts)
	for _, chain := range short {
		span := timeline.Span{Start: chain[0].Start, End: chain[len(chain)-1].End}
		r := newReading(turns.Backchannel, span, chain[0].who)
		r.NextHolder = r.Other
		if !listening(&r, units, short, opts) {
			continue
		}
		for _, u := range chain {
			u.backchannel = true
		}
		out = append(out, r)
	}
	return out
}

// tokens are the units short and lonely enough for a backchannel; several close together are a chain.
func tokens(units []*unit, opts turns.Options) [][]*unit {
	var out [][]*unit
	for who := range 2 {
		for _, chain := range lonely(own(units, who), max(opts.BCPre, opts.BCPost)) {
			if isToken(chain, opts) {
				out = append(out, chain)
			}
		}
	}
	return out
}

// lonely divides the units of one person where that person is silent for at least gap.
func lonely(units []*unit, gap timeline.Position) [][]*unit {
	var out [][]*unit
	for i, u := range units {
		if i == 0 || u.Start-units[i-1].End >= gap {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], u)
	}
	return out
}

func own(units []*unit, who int) []*unit {
	var out []*unit
	for _, u := range units {
		if u.who == who {
			out = append(out, u)
		}
	}
	return out
}

func isToken(chain []*unit, opts turns.Options) bool {
	for _, u := range chain {
		if u.Len() < opts.BCMin || u.Len() > opts.BCMax {
			return false
		}
	}
	return len(chain) == 1 || chain[len(chain)-1].End-chain[0].Start <= opts.BCChainTotal
}

// listening says whether the other holds the floor over r, and completes r: the other talks as it starts, and has not
// only just started; or starts to talk over it; or paused just before and goes on just after.
func listening(r *turns.Reading, units []*unit, short [][]*unit, opts turns.Options) bool {
	before, after := timeline.Position(-1), never
	for _, u := range units {
		switch {
		case u.who == r.Speaker || isShort(short, u):
		case u.Contains(r.Start):
			r.Place, r.Evidence = turns.InOverlap, enters(r.Span, u.Span)
			if r.End > u.End {
				r.Place = turns.Late
			}
			return r.Lead > opts.SimStart
		case u.End <= r.Start:
			before = u.End
		default:
			after = min(after, u.Start)
		}
	}
	if before >= 0 && r.Start-before <= opts.BCPre && after-r.End < opts.BCPost {
		r.Place = turns.InPause
		return true
	}
	return after < r.End
}

func isShort(short [][]*unit, u *unit) bool {
	return slices.ContainsFunc(short, func(chain []*unit) bool { return slices.Contains(chain, u) })
}
