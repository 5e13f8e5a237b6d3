package bundled_test

import (
	"bytes"
	"testing"

	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/capture"
)

func TestTheSoundOpensAsARecordingWithoutAWarning(t *testing.T) {
	wav := bundled.WAV()
	source, err := capture.NewWAVSource([]capture.Recording{{
		File: "session.wav", Names: bundled.Speakers(), Data: bytes.NewReader(wav), Size: int64(len(wav)),
	}})
	if err != nil {
		t.Fatal(err)
	}
	if w := source.Warnings(); len(w) > 0 {
		t.Errorf("warnings = %q, want none", w)
	}
	if source.Channels() != 2 || source.Length() != length() {
		t.Errorf("%d channels of %v, want 2 of %v", source.Channels(), source.Length().Duration(), length().Duration())
	}
}
