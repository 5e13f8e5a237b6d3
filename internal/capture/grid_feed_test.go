package capture

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
)

// simulation is a grid with devices that hear the same sound, on a time of its own.
type simulation struct {
	t       *testing.T
	grid    *grid
	devices []*simulated
	sound   func(at float64) float32 // what is to be heard at a time
	now     float64
	heard   [][]float32 // of each channel, hop after hop
	paces   [][]float64 // of each hop
	unknown []string    // 'x' or '.' a hop
}

// simulated is a device of a simulation.
type simulated struct {
	fakeDevice
	feed      *feed
	number    uint64
	overflows uint32
}

// newSimulation makes devices of one channel each. The session begins at 1 s.
func newSimulation(t *testing.T, sound func(float64) float32, devices ...fakeDevice) *simulation {
	s := &simulation{
		t: t, grid: newGrid(len(devices)), sound: sound,
		heard: make([][]float32, len(devices)), unknown: make([]string, len(devices)), paces: make([][]float64, len(devices)),
	}
	for k, d := range devices {
		fd, err := newFeed(s.grid, soundFormat{rate: simRate, channels: 1}, []route{{0, k}}, 0)
		if err != nil {
			t.Fatal(err)
		}
		s.devices = append(s.devices, &simulated{fakeDevice: d, feed: fd})
	}
	return s
}

// run goes on until a time, buffer by buffer in the order in which they arrive.
func (s *simulation) run(until float64) {
	for s.now < until {
		next := s.devices[0]
		for _, d := range s.devices {
			if d.arrived < next.arrived {
				next = d
			}
		}
		s.step(next)
		if s.now = next.arrived; s.now >= 0.9 && math.IsNaN(next.feed.origin) {
			next.feed.origin = 1
			s.grid.expect(next.feed.taps[0].lane)
		}
		if s.now > 1.1 {
			s.take()
		}
	}
}

// step lets a device capture and deliver one buffer.
func (s *simulation) step(d *simulated) {
	end, at := d.buffer()
	x := make([]float32, 0, d.size)
	for i := end - d.size; i < end; i++ {
		x = append(x, s.sound(d.heard(i)))
	}
	d.feed.push(&soundFrame{
		number: d.number, first: end - d.size, samples: int(d.size), overflows: d.overflows, pcm: pcmBytes(x...),
	}, at)
}

func (s *simulation) take() {
	now := timeline.FromSeconds(s.now - 1)
	h := audio.NewHop(len(s.grid.lanes))
	for ready, _ := s.grid.due(now); ready; ready, _ = s.grid.due(now) {
		s.grid.take(h)
		for k, c := range h.Channels {
			s.heard[k] = append(s.heard[k], c.PCM...)
			s.paces[k] = append(s.paces[k], c.Pace)
			if c.Unknown {
				s.unknown[k] += "."
			} else {
				s.unknown[k] += "x"
			}
		}
	}
}

// clicks is a click of 0.5 ms every 250 ms.
func clicks(at float64) float32 {
	if into := at + 0.00025; into-0.25*math.Floor(4*into) < 0.0005 {
		return 0.8
	}
	return 0
}

// clickTimes finds the clicks in x, in seconds of the session.
func clickTimes(x []float32) (times []float64) {
	for i := 0; i < len(x); i++ {
		if x[i] < 0.2 {
			continue
		}
		sum, weight := 0.0, 0.0
		for j := max(0, i-8); j < min(len(x), i+16); j++ {
			sum += float64(j) * float64(x[j])
			weight += float64(x[j])
		}
		times = append(times, sum/weight/timeline.Rate)
		i += 100
	}
	return times
}

// skew is how far apart the clicks of two channels are at most, from a time on.
func (s *simulation) skew(from float64) float64 {
	a, b := clickTimes(s.heard[0]), clickTimes(s.heard[1])
	if len(a) < 8 || len(b) < 8 {
		s.t.Fatalf("%d and %d clicks heard", len(a), len(b))
	}
	worst, j := 0.0, 0
	for _, at := range a {
		for j+1 < len(b) && math.Abs(b[j+1]-at) < math.Abs(b[j]-at) {
			j++
		}
		if d := math.Abs(b[j] - at); at > from && d < 0.1 {
			worst = max(worst, d)
		}
	}
	return worst
}

func TestWhatIsHeardAtOnceLiesTogetherWhateverTheClocksDo(t *testing.T) {
	for _, tc := range []struct {
		name    string
		devices [2]fakeDevice
	}{
		{"50 ppm apart", [2]fakeDevice{
			{hz: simRate * (1 + 50e-6), latency: .004, jitter: exponential(.001)},
			{hz: simRate, latency: .004, jitter: exponential(.001)},
		}},
		{"1000 ppm apart, one in bursts", [2]fakeDevice{
			{hz: simRate * (1 - 500e-6), latency: .004, jitter: bursts()},
			{hz: simRate * (1 + 500e-6), latency: .004, jitter: exponential(.003)},
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := newSimulation(t, clicks, tc.devices[0], tc.devices[1])
			s.run(45)
			if all, settled := s.skew(0), s.skew(20); all > 0.020 || settled > 0.002 {
				t.Errorf("up to %.2f ms apart, %.2f ms after 20 s; want 20 and 2", all*1e3, settled*1e3)
			}
			for k := range s.unknown {
				if n := count(s.unknown[k], '.'); n > 0 {
					t.Errorf("%d hops of channel %d are unknown, want none", n, k)
				}
			}
		})
	}
}

func count(s string, c byte) (n int) {
	for i := range s {
		if s[i] == c {
			n++
		}
	}
	return n
}

func TestPositionsAreWhenSoundWasHeard(t *testing.T) {
	s := newSimulation(t, clicks, fakeDevice{hz: simRate * (1 + 200e-6), latency: .004})
	s.run(60)
	for _, at := range clickTimes(s.heard[0]) {
		limit := 0.0011
		if at < 25 { // its rate is not known yet
			limit = 0.0045
		}
		// The latency of the earliest arrival is not known to anyone: it is common to devices of a kind.
		if off := math.Mod(at-0.004+0.125, 0.25) - 0.125; math.Abs(off) > limit {
			t.Fatalf("a click is at %.4f s, want a multiple of 0.25 s and 4 ms, give or take %.1f", at, limit*1e3)
		}
	}
}

func TestSoundStaysAtOneRateWhileArrivalsAreUneven(t *testing.T) {
	s := newSimulation(t, clicks, fakeDevice{hz: simRate * (1 + 30e-6), latency: .004, jitter: spread(.010)})
	s.run(20)
	for i, pace := range s.paces[0] {
		if math.Abs(pace-s.paces[0][0]) > 1e-9 || math.Abs(pace) > 1e-6 {
			t.Fatalf("hop %d was converted at a pace of %.1f ppm, want none", i, pace*1e6)
		}
	}
}

func TestHopsTellByWhatTheirSoundWasMoved(t *testing.T) {
	const hz = simRate * (1 + 150e-6)
	s := newSimulation(t, clicks, fakeDevice{hz: hz, latency: .004, jitter: spread(.010)})
	s.run(90)
	first, moved, hop := 0., 0., 0
	for i, at := range clickTimes(s.heard[0]) {
		for ; float64(hop+1)*timeline.Position(timeline.HopLen).Seconds() <= at; hop++ {
			moved += s.paces[0][hop] * float64(timeline.HopLen)
		}
		into := at*timeline.Rate - float64(hop*timeline.HopLen)
		// Clicks are 250 ms apart: so many samples of the device.
		off := math.Round((at+1)*4)/4*hz - at*timeline.Rate - moved - s.paces[0][hop]*into
		if i == 0 {
			first = off
		}
		if math.Abs(off-first) > .5 {
			t.Fatalf("at %.2f s: by %.2f samples elsewhere than told", at, off-first)
		}
	}
	if math.Abs(moved) < 100 {
		t.Errorf("moved by %.1f samples in all, want as many as it drifts", moved)
	}
}

func TestLostSamplesAreUnknownAndWhatFollowsIsInPlace(t *testing.T) {
	for _, missing := range []float64{0.05, 0.4, 2} {
		s := newSimulation(t, clicks, fakeDevice{hz: simRate, latency: .004}, fakeDevice{hz: simRate, latency: .004})
		s.run(10)
		s.devices[1].missing = missing
		s.run(20)
		if skew := s.skew(0); skew > 0.002 {
			t.Errorf("%v s lost: clicks up to %.1f ms apart, want 2", missing, skew*1e3)
		}
		lost, hop := count(s.unknown[1], '.'), timeline.Position(timeline.HopLen).Seconds()
		if least := int(missing / hop); lost < least || lost > least+3 && missing < 0.2 {
			t.Errorf("%v s lost: %d hops unknown, want about %d", missing, lost, least+1)
		}
		if missing < 0.2 && count(s.unknown[0], '.') != 0 {
			t.Error("the other channel is unknown too")
		}
		if got := s.devices[1].feed.missing.Seconds(); math.Abs(got-missing) > 0.01 {
			t.Errorf("%v s lost: %.3f s counted", missing, got)
		}
	}
}

func TestALossThatTheDeviceTellsOfSpoilsItsHop(t *testing.T) {
	s := newSimulation(t, clicks, fakeDevice{hz: simRate, latency: .004})
	s.run(5)
	s.devices[0].overflows++
	s.run(10)
	if n := count(s.unknown[0], '.'); n != 1 {
		t.Errorf("%d hops unknown, want the one with the loss", n)
	}
}

func TestFollowingADriftingClockIsNotHeard(t *testing.T) {
	const hz, window = 400, timeline.Rate / 50 // 8 periods
	s := newSimulation(t, func(at float64) float32 { return float32(0.5 * math.Sin(2*math.Pi*hz*at)) },
		fakeDevice{hz: simRate * (1 + 100e-6), latency: .004, jitter: exponential(.001)})
	s.run(40)
	x := s.heard[0][20*timeline.Rate:]
	worst := math.Inf(1)
	for ; len(x) >= window; x = x[window:] {
		best := 0. // whatever its pitch: following changes that by less than anybody hears
		for ppm := -600.; ppm <= 600; ppm += 50 {
			best = max(best, signalToRest(x[:window], hz*(1+ppm*1e-6)))
		}
		worst = min(worst, best)
	}
	if worst < 60 {
		t.Errorf("a tone comes out %.1f dB above what was added to it, want 60", worst)
	}
}

// signalToRest is how far a tone is above all else in x, in dB.
func signalToRest(x []float32, hz float64) float64 {
	var c, s, all float64
	for i, v := range x {
		sin, cos := math.Sincos(2 * math.Pi * hz * float64(i) / timeline.Rate)
		c, s, all = c+float64(v)*cos, s+float64(v)*sin, all+float64(v)*float64(v)
	}
	tone := (c*c + s*s) * 2 / float64(len(x))
	return 10 * math.Log10(tone/(all-tone))
}

func TestClippingIsSeenBeforeItIsConverted(t *testing.T) {
	s := newSimulation(t, func(at float64) float32 {
		if at > 3 && at < 3.01 {
			return 1
		}
		return 0.1
	}, fakeDevice{hz: simRate, latency: .004})
	h, clipped := audio.NewHop(1), []float64{}
	s.run(1.05)
	for s.now < 5 {
		s.step(s.devices[0])
		s.now = s.devices[0].arrived
		for ready, _ := s.grid.due(0); ready; ready, _ = s.grid.due(0) {
			s.grid.take(h)
			if h.Channels[0].Clipped {
				clipped = append(clipped, h.Start.Seconds())
			}
		}
	}
	if len(clipped) == 0 || clipped[0] > 2.004 || clipped[0] < 1.95 || len(clipped) > 2 {
		t.Errorf("clipped hops at %v s, want the one or two at 2.004 s", clipped)
	}
}

func TestAFeedRefusesAChannelThatTheDeviceDoesNotHave(t *testing.T) {
	if _, err := newFeed(newGrid(1), soundFormat{rate: 48000, channels: 1}, []route{{1, 0}}, 0); err == nil {
		t.Error("channel 2 of a device with one was taken")
	}
	if _, err := newFeed(newGrid(1), soundFormat{rate: 1000, channels: 1}, []route{{0, 0}}, 0); err == nil {
		t.Error("a device of 1 kHz was taken")
	}
}

func TestFeedingAllocatesNothing(t *testing.T) {
	g := newGrid(1)
	fd, err := newFeed(g, soundFormat{rate: 48000, channels: 1}, []route{{0, 0}}, 0)
	if err != nil {
		t.Fatal(err)
	}
	fd.origin = 0
	r := rand.New(rand.NewPCG(1, 1))
	f := &soundFrame{samples: 480, pcm: make([]byte, 480*sampleSize)}
	h := audio.NewHop(1)
	n := testing.AllocsPerRun(2000, func() {
		fd.push(f, float64(f.end())/48000+r.Float64()*0.002)
		f.first += 480
		if ready, _ := g.due(fd.at); ready {
			g.take(h)
		}
	})
	if n != 0 {
		t.Errorf("%v allocations a frame, want none", n)
	}
}
