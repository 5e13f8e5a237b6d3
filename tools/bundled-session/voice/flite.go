// Package voice makes speech from text and measures where in it somebody is heard.
package voice

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

// ErrNoFlite is returned when the speech synthesiser is not installed.
var ErrNoFlite = errors.New("flite is not installed: apt-get install flite")

// Rate is the sample rate of the voices in Hz.
const Rate = 16000

// Flite speaks with the voices of the program flite. They have 16 kHz, all but the voice kal.
type Flite struct {
	path   string
	voices []string
}

// NewFlite finds the program and its voices; ErrNoFlite when it is not there.
func NewFlite(ctx context.Context) (*Flite, error) {
	path, err := exec.LookPath("flite")
	if err != nil {
		return nil, ErrNoFlite
	}
	list, err := exec.CommandContext(ctx, path, "-lv").Output()
	if err != nil {
		return nil, fmt.Errorf("list the voices of flite: %w", err)
	}
	_, names, _ := strings.Cut(string(list), ":")
	return &Flite{path: path, voices: strings.Fields(names)}, nil
}

// Speech is what is to be said and how.
type Speech struct {
	Voice   string
	Stretch float64 // length, 1 as the voice would speak it
	Text    string
	Phones  string // spoken instead of the text when there are any
}

func (s Speech) args() []string {
	what := []string{"-t", s.Text}
	if s.Phones != "" {
		what = []string{"-p", "pau " + s.Phones + " pau"}
	}
	stretch := "duration_stretch=" + strconv.FormatFloat(s.Stretch, 'g', -1, 64)
	return append([]string{"-voice", s.Voice, "--setf", stretch, "-o", "/dev/stdout"}, what...)
}

// Speak says s and returns the samples, from -1 to 1 at Rate.
func (f *Flite) Speak(ctx context.Context, s Speech) ([]float32, error) {
	if !slices.Contains(f.voices, s.Voice) { // flite would speak with another one and not say so
		return nil, fmt.Errorf("flite has no voice %q; it has %v", s.Voice, f.voices)
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, f.path, s.args()...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("speak %.24q with voice %s: %w: %s", s.Text, s.Voice, err, bytes.TrimSpace(stderr.Bytes()))
	}
	pcm, err := decode(stdout.Bytes())
	if err != nil {
		return nil, fmt.Errorf("speak %.24q with voice %s: %w", s.Text, s.Voice, err)
	}
	return pcm, nil
}

// headerLen is the length of the header of flite's WAV: one fmt and one data chunk. Its sizes are not trusted, since
// flite goes back to fill them in, which a pipe does not allow.
const headerLen = 44

func decode(wav []byte) ([]float32, error) {
	if len(wav) < headerLen || string(wav[:4]) != "RIFF" || string(wav[36:40]) != "data" {
		return nil, errors.New("flite gave no WAV")
	}
	if rate := binary.LittleEndian.Uint32(wav[24:]); rate != Rate {
		return nil, fmt.Errorf("the voice has %d Hz; one with %d is needed", rate, Rate)
	}
	body := wav[headerLen:]
	pcm := make([]float32, len(body)/2)
	for i := range pcm {
		pcm[i] = float32(int16(binary.LittleEndian.Uint16(body[2*i:]))) / 32768
	}
	return pcm, nil
}
