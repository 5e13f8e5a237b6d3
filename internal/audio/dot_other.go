//go:build !amd64

package audio

func dot(x, w []float32) float32 { return dotPortable(x, w) }
