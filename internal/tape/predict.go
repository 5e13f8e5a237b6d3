package tape

import (
	"math/bits"

	"github.com/mewkiz/flac/frame"
)

const (
	mostOrder  = 4  // of the polynomials that FLAC predicts with
	partitions = 3  // in powers of two: stretches of a frame that have a Rice parameter each
	mostRice   = 14 // 15 says something else
)

// predict chooses how a frame is written: by the polynomial that leaves least, and Rice parameters for what it leaves. The
// library can find them too, by trying all of them, which takes five times as long.
func predict(s *frame.Subframe) {
	left := make([]int32, len(s.Samples))
	copy(left, s.Samples)
	best, least := 0, int64(-1)
	var chosen []int32
	for order := 0; order <= mostOrder && order < len(left); order++ {
		if order > 0 {
			for i := len(left) - 1; i >= order; i-- {
				left[i] -= left[i-1]
			}
		}
		if sum := folded(left[min(mostOrder, len(left)-1):]); least < 0 || sum < least {
			best, least = order, sum
			chosen = append(chosen[:0], left...)
		}
	}
	s.Pred, s.Order, s.ResidualCodingMethod = frame.PredFixed, best, frame.ResidualCodingMethodRice1
	count := 1 << partitions
	if len(chosen)%count != 0 || len(chosen)/count <= best {
		count = 1
	}
	s.RiceSubframe = &frame.RiceSubframe{PartOrder: bits.Len(uint(count)) - 1, Partitions: make([]frame.RicePartition, count)} //nolint:gosec // 1 or 8
	size := len(chosen) / count
	for i := range s.RiceSubframe.Partitions {
		part := chosen[max(i*size, best) : (i+1)*size]
		s.RiceSubframe.Partitions[i].Param = rice(folded(part), len(part))
	}
}

// folded is the sum of values as Rice codes take them: 0, -1, 1, -2, … are 0, 1, 2, 3, ….
func folded(values []int32) (sum int64) {
	for _, v := range values {
		sum += int64(uint32(v<<1 ^ v>>31)) //nolint:gosec // the bits of it
	}
	return sum
}

// rice is the parameter for n values of that sum: the power of two below their mean, with which half of them take no more
// than a bit besides.
func rice(sum int64, n int) uint {
	mean := uint64(sum) / uint64(max(n, 1)) //nolint:gosec // not negative
	return uint(min(bits.Len64(mean/2), mostRice))
}
