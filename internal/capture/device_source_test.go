package capture

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
)

// fakeWorker is a worker whose device hears one value all the time.
type fakeWorker struct {
	*io.PipeReader
	stop context.CancelFunc
	done chan struct{}
}

func (w *fakeWorker) hears() []hearing { return nil }
func (w *fakeWorker) last() string     { return "" }
func (w *fakeWorker) close()           { w.stop(); _ = w.Close(); <-w.done }

// fakeInput launches fake workers.
type fakeInput struct {
	mu sync.Mutex // guards all below
	fakeSound
	launched int
}

// fakeSound is what a fakeInput does.
type fakeSound struct {
	value   float32       // of its samples, in tenths
	refuse  error         // what opening it says
	frozen  bool          // it gives no sound, without a word
	garbage bool          // it gives nonsense after it
	age     time.Duration // how old its sound is
}

func hears(value float32) *fakeInput { return &fakeInput{fakeSound: fakeSound{value: value}} }
func refuses(reason string) *fakeInput {
	return &fakeInput{fakeSound: fakeSound{refuse: errors.New(reason)}}
}

// is makes the input do something else from now on.
func (in *fakeInput) is(s fakeSound) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.fakeSound = s
}

func (in *fakeInput) now() fakeSound {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.fakeSound
}

func (in *fakeInput) launch(ctx context.Context) (workerConn, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.launched++
	if in.refuse != nil {
		return nil, in.refuse
	}
	ctx, stop := context.WithCancel(ctx)
	r, w := io.Pipe()
	fw := &fakeWorker{PipeReader: r, stop: stop, done: make(chan struct{})}
	go func() {
		defer close(fw.done)
		_ = w.CloseWithError(in.play(ctx, w))
	}()
	return fw, nil
}

// play writes 10 ms of sound every 10 ms.
func (in *fakeInput) play(ctx context.Context, w io.Writer) error {
	out, err := newWireWriter(w)
	if err != nil {
		return err
	}
	if err := out.format(soundFormat{rate: 16000, channels: 1}); err != nil {
		return err
	}
	begin, f := time.Now(), soundFrame{pcm: pcmBytes(hops(1, in.now().value)[:160]...)}
	ticker := time.NewTicker(10 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return io.EOF
		case <-ticker.C:
		}
		does := in.now()
		if does.frozen {
			continue
		}
		f.heard, f.age = time.Since(begin), does.age
		f.sent = f.heard
		if err := out.sound(&f); err != nil {
			return err
		}
		f.number, f.first = f.number+1, f.first+160
		if does.garbage {
			if err := out.format(soundFormat{}); err != nil {
				return err
			}
		}
	}
}

// openFakes makes a source with a channel for each input. It is to be used in a synctest bubble.
func openFakes(t *testing.T, inputs ...*fakeInput) *DeviceSource {
	t.Helper()
	var devices []*device
	for k, in := range inputs {
		devices = append(devices, &device{
			routes: []route{{0, k}}, launch: in.launch,
			state: DeviceState{Device: Input{ID: fmt.Sprint("in", k)}, Channels: []int{k}},
		})
	}
	s := newDeviceSource(t.Context(), devices, len(inputs), 2*time.Second, nil)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// readFor reads hops for a time and notes what each channel was, as takeAll does.
func readFor(t *testing.T, s *DeviceSource, d time.Duration) []string {
	t.Helper()
	h, got, begin := audio.NewHop(s.Channels()), make([]string, s.Channels()), time.Now()
	for time.Since(begin) < d {
		if err := s.ReadHop(t.Context(), h); err != nil {
			t.Fatal(err)
		}
		for k, c := range h.Channels {
			got[k] += string(letter(c))
		}
	}
	return got
}

func TestDevicesDeliverWholeHopsFromTheFirstOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openFakes(t, hears(1), hears(2))
		got := readFor(t, s, 10*time.Second)
		for k, want := range []string{"1", "2"} {
			if n := len(got[k]); got[k] != strings.Repeat(want, n) || n < 300 {
				t.Errorf("channel %d heard %q, want about 308 times %s", k, got[k], want)
			}
		}
	})
}

func TestAHopIsThereSoonAfterItsLastSample(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openFakes(t, hears(1))
		h := audio.NewHop(1)
		for k := range 100 {
			if err := s.ReadHop(t.Context(), h); err != nil {
				t.Fatal(err)
			}
			end := time.Duration(s.origin*float64(time.Second)) + (h.Start + timeline.HopLen).Duration()
			if late := s.now() - end; late > 20*time.Millisecond {
				t.Fatalf("hop %d came %v after its last sample, want at most two buffers", k, late)
			}
		}
	})
}

func TestALostDeviceIsUnknownWithinASecondAndComesBack(t *testing.T) {
	for _, tc := range []struct {
		name   string
		then   fakeSound
		reason string
	}{
		{"it falls silent without a word", fakeSound{value: 2, frozen: true}, "stopped delivering"},
		{"it writes nonsense and cannot be opened", fakeSound{garbage: true, refuse: errors.New("busy")}, "busy"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				good, bad := hears(1), hears(2)
				s := openFakes(t, good, bad)
				readFor(t, s, 3*time.Second)
				bad.is(tc.then)
				readFor(t, s, time.Second)
				got := readFor(t, s, time.Second)
				if strings.Trim(got[0], "1") != "" || strings.Trim(got[1], ".") != "" {
					t.Errorf("a second later channels heard %q and %q, want 1 and nothing", got[0], got[1])
				}
				st := s.States()[1]
				if st.Status != Lost || !strings.Contains(st.Reason, tc.reason) {
					t.Errorf("the device is %v because %q, want lost because of %q", st.Status, st.Reason, tc.reason)
				}
				bad.is(fakeSound{value: 2})
				readFor(t, s, 16*time.Second)
				if got := readFor(t, s, time.Second); strings.Trim(got[1], "2") != "" {
					t.Errorf("back, it is heard as %q", got[1])
				}
				if st := s.States()[1]; st.Status != Working || st.Reason != "" || st.Restarts == 0 {
					t.Errorf("back, its state is %+v", st)
				}
			})
		})
	}
}

func TestTheSessionBeginsWithoutADeviceThatDoesNot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openFakes(t, hears(1), refuses("device unavailable"))
		got := readFor(t, s, 4*time.Second)
		if strings.Trim(got[0], "1") != "" || strings.Trim(got[1], ".") != "" || len(got[0]) < 60 {
			t.Errorf("channels heard %q and %q, want 1 and nothing", got[0], got[1])
		}
	})
}

func TestWithoutAnyDeviceTimeGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openFakes(t, refuses("busy"))
		if got := readFor(t, s, 12*time.Second); strings.Trim(got[0], ".") != "" || len(got[0]) < 300 {
			t.Errorf("heard %q", got[0])
		}
	})
}

func TestAReaderThatPausesMissesNothingForFourSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openFakes(t, hears(1))
		readFor(t, s, time.Second)
		time.Sleep(4 * time.Second)
		if got := readFor(t, s, time.Second); strings.Trim(got[0], "1") != "" || len(got[0]) < 150 {
			t.Errorf("after 4 s heard %q", got[0])
		}
		time.Sleep(10 * time.Second)
		got := readFor(t, s, time.Second)
		if lost := count(got[0], '.'); lost < 150 || lost > 200 || s.States()[0].Overrun != int64(lost) {
			t.Errorf("after 10 s %d hops lost, %d counted, want about 6 s", lost, s.States()[0].Overrun)
		}
	})
}

func TestSoundThatArrivesFarTooLateIsALostDevice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := hears(1)
		s := openFakes(t, in)
		readFor(t, s, 3*time.Second)
		in.is(fakeSound{age: 3 * time.Second})
		readFor(t, s, 3*time.Second)
		in.mu.Lock()
		defer in.mu.Unlock()
		if in.launched < 2 {
			t.Error("a device with a backlog of 3 s was not opened again")
		}
	})
}

func TestSoundSinceARerouteIsNotUsed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := hears(1)
		s := openFakes(t, in)
		readFor(t, s, 2*time.Second)
		time.Sleep(time.Second) // a second of sound is waiting
		in.is(fakeSound{frozen: true})
		r := deviceRoute{device: s.devices[0], end: func(error) {}}
		r.moved(time.Now().Add(-320 * time.Millisecond))
		st := s.States()[0]
		if st.Status != Rerouted || !strings.Contains(st.Reason, "another input") {
			t.Errorf("the device is %v because %q", st.Status, st.Reason)
		}
		got := readFor(t, s, 500*time.Millisecond)[0]
		if known := strings.IndexByte(got, '.'); known < 18 || known > 22 {
			t.Errorf("heard %q, want about 21 hops until the move and nothing after it", got)
		}
	})
}

func TestReadHopEndsAndStaysEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, h := openFakes(t, hears(0)), audio.NewHop(1)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := s.ReadHop(t.Context(), h); !errors.Is(err, io.EOF) {
				t.Errorf("after Close: %v, want the end", err)
			}
		}
		s = openFakes(t, hears(0))
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		for range 2 {
			if err := s.ReadHop(ctx, h); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("after the context's end: %v", err)
			}
		}
		s = openFakes(t, hears(0), hears(0))
		if err := s.ReadHop(t.Context(), h); err == nil {
			t.Error("a hop of one channel was taken for a source of two")
		}
	})
}

func TestOneDeviceServesSeveralChannels(t *testing.T) {
	inputs := []Input{{ID: "a", Name: "Interface", Channels: 2}, {ID: "b", Name: "Camera", Channels: 1}}
	devices, err := planDevices(inputs, []ChannelSpec{
		{Device: "Interface", Channel: 2}, {Device: "Camera", Channel: 1}, {Device: "a", Channel: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(len(devices), devices[0].routes, devices[1].routes)
	if want := "2 [{1 0} {0 2}] [{0 1}]"; got != want {
		t.Errorf("planned %s, want %s", got, want)
	}
	if _, err := planDevices(inputs, nil); err == nil {
		t.Error("a session of no channels was planned")
	}
}
