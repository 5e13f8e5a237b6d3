package deference

import "testing"

func TestActsAreCountedByWhoUponWhom(t *testing.T) {
	m := newMatrix(3)
	for _, act := range [][2]int{{0, 1}, {0, 1}, {0, 2}, {2, 0}, {1, noSeat}} {
		m.add(act[0], act[1])
	}
	for by, want := range [][]int{{0, 2, 1}, {0, 0, 0}, {1, 0, 0}} {
		for on, n := range want {
			if got := m.at(by, on); got != n {
				t.Errorf("acts of %d upon %d = %d, want %d", by, on, got, n)
			}
		}
	}
	if m.at(1, noSeat) != 1 || m.by(0) != 3 || m.by(1) != 1 || m.by(2) != 1 {
		t.Errorf("acts in all: %d upon nobody; %d, %d and %d by each", m.at(1, noSeat), m.by(0), m.by(1), m.by(2))
	}
}
