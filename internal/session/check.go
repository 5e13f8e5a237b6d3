package session

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

const (
	// peakStays is how long a meter shows the highest level.
	peakStays = 2 * timeline.Second
	// noSound is after how long without any signal a microphone is said to give none.
	noSound = 3 * timeline.Second
	// noLevel is what a meter shows when nothing is heard, dBFS.
	noLevel = -120
)

// check listens to microphones before a session, to say how well each is heard. It keeps nothing but
// levels and what it takes to tell the channels apart.
type check struct {
	mics  OpenMicrophones
	feed  *SoundFeed
	twins *audio.Twins
	step  Step
	seats []int  // of each channel
	plays []bool // of each channel: what this machine plays, and not a microphone
	peaks []peak
}

// peak is the highest level of a channel lately.
type peak struct {
	dbfs float64
	at   timeline.Position
}

// newCheck listens to mics, whose channels are those of specs. plays says which are what this machine plays: silence to
// the last bit is nothing unusual there.
func newCheck(mics OpenMicrophones, specs []seatSpec, plays []bool) (*check, error) {
	feed, err := NewSoundFeed(mics, nil)
	if err != nil {
		return nil, err
	}
	c := &check{
		mics: mics, feed: feed, twins: audio.NewTwins(len(specs)), seats: make([]int, len(specs)),
		peaks: make([]peak, len(specs)), plays: plays,
	}
	for k, s := range specs {
		c.seats[k] = s.seat
		c.peaks[k].dbfs = noLevel
		if plays[k] {
			feed.expectSilence(k)
		}
	}
	return c, nil
}

// next listens to one hop.
func (c *check) next(ctx context.Context) error {
	if err := c.feed.Next(ctx, &c.step); err != nil {
		return err
	}
	pcm := make([][]float32, len(c.seats))
	for k := range pcm {
		pcm[k] = c.feed.hop.Channels[k].PCM
		if level := loudest(c.feed.hearing.seen(k, c.step.Observations)); level >= c.peaks[k].dbfs || c.step.Now-c.peaks[k].at > peakStays {
			c.peaks[k] = peak{level, c.step.Now}
		}
	}
	c.twins.Push(pcm)
	return nil
}

// loudest is the highest level of a hop, dBFS.
func loudest(o vad.Observation) float64 {
	level := float64(noLevel)
	for _, l := range o.Levels {
		if l != vad.NoLevel {
			level = max(level, l.DBFS())
		}
	}
	return level
}

// oneMicrophone says whether any two channels carry the same signal.
func (c *check) oneMicrophone() bool {
	for k := range c.seats {
		for j := range k {
			if c.twins.Same(j, k) {
				return true
			}
		}
	}
	return false
}

// meters are what the channels show.
func (c *check) meters() []view.Meter {
	ms := make([]view.Meter, len(c.seats))
	for k := range ms {
		ms[k] = c.meter(k)
	}
	return ms
}

// meter is what channel k shows.
func (c *check) meter(k int) view.Meter {
	m := view.Meter{DBFS: noLevel, PeakDB: c.peaks[k].dbfs}
	if c.step.Now == 0 {
		m.Heard, m.Text = vad.Waiting.String(), "Opening the microphone"
		return m
	}
	m.DBFS = loudest(c.feed.hearing.seen(k, c.step.Observations))
	h := c.feed.Heard(k)
	if h.Quiet >= noSound && h.Heard != vad.HeardLost && !c.plays[k] {
		h.Heard = vad.HeardDead
	}
	m.Heard, m.Text = h.Heard.String(), heardText(h)
	if c.plays[k] && h.Heard == vad.HeardSilent {
		m.Text = "Nothing is played yet"
	}
	if h.Heard == vad.HeardLost {
		m.Text = c.lostText(k)
	}
	return m
}

// apart is how well the voices are told apart; nil of one channel.
func (c *check) apart() *view.Apart {
	if len(c.seats) < 2 {
		return nil
	}
	worst := math.Inf(1)
	for k := range c.seats {
		h := c.feed.Heard(k)
		if h.Apart == nil {
			if len(c.seats) == 2 {
				return &view.Apart{Text: "Checked once both mics are heard"}
			}
			return &view.Apart{Text: "Checked once all mics are heard"}
		}
		worst = min(worst, *h.Apart)
	}
	if worst < tooClose {
		return &view.Apart{Text: fmt.Sprintf("Only by %.0f dB: bring each mic nearer to its mouth", max(worst, 0)), Close: true}
	}
	return &view.Apart{Text: fmt.Sprintf("By %.0f dB", worst)}
}

// heardText says in words how well a channel is heard.
func heardText(h ChannelHealth) string {
	switch h.Heard {
	case vad.HeardClear:
		return "Heard clearly"
	case vad.HeardQuiet:
		return "Heard, but faint: bring it closer"
	case vad.HeardSilent:
		return "Room noise only: say a few words"
	case vad.HeardNoisy:
		return "Much noise: speech is hard to tell"
	case vad.HeardClipped:
		return "Too loud: turn it down"
	case vad.HeardDead:
		return "No sound for " + clockTime(h.Quiet)
	}
	return "Waiting for sound"
}

// lostText says why nothing comes from the device of channel k.
func (c *check) lostText(k int) string {
	for _, s := range c.mics.States() {
		for _, channel := range s.Channels {
			if channel == k && s.Status != capture.Working && s.Reason != "" {
				return s.Reason
			}
		}
	}
	return "Nothing is received"
}

// clockTime is p as a clock shows it: 0:24, 1:02:03.
func clockTime(p timeline.Position) string {
	d := p.Duration().Truncate(time.Second)
	h, m, s := int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60
	if h > 0 {
		return fmt.Sprintf("%d:%02d:%02d", h, m, s)
	}
	return fmt.Sprintf("%d:%02d", m, s)
}
