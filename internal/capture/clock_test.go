package capture

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// simRate is the nominal rate of simulated devices, in Hz. A low one is quick to simulate.
const simRate = 16000

// fakeDevice makes the arrivals of a device: samples that it hears from time zero on, in buffers.
type fakeDevice struct {
	size    int64   // of a buffer, samples; 0: 10 ms at simRate
	hz      float64 // what it really runs at
	latency float64 // of every arrival, seconds
	jitter  func(at float64) float64
	age     func(at float64) float64 // that its sound system gives; nil: none
	samples int64                    // captured so far
	missing float64                  // seconds of sound that it did not capture
	arrived float64
}

// buffer is the next arrival: the end of its samples and when it came. Arrivals are in order.
func (d *fakeDevice) buffer() (end int64, at float64) {
	if d.size == 0 {
		d.size = simRate / 100
	}
	d.samples += d.size
	at = d.heard(d.samples) + d.latency
	if d.jitter != nil {
		at += d.jitter(at)
	}
	d.arrived = max(at, d.arrived)
	return d.samples, d.arrived
}

// heard is when sample i really was heard.
func (d *fakeDevice) heard(i int64) float64 { return float64(i)/d.hz + d.missing }

// aged is how old the sound system says the samples are that arrive at a time.
func (d *fakeDevice) aged(at float64) float64 {
	if d.age == nil {
		return 0
	}
	return d.age(at)
}

// follow feeds buffers to c until a time and calls seen with the error of c for each, in seconds.
func (d *fakeDevice) follow(c *deviceClock, until float64, seen func(at, wrong float64, v verdict)) {
	for d.arrived < until {
		end, at := d.buffer()
		v := c.observe(end, at, d.aged(at))
		seen(at, c.time(float64(end))-d.heard(end)-d.latency, v)
	}
}

// exponential makes lateness with a mean, as schedulers do.
func exponential(mean float64) func(float64) float64 {
	r := rand.New(rand.NewPCG(7, 7))
	return func(float64) float64 { return r.ExpFloat64() * mean }
}

// spread makes lateness of up to most, each as likely, as PulseAudio does when it asks a device at a pace of its own.
func spread(most float64) func(float64) float64 {
	r := rand.New(rand.NewPCG(7, 7))
	return func(float64) float64 { return r.Float64() * most }
}

// bursts makes lateness of up to 300 ms every 7 s, after which everything comes at once.
func bursts() func(float64) float64 {
	small := exponential(0.001)
	return func(at float64) float64 {
		if into := at - 7*math.Floor(at/7); into < 0.3 {
			return 0.3 - into
		}
		return small(at)
	}
}

func TestDriftAndJitterLeaveTheClockWithinMilliseconds(t *testing.T) {
	for _, tc := range []struct {
		name    string
		ppm     float64
		jitter  func(float64) float64
		settled float64 // error allowed after a minute, seconds
	}{
		{"no drift, no jitter", 0, nil, 1e-5},
		{"50 ppm fast, jitter of 1 ms", 50, exponential(0.001), 0.0005},
		{"50 ppm slow, jitter of 5 ms", -50, exponential(0.005), 0.002},
		{"1000 ppm fast, jitter of 1 ms", 1000, exponential(0.001), 0.0005},
		{"1000 ppm slow, bursts", -1000, bursts(), 0.001},
		{"70 ppm fast, anywhere within 10 ms", 70, spread(0.010), 0.001},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := &fakeDevice{hz: simRate * (1 + tc.ppm*1e-6), latency: 0.005, jitter: tc.jitter}
			c := newDeviceClock(simRate, 0)
			early, late, jumps := 0.0, 0.0, 0
			d.follow(c, 300, func(at, wrong float64, v verdict) {
				if v == settling {
					return
				}
				if v == jumped {
					jumps++
				}
				early = max(early, math.Abs(wrong))
				if at > 60 {
					late = max(late, math.Abs(wrong))
				}
			})
			if early > 0.01 || late > tc.settled || jumps != 1 {
				t.Errorf("wrong by up to %.3f ms, after a minute %.3f ms, want 10 and %.3f; %d jumps, want the first only",
					early*1e3, late*1e3, tc.settled*1e3, jumps)
			}
			if ppm := c.drift() * 1e6; math.Abs(ppm-tc.ppm) > 20 {
				t.Errorf("drift measured as %.1f ppm, want %.0f", ppm, tc.ppm)
			}
		})
	}
}

func TestAnEightHourSessionStaysWithinTwoMilliseconds(t *testing.T) {
	fast := &fakeDevice{size: simRate / 25, hz: simRate * (1 + 50e-6), latency: 0.004, jitter: exponential(0.001)}
	steadyOne := &fakeDevice{size: simRate / 25, hz: simRate, latency: 0.004, jitter: bursts()}
	worst := [2]float64{}
	for k, d := range []*fakeDevice{fast, steadyOne} {
		c := newDeviceClock(simRate, 0)
		d.follow(c, 8*3600, func(at, wrong float64, v verdict) {
			if v != settling && at > 60 {
				worst[k] = max(worst[k], math.Abs(wrong))
			}
		})
	}
	if skew := worst[0] + worst[1]; skew > 0.002 {
		t.Errorf("the two devices are up to %.3f ms apart, want 2", skew*1e3)
	}
}

func TestMissingSamplesAreFoundOnceEverySampleIsLate(t *testing.T) {
	for _, missing := range []float64{0.015, 0.1, 3} {
		t.Run(fmt.Sprint(missing, " s"), func(t *testing.T) {
			d := &fakeDevice{hz: simRate, latency: 0.005, jitter: exponential(0.0005)}
			c := newDeviceClock(simRate, 0)
			d.follow(c, 20, func(float64, float64, verdict) {})
			d.missing = missing
			doubts, found := 0, 0.0
			d.follow(c, 25+missing, func(at, wrong float64, v verdict) {
				switch {
				case v == doubtful:
					doubts++
				case v == jumped:
					found = at
				case math.Abs(wrong) > 0.002:
					t.Fatalf("at %.2f s samples were placed %.1f ms wrong", at, wrong*1e3)
				}
			})
			if since := found - 20 - missing; since < 0.4 || since > 0.45 {
				t.Errorf("found %.3f s after the hole, want about %.2f", since, clockProof)
			}
			if doubts < 10 {
				t.Errorf("%d buffers kept back, want all until it was found", doubts)
			}
		})
	}
}

func TestAThreadThatIsHeldUpIsNoHole(t *testing.T) {
	for _, held := range []float64{0.05, 0.281, 2} {
		d := &fakeDevice{hz: simRate, latency: 0.005}
		d.jitter = func(at float64) float64 { return max(0, min(held, 20+held-at)) * b2f(at > 20) }
		c := newDeviceClock(simRate, 0)
		d.follow(c, 30, func(at, wrong float64, v verdict) {
			if at > 1 && (v == jumped || math.Abs(wrong) > 0.001) {
				t.Fatalf("held up for %v s: %v at %.2f s, wrong by %.2f ms", held, v, at, wrong*1e3)
			}
		})
	}
}

func b2f(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func TestAClockSetTooLateIsPutRightAtOnce(t *testing.T) {
	d := &fakeDevice{hz: simRate, latency: 0.005}
	d.jitter = func(at float64) float64 { return 0.08 * b2f(at < 0.5) }
	c := newDeviceClock(simRate, 0)
	d.follow(c, 2, func(at, wrong float64, _ verdict) {
		if at > 0.7 && math.Abs(wrong) > 0.001 {
			t.Fatalf("wrong by %.1f ms at %.2f s", wrong*1e3, at)
		}
	})
}

// wrongAge is an age that is wrong by up to a fifth and 8 ms, as PulseAudio's is.
func wrongAge(age float64) func(at float64) float64 {
	return func(at float64) float64 { return max(0, age*(0.9+0.1*math.Sin(at))+0.008*math.Sin(at/3)) }
}

func TestABacklogIsNoHole(t *testing.T) {
	for _, backlog := range []float64{0.03, 0.1, 0.4} {
		for name, lasts := range map[string]float64{"for a second": 1, "for half a minute": 30} {
			d := &fakeDevice{hz: simRate, latency: 0.005}
			jitter, age := exponential(0.001), wrongAge(backlog)
			during := func(at float64) float64 { return b2f(at > 20 && at < 20+lasts) }
			d.jitter = func(at float64) float64 { return backlog*during(at) + jitter(at) }
			d.age = func(at float64) float64 { return age(at) * during(at) }
			c := newDeviceClock(simRate, 0)
			d.follow(c, 70, func(at, wrong float64, v verdict) {
				if at > 1 && (v == jumped || math.Abs(wrong) > 0.012) {
					t.Fatalf("backlog of %v s %s: verdict %d at %.2f s, wrong by %.1f ms", backlog, name, v, at, wrong*1e3)
				}
			})
		}
	}
}

func TestAHoleThatPassedForABacklogIsFoundWhenTheAgeIsRight(t *testing.T) {
	d := &fakeDevice{hz: simRate, latency: 0.005}
	d.age = func(at float64) float64 { return 0.1 * b2f(at > 20 && at < 40) } // it is wrong
	c := newDeviceClock(simRate, 0)
	d.follow(c, 20, func(float64, float64, verdict) {})
	d.missing = 0.1
	d.follow(c, 60, func(at, wrong float64, _ verdict) {
		if at > 40.6 && math.Abs(wrong) > 0.001 {
			t.Fatalf("wrong by %.1f ms at %.2f s", wrong*1e3, at)
		}
	})
}

func TestABacklogAtTheStartIsWaitedOut(t *testing.T) {
	d := &fakeDevice{hz: simRate, latency: 0.005}
	d.jitter = func(at float64) float64 { return 0.2 * b2f(at < 0.8) }
	d.age = func(at float64) float64 { return 0.2 * b2f(at < 1) }
	c := newDeviceClock(simRate, 0)
	jumps := 0
	d.follow(c, 10, func(at, wrong float64, v verdict) {
		if v == jumped {
			jumps++
		}
		if v != settling && math.Abs(wrong) > 0.001 {
			t.Fatalf("wrong by %.1f ms at %.2f s", wrong*1e3, at)
		}
	})
	if jumps != 1 {
		t.Errorf("%d jumps, want the first only", jumps)
	}
}

func TestAHoleLeavesTheMeasuredRateAlone(t *testing.T) {
	d := &fakeDevice{hz: simRate * (1 + 200e-6), latency: 0.005, jitter: exponential(0.001)}
	c := newDeviceClock(simRate, 0)
	d.follow(c, 120, func(float64, float64, verdict) {})
	d.missing = 1
	d.follow(c, 140, func(at, _ float64, _ verdict) {
		if ppm := c.drift() * 1e6; math.Abs(ppm-200) > 15 {
			t.Fatalf("%.1f s: drift measured as %.1f ppm, want 200", at, ppm)
		}
	})
}

func TestADeviceFarOffItsRateIsHeldToTheBound(t *testing.T) {
	d := &fakeDevice{hz: simRate * 0.92, latency: 0.005}
	c := newDeviceClock(simRate, 0)
	jumps := 0
	d.follow(c, 20, func(_, _ float64, v verdict) {
		if v == jumped {
			jumps++
		}
	})
	if got := math.Abs(c.drift()); got > maxClockDrift*1.01 || jumps < 10 {
		t.Errorf("drift %.4f after %d jumps, want at most %.4f and jumps again and again", got, jumps, maxClockDrift)
	}
}

func TestObservingAnArrivalAllocatesNothing(t *testing.T) {
	d := &fakeDevice{hz: simRate, latency: 0.005}
	c := newDeviceClock(simRate, 0)
	if n := testing.AllocsPerRun(1000, func() { end, at := d.buffer(); c.observe(end, at, 0) }); n != 0 {
		t.Errorf("%v allocations an arrival, want none", n)
	}
}
