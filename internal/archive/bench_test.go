package archive_test

import (
	"encoding/json"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/archive"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

const (
	benchHours    = 2
	benchChannels = 4
)

// conversation keeps a session of two hours and four people who take turns, and returns its ID.
func conversation(b testing.TB, dir string) string {
	b.Helper()
	a, err := archive.Open(b.Context(), archive.Options{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	head := record.Head{
		Title: "Two hours", Source: "microphones", StartedAt: time.Now().UTC(), Rules: turns.DefaultOptions(),
		Agreement: view.Agreement{LapseMS: 3000, SeenBy: "everybody", AgreedBy: []int{}},
	}
	for k, role := range []string{"coach", "client", "observer", "observer"} {
		head.People = append(head.People, view.Person{Channel: k, ID: role + string(rune('0'+k)), Name: role, Role: role, Measured: true})
	}
	r, err := a.Record(b.Context(), &head)
	if err != nil {
		b.Fatal(err)
	}
	source := rand.New(rand.NewPCG(7, 11))
	obs := make([]vad.Observation, benchChannels)
	speaks, left := 0, 0
	const hops = benchHours * 3600 * timeline.Rate / timeline.HopLen
	for i := range hops {
		if left--; left < 0 {
			speaks, left = source.IntN(benchChannels+1), 20+int(150*math.Exp(.8*source.NormFloat64())) // nobody, now and then
		}
		for k := range obs {
			p, level := .03*source.Float64(), 110+source.NormFloat64()*3
			if k == speaks && left%70 > 8 || left > 0 && left < 12 && source.IntN(6) == 0 {
				p, level = .9+.1*source.Float64(), 55+source.NormFloat64()*8
			}
			obs[k] = vad.Observation{Probability: vad.ProbabilityOf(p)}
			for l := range obs[k].Levels {
				obs[k].Levels[l] = vad.Level(min(max(level+source.NormFloat64()*3, 0), 255))
			}
		}
		r.Observe(obs)
		if i%500 == 499 {
			time.Sleep(10 * time.Millisecond) // sound does not come all at once
		}
	}
	r.End(hops * timeline.HopLen)
	if err := a.Close(); err != nil {
		b.Fatal(err)
	}
	return head.ID
}

// TestKeepATwoHourSession leaves one in the folder that KEEP_TWO_HOURS_IN names, for measurements of the page.
func TestKeepATwoHourSession(t *testing.T) {
	dir := os.Getenv("KEEP_TWO_HOURS_IN")
	if dir == "" {
		t.Skip("KEEP_TWO_HOURS_IN names no folder")
	}
	t.Log("kept", conversation(t, dir))
}

// BenchmarkTwoHours is from a record on the disk to the message that the screen draws, and to the next one after a
// setting was moved.
func BenchmarkTwoHours(b *testing.B) {
	dir := b.TempDir()
	id := conversation(b, dir)
	look := func(b *testing.B, a *archive.Archive, lapse int64) {
		v, err := a.Review(b.Context(), id, archive.Reader{As: "mentor", Parameters: map[string]int64{"lapse": lapse}})
		if err != nil {
			b.Fatal(err)
		}
		text, err := json.Marshal(v)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(text))/1e6, "MB/message")
	}
	open := func(b *testing.B) *archive.Archive {
		a, err := archive.Open(b.Context(), archive.Options{Dir: dir})
		if err != nil {
			b.Fatal(err)
		}
		return a
	}
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			a := open(b)
			b.StartTimer()
			look(b, a, 3000)
			b.StopTimer()
			if err := a.Close(); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
		b.ReportMetric(float64(size(b, dir))/1e6/benchHours/benchChannels, "MB/h/channel")
	})
	b.Run("threshold", func(b *testing.B) {
		a := open(b)
		defer func() { _ = a.Close() }()
		look(b, a, 3000)
		lapse := int64(2000)
		for b.Loop() {
			lapse = 6000 - lapse
			look(b, a, lapse)
		}
	})
}

// size is how many bytes the files of a folder have.
func size(b *testing.B, dir string) (bytes int64) {
	b.Helper()
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			bytes += info.Size()
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return bytes
}
