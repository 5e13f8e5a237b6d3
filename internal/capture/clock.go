package capture

import "math"

// Constants of deviceClock, in seconds unless they say otherwise.
const (
	// clockBlock is how long arrivals are gathered before the earliest of them is believed. Schedulers hold audio
	// threads up for some milliseconds quite often and hardly ever ten times in a row.
	clockBlock = 0.1
	// clockProof is how long every sample must have come late before samples are taken to be missing. A thread that
	// was held up for 281 ms has been seen; the burst after it ends the doubt. More than the grid's lateness would make
	// the samples that are kept back meanwhile come too late.
	clockProof = 0.4
	// clockStep is how far arrivals may be off before they are doubted: two devices that are off by as much in
	// opposite directions and drift within clockLate are still within 20 ms of each other together with the
	// correction of the earlier one, which is immediate.
	clockStep = 0.012
	// clockPatience is how long a clock that is being set waits for a backlog to clear.
	clockPatience = 1
	// clockExcuse is how long a device must have had a backlog before that is taken to be its way. Time enough for a busy
	// machine to calm down.
	clockExcuse = 5
	// clockLate bounds how late the earliest of a block is taken for: lateness is mostly not the device's.
	clockLate = 0.002
	// clockFewest is how many arrivals a block has at least.
	clockFewest = 3
	// The bandwidth of the loop in Hz: wide when it starts, so that a clock that is 0.1 % off is followed within
	// seconds, narrow when it has settled, so that jitter of milliseconds moves it by microseconds.
	clockWide, clockNarrow = 0.5, 0.02
	// clockSettling is how long the bandwidth takes to halve for the first time.
	clockSettling = 2
	// maxClockDrift bounds how far a device may be off its nominal rate. Converters are good to 100 ppm, sound
	// servers that resample for two devices at once to 1000.
	maxClockDrift = 3e-3
)

// verdict is what deviceClock says of an arrival.
type verdict uint8

const (
	settling verdict = iota // nothing is known yet: keep the samples back
	steady                  // the samples lie where the clock says
	doubtful                // they come too late: keep them back until it is known why
	jumped                  // the clock was set anew: samples are missing, or there are more than there was time for
)

// deviceClock tells when each sample of a device was heard, from when samples arrived: a delay-locked loop on the
// earliest arrivals. (F. Adriaensen, "Using a DLL to filter time", Linux Audio Conference 2005, is a loop on all.)
//
// Arrivals can only be late, never early, so the earliest in a stretch of time tell the truth best. The age that sound
// systems themselves give for samples is no better: through PulseAudio it wanders by 8 ms within seconds, while the
// earliest arrivals keep within 0.2 ms (measured with virtual devices). But on a machine so busy that every arrival is
// late by hundreds of milliseconds the age says so too, within a fifth: it tells a backlog from missing samples.
//
// Time is in seconds on any clock that is common to all devices. The zero value does not work: see newDeviceClock.
type deviceClock struct {
	nominal float64 // Hz
	set     bool
	period  float64 // of a sample
	index   float64 // a sample,
	at      float64 // and when it was heard
	placed  float64 // when at was last set anew; the loop settles since
	started float64 // the same of the period, which a hole does not change

	usual   float64 // the age of samples that arrive
	backlog float64 // this long after they were heard

	block     arrivals
	suspicion arrivals // since the first sample that came too late; empty: none
	excused   arrivals // since the first that came too late and was as old as that
}

// arrivals is a stretch of arrivals and the earliest among them, which is the one least after its prediction.
type arrivals struct {
	count  int
	begin  float64
	latest float64
	late   float64 // of the earliest
	index  float64
	age    float64
}

func (a *arrivals) add(index, at, age, late float64) {
	if a.count == 0 {
		a.begin = at
	}
	if a.count == 0 || late < a.late {
		a.late, a.index, a.age = late, index, age
	}
	a.count++
	a.latest = at
}

// lasted says whether a is a stretch of at least d.
func (a *arrivals) lasted(d float64) bool { return a.count >= clockFewest && a.latest-a.begin >= d }

// newDeviceClock makes the clock of a device of so many Hz, which runs drift faster (1e-6: 1 ppm) as far as is known.
func newDeviceClock(rate int, drift float64) *deviceClock {
	return &deviceClock{nominal: float64(rate), period: 1 / float64(rate) / (1 + drift)}
}

// time is when sample i was, or will have been, heard.
func (c *deviceClock) time(i float64) float64 { return c.at + (i-c.index)*c.period }

// sample is the sample that was heard at a time.
func (c *deviceClock) sample(at float64) float64 { return c.index + (at-c.at)/c.period }

// rate is the device's measured rate in Hz.
func (c *deviceClock) rate() float64 { return 1 / c.period }

// drift is how much faster than nominal the device runs: 1e-6 is 1 ppm.
func (c *deviceClock) drift() float64 { return c.rate()/c.nominal - 1 }

// age is for how long the clock's rate has been followed, in seconds.
func (c *deviceClock) age() float64 { return c.at - c.started }

// observe takes in that samples up to end (exclusive) had arrived at a time, the newest of them as old as the sound
// system says, and says what is to be done with them. Both end and at only grow.
func (c *deviceClock) observe(end int64, at, age float64) verdict {
	i := float64(end)
	if !c.set {
		return c.settle(i, at, age)
	}
	late := at - c.time(i) - c.backlog
	if late > clockStep && 2*(age-c.usual) >= late {
		return c.excuse(i, at, age, late)
	}
	c.excused = arrivals{}
	if c.backlog > 0 && 2*(c.usual-age) >= c.backlog && late > -clockStep {
		return c.disbelieve(i, at, age, late)
	}
	if late > clockStep {
		return c.suspect(i, at, age, late)
	}
	c.suspicion = arrivals{}
	if late < -clockStep {
		return c.catchUp(i, at, age, late)
	}
	c.block.add(i, at, age, late)
	if c.block.lasted(clockBlock) {
		c.track()
	}
	return steady
}

// settle sets the clock by the earliest arrival of its first block, which goes on while there is a backlog. The age
// itself is of no use then: sound systems give wild ones at first.
func (c *deviceClock) settle(i, at, age float64) verdict {
	if c.block.count == 0 {
		c.index, c.at = i, at
	}
	c.block.add(i, at, age, at-c.time(i))
	if !c.block.lasted(clockBlock) || c.block.age > clockStep && !c.block.lasted(clockPatience) {
		return settling
	}
	c.set, c.started, c.usual = true, at, c.block.age
	c.jump(c.block.index, at, c.block.late)
	return jumped
}

// suspect gathers proof that samples are missing.
func (c *deviceClock) suspect(i, at, age, late float64) verdict {
	c.suspicion.add(i, at, age, late)
	if !c.suspicion.lasted(clockProof) {
		return doubtful
	}
	c.jump(c.suspicion.index, at, c.suspicion.late)
	return jumped
}

// excuse takes samples that come late because they have waited for as long. When that lasts it is what is expected.
func (c *deviceClock) excuse(i, at, age, late float64) verdict {
	c.suspicion = arrivals{}
	c.excused.add(i, at, age, late)
	if c.excused.lasted(clockExcuse) {
		c.backlog += c.excused.late
		c.usual = c.excused.age
		c.excused, c.block = arrivals{}, arrivals{}
	}
	return steady
}

// disbelieve gathers proof that there was no backlog: the samples are not so old any more and come as late as before.
func (c *deviceClock) disbelieve(i, at, age, late float64) verdict {
	c.suspicion.add(i, at, age, late+c.backlog)
	if !c.suspicion.lasted(clockProof) {
		return doubtful
	}
	c.backlog, c.usual = 0, age
	c.jump(c.suspicion.index, at, c.suspicion.late)
	return jumped
}

// catchUp takes samples that come too early: a backlog is gone, or the clock was wrong.
func (c *deviceClock) catchUp(i, at, age, late float64) verdict {
	gone := min(c.backlog, -late)
	c.backlog -= gone
	if gone > 0 {
		c.usual, c.block = age, arrivals{}
	}
	if late += gone; late >= -clockStep {
		return steady
	}
	c.jump(i, at, late)
	return jumped
}

// jump sets the clock so that sample i was heard later than it said by late, and lets it settle again from now.
func (c *deviceClock) jump(i, now, late float64) {
	c.index, c.at = i, c.time(i)+late
	c.placed = now
	c.block, c.suspicion, c.excused = arrivals{}, arrivals{}, arrivals{}
}

// track moves the clock towards the earliest arrival of the block.
func (c *deviceClock) track() {
	b := c.block
	c.block = arrivals{}
	dt := (b.index - c.index) * c.period
	if dt <= 0 {
		return
	}
	late := min(b.late, clockLate)
	phase := min(math.Sqrt2*bandwidth(b.latest-c.placed)*dt, 1)
	omega := bandwidth(b.latest - c.started)
	c.index, c.at = b.index, c.time(b.index)+phase*late
	c.period *= 1 + min(omega*omega*dt, 1)*late
	c.period = min(max(c.period*c.nominal, 1/(1+maxClockDrift)), 1/(1-maxClockDrift)) / c.nominal
}

// bandwidth is the loop's in radians a second, so long after it was started.
func bandwidth(age float64) float64 {
	return 2 * math.Pi * max(clockNarrow, clockWide/(1+age/clockSettling))
}
