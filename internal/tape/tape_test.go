package tape_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/tape"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

// studio is a store with a session that is being recorded, and a deck.
type studio struct {
	t      *testing.T
	dir    string
	store  *store.Store
	writer *store.Writer
	deck   *tape.Deck
	key    string // file
}

const id = "session"

func newStudio(t *testing.T) *studio {
	t.Helper()
	s := &studio{t: t, dir: t.TempDir(), key: filepath.Join(t.TempDir(), "made", "audio.key")}
	var err error
	if s.store, err = store.Open(t.Context(), store.Options{Dir: s.dir}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.store.Close() })
	s.writer, err = s.store.Create(t.Context(), record.Head{
		ID: id, StartedAt: time.Date(2026, 11, 14, 9, 0, 0, 0, time.UTC), Rules: turns.DefaultOptions(),
		People: []view.Person{{Channel: 0, ID: "coach", Measured: true}, {Channel: 1, ID: "client", Measured: true}},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.writer.Event(record.Event{Mark: &record.Mark{ID: "m1"}})
	s.deck = tape.NewDeck(s.key, nil)
	return s
}

func (s *studio) record() *tape.Recorder {
	s.t.Helper()
	r, err := s.deck.Record(s.store.Sound(id, "2026-11-21"))
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// play is the samples of channels together.
func (s *studio) play(length timeline.Position, channels ...int) []int16 {
	s.t.Helper()
	p, err := s.deck.Play(s.t.Context(), s.store.Sound(id, ""), channels, length)
	if err != nil {
		s.t.Fatal(err)
	}
	file, err := io.ReadAll(p)
	if err != nil {
		s.t.Fatal(err)
	}
	return samplesOf(file[44:])
}

func samplesOf(data []byte) []int16 {
	samples := make([]int16, len(data)/2)
	for i := range samples {
		samples[i] = int16(binary.LittleEndian.Uint16(data[2*i:])) //nolint:gosec // the bits of it
	}
	return samples
}

// conversation is the bundled session: its hops, and its samples in 16 bits, a channel each.
func conversation(t testing.TB, most int) (hops []audio.Hop, want [2][]int16) {
	t.Helper()
	wav := bundled.WAV()
	source, err := capture.NewWAVSource([]capture.Recording{{
		File: "session.wav", Names: bundled.Speakers(), Data: bytes.NewReader(wav), Size: int64(len(wav)),
	}})
	if err != nil {
		t.Fatal(err)
	}
	for range most {
		h := audio.NewHop(2)
		if err = source.ReadHop(t.Context(), h); err != nil {
			break
		}
		hops = append(hops, *h)
		for k := range h.Channels {
			for _, v := range h.Channels[k].PCM {
				want[k] = append(want[k], int16(max(-32768, min(32767, math.RoundToEven(float64(v)*32768)))))
			}
		}
	}
	return hops, want
}

// keep keeps the hops from one to another, of all channels.
func keep(r *tape.Recorder, hops []audio.Hop, from, to int) {
	for i := from; i < to; i++ {
		for k := range hops[i].Channels {
			r.Keep(k, timeline.Position(i)*timeline.HopLen, hops[i].Channels[k].PCM)
		}
	}
}

// same says where two stretches of sound differ.
func same(t *testing.T, what string, want, got []int16) {
	t.Helper()
	if len(want) != len(got) {
		t.Fatalf("%s: %d samples, want %d", what, len(got), len(want))
	}
	for i := range want {
		if want[i] != got[i] {
			t.Fatalf("%s: sample %d is %d, want %d", what, i, got[i], want[i])
		}
	}
}

func TestWhatIsPlayedIsWhatWasKeptSampleBySample(t *testing.T) {
	s := newStudio(t)
	hops, want := conversation(t, 2000)
	r := s.record()
	keep(r, hops, 0, len(hops))
	r.End()
	s.deck.Close()
	length := timeline.Position(len(hops)) * timeline.HopLen
	for k := range want {
		same(t, "alone", want[k], s.play(length, k))
	}
	both := make([]int16, length)
	for i := range both {
		both[i] = int16(max(-32768, min(32767, int32(want[0][i])+int32(want[1][i]))))
	}
	same(t, "together", both, s.play(length, 0, 1))
}

func TestFullScaleIsKept(t *testing.T) {
	s := newStudio(t)
	loud := []float32{-1, 1, -1.5, 1.5, 32767. / 32768, -1. / 32768, 0, .49 / 32768}
	r := s.record()
	r.Keep(0, 0, loud)
	r.End()
	s.deck.Close()
	same(t, "loud", []int16{-32768, 32767, -32768, 32767, 32767, -1, 0, 0}, s.play(8, 0))
}

func TestWhereNothingWasKeptThereIsSilence(t *testing.T) {
	s := newStudio(t)
	hops, want := conversation(t, 600)
	r := s.record()
	keep(r, hops, 50, 130)
	keep(r, hops, 300, 301)
	r.End()
	s.deck.Close()
	for i := range want[0] {
		if hop := i / int(timeline.HopLen); hop < 50 || hop >= 130 && hop != 300 {
			want[0][i] = 0
		}
	}
	same(t, "with holes", want[0], s.play(600*timeline.HopLen, 0))
}

func TestAnyPartCanBePlayedInAnyOrder(t *testing.T) {
	s := newStudio(t)
	hops, _ := conversation(t, 700)
	r := s.record()
	keep(r, hops, 0, 300)
	keep(r, hops, 400, 700)
	r.End()
	s.deck.Close()
	p, err := s.deck.Play(t.Context(), s.store.Sound(id, ""), []int{0, 1}, 700*timeline.HopLen)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := io.ReadAll(p)
	if err != nil {
		t.Fatal(err)
	}
	if size := int64(44 + 2*700*timeline.HopLen); int64(len(whole)) != size {
		t.Fatalf("%d bytes, want %d", len(whole), size)
	}
	for _, part := range [][2]int{{600001, 4096}, {0, 50}, {43, 3}, {44, 1}, {45, 1}, {300000, 200001}, {len(whole) - 3, 3}, {20, 90000}} {
		if _, err = p.Seek(int64(part[0]), io.SeekStart); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, part[1])
		if _, err = io.ReadFull(p, got); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, whole[part[0]:part[0]+part[1]]) {
			t.Errorf("%d bytes from %d on are others than in the whole", part[1], part[0])
		}
	}
}

func TestAChannelThatIsErasedIsGoneAndItsPastStaysGone(t *testing.T) {
	s := newStudio(t)
	hops, want := conversation(t, 400)
	r := s.record()
	keep(r, hops, 0, 200)
	r.Erase(1)
	keep(r, hops, 300, 400)
	r.End()
	s.deck.Close()
	const length timeline.Position = 400 * timeline.HopLen
	clear(want[0][200*timeline.HopLen : 300*timeline.HopLen])
	same(t, "who stays", want[0], s.play(length, 0))
	clear(want[1][:300*timeline.HopLen])
	same(t, "who came back", want[1], s.play(length, 1))
}

func TestTheKeyIsMadeOnceAndForItsOwnerOnly(t *testing.T) {
	s := newStudio(t)
	if _, err := s.deck.Play(t.Context(), s.store.Sound(id, ""), []int{0}, 1); !errors.Is(err, tape.ErrKey) {
		t.Errorf("playing without a key: %v", err)
	}
	if _, err := os.Stat(s.key); err == nil {
		t.Error("playing has made a key")
	}
	s.record().End()
	info, err := os.Stat(s.key)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the key has mode %v", info.Mode())
	}
	first, err := os.ReadFile(s.key)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = tape.MakeKey(s.key); err != nil {
		t.Fatal(err)
	}
	if again, err := os.ReadFile(s.key); err != nil || !bytes.Equal(first, again) {
		t.Errorf("the key was made anew: %v", err)
	}
	s.deck.Close()
}

func TestWithoutItsKeyNobodyListens(t *testing.T) {
	s := newStudio(t)
	hops, _ := conversation(t, 100)
	r := s.record()
	keep(r, hops, 0, 100)
	r.End()
	s.deck.Close()
	other := tape.NewDeck(filepath.Join(t.TempDir(), "audio.key"), nil)
	unused, err := other.Record(s.store.Sound("another", "")) // makes its key
	if err != nil {
		t.Fatal(err)
	}
	unused.End()
	if _, err = other.Play(t.Context(), s.store.Sound(id, ""), []int{0}, 1); !errors.Is(err, tape.ErrKey) {
		t.Errorf("with another key: %v", err)
	}
}

// shelf refuses everything until it is opened.
type shelf struct {
	tape.Shelf
	open chan struct{}
}

func (s shelf) Keep(ctx context.Context, channel int, p record.Piece) error {
	select {
	case <-s.open:
		return s.Shelf.Keep(ctx, channel, p)
	default:
		return errors.New("the disk is full")
	}
}

func TestWhatCannotBeWrittenWaits(t *testing.T) {
	s := newStudio(t)
	hops, want := conversation(t, 200)
	refusing := shelf{s.store.Sound(id, "2026-11-21"), make(chan struct{})}
	r, err := s.deck.Record(refusing)
	if err != nil {
		t.Fatal(err)
	}
	keep(r, hops, 0, 200)
	close(refusing.open)
	r.End()
	s.deck.Close()
	same(t, "late", want[0], s.play(200*timeline.HopLen, 0))
}
