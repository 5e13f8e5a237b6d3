package align

// Health is how a device is aligned.
type Health struct {
	// Advance is by how many samples its sound is moved forward against the session's clock, and back if less than zero.
	// Only the difference of two devices tells something.
	Advance float64
	// Drift is by how many parts in a million it is slower than the mean of the devices that it was compared with.
	Drift   float64
	Rated   bool // its drift is known
	Settled bool // its offset to another device is known
	// Apart says that it hears what another device hears, and that it is not known yet how far off the other it is.
	Apart bool
	Jumps int // how often it was moved at once
}

// Health is how the device of channel k is doing.
func (a *Aligner) Health(k int) Health {
	n := a.of[k]
	d := &a.devices[n]
	h := Health{Advance: d.advance, Drift: d.drift * 1e6, Jumps: d.jumps}
	for i := range a.pairs {
		p := &a.pairs[i]
		if a.of[p.first] == n || a.of[p.second] == n {
			_, known := p.offset()
			h.Settled = h.Settled || known
			h.Rated = h.Rated || p.trust > 0
			h.Apart = h.Apart || p.near || p.sides[0].found+p.sides[1].found > 0
		}
	}
	h.Apart = h.Apart && (!h.Settled || !h.Rated)
	return h
}
