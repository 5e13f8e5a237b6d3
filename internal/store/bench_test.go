package store_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// heard are the observations of the bundled session, a hop each of its two channels.
var heard = sync.OnceValues(func() (hops [][]vad.Observation, err error) {
	wav := bundled.WAV()
	source, err := capture.NewWAVSource([]capture.Recording{{
		File: "session.wav", Names: bundled.Speakers(), Data: bytes.NewReader(wav), Size: int64(len(wav)),
	}})
	if err != nil {
		return nil, err
	}
	feed, err := session.NewSoundFeed(source, nil)
	if err != nil {
		return nil, err
	}
	var s session.Step
	for feed.Next(tb.Context(), &s) == nil {
		hops = append(hops, append([]vad.Observation(nil), s.Observations...))
	}
	return hops, nil
})

var tb testing.TB // of whoever asks for heard first

// listen is a hop of a session of that many channels, which goes on for as long as it is asked for.
func listen(b *testing.B, hop, channels int) []vad.Observation {
	b.Helper()
	tb = b
	hops, err := heard()
	if err != nil {
		b.Fatal(err)
	}
	obs := make([]vad.Observation, channels)
	for k := range obs {
		obs[k] = hops[(hop+k/2*1000)%len(hops)][k%2]
	}
	return obs
}

func people(channels int) []view.Person {
	list := make([]view.Person, channels)
	for k := range list {
		list[k] = view.Person{Channel: k, ID: fmt.Sprintf("ch%d", k), Name: fmt.Sprintf("Person %d", k), Role: "person", Measured: true}
	}
	return list
}

// size is how many bytes the files under dir have.
func size(b *testing.B, dir string) (sum int64) {
	b.Helper()
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			sum += info.Size()
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return sum
}

func openAt(b *testing.B, dir string) *store.Store {
	b.Helper()
	s, err := store.Open(b.Context(), store.Options{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return s
}

// BenchmarkRecord measures how much is on the disk of ten minutes of a session, with what JetStream adds, while it is
// recorded and afterwards.
func BenchmarkRecord(b *testing.B) {
	const hops, hoursPer = 18750, 6
	for _, channels := range []int{1, 2, 4} {
		b.Run(fmt.Sprintf("channels=%d", channels), func(b *testing.B) {
			for b.Loop() {
				dir := b.TempDir()
				s := openAt(b, dir)
				empty := size(b, dir)
				h := head("20261122-090000-1a2b3c4d") // as long as those of the program
				h.People = people(channels)
				w, err := s.Create(b.Context(), h)
				if err != nil {
					b.Fatal(err)
				}
				for hop := range hops {
					w.Observe(listen(b, hop, channels))
					if hop%156 == 0 { // every 5 s
						health := make([]deference.Health, channels)
						health[0].Bleed = float64(hop) / hops
						w.Event(record.Event{At: timeline.Position(hop) * timeline.HopLen, Health: health})
					}
					if hop%25 == 0 {
						time.Sleep(5 * time.Millisecond) // as long as it takes to write a block, by far
					}
				}
				time.Sleep(2 * time.Second)
				live := size(b, dir) - empty
				start := time.Now()
				if err = w.Close(b.Context(), hops*timeline.HopLen); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(time.Since(start).Milliseconds()), "ms-to-close")
				r, err := s.Load(b.Context(), h.ID)
				if err != nil || r.Observations[0][hops/2] == record.Unrecorded {
					b.Fatalf("it is not whole: %v", err)
				}
				b.ReportMetric(float64(live*hoursPer)/1000/float64(channels), "KB/h/channel-live")
				b.ReportMetric(float64((size(b, dir)-empty)*hoursPer)/1000/float64(channels), "KB/h/channel-closed")
				_ = s.Close()
			}
		})
	}
}

// long is a record of two hours and four people.
func long(b *testing.B) *record.Record {
	b.Helper()
	const hops = 2 * 3600 * timeline.Rate / timeline.HopLen
	h := head("long")
	h.People = people(4)
	r := &record.Record{Head: h, Observations: make([][]vad.Observation, 4), State: record.Closed, End: hops * timeline.HopLen}
	for hop := range int(hops) {
		for k, o := range listen(b, hop, 4) {
			r.Observations[k] = append(r.Observations[k], o)
		}
	}
	return r
}

// BenchmarkPut measures how long it takes to write a record of two hours and four people, and BenchmarkLoad to read it.
func BenchmarkPut(b *testing.B) {
	r := long(b)
	s := openAt(b, b.TempDir())
	n := 0
	for b.Loop() {
		n++
		r.ID = fmt.Sprintf("long-%d", n)
		if _, err := s.Put(b.Context(), r); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	s := openAt(b, b.TempDir())
	if _, err := s.Put(b.Context(), long(b)); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Load(b.Context(), "long"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkErase measures how long it takes to erase a record of two hours and four people.
func BenchmarkErase(b *testing.B) {
	r := long(b)
	s := openAt(b, b.TempDir())
	n := 0
	for b.Loop() {
		b.StopTimer()
		n++
		r.ID = fmt.Sprintf("long-%d", n)
		if _, err := s.Put(b.Context(), r); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if err := s.Erase(b.Context(), r.ID); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen measures how long it takes to open a store, and how much memory it takes.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	s := openAt(b, dir)
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	before := memory()
	for b.Loop() {
		s = openAt(b, dir)
		b.StopTimer()
		b.ReportMetric(memory()-before, "MB")
		_ = s.Close()
		b.StartTimer()
	}
}

// memory is how much is in use, in MB.
func memory() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapInuse+m.StackInuse) / 1e6
}

// BenchmarkTenThousand measures a store of ten thousand sessions: opening it, and finding some of them.
func BenchmarkTenThousand(b *testing.B) {
	dir := manySessions(b, 10000)
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			before := memory()
			s := openAt(b, dir)
			b.StopTimer()
			b.ReportMetric(memory()-before, "MB")
			_ = s.Close()
			b.StartTimer()
		}
	})
	s := openAt(b, dir)
	b.Run("search", func(b *testing.B) {
		for b.Loop() {
			if got := s.Search(store.Query{Text: "person 77", Role: "coach"}); len(got) == 0 {
				b.Fatal("nothing was found")
			}
		}
	})
}

// manySessions are short sessions in a directory that is not on a disk, where there is such a thing: writing them is not
// what is measured.
func manySessions(b *testing.B, n int) (dir string) {
	b.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "evenkeel-bench-*")
	if err != nil {
		dir = b.TempDir()
	}
	b.Cleanup(func() { _ = os.RemoveAll(dir) })
	s := openAt(b, dir)
	for i := range n {
		r := &record.Record{Head: head(fmt.Sprintf("2026-11-22-%05d", i)), State: record.Closed, End: timeline.Second}
		r.StartedAt = r.StartedAt.Add(time.Duration(-i) * time.Hour)
		r.People[1].Name = fmt.Sprintf("Person %d", i%500)
		if _, err := s.Put(b.Context(), r); err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	return dir
}
