package capture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"time"
)

// pcmBytes is samples as they go over the wire.
func pcmBytes(x ...float32) []byte {
	var b []byte
	for _, v := range x {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}

// wire is a stream of two channels with the given frames.
func wire(t testing.TB, frames ...*soundFrame) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := newWireWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.format(soundFormat{rate: 48000, channels: 2}); err != nil {
		t.Fatal(err)
	}
	for _, f := range frames {
		if err := w.sound(f); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func TestSoundArrivesAsItWasSent(t *testing.T) {
	sent := []*soundFrame{
		{number: 0, first: 0, heard: 5, sent: 7, age: 3 * time.Millisecond, pcm: pcmBytes(1, -1, .5, -.5)},
		{number: 1, first: 100, heard: 9, sent: 9, overflows: 2, pcm: pcmBytes(0, .25)},
	}
	r, err := newWireReader(bytes.NewReader(wire(t, sent...)))
	if err != nil {
		t.Fatal(err)
	}
	if r.fmt != (soundFormat{rate: 48000, channels: 2}) {
		t.Errorf("format %+v, want 48000 Hz and 2 channels", r.fmt)
	}
	for _, want := range sent {
		var got soundFrame
		if err := r.next(&got); err != nil {
			t.Fatal(err)
		}
		same := got.number == want.number && got.first == want.first && got.heard == want.heard &&
			got.sent == want.sent && got.age == want.age && got.overflows == want.overflows
		if !same || !bytes.Equal(got.pcm, want.pcm) || got.samples != len(want.pcm)/8 {
			t.Errorf("got %+v, want %+v", got, *want)
		}
	}
	if err := r.next(&soundFrame{}); !errors.Is(err, io.EOF) {
		t.Errorf("after the last: %v, want the end", err)
	}
}

func TestAFailureArrivesInTheWorkersWords(t *testing.T) {
	var b bytes.Buffer
	w, _ := newWireWriter(&b)
	if err := w.failure("open input: Device unavailable"); err != nil {
		t.Fatal(err)
	}
	_, err := newWireReader(&b)
	if !errors.Is(err, errFailure) || !strings.Contains(err.Error(), "Device unavailable") {
		t.Errorf("got %v, want the worker's words", err)
	}
}

func TestAMalformedStreamIsAnError(t *testing.T) {
	good := func() *soundFrame { return &soundFrame{pcm: pcmBytes(0, 0)} }
	for _, tc := range []struct {
		name   string
		stream func() []byte
		want   string
	}{
		{"another program", func() []byte { return []byte("Hello, world") }, "not a capture worker"},
		{"another version", func() []byte { b := wire(t); b[4] = 9; return b }, "version 9"},
		{"no rate", func() []byte { b := wire(t); clear(b[16:20]); return b }, "0 Hz"},
		{"no channels", func() []byte { b := wire(t); clear(b[20:22]); return b }, "0 channels"},
		{"sound before the format", func() []byte { b := wire(t); b[8] = recordSound; return b }, "where the format should be"},
		{"a second format", func() []byte { b := wire(t); return append(b, b[8:]...) }, "where sound should be"},
		{"an absurd size", func() []byte { b := wire(t, good()); b[31] = 0xff; return b }, "malformed"},
		{"half an instant", func() []byte { return wire(t, &soundFrame{pcm: pcmBytes(0)}) }, "do not hold"},
		{"no samples", func() []byte { return wire(t, &soundFrame{}) }, "do not hold"},
		{"a number left out", func() []byte { f := good(); f.number = 1; return wire(t, f) }, "number 1"},
		{"samples again", func() []byte { f := good(); f.number = 1; return wire(t, good(), f) }, "after the end"},
		{"sent before it was heard", func() []byte { f := good(); f.heard = 9; return wire(t, f) }, "heard at 9"},
		{"a time beyond reason", func() []byte { f := good(); f.sent = 1 << 60; return wire(t, f) }, "sent at"},
		{"cut off in a record", func() []byte { b := wire(t, good()); return b[:len(b)-1] }, "unexpected EOF"},
		{"too many samples", func() []byte {
			return wire(t, &soundFrame{pcm: make([]byte, 8*(maxFrame+1))})
		}, "more than"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			err := readAll(bytes.NewReader(tc.stream()))
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want an error with %q", err, tc.want)
			}
		})
	}
}

// readAll reads a stream to its end, which is no error.
func readAll(r io.Reader) error {
	wr, err := newWireReader(r)
	for f := new(soundFrame); err == nil; {
		err = wr.next(f)
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

func FuzzWorkerFrame(f *testing.F) {
	stream := wire(f, &soundFrame{pcm: pcmBytes(1, 2)}, &soundFrame{number: 1, first: 1, pcm: pcmBytes(1, 2, 3, 4)})
	f.Add(stream)
	f.Add(stream[:len(stream)-3])
	f.Add([]byte(wireMagic + "\x01\x00\x00\x00\x03\x00\x00\x00\x02\x00\x00\x00no"))
	f.Fuzz(func(t *testing.T, b []byte) {
		wr, err := newWireReader(bytes.NewReader(b))
		end := int64(0)
		for frame := new(soundFrame); err == nil; {
			if err = wr.next(frame); err != nil {
				break
			}
			if frame.first < end || frame.samples < 1 || len(frame.pcm) != frame.samples*wr.fmt.channels*sampleSize {
				t.Fatalf("accepted %+v after sample %d", frame, end)
			}
			end = frame.end()
		}
		if cap(wr.bodyOrNil()) > maxRecordSize {
			t.Fatal("took more memory than a record may have")
		}
	})
}

// bodyOrNil is the buffer of r, which may be nil.
func (r *wireReader) bodyOrNil() []byte {
	if r == nil {
		return nil
	}
	return r.body
}
