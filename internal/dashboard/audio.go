package dashboard

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Play makes a WAV file of the sound that is kept of some channels of a session. What it opens is read while ctx lasts.
type Play func(ctx context.Context, id string, channels []int, length timeline.Position) (io.ReadSeeker, error)

// ErrSealed is wrapped by what Play returns when sound is kept, and what opens it is not there.
var ErrSealed = errors.New("the key of this audio is not there, and nobody can listen to it without")

// together is in addresses the sound of all channels at once.
const together = "all"

// mostPlayed is how many bytes one request for a part gets: half a minute. A browser asks for more as it plays, and holds
// no request open meanwhile.
const mostPlayed = 1 << 20

// audio answers with the sound of a channel, or of all.
func (s records) audio(w http.ResponseWriter, r *http.Request) {
	if !s.there(w) {
		return
	}
	id := r.PathValue("id")
	channels, length, err := s.archive.Kept(id)
	if err != nil {
		s.fail(w, err)
		return
	}
	if name := r.PathValue("channel"); name != together {
		channel, wrong := strconv.Atoi(name)
		if wrong != nil || !slices.Contains(channels, channel) {
			channels = nil
		} else {
			channels = []int{channel}
		}
	}
	if len(channels) == 0 || s.play == nil {
		writeError(w, http.StatusNotFound, "no audio is kept of this")
		return
	}
	sound, err := s.play(r.Context(), id, channels, length)
	if err != nil {
		s.failAudio(w, err)
		return
	}
	w.Header().Set("Content-Type", "audio/wav")
	limitRange(r)
	http.ServeContent(w, r, "", time.Time{}, sound)
}

// limitRange makes a request for all that comes after a byte one for a part of it.
func limitRange(r *http.Request) {
	from, open := strings.CutSuffix(r.Header.Get("Range"), "-")
	number, bytes := strings.CutPrefix(from, "bytes=")
	if first, err := strconv.ParseInt(number, 10, 64); open && bytes && err == nil && first >= 0 {
		r.Header.Set("Range", fmt.Sprintf("bytes=%d-%d", first, first+mostPlayed-1))
	}
}

func (s records) failAudio(w http.ResponseWriter, err error) {
	if !errors.Is(err, ErrSealed) {
		s.fail(w, err)
		return
	}
	s.logger.Error("audio not played", "err", err)
	writeError(w, http.StatusGone, ErrSealed.Error())
}

// eraseAudio erases the sound of a session.
func (s records) eraseAudio(w http.ResponseWriter, r *http.Request) {
	reader, ok := s.reader(w, r)
	if !ok {
		return
	}
	review, err := s.archive.EraseSound(r.Context(), r.PathValue("id"), reader)
	s.answer(w, r, review, err)
}
