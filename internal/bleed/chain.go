package bleed

// chain separates the frames of channels that all give a signal.
type chain struct {
	n             int
	x, y          []*spectrum // a frame as it is heard, and what is everybody's own of it
	sounds        []bool      // the channels that are not digitally silent in this frame
	iva           *iva
	first, second *canceller
	guess, better []*spectrum // estimates of the people by themselves
	learn         []bool
}

// newChain makes a chain of n channels, 2 to MaxSeparated.
func newChain(n int) *chain {
	return &chain{
		n: n, x: newSpectra(n), y: newSpectra(n), sounds: make([]bool, n),
		iva: newIVA(n), first: newCanceller(n), second: newCanceller(n),
		guess: newSpectra(n), better: newSpectra(n), learn: make([]bool, n),
	}
}

func (c *chain) restart() {
	c.iva.restart()
	c.first.restart()
	c.second.restart()
}

// reopen lets what is heard of the others in channel k be learned quickly again. Who is who stays known.
func (c *chain) reopen(k int) {
	c.first.reopen(k)
	c.second.reopen(k)
}

// step separates x to y. A channel learns while another sounds too, be it only of its room: the noise between words is
// what keeps everybody in their place. A channel that is digitally silent stays so, and nothing is learned of it. While
// frozen nothing is.
func (c *chain) step(frozen bool) {
	sounding := 0
	for _, s := range c.sounds {
		if s {
			sounding++
		}
	}
	for k, s := range c.sounds {
		c.learn[k] = s && sounding > 1 && !frozen
	}
	c.iva.step(c.guess, c.x, sounding == c.n && !frozen)
	c.first.step(c.better, c.x, c.guess, c.sounds, c.learn)
	c.second.step(c.y, c.x, c.better, c.sounds, c.learn)
}
