package vadtest

import (
	"math"
	"math/rand/v2"
)

// random gives the same numbers on every machine and with every version of Go.
type random struct{ source *rand.PCG }

func newRandom(seed uint64) random { return random{rand.NewPCG(seed, 0)} }

// float is evenly spread over [0, 1).
func (r random) float() float64 { return float64(r.source.Uint64()>>11) / (1 << 53) }

func (r random) intn(n int) int { return int(r.float() * float64(n)) }

// normal has mean 0 and deviation 1 (Box-Muller).
func (r random) normal() float64 {
	return math.Sqrt(-2*math.Log(1-r.float())) * math.Cos(2*math.Pi*r.float())
}
