//go:build integration && portaudio && cgo

package capture

import (
	"context"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/capture/capturetest"
	"github.com/evenkeel/monitor/internal/timeline"
)

// testOptions make this test's binary the worker.
func testOptions(t *testing.T) DeviceOptions {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return DeviceOptions{Worker: []string{self, "capture-worker"}}
}

func inputs(t *testing.T) []Input {
	t.Helper()
	list, err := ListInputs(t.Context(), testOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// recording is what a worker heard of a device, as it came.
type recording struct {
	t        *testing.T
	worker   *workerProcess
	reader   *wireReader
	channels int
	heard    []float32
	done     chan struct{}
}

// record opens a device and returns when it delivers.
func record(t *testing.T, device string) *recording {
	t.Helper()
	in, err := FindInput(inputs(t), device)
	if err != nil {
		t.Fatal(err)
	}
	opts, err := testOptions(t).withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	cmd, req := opts.plan(in, in.Channels)
	r := &recording{t: t, channels: in.Channels, done: make(chan struct{})}
	if r.worker, err = cmd.start(t.Context(), req); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.worker.close)
	if r.reader, err = newWireReader(r.worker); err != nil {
		t.Fatalf("%v; %s", err, r.worker.last())
	}
	first := make(chan struct{})
	go r.listen(first)
	<-first
	return r
}

func (r *recording) listen(first chan<- struct{}) {
	defer close(r.done)
	var f soundFrame
	for r.reader.next(&f) == nil {
		for i := 0; i < len(f.pcm); i += sampleSize {
			r.heard = append(r.heard, math.Float32frombits(binary.LittleEndian.Uint32(f.pcm[i:])))
		}
		if first != nil {
			close(first)
			first = nil
		}
	}
}

// stop ends the recording; heard is complete then.
func (r *recording) stop() []float32 {
	r.worker.close()
	<-r.done
	return r.heard
}

// whiteNoise is full-scale noise that begins and ends with something that is not zero.
func whiteNoise(seed uint64, n int) []int16 {
	r := rand.New(rand.NewPCG(seed, 1))
	x := make([]int16, n)
	for i := range x {
		x[i] = int16(r.IntN(1<<16) - 1<<15)
	}
	x[0], x[n-1] = 1, 1
	return x
}

// wantExactly fails unless got is silence, then want bit by bit, then silence.
func wantExactly(t *testing.T, got []float32, want []int16) {
	t.Helper()
	begin := 0
	for begin < len(got) && got[begin] == 0 {
		begin++
	}
	if len(got)-begin < len(want) {
		t.Fatalf("%d samples heard from the first that is not zero, want %d", len(got)-begin, len(want))
	}
	for i, v := range got[begin:] {
		w := float32(0)
		if i < len(want) {
			w = float32(want[i]) / 32768
		}
		if v != w {
			t.Fatalf("sample %d is %v, want %v", i, v, w)
		}
	}
}

func TestTwoDevicesAtOnceArriveBitByBit(t *testing.T) {
	p := capturetest.StartPulse(t)
	p.NullSink("coach", 1)
	p.NullSink("client", 1)
	a, b := record(t, "coach.monitor"), record(t, "client.monitor")
	x, y := whiteNoise(1, 48000), whiteNoise(2, 48000)
	played := make(chan struct{})
	go func() { defer close(played); p.Play("client", 1, y) }()
	p.Play("coach", 1, x)
	<-played
	time.Sleep(200 * time.Millisecond)
	wantExactly(t, a.stop(), x)
	wantExactly(t, b.stop(), y)
}

func TestBothChannelsOfOneDeviceArriveBitByBit(t *testing.T) {
	p := capturetest.StartPulse(t)
	p.NullSink("lapels", 2)
	r := record(t, "lapels.monitor")
	x := whiteNoise(3, 96000)
	p.Play("lapels", 2, x)
	time.Sleep(200 * time.Millisecond)
	wantExactly(t, r.stop(), x)
}

// open opens channels of devices as a session does.
func open(t *testing.T, specs ...string) *DeviceSource {
	t.Helper()
	var parsed []ChannelSpec
	for _, text := range specs {
		spec, err := ParseChannelSpec(text)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, spec)
	}
	s, err := OpenDevices(t.Context(), parsed, testOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// hopLog is what a reader saw of a source, and when.
type hopLog struct {
	at      []time.Time
	unknown [][]bool // of each channel
	pcm     [][]float32
}

// readUntil reads hops until ctx ends.
func readUntil(ctx context.Context, s *DeviceSource) *hopLog {
	h := audio.NewHop(s.Channels())
	l := &hopLog{unknown: make([][]bool, s.Channels()), pcm: make([][]float32, s.Channels())}
	for s.ReadHop(ctx, h) == nil {
		l.at = append(l.at, time.Now())
		for k, c := range h.Channels {
			l.unknown[k] = append(l.unknown[k], c.Unknown)
			l.pcm[k] = append(l.pcm[k], c.PCM...)
		}
	}
	return l
}

// known says whether channel k was known in every hop that came between two times.
func (l *hopLog) known(k int, from, to time.Time) (all, some bool) {
	all = true
	for i, at := range l.at {
		if at.After(from) && at.Before(to) {
			all = all && !l.unknown[k][i]
			some = some || !l.unknown[k][i]
		}
	}
	return all, some
}

// unknownHops is how many of the hops of channel k that came between two times were unknown.
func (l *hopLog) unknownHops(k int, from, to time.Time) (n int) {
	for i, at := range l.at {
		if l.unknown[k][i] && at.After(from) && at.Before(to) {
			n++
		}
	}
	return n
}

// loud says whether channel k was anything but quiet in the hops that came between two times.
func (l *hopLog) loud(k int, from, to time.Time) bool {
	for i, at := range l.at {
		if at.Before(from) || at.After(to) {
			continue
		}
		for _, v := range l.pcm[k][i*timeline.HopLen : (i+1)*timeline.HopLen] {
			if v > 0.1 || v < -0.1 {
				return true
			}
		}
	}
	return false
}

// during runs what happens to the devices while the source is read, and returns what was read.
func during(t *testing.T, s *DeviceSource, happens func()) *hopLog {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan *hopLog)
	go func() { done <- readUntil(ctx, s) }()
	happens()
	cancel()
	return <-done
}

// noiseOn plays noise on a sink until the returned function is called.
func noiseOn(p *capturetest.Pulse, sink string) (stop func()) {
	return p.PlayLoop(sink, 1, whiteNoise(9, 48000))
}

func TestAnUnpluggedDeviceIsUnknownAndNobodyElsesSoundTakesItsPlace(t *testing.T) {
	p := capturetest.StartPulse(t)
	p.NullSink("loud", 1)
	p.NullSink("quiet", 1)
	p.RemapMic("mic_a", "loud.monitor")
	unplug := p.RemapMic("mic_b", "quiet.monitor")
	p.DefaultSource("mic_a") // where the server sends whoever hears mic_b
	s := open(t, "mic_a", "mic_b")
	defer noiseOn(p, "loud")()
	var gone, lost, back, end time.Time
	l := during(t, s, func() {
		time.Sleep(2 * time.Second)
		gone = time.Now()
		p.Unload(unplug)
		lost = waitFor(t, s, 1, func(st DeviceStatus) bool { return st != Working })
		time.Sleep(2 * time.Second)
		back = time.Now()
		p.RemapMic("mic_b", "quiet.monitor")
		waitFor(t, s, 1, func(st DeviceStatus) bool { return st == Working })
		time.Sleep(2 * time.Second)
		end = time.Now()
	})
	wantNoticed(t, gone, lost)
	if _, some := l.known(1, gone.Add(time.Second), back); some {
		t.Error("the channel was known while the device was gone")
	}
	if all, _ := l.known(1, end.Add(-time.Second), end); !all {
		t.Error("the channel is not known again after the device came back")
	}
	if n := l.unknownHops(0, gone, end); n > 8 { // a busy machine may lose a moment of any device
		t.Errorf("the other device was disturbed for %d hops: %+v", n, s.States()[0])
	}
	if !l.loud(0, gone, end) {
		t.Error("the other device heard nothing: the test proves nothing")
	}
	if l.loud(1, time.Time{}, end) {
		t.Error("the other device's sound came in the channel")
	}
}

// wantNoticed fails when what happened at a time was noticed more than a second later.
func wantNoticed(t *testing.T, happened, noticed time.Time) {
	t.Helper()
	t.Logf("noticed after %v", noticed.Sub(happened))
	if d := noticed.Sub(happened); d > time.Second {
		t.Errorf("noticed after %v, want 1 s", d)
	}
}

// waitFor waits until the status of device k is right and returns when that was.
func waitFor(t *testing.T, s *DeviceSource, k int, right func(DeviceStatus) bool) time.Time {
	t.Helper()
	for begin := time.Now(); time.Since(begin) < 10*time.Second; time.Sleep(5 * time.Millisecond) {
		if right(s.States()[k].Status) {
			return time.Now()
		}
	}
	t.Errorf("device %d stays %+v", k, s.States()[k])
	return time.Now()
}

func TestAServerThatDiesAndReturnsIsFollowed(t *testing.T) {
	p := capturetest.StartPulse(t)
	p.NullSink("coach", 1)
	s := open(t, "coach.monitor")
	var died, lost, back, end time.Time
	l := during(t, s, func() {
		time.Sleep(1500 * time.Millisecond)
		died = time.Now()
		p.Kill()
		lost = waitFor(t, s, 0, func(st DeviceStatus) bool { return st == Lost })
		time.Sleep(1500 * time.Millisecond)
		back = time.Now()
		p.Start()
		p.NullSink("coach", 1)
		waitFor(t, s, 0, func(st DeviceStatus) bool { return st == Working })
		time.Sleep(1500 * time.Millisecond)
		end = time.Now()
	})
	wantNoticed(t, died, lost)
	if _, some := l.known(0, died.Add(time.Second), back); some {
		t.Error("the channel was known while the server was dead")
	}
	if all, some := l.known(0, end.Add(-time.Second), end); !all || !some {
		t.Error("the channel is not known again after the server came back")
	}
}

func TestLoopbacksAreToldFromMicrophones(t *testing.T) {
	p := capturetest.StartPulse(t)
	p.NullSink("call", 2)
	p.NullSink("other", 1)
	p.Load("module-remap-source", "source_name=disguised", "master=call.monitor")
	p.RemapMic("real_mic", "other.monitor")
	p.PipeSource("real_mic.monitor", 48000) // its name proves nothing
	p.DefaultSink("call")
	p.DefaultSource("call.monitor")
	list := inputs(t)
	for _, in := range list {
		if want := !strings.HasPrefix(in.ID, "real_mic"); in.Loopback != want {
			t.Errorf("%s: loopback %v, want %v", in.ID, in.Loopback, want)
		}
		if want := strings.Contains("call.monitor disguised", in.ID); in.Playing != want {
			t.Errorf("%s: playing %v, want %v", in.ID, in.Playing, want)
		}
	}
	if best, _ := BestInput(list); !strings.HasPrefix(best.ID, "real_mic") || list[0].ID != best.ID {
		t.Errorf("the best input is %s and the first %s, want the microphone", best.ID, list[0].ID)
	}
	if in, err := FindInput(list, "call.monitor"); err != nil || in.Channels != 2 || in.Rate != 48000 || !in.Default {
		t.Errorf("call.monitor is %+v, %v", in, err)
	}
}

func TestEveryChannelOfALargeInterfaceArrivesUnmixed(t *testing.T) {
	p := capturetest.StartPulse(t)
	sink := p.Load("module-null-sink", "norewinds=1", "rate=48000", "sink_name=desk", "channels=4", "channel_map=aux0,aux1,aux2,aux3")
	s := open(t, "desk.monitor:4", "desk.monitor:2")
	instants := make([]int16, 0, 4*96000)
	for range 96000 {
		instants = append(instants, 1000, 2000, 3000, 4000)
	}
	l := during(t, s, func() {
		p.PlayMapped("desk", "aux0,aux1,aux2,aux3", instants)
		p.Unload(sink)
		waitFor(t, s, 0, func(st DeviceStatus) bool { return st != Working })
	})
	for k, want := range []float32{4000. / 32768, 2000. / 32768} {
		near := 0
		for _, v := range l.pcm[k] {
			if v > want-1e-4 && v < want+1e-4 {
				near++
			}
		}
		if near < timeline.Rate {
			t.Errorf("channel %d heard %.4f for %d samples, want for about 2 s", k, want, near)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, in := range sourceNames(t) {
		if strings.HasPrefix(in, remapPrefix) {
			t.Errorf("%s was left behind", in)
		}
	}
}

// sourceNames are the names of all sources that the server has, ours too.
func sourceNames(t *testing.T) []string {
	t.Helper()
	c, err := dialPulse(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	sources, err := c.sources()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, src := range sources {
		names = append(names, src.SourceName)
	}
	return names
}
