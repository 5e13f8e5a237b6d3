// Sound on one goroutine, which the race detector makes ten times longer.

//go:build !race

package archive_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/mewkiz/flac"

	"github.com/evenkeel/monitor/internal/archive"
	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/tape"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

// played is how much of the bundled session is heard.
const played = 12 * timeline.Second

// beginning is the beginning of a source.
type beginning struct {
	audio.HopSource
	left int // hops
}

func (b *beginning) ReadHop(ctx context.Context, h *audio.Hop) error {
	if b.left == 0 {
		return io.EOF
	}
	b.left--
	return b.HopSource.ReadHop(ctx, h)
}

func voices(t *testing.T) *beginning {
	t.Helper()
	wav := bundled.WAV()
	source, err := capture.NewWAVSource([]capture.Recording{{
		File: "session.wav", Names: bundled.Speakers(), Data: bytes.NewReader(wav), Size: int64(len(wav)),
	}})
	if err != nil {
		t.Fatal(err)
	}
	return &beginning{source, int(played / timeline.HopLen)}
}

func listening(t *testing.T) *session.SoundFeed {
	t.Helper()
	feed, err := session.NewSoundFeed(voices(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	return feed
}

// cued is a feed in which things happen at positions.
type cued struct {
	session.Feed
	cues map[timeline.Position]func() // by the first hop that ends at or after them
	now  timeline.Position
}

func (c *cued) Next(ctx context.Context, s *session.Step) error {
	for at, happen := range c.cues {
		if at <= c.now {
			delete(c.cues, at)
			happen()
		}
	}
	err := c.Feed.Next(ctx, s)
	c.now = s.Now
	return err
}

// room is a session that is heard, in an archive with a deck.
type room struct {
	t       *testing.T
	dir     string
	archive *archive.Archive
	deck    *tape.Deck
	live    *session.Live
	feed    *cued
	id      string
}

func newRoom(t *testing.T, seats ...session.Seat) *room {
	t.Helper()
	r := &room{t: t, dir: t.TempDir(), feed: &cued{Feed: listening(t), cues: make(map[timeline.Position]func())}}
	r.archive = opened(t, r.dir, 0)
	r.deck = tape.NewDeck(filepath.Join(t.TempDir(), "audio.key"), nil)
	for _, p := range session.NewParticipants(bundled.Speakers()) {
		seats = append(seats, session.Seat{Participant: p})
	}
	var err error
	r.live, err = session.New(session.Options{
		Source: session.FromMicrophones, Feed: r.feed, Seats: seats, Agreement: agreement(), Rules: turns.DefaultOptions(),
		Record: func(head *record.Head) (session.Recorder, error) {
			w, failed := r.archive.Record(t.Context(), head)
			r.id = head.ID
			return w, failed
		},
		Tape: func(id, until string) (session.Tape, error) { return r.deck.Record(r.archive.Sound(id, until)) }, AudioDays: 7,
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// says is somebody's yes to keeping the sound, or no.
func (r *room) says(channel int, yes bool) {
	r.t.Helper()
	r.command("keep_audio", &channel, map[string]any{"agreed": yes})
}

func (r *room) command(name string, channel *int, value any) {
	r.t.Helper()
	if err := r.live.Command(r.t.Context(), view.Command{Name: name, Channel: channel, Value: value}); err != nil {
		r.t.Error(err)
	}
}

func (r *room) audio() view.AudioAgreement { return *r.live.Snapshot().Agreement.Audio }

// plays the session through, and opens the archive once more.
func (r *room) plays() {
	r.t.Helper()
	if err := r.live.Play(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
	r.deck.Close()
	if err := r.archive.Close(); err != nil {
		r.t.Fatal(err)
	}
	r.archive = again(r.t, r.dir)
}

// sound is what can be listened to of a channel.
func (r *room) sound(channel int) []int16 {
	r.t.Helper()
	p, err := r.deck.Play(r.t.Context(), r.archive.Sound(r.id, ""), []int{channel}, played)
	if err != nil {
		r.t.Fatal(err)
	}
	file, err := io.ReadAll(p)
	if err != nil {
		r.t.Fatal(err)
	}
	samples := make([]int16, (len(file)-44)/2)
	for i := range samples {
		samples[i] = int16(binary.LittleEndian.Uint16(file[44+2*i:])) //nolint:gosec // the bits of it
	}
	return samples
}

// heard is what each channel is told of, in 16 bits.
func heard(t *testing.T) (channels [2][]int16) {
	t.Helper()
	feed := listening(t)
	var s session.Step
	for feed.Next(t.Context(), &s) == nil {
		for k := range s.Sound {
			for _, v := range s.Sound[k].PCM {
				channels[k] = append(channels[k], int16(max(-32768, min(32767, math.RoundToEven(float64(v)*32768)))))
			}
		}
	}
	return channels
}

// same says where what is kept is another than want between two positions; nil is silence.
func same(t *testing.T, what string, want, got []int16, from, to timeline.Position) {
	t.Helper()
	for i := from; i < to; i++ {
		w := int16(0)
		if want != nil {
			w = want[i]
		}
		if got[i] != w {
			t.Errorf("%s: at %.3f s it is %d, want %d", what, i.Seconds(), got[i], w)
			return
		}
	}
}

// hopUp is the end of the hop in which a position lies.
func hopUp(p timeline.Position) timeline.Position {
	return (p + timeline.HopLen - 1) / timeline.HopLen * timeline.HopLen
}

func TestSoundIsKeptWhenEverybodyHasAgreedAndAsItWasHeard(t *testing.T) {
	r := newRoom(t)
	if a := r.audio(); a.Kept || len(a.By) > 0 || a.Text != "Audio not kept" {
		t.Errorf("before anybody said yes: %+v", a)
	}
	r.says(0, true)
	r.says(1, true)
	until := time.Now().AddDate(0, 0, 7)
	text := "Audio kept with both people’s consent, deleted on " + until.Format("2 January")
	r.feed.cues[timeline.Second] = func() {
		if a := r.audio(); !a.Kept || a.Text != text {
			t.Errorf("while it is kept: %+v", a)
		}
	}
	r.plays()
	want := heard(t)
	for k := range want {
		same(t, "channel", want[k], r.sound(k), 0, played)
	}
	v := reviewed(t, r.archive, r.id, mentor)
	if v.Audio == nil || !slices.Equal(v.Audio.Channels, []int{0, 1}) || v.Audio.Text != text || v.Audio.Until != until.Format(time.DateOnly) {
		t.Errorf("the review says %+v", v.Audio)
	}
	if !r.archive.List(archive.Query{Limit: 1}).Sessions[0].Audio {
		t.Error("the list does not say that audio is kept")
	}
	if gone, err := r.archive.EraseOldSound(t.Context(), until); err != nil || len(gone) != 1 {
		t.Errorf("on its day: %v, %v", gone, err)
	}
	if v = reviewed(t, r.archive, r.id, mentor); v.Audio != nil {
		t.Errorf("after its day the review says %+v", v.Audio)
	}
}

func TestEverybodyHasToAgreeMeasuredOrNot(t *testing.T) {
	mentor := session.NewParticipant("mentor")
	mentor.Measured = false
	r := newRoom(t, session.Seat{Participant: mentor})
	r.says(0, true)
	r.says(1, true)
	r.feed.cues[4*timeline.Second] = func() {
		if r.audio().Kept {
			t.Error("it is kept before the mentor said yes")
		}
		r.says(2, true)
	}
	r.feed.cues[8*timeline.Second] = func() {
		if a := r.audio(); !a.Kept {
			t.Errorf("it is not kept: %+v", a)
		}
		r.says(2, false) // their voice may be in every channel
	}
	r.plays()
	for k := range 2 {
		same(t, "channel", nil, r.sound(k), 0, played)
	}
}

func TestWhatIsPausedIsNotKept(t *testing.T) {
	r := newRoom(t)
	r.says(0, true)
	r.says(1, true)
	r.feed.cues[3*timeline.Second] = func() { r.command("pause", nil, nil) }
	r.feed.cues[6*timeline.Second] = func() { r.command("resume", nil, nil) }
	r.plays()
	for k := range 2 {
		same(t, "in the pause", nil, r.sound(k), hopUp(3*timeline.Second), hopUp(6*timeline.Second))
	}
	same(t, "before", heard(t)[0], r.sound(0), 0, hopUp(3*timeline.Second)-200*timeline.Millisecond)
	if rest := r.sound(0)[7*timeline.Second:]; !slices.ContainsFunc(rest, func(v int16) bool { return v != 0 }) {
		t.Error("nothing is kept after the pause")
	}
}

// sealed are the pieces that are kept of a channel, as soon as there are n.
func (r *room) sealed(channel, n int) [][]byte {
	r.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		var found [][]byte
		shelf, at := r.archive.Sound(r.id, ""), timeline.Position(0)
		for {
			p, some, err := shelf.Piece(r.t.Context(), channel, at)
			if err != nil {
				r.t.Fatal(err)
			}
			if !some {
				break
			}
			found, at = append(found, p.Sealed), p.End()
		}
		if len(found) >= n {
			return found
		}
	}
	r.t.Fatalf("there are no %d pieces of channel %d", n, channel)
	return nil
}

// onDisk is how many of words are in any file under dir.
func onDisk(t *testing.T, dir string, words [][]byte) (n int) {
	t.Helper()
	found := make([]bool, len(words))
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // gone meanwhile
		}
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		for i, w := range words {
			found[i] = found[i] || bytes.Contains(data, w)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, yes := range found {
		if yes {
			n++
		}
	}
	return n
}

func TestWhoTakesTheirYesBackIsGoneAtOnceAndNobodyIsKeptAnyMore(t *testing.T) {
	r := newRoom(t)
	r.says(0, true)
	r.says(1, true)
	var words [][]byte
	r.feed.cues[5*timeline.Second] = func() {
		for _, sealed := range r.sealed(1, 2) {
			for at := 200; at+24 < len(sealed); at += 1000 {
				words = append(words, sealed[at:at+24])
			}
		}
		if n := onDisk(t, r.dir, words); n != len(words) {
			t.Errorf("only %d of %d traces can be found before", n, len(words))
		}
		r.says(1, false)
		if a := r.audio(); a.Kept || a.Text != "Audio no longer kept; that of the coach is deleted on "+time.Now().AddDate(0, 0, 7).Format("2 January") {
			t.Errorf("after the client took it back: %+v", a)
		}
		for deadline := time.Now().Add(30 * time.Second); onDisk(t, r.dir, words) > 0; time.Sleep(5 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatal("it is still on the disk")
			}
		}
	}
	r.feed.cues[9*timeline.Second] = func() { r.says(1, true) }
	r.plays()
	if n := onDisk(t, r.dir, words); n > 0 {
		t.Errorf("%d traces are on the disk in the end", n)
	}
	want := heard(t)
	back, again := hopUp(5*timeline.Second), hopUp(9*timeline.Second)
	coach, client := r.sound(0), r.sound(1)
	same(t, "the coach before", want[0], coach, 0, back-timeline.HopLen)
	same(t, "the coach in between", nil, coach, back, again)
	same(t, "the coach again", want[0], coach, again, played)
	same(t, "the client's past", nil, client, 0, again)
	same(t, "the client again", want[1], client, again, played)
}

func TestAudioThatIsDeletedIsGone(t *testing.T) {
	for _, tc := range []struct {
		name  string
		erase func(r *room) error
		gone  []int
	}{
		{"audio", func(r *room) error { _, err := r.archive.EraseSound(t.Context(), r.id, mentor); return err }, []int{0, 1}},
		{"a channel", func(r *room) error { _, err := r.archive.EraseChannel(t.Context(), r.id, 1, mentor); return err }, []int{1}},
		{"the session", func(r *room) error { return r.archive.Erase(t.Context(), r.id) }, []int{0, 1}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := newRoom(t)
			r.says(0, true)
			r.says(1, true)
			r.plays()
			var words [][]byte
			for _, k := range tc.gone {
				for _, sealed := range r.sealed(k, 6) {
					words = append(words, sealed[300:330])
				}
			}
			if err := tc.erase(r); err != nil {
				t.Fatal(err)
			}
			if n := onDisk(t, r.dir, words); n > 0 {
				t.Errorf("%d of %d traces are left", n, len(words))
			}
			if tc.name == "a channel" {
				if a := reviewed(t, r.archive, r.id, mentor).Audio; a == nil || !slices.Equal(a.Channels, []int{0}) {
					t.Errorf("the review says %+v", a)
				}
			}
		})
	}
}

// shapes are stretches of sound as any format would write them.
func shapes(t *testing.T, sound []int16) map[string][]byte {
	t.Helper()
	const stretch = 32 // samples
	at, loudest := 0, 0
	for i := 0; i+stretch < len(sound); i += stretch {
		sum := 0
		for _, v := range sound[i : i+stretch] {
			sum += max(int(v), -int(v))
		}
		if sum > loudest {
			at, loudest = i, sum
		}
	}
	if loudest < 1000*stretch {
		t.Fatal("nobody speaks")
	}
	found := make(map[string][]byte)
	law := func(e audio.Encoding, v int16) byte {
		best, least := 0, math.Inf(1)
		for code := range 256 {
			var x [1]float32
			e.Decode(x[:], []byte{byte(code)}, 1)
			if d := math.Abs(float64(x[0]) - float64(v)/32768); d < least {
				best, least = code, d
			}
		}
		return byte(best)
	}
	for _, v := range sound[at : at+stretch] {
		f := float32(v) / 32768
		found["int16, low byte first"] = binary.LittleEndian.AppendUint16(found["int16, low byte first"], uint16(v)) //nolint:gosec // the bits of it
		found["int16, high byte first"] = binary.BigEndian.AppendUint16(found["int16, high byte first"], uint16(v))  //nolint:gosec // likewise
		found["int32"] = binary.LittleEndian.AppendUint32(found["int32"], uint32(int32(v)<<16))                      //nolint:gosec // likewise
		found["int24"] = append(found["int24"], 0, byte(v), byte(v>>8))                                              //nolint:gosec // likewise
		found["float32, low byte first"] = binary.LittleEndian.AppendUint32(found["float32, low byte first"], math.Float32bits(f))
		found["float32, high byte first"] = binary.BigEndian.AppendUint32(found["float32, high byte first"], math.Float32bits(f))
		found["float64"] = binary.LittleEndian.AppendUint64(found["float64"], math.Float64bits(float64(f)))
		found["unsigned 8 bit"] = append(found["unsigned 8 bit"], byte(v>>8+128)) //nolint:gosec // likewise
		found["A-law"] = append(found["A-law"], law(audio.ALaw, v))
		found["mu-law"] = append(found["mu-law"], law(audio.MuLaw, v))
	}
	text, err := json.Marshal(sound[at : at+stretch])
	if err != nil {
		t.Fatal(err)
	}
	found["JSON"] = bytes.Trim(text, "[]")
	return found
}

// marks of what sound is packed in.
var marks = map[string][]byte{
	"FLAC": []byte("fLaC"), "sealed": []byte("age-encryption.org"), "WAV": []byte("WAVEfmt"), "Ogg": []byte("OggS"),
}

func TestWithoutEverybodysYesNothingOfTheSoundIsOnDisk(t *testing.T) {
	r := newRoom(t)
	r.says(0, true) // and the client said nothing
	r.plays()
	want := heard(t)
	var raw [2][]int16
	source, hop := voices(t), audio.NewHop(2)
	for source.ReadHop(t.Context(), hop) == nil {
		for k := range hop.Channels {
			for _, v := range hop.Channels[k].PCM {
				raw[k] = append(raw[k], int16(max(-32768, min(32767, math.RoundToEven(float64(v)*32768)))))
			}
		}
	}
	control := t.TempDir()
	for _, sound := range [][]int16{want[0], want[1], raw[0], raw[1]} {
		for shape, data := range shapes(t, sound) {
			if n := onDisk(t, r.dir, [][]byte{data}); n > 0 {
				t.Errorf("sound is on the disk as %s", shape)
			}
			if err := os.WriteFile(filepath.Join(control, "x"), append([]byte("before"), data...), 0o600); err != nil {
				t.Fatal(err)
			}
			if onDisk(t, control, [][]byte{data}) != 1 {
				t.Errorf("sound would not be found as %s", shape)
			}
		}
	}
	for kind, mark := range marks {
		if onDisk(t, r.dir, [][]byte{mark}) > 0 {
			t.Errorf("%s is on the disk", kind)
		}
	}
	if v := reviewed(t, r.archive, r.id, mentor); v.Audio != nil {
		t.Errorf("the review says %+v", v.Audio)
	}
}

func TestKeptSoundIsOnDiskSealedOnly(t *testing.T) {
	r := newRoom(t)
	r.says(0, true)
	r.says(1, true)
	r.plays()
	for _, sound := range heard(t) {
		for shape, data := range shapes(t, sound) {
			if onDisk(t, r.dir, [][]byte{data}) > 0 {
				t.Errorf("sound is on the disk as %s", shape)
			}
		}
	}
	if onDisk(t, r.dir, [][]byte{marks["FLAC"]}) > 0 || onDisk(t, r.dir, [][]byte{marks["sealed"]}) == 0 {
		t.Error("it is not sealed")
	}
	if _, err := flac.New(bytes.NewReader(r.sealed(0, 1)[0])); err == nil {
		t.Error("what is kept is FLAC as it stands")
	}
}
