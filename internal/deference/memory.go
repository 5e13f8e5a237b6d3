package deference

// memory is what goes from one look at a window to the next: directions, which have inertia, and draws, which cost
// most and change only when a turn has been added.
type memory struct {
	leans map[ID]*lean
	drawn drawn
	rates map[int][2]float64    // intervals of counts in an exposure of 1
	parts map[[2]int][2]float64 // intervals of proportions
}

// newMemory remembers nothing yet.
func newMemory() *memory {
	return &memory{leans: make(map[ID]*lean), rates: make(map[int][2]float64), parts: make(map[[2]int][2]float64)}
}

// forgetDraws is for when other people sit where draws are from.
func (m *memory) forgetDraws() { m.drawn = drawn{} }

// rate is rateInterval for an exposure of 1. Counts change seldom, and quantiles are dear.
func (m *memory) rate(k int) [2]float64 {
	ends, ok := m.rates[k]
	if !ok {
		ends = rateInterval(k, 1)
		m.rates[k] = ends
	}
	return ends
}

// proportion is the interval of k of n.
func (m *memory) proportion(k, n int) [2]float64 {
	ends, ok := m.parts[[2]int{k, n}]
	if !ok {
		d := proportion(k, n)
		ends = [2]float64{d.quantile(lowTail), d.quantile(highTail)}
		m.parts[[2]int{k, n}] = ends
	}
	return ends
}

// lean is the direction of one indicator.
func (m *memory) lean(id ID) *lean {
	l := m.leans[id]
	if l == nil {
		l = new(lean)
		m.leans[id] = l
	}
	return l
}
