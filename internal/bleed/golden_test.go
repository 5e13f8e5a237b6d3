//go:build !race

package bleed

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bleed/bleedtest"
	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/timeline"
)

var goldenInput = flag.String("golden-input", "", "write what the golden values are made from to this folder, as raw float32")

// goldenCases are conversations of people from the bundled session across a table. What an independent implementation
// in double precision makes of them is in testdata; see the README there.
var goldenCases = []struct {
	name     string
	people   int
	level    float64
	length   timeline.Position
	excerpts []timeline.Position // of goldenLength each
}{
	{"two", 2, -10, 20 * timeline.Second, []timeline.Position{4 * timeline.Second, 19 * timeline.Second}},
	{"four", 4, -12, 12 * timeline.Second, []timeline.Position{11 * timeline.Second}},
}

const goldenLength = timeline.Second

func TestItGivesTheGoldenValues(t *testing.T) {
	for _, c := range goldenCases {
		t.Run(c.name, func(t *testing.T) {
			x := bleedtest.Table(bundledTalk(t, c.people, c.length), c.level)
			if *goldenInput != "" {
				writeFloats(t, filepath.Join(*goldenInput, fmt.Sprintf("%s-%d.f32", c.name, c.people)), x)
			}
			got := separate(t, x)
			for _, at := range c.excerpts {
				want := readFloats(t, filepath.Join("testdata", fmt.Sprintf("%s-%d.f32", c.name, at/timeline.Second)), c.people)
				for k := range x {
					if db := errorDB(got[k][at:at+goldenLength], want[k]); db > -60 {
						t.Errorf("channel %d from %v: off by %.1f dB, want at most -60", k, at.Duration(), db)
					}
				}
			}
		})
	}
}

// bundledTalk is a conversation of people: stretches of the bundled session that follow each other, by turns of the coach
// and of the client.
func bundledTalk(t testing.TB, people int, length timeline.Position) [][]float32 {
	t.Helper()
	wav := bundled.WAV()
	source, err := capture.NewWAVSource([]capture.Recording{{File: "session.wav", Data: bytes.NewReader(wav), Size: int64(len(wav))}})
	if err != nil {
		t.Fatal(err)
	}
	whole, hop := make([][]float32, 2), audio.NewHop(2)
	for {
		switch err := source.ReadHop(context.Background(), hop); {
		case errors.Is(err, io.EOF):
			talk := make([][]float32, people)
			for k := range talk {
				from := 5*timeline.Second + timeline.Position(k/2)*length
				talk[k] = whole[k%2][from : from+length]
			}
			return talk
		case err != nil:
			t.Fatal(err)
		}
		for k := range whole {
			whole[k] = append(whole[k], hop.Channels[k].PCM...)
		}
	}
}

// readFloats reads channels that stand one after the other.
func readFloats(t *testing.T, path string, channels int) [][]float32 {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	n := len(b) / 4 / channels
	x := make([][]float32, channels)
	for k := range x {
		x[k] = make([]float32, n)
		for i := range x[k] {
			x[k][i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*(k*n+i):]))
		}
	}
	return x
}

func writeFloats(t *testing.T, path string, x [][]float32) {
	t.Helper()
	var b []byte
	for _, channel := range x {
		for _, v := range channel {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
	}
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}
