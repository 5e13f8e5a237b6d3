package session

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// Publisher takes what changes to the screens. Publish does not wait for them and does not call back.
type Publisher interface {
	Publish(d *view.Delta)
}

// phase is how far a session has come.
type phase string

const (
	setup  phase = "setup"
	live   phase = "live"
	paused phase = "paused"
	ended  phase = "ended"
)

// Live is one session as it runs. It begins in setup, where the people choose microphones and agree, or live at once;
// it ends when somebody ends it, when its sound ends or when Run's context does.
type Live struct {
	opts Options
	wake chan struct{} // a command has changed something: for a loop that waits for no sound

	mu        sync.Mutex // guards what follows
	phase     phase
	seats     []Seat
	people    []deference.Person // of seats, as measured
	agreement view.Agreement
	agreedBy  []bool // of seats
	refusing  []bool // of seats: who has taken back their yes since the start
	choice    choice
	trouble   string // why microphones cannot be listened to

	mics     OpenMicrophones // nil: none, or closed
	feed     Feed
	analysis *Analysis
	strip    *view.StripBuilder
	floor    *view.FloorTracker

	tape    Tape   // nil: no sound is kept
	taped   []bool // of channels: some of its sound is kept
	untaped string // why no sound is kept that was to be

	recording *recording // nil: nothing is kept
	unkept    string     // why there is no record that was wanted

	startedAt time.Time
	now       timeline.Position
	heard     []ChannelHealth // of channels
	lamps     []vad.Activity
	lampSince []timeline.Position
	shown     view.Floor
	marks     []mark
	marked    int // marks so far, those taken back too
	muted     bool
	endAsked  bool
	renewed   bool
	failure   error // what ended the session, when nobody did

	cadence   cadence
	publisher Publisher
	seq       int64
	urgent    bool
	told      view.View // as of seq
	balance   view.Indicators
	summary   *view.Summary
}

// mark is a moment that somebody marked.
type mark struct {
	id   string
	at   timeline.Position
	text string
}

// New makes a session. Run lets it run.
func New(opts Options) (*Live, error) {
	opts = opts.withDefaults()
	if opts.Feed != nil {
		number(opts.Seats) // as its channels are
		slices.SortStableFunc(opts.Seats, bySeat)
	} else {
		slices.SortStableFunc(opts.Seats, bySeat)
		number(opts.Seats)
	}
	if (opts.Microphones == nil) == (opts.Feed == nil) {
		return nil, errors.New("make a session: it needs either microphones or a recording")
	}
	l := &Live{
		opts: opts, wake: make(chan struct{}, 1), phase: setup, seats: opts.Seats, agreement: opts.Agreement,
		agreedBy: make([]bool, len(opts.Seats)), shown: view.Floor{State: "open", Holder: turns.Nobody},
	}
	if opts.Agreed {
		for i := range l.agreedBy {
			l.agreedBy[i] = true
		}
	}
	if opts.Feed != nil {
		l.feed = opts.Feed
		if err := l.begin(); err != nil {
			return nil, err
		}
		return l, nil
	}
	l.people = people(l.seats)
	return l, nil
}

// ID names the session in addresses.
func (l *Live) ID() string { return fmt.Sprintf("s%d", l.opts.Number) }

// Run lets the session run until ctx ends or another session is wanted, and publishes what changes. When it returns,
// the session has ended, and nothing that it started still runs. The error is what ended the sound, if nobody asked for
// that.
func (l *Live) Run(ctx context.Context, p Publisher) error {
	l.mu.Lock()
	l.publisher = p
	l.mu.Unlock()
	defer l.closeMicrophones()
	if l.phaseNow() == setup {
		l.runSetup(ctx)
	}
	if l.phaseNow() == setup {
		return nil // left before the start
	}
	l.runLive(ctx)
	l.closeMicrophones()
	if l.opts.Ended != nil {
		l.opts.Ended(l.Outcome())
	}
	if !l.opts.Leave {
		l.runEnded(ctx)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.publishNow() // who leaves at once shows the end all the same
	return l.failure
}

// Play runs the session through to its end, as fast as its feed does and without screens. The error is what ended it
// before that.
func (l *Live) Play(ctx context.Context) error {
	l.runLive(ctx)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.failure == nil {
		return ctx.Err()
	}
	return l.failure
}

// runLive listens until the session ends.
func (l *Live) runLive(ctx context.Context) {
	var s Step
	for {
		err := l.feed.Next(ctx, &s)
		l.mu.Lock()
		if err == nil {
			err = l.take(&s)
		}
		if err != nil || l.endAsked {
			l.end(err)
			l.mu.Unlock()
			return
		}
		l.publish()
		l.mu.Unlock()
	}
}

// runEnded shows the summary until ctx ends or another session is wanted.
func (l *Live) runEnded(ctx context.Context) {
	tick := time.NewTicker(routine)
	defer tick.Stop()
	for {
		l.mu.Lock()
		l.publish()
		renewed := l.renewed
		l.mu.Unlock()
		if renewed {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-l.wake:
		case <-tick.C:
		}
	}
}

// begin starts the measuring. The feed is there.
func (l *Live) begin() error {
	l.people = people(l.seats)
	chosen, past := l.agreement, l.opts.Past
	if past != nil {
		l.opts.Past = nil // the next session does not go on with it
		l.agreement = past.Record.Agreement
	}
	analysis, err := NewAnalysis(l.people, l.rules())
	if err != nil {
		return err
	}
	if n := l.feed.Channels(); n != l.measured() {
		return fmt.Errorf("start the session: %d channels for %d people", n, l.measured())
	}
	analysis.Agree(0, agreed(l.agreement))
	l.analysis = analysis
	l.balance = view.IndicatorsOf(analysis.Result())
	l.strip, l.floor = view.NewStripBuilder(l.measured()), view.NewFloorTracker(l.rules().Lapse)
	l.heard = make([]ChannelHealth, l.measured())
	l.lamps = make([]vad.Activity, l.measured())
	l.lampSince = make([]timeline.Position, l.measured())
	l.refusing = make([]bool, len(l.seats))
	l.startedAt = time.Now()
	l.phase, l.urgent = live, true
	if past != nil {
		if err = l.relive(past, chosen); err != nil {
			return err
		}
	}
	l.startRecording()
	if past != nil {
		l.agreementChanged()
	}
	return nil
}

// rules are the rules with the lapse that is agreed.
func (l *Live) rules() turns.Options {
	r := l.opts.Rules
	r.Lapse = timeline.FromMilliseconds(l.agreement.LapseMS)
	return r
}

// phaseNow is how far the session has come.
func (l *Live) phaseNow() phase {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.phase
}

// measured is how many people are measured.
func (l *Live) measured() int {
	n := 0
	for _, s := range l.seats {
		if s.Measured {
			n++
		}
	}
	return n
}

// take takes in one step.
func (l *Live) take(s *Step) error {
	if l.opts.Observe != nil {
		l.opts.Observe(s)
	}
	l.recording.keep(s)
	l.keepAudio(s)
	for _, c := range s.Changes {
		l.strip.Change(c)
	}
	facts, evaluated, err := l.analysis.Step(s)
	if err != nil {
		return err
	}
	for _, r := range facts.Readings {
		l.strip.Reading(r)
	}
	l.urgent = l.urgent || len(s.Changes) > 0 || len(facts.Readings) > 0
	l.now = s.Now
	for k := range l.heard {
		l.heard[k] = l.feed.Heard(k)
	}
	l.light(s.Lamps)
	l.strip.Advance(l.now)
	if evaluated {
		l.balance = view.IndicatorsOf(l.analysis.Result())
	}
	return nil
}

// light takes over the lamps, and the floor that follows from them.
func (l *Live) light(lamps []vad.Activity) {
	var heard turns.ChannelSet
	unknown := len(lamps) > 0
	for k, lamp := range lamps {
		if lamp != l.lamps[k] {
			l.lamps[k], l.lampSince[k], l.urgent = lamp, l.now, true
		}
		if lamp == vad.Speech {
			heard = heard.With(k)
		}
		unknown = unknown && lamp == vad.Unobserved
		l.strip.Lamp(k, lamp == vad.Speech, l.lampSince[k]-timeline.HopLen)
	}
	floor := l.floor.Update(l.now, heard, l.analysis.Floor(), unknown || l.holderUnknown())
	if floor.Holder != l.shown.Holder || floor.State != l.shown.State {
		l.urgent = true
	}
	l.shown = floor
}

// holderUnknown says whether whoever holds the floor is not heard at all at the moment.
func (l *Live) holderUnknown() bool {
	return l.shown.Holder != turns.Nobody && l.lamps[l.shown.Holder] == vad.Unobserved
}

// end ends the session. err is what ended the sound; nil when somebody asked for the end.
func (l *Live) end(err error) {
	var last Step
	l.feed.Finish(&last)
	if failed := l.take(&last); err == nil {
		err = failed
	}
	for _, r := range l.analysis.Finish(l.now).Readings {
		l.strip.Reading(r)
	}
	l.strip.Close(l.now)
	l.balance = view.IndicatorsOf(l.analysis.Result())
	l.phase, l.urgent = ended, true
	for k := range l.lamps {
		l.lamps[k] = vad.Silent
	}
	l.shown = view.Floor{State: "open", Holder: turns.Nobody}
	l.summary = l.summarise()
	l.endRecording()
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, context.Canceled) {
		l.failure = err
		l.opts.Logger.Error("session cut short", "session", l.ID(), "at_s", l.now.Seconds(), "err", err)
	}
	l.opts.Logger.Info("session ended", "session", l.ID(), "length_s", l.now.Seconds())
}

// closeMicrophones lets go of the microphones.
func (l *Live) closeMicrophones() {
	l.mu.Lock()
	mics := l.mics
	l.mics = nil
	l.mu.Unlock()
	if mics == nil {
		return
	}
	if err := mics.Close(); err != nil {
		l.opts.Logger.Warn("microphones not closed", "err", err)
	}
}

// Renewed says whether another session is wanted, and with what.
func (l *Live) Renewed() (Options, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	next := l.opts
	next.Number++
	next.Title, next.Agreed = "", false
	next.Seats, next.Agreement = slices.Clone(l.seats), l.agreement
	return next, l.renewed
}

// Ready says what the session waits for, if it neither listens nor waits for its people.
func (l *Live) Ready() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.phase == setup && l.trouble != "" {
		return errors.New(l.trouble)
	}
	return nil
}
