package capturetest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os/exec"
	"strings"
)

// Play plays 48 kHz samples, of so many channels side by side, on a sink and returns when they have been heard.
func (p *Pulse) Play(sink string, channels int, pcm []int16) {
	p.t.Helper()
	if out, err := p.playing(sink, channels, pcm).CombinedOutput(); err != nil {
		p.t.Fatalf("play on %s: %v: %s", sink, err, out)
	}
}

// PlayMapped plays samples for channels at named places, such as "aux0,aux1", to channels of the same names.
func (p *Pulse) PlayMapped(sink, places string, pcm []int16) {
	p.t.Helper()
	c := p.playing(sink, 1+strings.Count(places, ","), pcm)
	c.Args = append(c.Args, "--channel-map="+places)
	if out, err := c.CombinedOutput(); err != nil {
		p.t.Fatalf("play on %s: %v: %s", sink, err, out)
	}
}

// playing is the command that plays.
func (p *Pulse) playing(sink string, channels int, pcm []int16) *exec.Cmd {
	c := exec.Command("pacat", "--playback", "--raw", "--format=s16le", "--rate=48000",
		"--device="+sink, fmt.Sprint("--channels=", channels), "--server="+p.Address())
	c.Stdin = bytes.NewReader(Bytes(pcm))
	return c
}

// Bytes are samples as 16-bit PCM, the lowest byte first.
func Bytes(pcm []int16) []byte {
	b := make([]byte, 0, 2*len(pcm))
	for _, v := range pcm {
		b = binary.LittleEndian.AppendUint16(b, uint16(v))
	}
	return b
}

// PlayLoop plays samples again and again until stop is called.
func (p *Pulse) PlayLoop(sink string, channels int, pcm []int16) (stop func()) {
	p.t.Helper()
	c := p.playing(sink, channels, nil)
	c.Stdin = &loop{b: Bytes(pcm)}
	if err := c.Start(); err != nil {
		p.t.Fatalf("play on %s: %v", sink, err)
	}
	return func() {
		_ = c.Process.Kill()
		_ = c.Wait() // it was killed: that is what it says
	}
}

// loop reads the same bytes again and again.
type loop struct {
	b  []byte
	at int
}

func (l *loop) Read(b []byte) (int, error) {
	n := copy(b, l.b[l.at:])
	l.at = (l.at + n) % len(l.b)
	return n, nil
}
