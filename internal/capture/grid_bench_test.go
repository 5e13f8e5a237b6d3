package capture

import (
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
)

// BenchmarkDeviceToHop is all that the program does with a device's sound between its arrival and a hop: the clock, the
// conversion to 16 kHz, the grid.
func BenchmarkDeviceToHop(b *testing.B) {
	for _, f := range []soundFormat{{rate: 48000, channels: 1}, {rate: 44100, channels: 2}} {
		b.Run(f.String(), func(b *testing.B) {
			g := newGrid(f.channels)
			routes := make([]route, f.channels)
			for k := range routes {
				routes[k] = route{k, k}
			}
			fd, err := newFeed(g, f, routes, 30e-6)
			if err != nil {
				b.Fatal(err)
			}
			fd.origin = 0
			n := f.rate / 100
			frame := &soundFrame{samples: n, pcm: pcmBytes(make([]float32, n*f.channels)...)}
			h := audio.NewHop(f.channels)
			b.ReportAllocs()
			for b.Loop() {
				fd.push(frame, float64(frame.end())/float64(f.rate))
				frame.first = frame.end()
				if ready, _ := g.due(fd.at); ready {
					g.take(h)
				}
			}
			b.ReportMetric(float64(fd.end)/float64(f.rate)/b.Elapsed().Seconds(), "x-realtime")
		})
	}
}
