package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestTheCheckedInKernelsAreWhatIsGenerated(t *testing.T) {
	files, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join("..", "..", "internal", "vad", "silero", name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is out of date: run go generate ./internal/vad/silero", name)
		}
	}
}

// A kernel for AVX2 that needs more registers than it has would get those of AVX-512 without a word.
func TestKernelsForAVX2KeepToItsRegisters(t *testing.T) {
	files, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	beyond := regexp.MustCompile(`\b([XY](1[6-9]|2\d|3[01])|Z\d+|K[0-7])\b`)
	kernels := strings.Split(string(files["kernels_amd64.s"]), "\nTEXT ")[1:]
	for _, k := range kernels {
		name, _, _ := strings.Cut(k, "(SB)")
		if r := beyond.FindString(k); r != "" && strings.HasSuffix(name, "AVX2") {
			t.Errorf("%s uses register %s", name, r)
		}
	}
	if want := len(layerKernels) + 3; len(kernels) != want {
		t.Errorf("looked at %d kernels, want %d", len(kernels), want)
	}
}
