package deference

// matrix counts acts of one seat upon another. Its last column is for acts upon nobody.
type matrix struct {
	seats  int
	counts []int
}

// newMatrix makes a matrix of zeros.
func newMatrix(seats int) matrix { return matrix{seats, make([]int, seats*(seats+1))} }

// at counts the acts of seat by upon seat on, or upon nobody for noSeat.
func (m matrix) at(by, on int) int {
	if on == noSeat {
		on = m.seats
	}
	return m.counts[by*(m.seats+1)+on]
}

// add counts one more.
func (m matrix) add(by, on int) {
	if on == noSeat {
		on = m.seats
	}
	m.counts[by*(m.seats+1)+on]++
}

// by counts what seat did, upon anybody.
func (m matrix) by(seat int) int {
	sum := m.at(seat, noSeat)
	for on := range m.seats {
		sum += m.at(seat, on)
	}
	return sum
}
