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
	// clockFewest is how many arrivals a block has at least.
	clockFewest = 3
	// clockMark is how far apart arrivals are kept that the rate is measured by, and clockMarks how many: over 64 s.
	clockMark  = 0.5
	clockMarks = 128
	// clockAnchors is how many of them say where the clock is: over 8 s.
	clockAnchors = 16
	// clockKnown is how long a clock must have been followed until the rate is what was measured: until then it is the
	// nearer to what was known before the less was heard.
	clockKnown = 20
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

// deviceClock tells when each sample of a device was heard, from when samples arrived: it is the line under all arrivals of
// the last minute that is nearest to them. (S. Moon, P. Skelly, D. Towsley, "Estimation and removal of clock skew from
// network delay measurements", INFOCOM 1999.)
//
// Arrivals can only be late, never early, so the earliest in a stretch of time tell the truth best. The age that sound
// systems themselves give for samples is no better: through PulseAudio it wanders by 8 ms within seconds, while the
// earliest arrivals in seconds keep within 0.2 ms (measured with virtual devices; single ones come up to 10 ms later). But on a machine so busy that every arrival is
// late by hundreds of milliseconds the age says so too, within a fifth: it tells a backlog from missing samples.
//
// Time is in seconds on any clock that is common to all devices. The zero value does not work: see newDeviceClock.
type deviceClock struct {
	nominal float64 // Hz
	set     bool
	period  float64 // of a sample
	known   float64 // the period, as far as it was known before
	index   float64 // a sample,
	at      float64 // and when it was heard
	started float64 // since when the clock is followed

	marks  [clockMarks]mark // a ring
	marked int              // marks that were ever written to it
	begun  float64          // when the stretch of the latest began
	hull   [clockMarks]mark // room for those under which no other lies

	usual   float64 // the age of samples that arrive
	backlog float64 // this long after they were heard

	block     arrivals
	suspicion arrivals // since the first sample that came too late; empty: none
	excused   arrivals // since the first that came too late and was as old as that
}

// mark is the earliest arrival in a stretch of time: a sample, and when it was heard if that one was not late.
type mark struct{ index, at float64 }

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
	period := 1 / float64(rate) / (1 + drift)
	return &deviceClock{nominal: float64(rate), period: period, known: period}
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
		return c.catchUp(i, age, late)
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
	c.jump(c.block.index, c.block.late)
	c.note(mark{c.index, c.at})
	return jumped
}

// suspect gathers proof that samples are missing.
func (c *deviceClock) suspect(i, at, age, late float64) verdict {
	c.suspicion.add(i, at, age, late)
	if !c.suspicion.lasted(clockProof) {
		return doubtful
	}
	c.jump(c.suspicion.index, c.suspicion.late)
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
	c.jump(c.suspicion.index, c.suspicion.late)
	return jumped
}

// catchUp takes samples that come too early: a backlog is gone, or the clock was wrong.
func (c *deviceClock) catchUp(i, age, late float64) verdict {
	gone := min(c.backlog, -late)
	c.backlog -= gone
	if gone > 0 {
		c.usual, c.block = age, arrivals{}
	}
	if late += gone; late >= -clockStep {
		return steady
	}
	c.jump(i, late)
	return jumped
}

// jump sets the clock so that sample i was heard later than it said by late, as all that were heard before.
func (c *deviceClock) jump(i, late float64) {
	c.index, c.at = i, c.time(i)+late
	for k := range c.marks {
		c.marks[k].at += late
	}
	c.block, c.suspicion, c.excused = arrivals{}, arrivals{}, arrivals{}
}

// track takes the earliest arrival of the block and lays the line anew.
func (c *deviceClock) track() {
	m := mark{c.block.index, c.time(c.block.index) + c.block.late}
	c.block = arrivals{}
	c.note(m)
	c.measure()
	latest := c.mark(c.marked - 1)
	at := latest.at
	for i := max(c.marked-clockAnchors, 0); i < c.marked; i++ {
		at = min(at, c.mark(i).at+(latest.index-c.mark(i).index)*c.period)
	}
	c.index, c.at = latest.index, at
}

// note keeps m if it is the earliest of its stretch, under the line as it is.
func (c *deviceClock) note(m mark) {
	if c.marked > 0 && m.at-c.begun < clockMark {
		if latest := c.mark(c.marked - 1); m.at-c.time(m.index) < latest.at-c.time(latest.index) {
			*latest = m
		}
		return
	}
	c.begun = m.at
	c.marked++
	*c.mark(c.marked - 1) = m
}

// mark is the i-th that was ever kept; the last clockMarks of them are there.
func (c *deviceClock) mark(i int) *mark { return &c.marks[i%clockMarks] }

// measure sets the period to that of the line under all marks that is nearest to them: the edge of their lower hull over
// their middle.
func (c *deviceClock) measure() {
	first, hull, middle := max(c.marked-clockMarks, 0), c.hull[:0], 0.
	for i := first; i < c.marked; i++ {
		m := *c.mark(i)
		middle += m.index / float64(c.marked-first)
		for n := len(hull); n > 1 && !hull[n-1].under(hull[n-2], m); n-- {
			hull = hull[:n-1]
		}
		hull = append(hull, m)
	}
	if len(hull) < 2 {
		return
	}
	k := 1
	for k < len(hull)-1 && hull[k].index < middle {
		k++
	}
	a, b := hull[k-1], hull[k]
	trust := min(math.Pow((c.mark(c.marked-1).index-c.mark(first).index)*c.known/clockKnown, 2), 1)
	c.period = c.known + trust*((b.at-a.at)/(b.index-a.index)-c.known)
	c.period = min(max(c.period*c.nominal, 1/(1+maxClockDrift)), 1/(1-maxClockDrift)) / c.nominal
}

// under says whether m lies under the line from a to b.
func (m mark) under(a, b mark) bool {
	return (m.at-a.at)*(b.index-a.index) < (b.at-a.at)*(m.index-a.index)
}
