package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/view"
)

// lookAgain is how often the inputs of the machine are listed while the people choose.
const lookAgain = 2 * time.Second

// choice is what the people can choose from, and what is listened to meanwhile.
type choice struct {
	inputs []capture.Input
	looked bool         // inputs have been listed
	stale  bool         // what is listened to is not what is chosen
	start  bool         // somebody started
	check  *check       // nil: nothing is listened to
	meters []view.Meter // of the channels of check
	apart  *view.Apart  // likewise
	oneMic bool         // channels of check carry the same signal
	told   string       // what was logged to keep the session from starting
}

// runSetup lets the people choose and agree until they start or ctx ends. Nothing that is heard meanwhile is kept.
func (l *Live) runSetup(ctx context.Context) {
	looking, stop := context.WithCancel(ctx)
	var looks sync.WaitGroup
	looks.Go(func() { l.lookForInputs(looking) })
	defer looks.Wait()
	defer stop()
	for ctx.Err() == nil && l.choosing(ctx) {
		l.mu.Lock()
		l.publish()
		l.mu.Unlock()
	}
}

// choosing goes on by one hop, or a moment while nothing is listened to. It returns false once the session is live.
func (l *Live) choosing(ctx context.Context) bool {
	l.mu.Lock()
	started, stale, specs, check := l.startIfAsked(), l.choice.stale, l.specs(), l.choice.check
	l.choice.stale = false
	l.mu.Unlock()
	switch {
	case started:
		return false
	case stale:
		l.reopen(ctx, specs)
	case check == nil:
		l.rest(ctx)
	default:
		l.listenTo(ctx, check)
	}
	return true
}

// listenTo takes in one hop of the microphones.
func (l *Live) listenTo(ctx context.Context, c *check) {
	err := c.next(ctx)
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil && ctx.Err() == nil {
		l.trouble, l.choice.stale = err.Error(), true
	}
	l.choice.meters, l.choice.apart, l.choice.oneMic = c.meters(), c.apart(), c.oneMicrophone()
	l.startWhenAgreed()
}

// rest waits for something to change.
func (l *Live) rest(ctx context.Context) {
	t := time.NewTimer(routine)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-l.wake:
	case <-t.C:
	}
}

// reopen listens to specs instead of what was listened to.
func (l *Live) reopen(ctx context.Context, specs []seatSpec) {
	l.closeMicrophones()
	l.mu.Lock()
	l.choice.check, l.choice.meters, l.choice.apart, l.choice.oneMic, l.trouble = nil, nil, nil, false, ""
	l.mu.Unlock()
	if len(specs) == 0 {
		return
	}
	mics, err := l.opts.Microphones.Open(ctx, channelSpecs(specs))
	var c *check
	if err == nil {
		c, err = newCheck(mics, specs, l.playing(specs))
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil {
		l.trouble = err.Error()
		l.opts.Logger.Warn("microphones not opened", "err", err)
		return
	}
	l.mics, l.choice.check, l.choice.meters, l.choice.apart, l.choice.oneMic = mics, c, c.meters(), c.apart(), false
}

// playing says which of specs are what this machine plays, and not a microphone. It takes the lock.
func (l *Live) playing(specs []seatSpec) []bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	playing := make([]bool, len(specs))
	for _, o := range offered(l.choice.inputs) {
		for k, s := range specs {
			playing[k] = playing[k] || o.Loopback && o.ID == s.device
		}
	}
	return playing
}

// lookForInputs lists the inputs of the machine again and again.
func (l *Live) lookForInputs(ctx context.Context) {
	tick := time.NewTicker(lookAgain)
	defer tick.Stop()
	for {
		inputs, err := l.opts.Microphones.Inputs(ctx)
		if ctx.Err() != nil {
			return
		}
		l.mu.Lock()
		l.found(inputs, err)
		l.mu.Unlock()
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// found takes over what inputs there are.
func (l *Live) found(inputs []capture.Input, err error) {
	if err != nil {
		inputs = nil
		if !errors.Is(err, capture.ErrNoInputs) {
			l.trouble = err.Error()
		}
	}
	if l.choice.looked && slices.EqualFunc(l.choice.inputs, inputs, sameInput) {
		l.choice.stale = l.choice.stale || l.trouble != "" // what did not open may do so now
		return
	}
	before := channelSpecs(l.specs())
	l.choice.inputs = inputs
	l.choose()
	if !l.choice.looked || !slices.Equal(before, channelSpecs(l.specs())) {
		l.choice.stale = true
	}
	l.choice.looked, l.urgent = true, true
	l.startWhenAgreed()
	l.nudgeLoop()
}

func sameInput(a, b capture.Input) bool {
	return a.ID == b.ID && a.Name == b.Name && a.Channels == b.Channels && a.Loopback == b.Loopback
}

// choose gives everybody without a microphone one that is free, as long as there are any but loopbacks, and writes out
// what was named by a part of its name.
func (l *Live) choose() {
	offers := offered(l.choice.inputs)
	for i := range l.seats {
		s := &l.seats[i]
		if s.Device == "" || s.settled {
			continue // what was found once is waited for, and nothing else is taken for it
		}
		var offer offer
		if offer, s.unfound = findOffer(l.choice.inputs, offers, s.Device); s.unfound == nil {
			s.Device, s.settled = offer.ID, true
		}
	}
	for i := range l.seats {
		if s := &l.seats[i]; s.Device == "" && s.Measured {
			s.Device = l.freeDevice(offers)
			s.settled = s.Device != ""
		}
	}
}

// freeDevice is a microphone channel that nobody has, another input rather than another channel of the same; or one
// that somebody has, so that the screen can say that it does not do for two.
func (l *Live) freeDevice(offers []offer) string {
	taken, inputTaken := make(map[string]bool), make(map[string]bool)
	for _, s := range l.seats {
		taken[s.Device] = true
		for _, o := range offers {
			if o.ID == s.Device {
				inputTaken[o.input] = true
			}
		}
	}
	for _, free := range []func(o offer) bool{
		func(o offer) bool { return !inputTaken[o.input] },
		func(o offer) bool { return !taken[o.ID] },
		func(offer) bool { return true },
	} {
		for _, o := range offers {
			if !o.Loopback && free(o) {
				return o.ID
			}
		}
	}
	return ""
}

// seatSpec is the microphone channel of somebody who is measured.
type seatSpec struct {
	seat   int
	device string // as offered
	spec   capture.ChannelSpec
}

// specs are the microphone channels of everybody who is measured and whose microphone is there.
func (l *Live) specs() []seatSpec {
	var specs []seatSpec
	for i, s := range l.seats {
		if !s.Measured || !l.has(s.Device) {
			continue
		}
		spec, err := capture.ParseChannelSpec(s.Device)
		if err != nil {
			continue
		}
		spec.Name = s.ID
		specs = append(specs, seatSpec{i, s.Device, spec})
	}
	return specs
}

func channelSpecs(specs []seatSpec) []capture.ChannelSpec {
	plain := make([]capture.ChannelSpec, len(specs))
	for k, s := range specs {
		plain[k] = s.spec
	}
	return plain
}

// has says whether a device is there.
func (l *Live) has(device string) bool {
	return slices.ContainsFunc(offered(l.choice.inputs), func(o offer) bool { return o.ID == device })
}

// obstacle says why the session cannot start; "" when it can.
func (l *Live) obstacle() string {
	if l.measured() == 0 {
		return "Nobody is measured; there is nothing to start."
	}
	for _, s := range l.seats {
		switch {
		case !s.Measured:
		case s.Device == "":
			return fmt.Sprintf("%s has no microphone; choose one.", s.Name)
		case !l.choice.looked:
			return "The microphones are being looked for."
		case s.unfound != nil:
			return fmt.Sprintf("%s has no microphone: %v", s.Name, s.unfound)
		case !l.has(s.Device):
			return fmt.Sprintf("%s’s microphone, %s, is not there; plug it in or choose another.", s.Name, deviceName(s.Device))
		}
	}
	if l.trouble != "" {
		return l.trouble
	}
	if l.oneMicrophone() {
		return "One microphone cannot tell people apart. Give each their own, or measure one of them only."
	}
	var missing []string
	for i, yes := range l.agreedBy {
		if !yes && l.seats[i].Measured {
			missing = append(missing, l.seats[i].Name)
		}
	}
	if len(missing) > 0 {
		return "It can start when everybody has agreed; waiting for " + strings.Join(missing, ", ") + "."
	}
	return ""
}

// deviceName is a device without its channel.
func deviceName(device string) string {
	if spec, err := capture.ParseChannelSpec(device); err == nil {
		return spec.Device
	}
	return device
}

// startWhenAgreed starts a session whose people agreed before the program did, or says once what keeps it.
func (l *Live) startWhenAgreed() {
	if !l.opts.Agreed {
		return
	}
	why := l.obstacle()
	if l.choice.start = why == ""; why != "" && why != l.choice.told && l.choice.looked {
		l.opts.Logger.Warn("not started yet", "why", why)
		l.choice.told = why
	}
}

// startIfAsked starts the session when it was asked for and everything is in place. It says whether it did.
func (l *Live) startIfAsked() bool {
	c := l.choice.check
	if !l.choice.start || l.choice.stale || c == nil {
		return false
	}
	l.choice.start = false
	feed, err := NewSoundFeed(l.mics, l.opts.Metrics)
	if err == nil {
		feed.follow(c.feed)
		l.feed = feed
		err = l.begin()
	}
	if err != nil {
		l.trouble = err.Error()
		l.opts.Logger.Error("session not started", "err", err)
		return false
	}
	l.choice.check = nil
	l.opts.Logger.Info("session started", "session", l.ID(), "channels", l.measured())
	return true
}

// nudgeLoop lets the loop look again at once.
func (l *Live) nudgeLoop() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}
