package weights_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/vad/silero/weights"
)

var sample = []weights.Tensor{
	{Name: "conv.weight", Shape: []int{2, 1, 3}, Data: []float32{1, -2, 3.5, 0, 1e-30, 6}},
	{Name: "bias", Shape: []int{1}, Data: []float32{.25}},
}

func encode(t testing.TB, tensors []weights.Tensor) []byte {
	t.Helper()
	b, err := weights.Encode(tensors)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestWhatIsEncodedDecodesToTheSame(t *testing.T) {
	got, err := weights.Decode(encode(t, sample))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, sample) {
		t.Errorf("Decode(Encode(x)) = %v, want %v", got, sample)
	}
}

func TestATensorThatDoesNotFitItsHeaderIsNotEncoded(t *testing.T) {
	for name, tensor := range map[string]weights.Tensor{
		"too few values": {Name: "w", Shape: []int{2, 2}, Data: make([]float32, 3)},
		"long name":      {Name: strings.Repeat("n", 256), Shape: []int{1}, Data: make([]float32, 1)},
		"many sizes":     {Name: "w", Shape: make([]int, 256)},
	} {
		if _, err := weights.Encode([]weights.Tensor{tensor}); err == nil {
			t.Errorf("%s: encoded without an error", name)
		}
	}
}

func TestEveryCutOfAFileIsAnError(t *testing.T) {
	b := encode(t, sample)
	for n := range len(b) {
		if _, err := weights.Decode(b[:n]); !errors.Is(err, weights.ErrFormat) {
			t.Errorf("Decode of the first %d of %d bytes: error %v, want ErrFormat", n, len(b), err)
		}
	}
}

func TestAFileThatLiesAboutItsSizeIsAnError(t *testing.T) {
	head := weights.Magic + "\x02\x00\x00\x00"
	for name, b := range map[string]string{
		"huge size":       head + "\x01w\x01\xff\xff\xff\xff",
		"huge product":    head + "\x01w\x03\x00\x10\x00\x00\x00\x10\x00\x00\x00\x10\x00\x00",
		"huge sum":        head + "\x01w\x01\xff\xff\xff\x01\x01v\x01\xff\xff\xff\x01",
		"something after": string(encode(t, sample)) + "x",
	} {
		if _, err := weights.Decode([]byte(b)); !errors.Is(err, weights.ErrFormat) {
			t.Errorf("%s: error %v, want ErrFormat", name, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(encode(f, sample))
	f.Add([]byte(weights.Magic))
	f.Fuzz(func(t *testing.T, b []byte) {
		tensors, err := weights.Decode(b)
		if err != nil {
			return
		}
		if got := encode(t, tensors); string(got) != string(b) {
			t.Errorf("Encode(Decode(%x)) = %x", b, got)
		}
	})
}
