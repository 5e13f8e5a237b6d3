package bleed

const (
	// ambiguousReduction is by how many dB a channel is reduced when what is heard in it may be what is left of another.
	ambiguousReduction = 3
	likely             = .5 // that somebody speaks
	// ambiguousLikely is the probability from which an ambiguous channel is likely to hold its own person's speech.
	ambiguousLikely = .7
)

// ambiguous says whether speech in a channel may be another's: somebody else is likely to speak, and most of what the
// channel held was theirs.
func ambiguous(other float64, l level) bool {
	return l.known() && other >= likely && l.reduction() > ambiguousReduction
}

// OwnProbability is the probability that a channel's own person speaks, from what the detector makes of the channel. If
// it is ambiguous the detector must be surer: .7 becomes .5.
func OwnProbability(p float64, ambiguous bool) float64 {
	switch {
	case !ambiguous:
		return p
	case p < ambiguousLikely:
		return p * likely / ambiguousLikely
	}
	return 1 - (1-p)*(1-likely)/(1-ambiguousLikely)
}

// Heard takes the probabilities, a channel each, with which the detector found speech in the hop that Push gave last. It
// says which channels are ambiguous in that hop; what it returns is valid until the next call. It is called after each
// Push but those that come before the session.
func (s *Separator) Heard(probabilities []float64) []bool {
	for k := range s.channels {
		c, own, other, likeliest := &s.channels[k], probabilities[k], 0., k
		for j, p := range probabilities {
			if j != k && p > other {
				other, likeliest = p, j
			}
		}
		l := c.levels.answered()
		s.ambiguous[k] = !c.bypass.passes() && ambiguous(other, l)
		c.bypass.hear(own, other, l)
		c.record.hear(own, other, s.ambiguous[k])
		c.echoes(own, other, l, s.channels[likeliest].levels.answered())
	}
	s.doze()
	return s.ambiguous
}
