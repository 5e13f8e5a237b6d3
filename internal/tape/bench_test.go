package tape_test

import (
	"context"
	"testing"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/tape"
	"github.com/evenkeel/monitor/internal/timeline"
)

// scale weighs what it is given to keep.
type scale struct {
	tape.Shelf
	bytes int
}

func (s *scale) Keep(_ context.Context, _ int, p record.Piece) error {
	s.bytes += len(p.Sealed)
	return nil
}

// BenchmarkKeep encodes and seals a minute of the coach of the bundled session.
func BenchmarkKeep(b *testing.B) {
	hops, _ := conversation(b, int(60*timeline.Second/timeline.HopLen))
	deck := tape.NewDeck(b.TempDir()+"/audio.key", nil)
	sealed, minutes := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		s := new(scale)
		r, err := deck.Record(s)
		if err != nil {
			b.Fatal(err)
		}
		for i := range hops {
			r.Keep(0, timeline.Position(i)*timeline.HopLen, hops[i].Channels[0].PCM)
		}
		r.End()
		deck.Close()
		sealed += s.bytes
		minutes++
	}
	b.ReportMetric(60*float64(sealed)/float64(minutes)/1e6, "MB/h")
	b.ReportMetric(60*float64(minutes)/b.Elapsed().Seconds(), "x-realtime")
}
