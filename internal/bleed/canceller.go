package bleed

// startGain is the diagonal of a canceller's inverse at the start, and its mean at most: so far, and no further, it
// opens up to what comes next while there is nothing to learn.
const startGain = 100

// tapsFor is how many frames of each other channel the cancellers of n channels look back on. More follow a longer room
// but learn more slowly and cost more.
func tapsFor(n int) int {
	switch {
	case n <= 2:
		return maxTaps
	case n <= 4:
		return 4
	}
	return 3
}

const maxTaps = 8

// canceller subtracts from each channel, bin by bin, what references of the other people explain of it. Its filters
// learn by recursive least squares. A frame counts the less the louder its remainder is: the channel's own person
// speaks.
type canceller struct {
	n     int
	taps  int       // frames that it looks back on
	depth int       // of a filter
	past  []cell    // of each cell the last frames of the people 1, …, n-1, 0, …, n-2: all but k are side by side from k on
	h     []cell    // a filter for each channel and cell
	p     []inverse // likewise: of the correlation of what the filters are given
	left  []*spectrum

	scratch []cell
}

// newCanceller makes a canceller of n channels.
func newCanceller(n int) *canceller {
	c := &canceller{n: n, taps: tapsFor(n), left: newSpectra(n)}
	c.depth = (n - 1) * c.taps
	c.scratch = make([]cell, c.depth)
	c.past = make([]cell, cells*(2*n-2)*c.taps)
	c.h = make([]cell, n*cells*c.depth)
	c.p = newInverses(n*cells, c.depth)
	c.restart()
	return c
}

// restart forgets what was learned and heard.
func (c *canceller) restart() {
	clear(c.past)
	for i := range c.p {
		for lane := range lanes {
			c.restartBin(i, lane)
		}
	}
}

// restartBin forgets what was learned of one bin of one channel.
func (c *canceller) restartBin(i, lane int) {
	for d := range c.filter(i) {
		c.filter(i)[d].re[lane], c.filter(i)[d].im[lane] = 0, 0
	}
	c.p[i].restart(lane, startGain, 1)
}

// reopen lets the filters of channel k learn as quickly as at the start.
func (c *canceller) reopen(k int) {
	for b := range cells {
		for lane := range lanes {
			c.p[k*cells+b].restart(lane, startGain, 1)
		}
	}
}

// step writes to out what is left of the channels x that sound. The frames ref are estimates of the people by themselves.
func (c *canceller) step(out, x, ref []*spectrum, sounds, learn []bool) {
	c.remember(ref)
	for k := range c.n {
		if !sounds[k] {
			*out[k] = spectrum{}
			continue
		}
		c.predict(k, x[k])
		if learn[k] {
			c.learn(k, out[k], x[k])
		} else {
			*out[k] = *c.left[k]
		}
	}
}

// predict leaves what the filters as they are leave of channel k.
func (c *canceller) predict(k int, x *spectrum) {
	for b := range cells {
		residual(&c.left[k][b], &x[b], c.filter(k*cells+b), c.others(k, b))
	}
}

// learn improves the filters of channel k and writes to out what they then leave.
func (c *canceller) learn(k int, out, x *spectrum) {
	own := c.left[k].power(bandFirst, bandEnd) + tiny
	m := moment{noise: float32(forget * own), bound: startGain * float32(c.depth)}
	for b := range cells {
		i := k*cells + b
		m.err = c.left[k][b]
		wrong := c.p[i].learn(c.filter(i), c.others(k, b), c.scratch, &m)
		out[b] = m.err
		if wrong != 0 {
			c.repair(i, &out[b], &x[b], wrong)
		}
	}
}

// repair restarts the bins of a cell that went wrong, and passes on what was heard.
func (c *canceller) repair(i int, out, x *cell, wrong int) {
	for l := range lanes {
		if wrong&(1<<l) != 0 {
			c.restartBin(i, l)
			out.re[l], out.im[l] = x.re[l], x.im[l]
		}
	}
}

// remember takes the newest frame of the references.
func (c *canceller) remember(ref []*spectrum) {
	lines := 2*c.n - 2
	for b := range cells {
		for line := range lines {
			past := c.past[(b*lines+line)*c.taps:][:c.taps]
			copy(past[1:], past)
			past[0] = ref[(line+1)%c.n][b]
		}
	}
}

// filter is the filter of one channel and cell, i counting through both.
func (c *canceller) filter(i int) []cell { return c.h[i*c.depth:][:c.depth:c.depth] }

// others is the last frames of everybody but k in cell b.
func (c *canceller) others(k, b int) []cell {
	return c.past[(b*(2*c.n-2)+k)*c.taps:][:c.depth:c.depth]
}
