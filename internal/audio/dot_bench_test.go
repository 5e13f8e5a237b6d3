package audio

import "testing"

func BenchmarkDot(b *testing.B) {
	x, w := make([]float32, 256), make([]float32, 256)
	for name, f := range map[string]func(x, w []float32) float32{"chosen": dot, "portable": dotPortable} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f(x, w)
			}
			b.ReportMetric(256*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gmac/s")
		})
	}
}
