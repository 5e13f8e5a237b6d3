package main

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/tools/bundled-session/plan"
	"github.com/evenkeel/monitor/tools/bundled-session/reading"
	"github.com/evenkeel/monitor/tools/bundled-session/scene"
	"github.com/evenkeel/monitor/tools/bundled-session/voice"
)

// maxWAV is how large the sound may be, in bytes.
const maxWAV = 6_000_000

// names are the people in the order of their channels, as in the files.
var names = export.Names{"coach", "client"}

// session is the finished work.
type session struct {
	scene *scene.Scene
	talk  reading.Talk
	facts []turns.Reading
	wav   []byte
}

// synthesiser speaks.
type synthesiser interface {
	Speak(ctx context.Context, s voice.Speech) ([]float32, error)
}

// build makes the session of p. It is an error when the facts are not those that the plan asks for, or do not stand
// safely.
func build(ctx context.Context, p *plan.Plan, synth synthesiser) (*session, error) {
	spoken, err := speak(ctx, p, synth)
	if err != nil {
		return nil, err
	}
	sc, err := scene.Place(p, spoken)
	if err != nil {
		return nil, err
	}
	if size := scene.WAVSize(sc.End); size > maxWAV {
		return nil, fmt.Errorf("the session of %v takes %d bytes; at most %d fit", sc.End.Duration(), size, maxWAV)
	}
	s := &session{scene: sc, talk: sc.Talk()}
	s.facts = reading.Read(s.talk, turns.DefaultOptions())
	if wrong := append(unplanned(sc.Takes, s.facts), reading.Unsafe(s.talk)...); len(wrong) > 0 {
		return nil, fmt.Errorf("the plan does not hold; move its lines:\n  %s\n%s", strings.Join(wrong, "\n  "), s.drawing())
	}
	channels := sc.Render()
	scene.Rooms(channels, p.Speakers(), p.Session.Seed)
	s.wav, err = scene.WAV(channels)
	return s, err
}

// speak says all lines of p, each speaker at the planned level over all lines, so that the lines differ among each other
// as the voice spoke them.
func speak(ctx context.Context, p *plan.Plan, synth synthesiser) ([]voice.Utterance, error) {
	raw := make([][]float32, len(p.Lines))
	var of [2][][]float32
	for i, l := range p.Lines {
		who := p.Speakers()[l.Speaker()]
		pcm, err := synth.Speak(ctx, voice.Speech{Voice: who.Voice, Stretch: who.Stretch, Text: l.Text(), Phones: l.Phones})
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		raw[i] = pcm
		of[l.Speaker()] = append(of[l.Speaker()], pcm)
	}
	spoken := make([]voice.Utterance, len(p.Lines))
	dry := [2]float64{voice.SpeechLevel(of[0]), voice.SpeechLevel(of[1])}
	for i, l := range p.Lines {
		level := p.Speakers()[l.Speaker()].Level
		amplify(raw[i], level-dry[l.Speaker()]+l.Level)
		u, err := voice.Trim(raw[i], level, timeline.FromDuration(l.Cut))
		if err != nil {
			return nil, fmt.Errorf("line %d (%.24q): %w", i+1, l.Text(), err)
		}
		spoken[i] = u
	}
	return spoken, nil
}

func amplify(pcm []float32, decibels float64) {
	gain := float32(math.Pow(10, decibels/20))
	for i := range pcm {
		pcm[i] *= gain
	}
}
