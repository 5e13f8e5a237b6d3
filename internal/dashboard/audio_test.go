package dashboard_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/archive"
	"github.com/evenkeel/monitor/internal/dashboard"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/tape"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

// loud runs a server that keeps a session of 80 s with the sound of two people: the first says only 1, the second 2.
func loud(t *testing.T) (*running, string) {
	t.Helper()
	dir, key := t.TempDir(), filepath.Join(t.TempDir(), "audio.key")
	a, err := archive.Open(t.Context(), archive.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	head := record.Head{
		Title: "Loud", Source: "microphones", Rules: turns.DefaultOptions(), Agreement: view.Agreement{LapseMS: 3000, SeenBy: "everybody"},
		People: []view.Person{
			{Channel: 0, ID: "coach", Name: "Coach", Role: "coach", Measured: true},
			{Channel: 1, ID: "client", Name: "Ann", Role: "client", Measured: true},
		},
	}
	w, err := a.Record(t.Context(), &head)
	if err != nil {
		t.Fatal(err)
	}
	w.Event(record.Event{Mark: &record.Mark{ID: "m1"}})
	deck := tape.NewDeck(key, nil)
	r, err := deck.Record(a.Sound(head.ID, "2126-11-21"))
	if err != nil {
		t.Fatal(err)
	}
	const length = 80 * timeline.Second
	pcm := [][]float32{make([]float32, length), make([]float32, length)}
	for k := range pcm {
		for i := range pcm[k] {
			pcm[k][i] = float32(k+1) / 32768
		}
		r.Keep(k, 0, pcm[k])
	}
	r.End()
	deck.Close()
	w.End(length)
	if err = a.Close(); err != nil {
		t.Fatal(err)
	}
	if a, err = archive.Open(t.Context(), archive.Options{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	server := start(t, dist, func(o *dashboard.Options) {
		o.Archive = a
		o.Play = func(ctx context.Context, id string, channels []int, length timeline.Position) (io.ReadSeeker, error) {
			p, err := deck.Play(ctx, a.Sound(id, ""), channels, length)
			if errors.Is(err, tape.ErrKey) {
				err = fmt.Errorf("%w: %w", dashboard.ErrSealed, err)
			}
			return p, err
		}
	})
	t.Cleanup(func() {
		_ = server.stop()
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return server, head.ID
}

func TestKeptAudioIsPlayedInPartsAndNeverStoredByABrowser(t *testing.T) {
	r, id := loud(t)
	path := "/api/sessions/" + id + "/audio/"
	const size = 44 + 2*80*timeline.Rate
	for channel, sample := range map[string]string{"0": "\x01\x00", "1": "\x02\x00", "all": "\x03\x00"} {
		got := r.ask("GET", path+channel, bearer...)
		if got.status != 200 || len(got.body) != size || !strings.HasPrefix(got.body, "RIFF") || got.body[44:] != strings.Repeat(sample, (size-44)/2) {
			t.Errorf("%s: %d, %d bytes %.60q", channel, got.status, len(got.body), got.body)
		}
		if got.header.Get("Content-Type") != "audio/wav" || got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %v", channel, got.header)
		}
	}
	for _, tt := range []struct{ asked, want string }{
		{"bytes=0-", fmt.Sprintf("bytes 0-%d/%d", 1<<20-1, size)},
		{"bytes=2000000-", fmt.Sprintf("bytes 2000000-%d/%d", size-1, size)},
		{"bytes=44-45", fmt.Sprintf("bytes 44-45/%d", size)},
		{"bytes=-2", fmt.Sprintf("bytes %d-%d/%d", size-2, size-1, size)},
	} {
		got := r.ask("GET", path+"all", append([]string{"Range", tt.asked}, bearer...)...)
		if got.status != http.StatusPartialContent || got.header.Get("Content-Range") != tt.want {
			t.Errorf("%s: %d %s, want %s", tt.asked, got.status, got.header.Get("Content-Range"), tt.want)
		}
	}
	for _, wrong := range []string{"2", "-1", "x"} {
		if got := r.ask("GET", path+wrong, bearer...); got.status != 404 {
			t.Errorf("channel %s: %d", wrong, got.status)
		}
	}
	if got := r.ask("GET", path+"all"); got.status != 401 {
		t.Errorf("without the token: %d", got.status)
	}
	if got := r.ask("GET", path+"all", append([]string{"Sec-Fetch-Site", "cross-site"}, bearer...)...); got.status != 403 {
		t.Errorf("from a page elsewhere: %d", got.status)
	}
}

func TestAudioIsDeletedByTheReview(t *testing.T) {
	r, id := loud(t)
	var v view.Review
	r.json(t, http.MethodGet, "/api/sessions/"+id+"/review", "", 200, &v)
	if v.Audio == nil || v.Audio.Text != "Audio kept with both people’s consent, deleted on 21 November 2126" {
		t.Errorf("before: %+v", v.Audio)
	}
	v = view.Review{}
	r.json(t, http.MethodDelete, "/api/sessions/"+id+"/audio", "", 200, &v)
	if v.Audio != nil || v.Session.ID != id {
		t.Errorf("after: %+v", v.Audio)
	}
	if got := r.ask("GET", "/api/sessions/"+id+"/audio/all", bearer...); got.status != 404 {
		t.Errorf("it can still be played: %d", got.status)
	}
}
