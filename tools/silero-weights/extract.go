package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/evenkeel/monitor/internal/vad/silero/weights"
)

// The model holds a branch a sample rate. The 16 kHz one is told by the size of its Fourier basis.
const (
	basisName   = "stft.forward_basis_buffer"
	tensorCount = 15
)

var basisShape = []int{258, 1, 256}

// extract returns the named float32 constants of the model's 16 kHz branch, in the order of the model.
func extract(model []byte) ([]weights.Tensor, error) {
	g, err := parseModel(model)
	if err != nil {
		return nil, err
	}
	for _, branch := range g.all() {
		if !slices.ContainsFunc(branch.constants, isBasis) {
			continue
		}
		named := slices.DeleteFunc(branch.constants, func(t weights.Tensor) bool { return t.Name == "" })
		if len(named) != tensorCount {
			return nil, fmt.Errorf("it has %d tensors, want %d", len(named), tensorCount)
		}
		return named, nil
	}
	return nil, errors.New("no branch of the model has a Fourier basis of 258 x 1 x 256")
}

func isBasis(t weights.Tensor) bool {
	return t.Name == basisName && slices.Equal(t.Shape, basisShape)
}
