package capture_test

import (
	"context"
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/capture"
)

func TestReadAheadARecordingIsTheSame(t *testing.T) {
	plain, ahead := twoTones(t), capture.ReadAhead(twoTones(t))
	defer func() { _ = ahead.Close() }()
	want, got := audio.NewHop(plain.Channels()), audio.NewHop(plain.Channels())
	for hops := 0; ; hops++ {
		errPlain, errAhead := plain.ReadHop(t.Context(), want), ahead.ReadHop(t.Context(), got)
		if errors.Is(errPlain, io.EOF) && errors.Is(errAhead, io.EOF) {
			if hops < 100 {
				t.Errorf("%d hops: too short to tell", hops)
			}
			break
		}
		if d := cmp.Diff(want, got); errPlain != nil || errAhead != nil || d != "" {
			t.Fatalf("hop %d: %v, read ahead %v, differ: %s", hops, errPlain, errAhead, d)
		}
	}
	if err := ahead.ReadHop(t.Context(), got); !errors.Is(err, io.EOF) {
		t.Errorf("after the end: %v, want EOF again", err)
	}
}

func TestWhoeverListensAheadCanLeaveAtAnyTime(t *testing.T) {
	ahead := capture.ReadAhead(twoTones(t))
	hop := audio.NewHop(ahead.Channels())
	if err := ahead.ReadHop(t.Context(), hop); err != nil {
		t.Fatal(err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	for range 1000 { // a hop may be there all the same
		if err := ahead.ReadHop(ended, hop); errors.Is(err, context.Canceled) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if err := ahead.Close(); err != nil {
		t.Error(err)
	}
}

// twoTones is a recording of two channels.
func twoTones(t *testing.T) *capture.WAVSource {
	return open(t, recording("a.wav", wavOf(audio.PCM16, 44100, tone(300, 44100, 200000), tone(500, 44100, 200000))))
}
