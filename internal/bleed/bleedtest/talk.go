package bleedtest

import (
	"math"
	"math/rand/v2"
	"sync"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// Talk is a conversation without bleed, a channel a person, over room noise of -66 dBFS. The people take turns of one to
// three seconds; after every second turn the next begins before the last has ended. Spans say who speaks when.
func Talk(people int, length timeline.Position, seed uint64) (channels [][]float32, spans [][]timeline.Span) {
	r := rand.New(rand.NewPCG(seed, 1))
	channels, spans = make([][]float32, people), make([][]timeline.Span, people)
	for k := range channels {
		channels[k] = vadtest.Noise(length, -66, seed*100+uint64(k))
	}
	at, k := timeline.Second/2, 0
	for turn := 0; at < length; turn++ {
		end := min(at+timeline.Second+timeline.Position(r.Int64N(int64(2*timeline.Second))), length)
		for i, v := range vadtest.Voice(end-at, -26, seed*1000+uint64(turn)) {
			channels[k][at+timeline.Position(i)] += v
		}
		spans[k] = append(spans[k], timeline.Span{Start: at, End: end})
		at = end + 300*timeline.Millisecond
		if turn%2 == 1 {
			at = end - 400*timeline.Millisecond
		}
		if people > 1 {
			k = (k + 1 + r.IntN(people-1)) % people
		}
	}
	return channels, spans
}

// Table lets people hear each other across a table in a room of 5 by 4 by 2.7 m, with a reverberation of .35 s: each microphone
// is 30 cm from its own person, and hears the others there level dB louder than they are in their own.
func Table(channels [][]float32, level float64) [][]float32 {
	responses := make([][][]float64, len(channels))
	for k := range channels {
		responses[k] = make([][]float64, len(channels))
		for j := range channels {
			if j != k {
				responses[k][j] = tableResponses[k][j]()
			}
		}
	}
	return Mix(channels, responses, level)
}

// seats are the places around the table.
var seats = [...]Point{{1.4, 1.5, 1.2}, {3.4, 2.3, 1.2}, {2.5, .9, 1.15}, {2.3, 3.1, 1.25}, {1.1, 2.6, 1.2}, {4.1, 1.2, 1.2}}

// tableResponses give what the microphone of a seat hears of another. Each is computed once.
var tableResponses = func() (responses [len(seats)][len(seats)]func() []float64) {
	room, centre := Reflecting(Point{5, 4, 2.7}, .35), Point{2.5, 2, 1}
	for k := range seats {
		for j := range seats {
			responses[k][j] = sync.OnceValue(func() []float64 {
				return room.Response(seats[j], towards(seats[k], centre, .3), int(timeline.Second*2/5))
			})
		}
	}
	return responses
}()

// towards is the point a distance from a in the direction of b.
func towards(a, b Point, distance float64) (p Point) {
	length := 0.
	for d := range p {
		length += (b[d] - a[d]) * (b[d] - a[d])
	}
	for d := range p {
		p[d] = a[d] + (b[d]-a[d])*distance/math.Sqrt(length)
	}
	return p
}
