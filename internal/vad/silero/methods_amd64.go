//go:build !purego

package silero

import "golang.org/x/sys/cpu"

//go:generate go run ../../../tools/silero-kernels .

// methods are the ways to compute the network on this machine, the fastest first.
func methods() []method {
	var m []method
	if cpu.X86.HasAVX2 && cpu.X86.HasFMA {
		if cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ {
			m = append(m, avx512)
		}
		m = append(m, avx2)
	}
	return append(m, portable)
}
