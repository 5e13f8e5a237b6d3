package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bleed/bleedtest"
	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/view"
)

const (
	// carried is the lag that 99 % of the hops of sessions may have that a machine is said to carry.
	carried = 100 * time.Millisecond
	// settling is what each session hears before anything is measured. Without bleed it goes on until separating rests,
	// and to mostUnrest at most.
	settling   = 10 * timeline.Second
	mostUnrest = 10 * 60 * timeline.Second
	// mostSettled is how many sessions without bleed are made; more are measured by letting these run faster.
	mostSettled = 24
)

func newBenchPipelineCommand() *cobra.Command {
	b := &pipelineBench{}
	none := false
	cmd := &cobra.Command{
		Use:   "pipeline",
		Short: "Measure how many live sessions this machine carries",
		Long: `Lets sessions of two channels run side by side at the pace of live sound, from samples in memory to views as
JSON, and tells how late they are: the lag of a hop is from its end until its session is ready for the next one. Without
--sessions it looks for the most that have at most 100 ms in 99 % of the hops; that takes a minute or two.

Sound is the bundled session, with each voice mixed into the other's channel. --bleed none leaves that out: then
separating rests, and sessions that would take long to make run several times faster instead.`,
		Example: `  monitor bench pipeline
  monitor bench pipeline --sessions 40 --time 30s
  monitor bench pipeline --bleed none`,
		Args: arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, _, err := setup(cmd)
			if err != nil {
				return err
			}
			if none = b.bleed == "none"; !none {
				if b.level, err = strconv.ParseFloat(b.bleed, 64); err != nil || b.level > 20 || b.level < -100 {
					return wrongUse("--bleed is a level in dB such as -12, or none; not %q", b.bleed)
				}
			}
			if b.sessions < 0 || b.each < time.Second {
				return wrongUse("--sessions is at least 1 and --time at least 1s")
			}
			b.cfg, b.out, b.none = &cfg, cmd.OutOrStdout(), none
			return b.run(cmd.Context())
		},
	}
	cmd.Flags().IntVar(&b.sessions, "sessions", 0, "how many; 0 looks for the most that are carried")
	cmd.Flags().StringVar(&b.bleed, "bleed", "-12", "level of each voice in the other's channel, dB, or none")
	cmd.Flags().DurationVar(&b.each, "time", 8*time.Second, "how long to measure each number of sessions")
	return cmd
}

// pipelineBench is one run of the command.
type pipelineBench struct {
	cfg      *Config
	out      io.Writer
	sessions int
	bleed    string
	level    float64 // dB
	none     bool    // no bleed
	each     time.Duration

	sound [][]float32
	decks []*deck
	lives sync.WaitGroup
}

func (b *pipelineBench) run(ctx context.Context) (err error) {
	fmt.Fprintf(b.out, "%s %s/%s, %d processors\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	if b.sound, err = bundledChannels(); err != nil {
		return err
	}
	if !b.none {
		b.sound = bleedtest.Table(b.sound, b.level)
	}
	ctx, stop := context.WithCancel(ctx)
	defer b.lives.Wait()
	defer stop()
	if b.sessions > 0 {
		_, err = b.measure(ctx, b.sessions)
		return err
	}
	return b.search(ctx)
}

// search finds the most sessions that are carried: from one on twice as many each time, then half way between.
func (b *pipelineBench) search(ctx context.Context) error {
	least, most := 0, 0
	for n := 16; most == 0 || most-least > max(1, least/20); {
		ok, err := b.measure(ctx, n)
		if err == nil && !ok {
			ok, err = b.measure(ctx, n) // something else may have held up the machine
		}
		if err != nil {
			return err
		}
		if ok {
			least = n
		} else {
			most = n
		}
		if n = (least + most) / 2; most == 0 {
			n = 2 * least
		}
	}
	fmt.Fprintf(b.out, "carried: %d live sessions of %d channels\n", least, len(b.sound))
	return nil
}

// measure lets n sessions run for a while, prints how late they were and says whether they are carried.
func (b *pipelineBench) measure(ctx context.Context, n int) (bool, error) {
	made := n
	if b.none {
		made = min(n, mostSettled)
	}
	if err := b.settle(ctx, made); err != nil {
		return false, err
	}
	speed := float64(n) / float64(made)
	start := time.Now()
	for k, d := range b.decks[:made] {
		d.play(start.Add(time.Duration(k)*timeline.Position(timeline.HopLen).Duration()/time.Duration(made)), speed)
	}
	select {
	case <-time.After(b.each):
	case <-ctx.Done():
		return false, ctx.Err()
	}
	var lags []time.Duration
	for _, d := range b.decks[:made] {
		lags = append(lags, d.park()...)
	}
	if len(lags) == 0 {
		return false, errors.New("no session got through a single hop; try a longer --time")
	}
	slices.Sort(lags)
	p50, p99 := lags[len(lags)/2], lags[len(lags)*99/100]
	how := ""
	if made < n {
		how = fmt.Sprintf(" (%d at %.1f times the pace)", made, speed)
	}
	fmt.Fprintf(b.out, "%4d sessions%s: lag p50 %.1f ms, p99 %.1f ms; %.1f MB each\n",
		n, how, milliseconds(p50), milliseconds(p99), b.memory())
	return p99 <= carried, nil
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// memory is what the sessions take, MB each.
func (b *pipelineBench) memory() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	sound := 4 * len(b.sound) * len(b.sound[0])
	return float64(int(m.HeapAlloc)-sound) / float64(len(b.decks)) / (1 << 20)
}

// settle makes sessions until there are n, each of which has heard enough to be settled.
func (b *pipelineBench) settle(ctx context.Context, n int) error {
	for len(b.decks) < n {
		d := newDeck(b.sound, len(b.decks))
		feed, err := session.NewSoundFeed(d, nil)
		if err != nil {
			return err
		}
		if b.none {
			d.rests = func() bool { return feed.Heard(0).Separation.Resting }
		}
		r := recording{feed: feed, source: session.FromBundled, names: bundled.Speakers()}
		opts := r.options(b.cfg)
		opts.Leave = true
		live, err := session.New(opts)
		if err != nil {
			return err
		}
		b.decks = append(b.decks, d)
		b.lives.Go(func() { _ = live.Run(ctx, new(encoder)) }) // it ends with ctx
	}
	for _, d := range b.decks {
		select {
		case <-d.settled:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// encoder is a screen that takes views as bytes.
type encoder struct{}

func (*encoder) Publish(d *view.Delta) { _, _ = json.Marshal(d) } // what cannot be encoded is a matter of tests

// deck plays a recording again and again, to one session: as fast as it can until that is settled, then when it is told
// to and at the pace that it is told.
type deck struct {
	sound   [][]float32
	at      int           // of the sound
	played  int           // samples since the pace was set
	total   int           // samples since the start
	due     time.Time     // when the last hop ended; zero: it did not count
	rests   func() bool   // nil: it need not rest to be settled
	paced   bool          // it is settled
	settled chan struct{} // closed when it is

	mu    sync.Mutex
	start time.Time // of the pace; zero: it is parked
	speed float64
	lags  []time.Duration
	woken chan struct{}
}

// newDeck makes the deck of session k; each begins elsewhere in the sound.
func newDeck(sound [][]float32, k int) *deck {
	hops := len(sound[0]) / timeline.HopLen
	return &deck{
		sound: sound, at: k * 37 % hops * timeline.HopLen,
		settled: make(chan struct{}), woken: make(chan struct{}, 1),
	}
}

func (d *deck) play(start time.Time, speed float64) {
	d.mu.Lock()
	d.start, d.speed, d.lags = start, speed, nil
	d.mu.Unlock()
	select {
	case d.woken <- struct{}{}:
	default:
	}
}

// park stops the deck and returns how late its session was, hop by hop.
func (d *deck) park() []time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.start = time.Time{}
	return d.lags
}

// Channels is how many the sound has.
func (d *deck) Channels() int { return len(d.sound) }

// ReadHop waits until the next hop would have been heard.
func (d *deck) ReadHop(ctx context.Context, h *audio.Hop) error {
	if d.paced {
		if err := d.wait(ctx); err != nil {
			return err
		}
	}
	if d.at+timeline.HopLen > len(d.sound[0]) {
		d.at = 0
	}
	h.Start = timeline.Position(d.total)
	for k := range d.sound {
		copy(h.Channels[k].PCM, d.sound[k][d.at:])
		h.Channels[k].Unknown, h.Channels[k].Clipped = false, false
	}
	d.at += timeline.HopLen
	d.total += timeline.HopLen
	if !d.paced && d.heardEnough() {
		d.paced = true
		close(d.settled)
	}
	return ctx.Err()
}

// heardEnough says whether its session is settled.
func (d *deck) heardEnough() bool {
	heard := timeline.Position(d.total)
	return heard >= settling && (d.rests == nil || d.rests() || heard >= mostUnrest)
}

// wait counts the lag of the hop before and waits for the end of the next.
func (d *deck) wait(ctx context.Context) error {
	for {
		d.mu.Lock()
		start, speed := d.start, d.speed
		if !start.IsZero() && !d.due.IsZero() {
			d.lags = append(d.lags, time.Since(d.due))
		}
		d.mu.Unlock()
		d.due = time.Time{}
		if start.IsZero() {
			d.played = 0
			select {
			case <-d.woken:
				continue
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		d.played += timeline.HopLen
		d.due = start.Add(time.Duration(float64(timeline.Position(d.played).Duration()) / speed))
		timer := time.NewTimer(time.Until(d.due))
		defer timer.Stop()
		select {
		case <-timer.C:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// bundledChannels is the sound of the bundled session, a channel each.
func bundledChannels() ([][]float32, error) {
	source, err := bundledSource()
	if err != nil {
		return nil, err
	}
	return beginning(source, source.Length())
}
