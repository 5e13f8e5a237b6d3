package silero

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/vad/silero/weights"
)

// TestTheWeightsAreThoseThatWereMeasured fails when weights.bin is not what tools/silero-weights makes of the pinned
// package.
func TestTheWeightsAreThoseThatWereMeasured(t *testing.T) {
	const want = "85eddf293dd9799bccef22f7bb62c979ac5681a8c89bca38e2ee1707673d37b7"
	sum := sha256.Sum256(weightsFile)
	if got := hex.EncodeToString(sum[:]); got != want {
		t.Errorf("sha256 of weights.bin = %s, want %s", got, want)
	}
}

func TestTheModelIsLoadedOnce(t *testing.T) {
	a, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := Load(); a != b {
		t.Error("two calls of Load return two models")
	}
}

func TestAModelWithATensorMissingOrOfAnotherShapeIsAnError(t *testing.T) {
	tensors, err := weights.Decode(weightsFile)
	if err != nil {
		t.Fatal(err)
	}
	const name = "decoder.rnn.bias_hh"
	for i := range tensors {
		if tensors[i].Name == name {
			tensors[i].Shape = []int{2, 256}
		}
	}
	if _, err = newTrained(tensors); err == nil || !strings.Contains(err.Error(), name) {
		t.Errorf("newTrained = %v, want an error that names %s", err, name)
	}
	if _, err = newTrained(nil); err == nil {
		t.Error("newTrained of nothing: no error")
	}
}
