package session_test

import (
	"context"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// desk is a machine with sound inputs.
type desk struct {
	mu     sync.Mutex
	inputs []capture.Input
	broken error                           // what opening comes to
	sound  map[string]func(at int) float32 // of an input's channel, "usb:1"
	open   []*wire
}

func (d *desk) Inputs(context.Context) ([]capture.Input, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.inputs) == 0 {
		return nil, capture.ErrNoInputs
	}
	return slices.Clone(d.inputs), nil
}

func (d *desk) plug(inputs ...capture.Input) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.inputs = inputs
}

func (d *desk) Open(_ context.Context, specs []capture.ChannelSpec) (session.OpenMicrophones, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.broken != nil {
		return nil, d.broken
	}
	w := &wire{specs: specs, start: time.Now(), closed: make(chan struct{}), sound: d.sound}
	d.open = append(d.open, w)
	return w, nil
}

// stillOpen is how many wires nobody closed.
func (d *desk) stillOpen() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := 0
	for _, w := range d.open {
		if !w.shut.Load() {
			n++
		}
	}
	return n
}

// wire is what a desk's inputs deliver, in time.
type wire struct {
	specs  []capture.ChannelSpec
	start  time.Time
	at     timeline.Position
	once   sync.Once
	closed chan struct{}
	shut   atomic.Bool
	sound  map[string]func(at int) float32
}

func (w *wire) Channels() int { return len(w.specs) }

func (w *wire) ReadHop(ctx context.Context, h *audio.Hop) error {
	h.Start = w.at
	for k, spec := range w.specs {
		spec.Name = ""
		play := w.sound[spec.String()]
		for i := range h.Channels[k].PCM {
			h.Channels[k].PCM[i] = 0
			if play != nil {
				h.Channels[k].PCM[i] = play(int(w.at) + i)
			}
		}
	}
	w.at += timeline.HopLen
	wait := time.NewTimer(time.Until(w.start.Add(w.at.Duration())))
	defer wait.Stop()
	select {
	case <-wait.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-w.closed:
		return io.EOF
	}
}

func (w *wire) States() []capture.DeviceState {
	return []capture.DeviceState{{Status: capture.Working}}
}
func (w *wire) Behind() time.Duration { return time.Since(w.start) - w.at.Duration() }

func (w *wire) Close() error {
	w.once.Do(func() {
		w.shut.Store(true)
		close(w.closed)
	})
	return nil
}

// hum is room noise.
func hum(at int) float32 {
	return .001 * float32(math.Sin(float64(at)*.37)) * float32(math.Sin(float64(at*at%1009)))
}

// otherHum is that of another room.
func otherHum(at int) float32 { return hum(at*7 + 3) }

func usb(channels int) capture.Input {
	return capture.Input{ID: "usb", Name: "USB lavalier", Channels: channels}
}

func micOptions(d *desk) session.Options {
	return session.Options{
		Source: session.FromMicrophones, Microphones: d, Seats: seats("coach", "client"), Agreement: agreement(),
		Rules: turns.DefaultOptions(),
	}
}

func twoRooms() map[string]func(int) float32 {
	return map[string]func(int) float32{"usb:1": hum, "usb:2": otherHum}
}

func agreeAll(t *testing.T, l *session.Live) {
	t.Helper()
	for _, p := range l.Snapshot().People {
		mustDo(t, l, "agree", p.Channel, map[string]any{"agreed": true})
	}
}

func TestASessionStartsWhenEverybodyHasAgreed(t *testing.T) {
	d := &desk{inputs: []capture.Input{usb(2)}, sound: twoRooms()}
	running(t, micOptions(d), func(t *testing.T, l *session.Live, _ *screen) {
		time.Sleep(time.Second)
		s := l.Snapshot()
		if s.Session.Phase != "setup" || s.Setup.CanStart || !strings.Contains(s.Setup.Problem, "Coach, Client") {
			t.Errorf("before anybody agreed: %s, can start %v, %q", s.Session.Phase, s.Setup.CanStart, s.Setup.Problem)
		}
		if a, b := s.Setup.Channels[0].Device, s.Setup.Channels[1].Device; a != "usb:1" || b != "usb:2" {
			t.Errorf("microphones %q and %q, want both channels of the only one", a, b)
		}
		if err := do(t, l, "start", -1, nil); err == nil {
			t.Error("started although nobody has agreed")
		}
		agreeAll(t, l)
		mustDo(t, l, "start", -1, nil)
		time.Sleep(2 * time.Second)
		s = l.Snapshot()
		if s.Session.Phase != "live" || s.Setup != nil || s.AtMS < 1800 || s.AtMS > 2100 {
			t.Errorf("2 s after the start: %s at %d ms", s.Session.Phase, s.AtMS)
		}
		if s.Signal.Text != "Live · 2 mics · signal good" {
			t.Errorf("signal %q", s.Signal.Text)
		}
	})
	if n := d.stillOpen(); n > 0 {
		t.Errorf("%d microphones were left open", n)
	}
}

func TestWhoTakesTheirYesBackIsMeasuredNoMore(t *testing.T) {
	d := &desk{inputs: []capture.Input{usb(2)}, sound: twoRooms()}
	running(t, micOptions(d), func(t *testing.T, l *session.Live, _ *screen) {
		time.Sleep(time.Second)
		agreeAll(t, l)
		mustDo(t, l, "start", -1, nil)
		time.Sleep(5 * time.Second)
		mustDo(t, l, "agree", 1, map[string]any{"agreed": false})
		if s := l.Snapshot(); s.Session.Phase != "paused" {
			t.Errorf("phase %s after the client took the yes back, want paused", s.Session.Phase)
		}
		if err := do(t, l, "resume", -1, nil); err == nil || !strings.Contains(err.Error(), "Client") {
			t.Errorf("resume: %v, want an error that names the client", err)
		}
		mustDo(t, l, "agree", 1, map[string]any{"agreed": true})
		mustDo(t, l, "resume", -1, nil)
	})
}

func TestWhoAgreedBeforehandIsNotAsked(t *testing.T) {
	d := &desk{inputs: []capture.Input{usb(2)}, sound: twoRooms()}
	o := micOptions(d)
	o.Agreed = true
	running(t, o, func(t *testing.T, l *session.Live, _ *screen) {
		time.Sleep(time.Second)
		if got := l.Snapshot().Session.Phase; got != "live" {
			t.Errorf("phase %s, want live", got)
		}
	})
}

func TestWhatIsWrongWithMicrophonesIsSaidBeforeTheStart(t *testing.T) {
	quiet := func(int) float32 { return 0 }
	for _, tc := range []struct {
		name    string
		desk    *desk
		problem string
		start   bool
		oneMic  bool
	}{
		{"no microphone at all", &desk{}, "No microphone was found", false, false},
		{
			"one microphone for two people",
			&desk{inputs: []capture.Input{usb(1)}, sound: twoRooms()},
			"One microphone cannot tell people apart", false, true,
		},
		{
			"two channels of one microphone",
			&desk{inputs: []capture.Input{usb(2)}, sound: map[string]func(int) float32{"usb:1": hum, "usb:2": hum}},
			"One microphone cannot tell people apart", false, true,
		},
		{
			"a dead microphone",
			&desk{inputs: []capture.Input{usb(2)}, sound: map[string]func(int) float32{"usb:1": hum, "usb:2": quiet}},
			"The client’s mic gives no signal. If you start now, the client’s lane", true, false,
		},
		{
			"a microphone that cannot be opened",
			&desk{inputs: []capture.Input{usb(2)}, broken: errors.New("the device is busy")},
			"the device is busy", false, false,
		},
		{"all is well", &desk{inputs: []capture.Input{usb(2)}, sound: twoRooms()}, "", true, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			running(t, micOptions(tc.desk), func(t *testing.T, l *session.Live, _ *screen) {
				agreeAll(t, l)
				time.Sleep(5 * time.Second)
				s := l.Snapshot().Setup
				if !strings.HasPrefix(s.Problem, tc.problem) || tc.problem == "" && s.Problem != "" {
					t.Errorf("problem %q, want %q", s.Problem, tc.problem)
				}
				if s.CanStart != tc.start || s.OneMic != tc.oneMic {
					t.Errorf("can start %v, one mic %v; want %v, %v", s.CanStart, s.OneMic, tc.start, tc.oneMic)
				}
			})
		})
	}
}

func TestWhoIsNotMeasuredNeedNotAgree(t *testing.T) {
	d := &desk{inputs: []capture.Input{usb(1)}, sound: twoRooms()}
	running(t, micOptions(d), func(t *testing.T, l *session.Live, _ *screen) {
		mustDo(t, l, "person", 1, map[string]any{"name": "Client", "role": "client", "measured": false})
		mustDo(t, l, "agree", 0, map[string]any{"agreed": true})
		time.Sleep(3 * time.Second)
		if s := l.Snapshot().Setup; !s.CanStart {
			t.Errorf("cannot start: %s", s.Problem)
		}
	})
}

func TestAMicrophoneThatIsUnpluggedIsWaitedFor(t *testing.T) {
	other := capture.Input{ID: "monitor of usb", Name: "Monitor of USB lavalier", Channels: 2, Loopback: true}
	d := &desk{inputs: []capture.Input{usb(2), other}, sound: twoRooms()}
	running(t, micOptions(d), func(t *testing.T, l *session.Live, _ *screen) {
		agreeAll(t, l)
		time.Sleep(3 * time.Second)
		d.plug(other)
		time.Sleep(3 * time.Second)
		if s := l.Snapshot().Setup; s.Channels[0].Device != "usb:1" || s.CanStart || !strings.Contains(s.Problem, "is not there") {
			t.Errorf("unplugged: the coach has %q, can start %v, %q", s.Channels[0].Device, s.CanStart, s.Problem)
		}
		d.plug(other, usb(2))
		time.Sleep(3 * time.Second)
		if s := l.Snapshot().Setup; s.Channels[0].Device != "usb:1" || !s.CanStart {
			t.Errorf("plugged in again: the coach has %q, %q", s.Channels[0].Device, s.Problem)
		}
	})
}

func TestANameThatMeansNoMicrophoneIsExplained(t *testing.T) {
	two := []capture.Input{{ID: "usb_a", Name: "Lavalier A", Channels: 1}, {ID: "usb_b", Name: "Lavalier B", Channels: 1}}
	for device, want := range map[string]string{
		"usb:1":   `Coach has no microphone: "usb" may be any of these sound inputs`,
		"rode:1":  `Coach has no microphone: no sound input is called "rode"; there are:`,
		"usb_a:3": "Coach has no microphone: Lavalier A has 1 channel, and no channel 3",
	} {
		o := micOptions(&desk{inputs: two})
		o.Seats[0].Device = device
		running(t, o, func(t *testing.T, l *session.Live, _ *screen) {
			time.Sleep(time.Second)
			if s := l.Snapshot().Setup; !strings.HasPrefix(s.Problem, want) || strings.Contains(s.Problem, "\n") {
				t.Errorf("%s: %q, want %q", device, s.Problem, want)
			}
		})
	}
}

func TestTheOtherSideOfACallMayBeSilentFromTheStart(t *testing.T) {
	call := capture.Input{ID: "speakers.monitor", Name: "Monitor of Speakers", Channels: 1, Loopback: true}
	d := &desk{inputs: []capture.Input{call, usb(2)}, sound: twoRooms()} // nothing is played
	o := micOptions(d)
	o.Seats[0].Device, o.Seats[1].Device = "usb:1", "speakers.monitor:1"
	running(t, o, func(t *testing.T, l *session.Live, _ *screen) {
		agreeAll(t, l)
		time.Sleep(5 * time.Second)
		if s := l.Snapshot().Setup; s.Channels[1].Heard != "silent" || !s.CanStart {
			t.Errorf("before the start: %+v, %q", s.Channels[1], s.Problem)
		}
		mustDo(t, l, "start", -1, nil)
		time.Sleep(20 * time.Second)
		if s := l.Snapshot(); s.Signal.Kind != "good" {
			t.Errorf("20 s later: %+v", s.Signal)
		}
	})
}

func TestAMicrophoneThatWasDeadBeforeTheStartIsDeadFromTheStart(t *testing.T) {
	d := &desk{inputs: []capture.Input{usb(2)}, sound: map[string]func(int) float32{"usb:1": hum}}
	running(t, micOptions(d), func(t *testing.T, l *session.Live, _ *screen) {
		agreeAll(t, l)
		time.Sleep(15 * time.Second)
		mustDo(t, l, "start", -1, nil)
		time.Sleep(time.Second)
		if s := l.Snapshot(); s.Signal.Kind != "dead" || s.Speaking[1] != "unknown" {
			t.Errorf("1 s after the start: %+v, speaking %v", s.Signal, s.Speaking)
		}
	})
}

func TestAMicrophoneThatIsPluggedInLaterIsTaken(t *testing.T) {
	d := &desk{sound: twoRooms()}
	running(t, micOptions(d), func(t *testing.T, l *session.Live, _ *screen) {
		agreeAll(t, l)
		time.Sleep(time.Second)
		d.plug(usb(2))
		time.Sleep(3 * time.Second)
		s := l.Snapshot().Setup
		if len(s.Devices) != 2 || s.Devices[1].Name != "USB lavalier, right" || !s.CanStart {
			t.Errorf("after plugging in: %+v", s)
		}
		if s.Channels[0].Heard != "silent" {
			t.Errorf("the coach's channel is %q, want room noise only", s.Channels[0].Heard)
		}
	})
}

func TestAMicrophoneThatDoesNotOpenIsTriedAgain(t *testing.T) {
	d := &desk{inputs: []capture.Input{usb(2)}, sound: twoRooms(), broken: errors.New("the device is busy")}
	running(t, micOptions(d), func(t *testing.T, l *session.Live, _ *screen) {
		agreeAll(t, l)
		time.Sleep(5 * time.Second)
		if err := l.Ready(); err == nil || !strings.Contains(err.Error(), "busy") {
			t.Errorf("ready: %v", err)
		}
		d.mu.Lock()
		d.broken = nil
		d.mu.Unlock()
		time.Sleep(3 * time.Second)
		if s := l.Snapshot().Setup; !s.CanStart || l.Ready() != nil {
			t.Errorf("3 s after the device was free: %q", s.Problem)
		}
	})
}

func TestALoopbackIsNobodysMicrophoneUnlessChosen(t *testing.T) {
	call := capture.Input{ID: "speakers.monitor", Name: "Monitor of Speakers", Channels: 1, Loopback: true, Default: true}
	d := &desk{inputs: []capture.Input{call, usb(1)}, sound: map[string]func(int) float32{"usb:1": hum, "speakers.monitor:1": otherHum}}
	running(t, micOptions(d), func(t *testing.T, l *session.Live, _ *screen) {
		agreeAll(t, l)
		time.Sleep(time.Second)
		s := l.Snapshot().Setup
		if s.Channels[0].Device != "usb:1" || s.Channels[1].Device != "usb:1" || !s.OneMic {
			t.Errorf("devices %q and %q", s.Channels[0].Device, s.Channels[1].Device)
		}
		mustDo(t, l, "assign", 1, map[string]any{"device": "speakers.monitor:1"})
		time.Sleep(time.Second)
		if s = l.Snapshot().Setup; s.OneMic || s.Channels[1].Device != "speakers.monitor:1" || !s.CanStart {
			t.Errorf("after choosing the loopback: %+v", s)
		}
		mustDo(t, l, "assign", 1, map[string]any{"device": "gone:1"})
		time.Sleep(time.Second)
		if s = l.Snapshot().Setup; s.CanStart || !strings.Contains(s.Problem, "gone") || s.Channels[1].Heard != "lost" {
			t.Errorf("after choosing what is not there: %+v", s)
		}
	})
}

func TestPeopleCanBeChangedBeforeTheStart(t *testing.T) {
	d := &desk{inputs: []capture.Input{usb(4)}, sound: map[string]func(int) float32{
		"usb:1": hum, "usb:2": otherHum, "usb:3": func(at int) float32 { return hum(at * 3) },
	}}
	running(t, micOptions(d), func(t *testing.T, l *session.Live, _ *screen) {
		time.Sleep(time.Second)
		mustDo(t, l, "add", -1, nil)
		mustDo(t, l, "swap", -1, nil)
		mustDo(t, l, "person", 1, map[string]any{"name": "Maya", "role": "client", "measured": true})
		mustDo(t, l, "person", 2, map[string]any{"name": "Ruth", "role": "observer", "measured": false})
		agreeAll(t, l)
		time.Sleep(time.Second)
		s := l.Snapshot()
		if got := s.Setup.Channels[0].Device + " " + s.Setup.Channels[1].Device; got != "usb:2 usb:1" {
			t.Errorf("after swapping: %s", got)
		}
		mustDo(t, l, "start", -1, nil)
		time.Sleep(2 * time.Second)
		s = l.Snapshot()
		var who []string
		for _, p := range s.People {
			who = append(who, p.ID+" "+p.Name)
		}
		if got := strings.Join(who, ", "); got != "coach Coach, client Maya, observer Ruth" {
			t.Errorf("people: %s", got)
		}
		if s.Session.Phase != "live" || s.Session.Label != "2 mics" {
			t.Errorf("%s with %s; who is not measured has no microphone", s.Session.Phase, s.Session.Label)
		}
		last := d.open[len(d.open)-1]
		if len(last.specs) != 2 || last.specs[0].Channel != 2 || last.specs[1].Channel != 1 {
			t.Errorf("listened to %v", last.specs)
		}
	})
}

func TestRolesGiveTheSeats(t *testing.T) {
	d := &desk{inputs: []capture.Input{usb(2)}, sound: twoRooms()}
	running(t, micOptions(d), func(t *testing.T, l *session.Live, _ *screen) {
		mustDo(t, l, "person", 0, map[string]any{"name": "Maya", "role": "observer", "measured": true})
		mustDo(t, l, "person", 0, map[string]any{"name": "Tom", "role": "coach", "measured": true})
		var who []string
		for _, p := range l.Snapshot().People {
			who = append(who, p.ID+" "+p.Name)
		}
		if got := strings.Join(who, ", "); got != "coach Tom, observer Maya" {
			t.Errorf("people: %s", got)
		}
		for _, bad := range []map[string]any{
			{"name": " ", "role": "coach"}, {"name": strings.Repeat("x", 41), "role": "coach"}, {"name": "A", "role": "boss"},
		} {
			if err := do(t, l, "person", 0, bad); err == nil {
				t.Errorf("%v was accepted", bad)
			}
		}
		mustDo(t, l, "remove", 1, nil)
		if err := do(t, l, "remove", 0, nil); err == nil {
			t.Error("the last person was removed")
		}
		for range 7 {
			mustDo(t, l, "add", -1, nil)
		}
		if err := do(t, l, "add", -1, nil); err == nil {
			t.Error("a ninth person was added")
		}
	})
}

func TestAnotherSessionKeepsThePeopleAndAsksThemAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &desk{inputs: []capture.Input{usb(2)}, sound: twoRooms()}
		l := newLive(t, micOptions(d))
		done := make(chan error)
		go func() { done <- l.Run(t.Context(), &screen{}) }()
		time.Sleep(time.Second)
		mustDo(t, l, "person", 1, map[string]any{"name": "Maya", "role": "client", "measured": true})
		agreeAll(t, l)
		mustDo(t, l, "start", -1, nil)
		time.Sleep(time.Second)
		mustDo(t, l, "end", -1, nil)
		time.Sleep(time.Second)
		mustDo(t, l, "renew", -1, nil)
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		next, again := l.Renewed()
		if !again {
			t.Fatal("not renewed")
		}
		s := newLive(t, next).Snapshot()
		if s.Session.ID != "s2" || s.Session.Title != "Session 2" || s.People[1].Name != "Maya" || len(s.Agreement.AgreedBy) != 0 {
			t.Errorf("the next session: %+v, %+v, agreed by %v", s.Session, s.People, s.Agreement.AgreedBy)
		}
	})
}

func TestLeavingBeforeTheStartLeavesNothing(t *testing.T) {
	d := &desk{inputs: []capture.Input{usb(2)}, sound: twoRooms()}
	running(t, micOptions(d), func(t *testing.T, l *session.Live, _ *screen) {
		time.Sleep(time.Second)
		if got := l.Outcome(); len(got.Facts) != 0 || got.LengthS != 0 {
			t.Errorf("before the start there is %+v", got)
		}
	})
	if n := d.stillOpen(); n > 0 {
		t.Errorf("%d microphones were left open", n)
	}
}
