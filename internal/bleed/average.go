package bleed

// average is a running mean: of all values at first, then the latest count most.
type average struct {
	mean float64
	n    int // values so far, at most the memory
}

func (a *average) push(x float64, memory int) {
	a.n = min(a.n+1, memory)
	a.mean += (x - a.mean) / float64(a.n)
}

// share is 1 for yes and 0 for no: the mean of such is how often it was so.
func share(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
