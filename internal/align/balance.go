package align

// edge says that one device is behind another by so much.
type edge struct {
	first, second int // devices
	behind        float64
	weight        float64
}

// balance finds how far forward each device is to be moved so that the edges come out best, in the sense of least squares.
// Devices that edges join keep their mean: none of them is the one that is right. Those without edges stay.
func balance(x []float64, edges []edge) {
	clear(x)
	for range 50 * len(x) {
		for k := range x {
			sum, weights := 0., 0.
			for _, e := range edges {
				switch k {
				case e.first:
					sum += e.weight * (x[e.second] - e.behind)
				case e.second:
					sum += e.weight * (x[e.first] + e.behind)
				default:
					continue
				}
				weights += e.weight
			}
			if weights > 0 {
				x[k] = sum / weights
			}
		}
	}
}

// group numbers the devices so that those that edges join have the same number.
func group(groups []int, edges []edge) {
	for k := range groups {
		groups[k] = k
	}
	for range groups {
		for _, e := range edges {
			least := min(groups[e.first], groups[e.second])
			groups[e.first], groups[e.second] = least, least
		}
	}
}

// centre takes the mean of each group off its members.
func centre(x []float64, groups []int) {
	for g := range groups {
		sum, n := 0., 0.
		for k, h := range groups {
			if h == g {
				sum += x[k]
				n++
			}
		}
		for k, h := range groups {
			if h == g {
				x[k] -= sum / n
			}
		}
	}
}
