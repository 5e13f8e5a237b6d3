package session

import (
	"time"

	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// heartbeat is how often screens are told that the program is still there when nothing else comes.
const heartbeat = 5 * time.Second

// publish tells the screens what has changed, when it is time to. It needs the lock.
func (l *Live) publish() {
	if l.publisher != nil && l.cadence.due(time.Now(), l.urgent) {
		l.publishNow()
	}
}

// publishNow tells the screens what has changed. It needs the lock and a publisher.
func (l *Live) publishNow() {
	now, next := time.Now(), l.look()
	var strip *view.StripChange
	if l.strip != nil {
		strip = l.strip.Take()
	}
	d, changed := view.Diff(&l.told, &next, strip)
	if !changed && l.phase == ended && now.Sub(l.cadence.Last()) < heartbeat {
		return
	}
	l.seq++
	d.Seq, d.AtMS = l.seq, l.now.Milliseconds()
	l.told, l.urgent = next, false
	l.cadence.Mark(now)
	l.publisher.Publish(&d)
	l.count()
}

// count keeps the figures of live sound.
func (l *Live) count() {
	if l.mics == nil || l.phase == setup {
		return
	}
	l.opts.Metrics.published(l.mics.Behind())
	for k, s := range l.mics.States() {
		l.opts.Metrics.device(k, s.Lost, s.Restarts)
	}
	for k, h := range l.heard {
		l.opts.Metrics.channel(k, h.Separation)
	}
}

// Snapshot is everything that a screen shows now.
func (l *Live) Snapshot() *view.Snapshot {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := &view.Snapshot{Type: "snapshot", Seq: l.seq, AtMS: l.now.Milliseconds(), View: l.look()}
	s.Strip = view.Strip{Items: []view.StripItem{}}
	if l.strip != nil {
		s.Strip = l.strip.Strip()
	}
	return s
}

// look is the view of now, without the strip. It needs the lock.
func (l *Live) look() view.View {
	v := view.View{
		Session: l.sessionView(), People: l.peopleView(), Agreement: l.agreementView(), Signal: l.signal(),
		Speaking: l.speaking(), Floor: l.shown, Indicators: l.indicators(), NudgesMuted: l.muted,
		Rules: view.RulesOf(l.rules()), Summary: l.summary,
	}
	if l.phase == setup {
		v.Setup = l.setupView()
	}
	if l.analysis != nil && l.phase != ended {
		v.Nudge = view.NudgeOf(l.analysis.meter.Nudge())
	}
	return v
}

func (l *Live) sessionView() view.Session {
	s := view.Session{
		ID: l.ID(), Title: l.opts.Title, Phase: string(l.phase), Source: l.opts.Source, Label: l.label(),
		PlannedMS: l.agreement.PlannedMS, Speed: l.opts.Speed, Running: l.phase == live || l.phase == paused,
		CanRenew: l.opts.Microphones != nil, Keeps: l.opts.Record != nil, Record: l.recordID(),
	}
	if l.opts.Length > 0 {
		s.PlannedMS = l.opts.Length.Milliseconds()
	}
	if !l.startedAt.IsZero() {
		s.StartedAt = l.startedAt.UTC().Format(time.RFC3339)
	}
	return s
}

// label says what is listened to in a few words.
func (l *Live) label() string {
	if l.opts.Label != "" {
		return l.opts.Label
	}
	return count(l.measured(), "mic", "mics")
}

func (l *Live) peopleView() []view.Person {
	ps := make([]view.Person, len(l.seats))
	for i, s := range l.seats {
		ps[i] = view.Person{
			Channel: l.people[i].Channel, ID: s.ID, Name: s.Name, Role: string(s.Role), Initials: initials(s.Name),
			Measured: s.Measured,
		}
	}
	return ps
}

func (l *Live) agreementView() view.Agreement {
	a := l.agreement
	a.AgreedBy, a.Audio = []int{}, l.audioView()
	for i, yes := range l.agreedBy {
		if yes {
			a.AgreedBy = append(a.AgreedBy, l.people[i].Channel)
		}
	}
	return a
}

// speaking is who is heard at this moment, a channel each.
func (l *Live) speaking() []string {
	words := make([]string, len(l.seats))
	for k := range words {
		words[k] = "unknown"
		if k >= len(l.lamps) {
			continue
		}
		switch l.lamps[k] {
		case vad.Speech:
			words[k] = "yes"
		case vad.Silent:
			words[k] = "no"
		}
	}
	return words
}

// indicators are those of the last evaluation. Before the start there is nothing to show.
func (l *Live) indicators() view.Indicators {
	if l.analysis == nil {
		return view.Indicators{
			Mode: "pair", Left: turns.Nobody, Right: turns.Nobody, Session: []view.Indicator{}, Last5: []view.Indicator{},
		}
	}
	return l.balance
}

func (l *Live) setupView() *view.Setup {
	s := &view.Setup{
		Devices: []view.Device{}, Channels: make([]view.Meter, len(l.seats)), OneMic: l.oneMicrophone(),
	}
	for _, o := range offered(l.choice.inputs) {
		s.Devices = append(s.Devices, o.Device)
	}
	for i, seat := range l.seats {
		s.Channels[i] = view.Meter{DBFS: noLevel, PeakDB: noLevel, Heard: vad.Waiting.String()}
		if seat.Device != "" && !l.has(seat.Device) && l.choice.looked {
			s.Channels[i].Heard, s.Channels[i].Text = vad.HeardLost.String(), "Not there"
		}
	}
	if c := l.choice.check; c != nil {
		for k, seat := range c.seats {
			if seat < len(s.Channels) && !l.choice.stale {
				s.Channels[seat] = l.choice.meters[k]
			}
		}
		s.Apart = l.choice.apart
	}
	for i := range s.Channels {
		s.Channels[i].Channel, s.Channels[i].Device = l.people[i].Channel, l.seats[i].Device
	}
	obstacle := l.obstacle()
	s.CanStart = obstacle == ""
	s.Problem = l.problem(obstacle, s.Channels)
	return s
}

// oneMicrophone says whether two people share a microphone, which cannot tell them apart.
func (l *Live) oneMicrophone() bool {
	for i, s := range l.seats {
		for _, o := range l.seats[:i] {
			if s.Measured && o.Measured && s.Device != "" && s.Device == o.Device {
				return true
			}
		}
	}
	return l.choice.oneMic
}
