//go:build !race

package review_test

import (
	"bytes"
	"testing"

	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/session"
)

func bundledSound(t *testing.T) session.Feed {
	t.Helper()
	wav := bundled.WAV()
	source, err := capture.NewWAVSource([]capture.Recording{{
		File: "session.wav", Names: bundled.Speakers(), Data: bytes.NewReader(wav), Size: int64(len(wav)),
	}})
	if err != nil {
		t.Fatal(err)
	}
	feed, err := session.NewSoundFeed(source, nil)
	if err != nil {
		t.Fatal(err)
	}
	return feed
}

func TestAReviewOfWhatWasHeardIsWhatTheSessionTold(t *testing.T) {
	sameAsLive(t, bundledSound(t))
}
