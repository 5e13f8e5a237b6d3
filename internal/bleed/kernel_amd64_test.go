//go:build !race

package bleed

import "testing"

func TestSoDoesThatForLessThanAVX512(t *testing.T) {
	if !wider {
		t.Skip("no AVX-512 here: the other test has tried the rest")
	}
	wider = false
	defer func() { wider = true }()
	checkKernels(t)
}
