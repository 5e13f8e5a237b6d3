package main

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/vad"
)

// mostMetered is how many channels of an input are shown.
const mostMetered = 8

// inputMeter listens to one input.
type inputMeter struct {
	input   capture.Input
	running sync.WaitGroup

	mu     sync.Mutex // guards what follows
	levels []float64  // the highest since they were last printed, dBFS
	state  string     // why nothing comes; "" when something does
}

// startMeter listens to an input until ctx ends. One that cannot be opened says so.
func startMeter(ctx context.Context, in capture.Input) *inputMeter {
	m := &inputMeter{input: in, levels: make([]float64, min(in.Channels, mostMetered)), state: "opening"}
	m.reset()
	m.running.Go(func() { m.listen(ctx) })
	return m
}

func (m *inputMeter) reset() {
	for k := range m.levels {
		m.levels[k] = vad.NoLevel.DBFS()
	}
}

func (m *inputMeter) listen(ctx context.Context) {
	specs := make([]capture.ChannelSpec, len(m.levels))
	for k := range specs {
		specs[k] = capture.ChannelSpec{Device: m.input.ID, Channel: k + 1}
	}
	source, err := capture.OpenDevices(ctx, specs, capture.DeviceOptions{})
	if err != nil {
		m.set(err.Error())
		return
	}
	defer func() {
		if err := source.Close(); err != nil {
			m.set(err.Error())
		}
	}()
	hop := audio.NewHop(len(specs))
	for source.ReadHop(ctx, hop) == nil {
		m.take(hop, source.States()[0])
	}
}

func (m *inputMeter) take(hop *audio.Hop, s capture.DeviceState) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.state = s.Reason
	for k := range m.levels {
		if c := &hop.Channels[k]; !c.Unknown {
			m.levels[k] = max(m.levels[k], loudest(c))
		}
	}
}

func (m *inputMeter) set(state string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.state = state
}

func (m *inputMeter) wait() { m.running.Wait() }

// lines is how many lines print prints.
func (m *inputMeter) lines() int { return 1 + len(m.levels) }

// print prints the input and its levels, over what stood there or not, and begins anew with the highest.
func (m *inputMeter) print(b *strings.Builder, over bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	end := "\n"
	if over {
		end = "\x1b[K\n"
	}
	kind := "microphone"
	if m.input.Loopback {
		kind = "loopback: what this computer plays"
	}
	if m.input.Default {
		kind += ", default"
	}
	fmt.Fprintf(b, "%s (%s)%s", m.input.Name, kind, end)
	for k, level := range m.levels {
		text := levelText(level)
		if m.state != "" {
			text = m.state
		}
		fmt.Fprintf(b, "  %s:%d  %s  %s%s", m.input.ID, k+1, bar(level), text, end)
	}
	m.reset()
}
