package capture

import (
	"fmt"
	"math"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
)

const (
	// Sound is converted at one rate until it lies steerFrom from where the clock says, in seconds, or steerEarly while the
	// clock has not been followed for long, and then moved back until it is within steerTo. The clock itself wanders by a
	// millisecond on a busy machine; what two microphones hear of each other is learned best where their sound does not.
	steerEarly = 0.004
	steerFrom  = 0.001
	steerTo    = 0.0002
	// steerTime is how fast it is moved, in seconds: faster than the clock itself moves.
	steerTime = 2
	// maxSteer bounds by how much sound is stretched for that: a fifth of a per cent, which is 3 cents of a semitone and
	// moves 2 ms in a second. maxBend bounds how fast that changes, a second, so that it is not heard.
	maxSteer = 0.002
	maxBend  = 0.001
	// heldBack is how much sound is kept back at most until it is known where it belongs, in seconds.
	heldBack = 1
)

// feed lays the sound of one device on the grid: it converts it to 16 kHz and to the session's clock, so that what was
// heard at once lies at one position whatever the device's own clock does. It knows the time only as it is told.
type feed struct {
	grid   *grid
	clock  *deviceClock
	format soundFormat
	taps   []feedTap
	reach  timeline.Position // by how much outputs lag behind inputs
	origin float64           // when position 0 is, on the clock that frames are timed with; NaN: not settled yet

	broken    bool              // the next sample does not follow the one before
	laid      bool              // something was laid down
	base      int64             // index of the first sample that the resamplers were given
	end       int64             // and of the next
	steering  bool              // towards where the clock says
	rate      float64           // at which the device is taken to run now, Hz
	wanted    float64           // and at which it is to be
	at        timeline.Position // where their next output lies
	overflows uint32
	held      []soundFrame // kept back, with their samples in heldPCM
	heldPCM   []byte
	out       []float32
	missing   timeline.Position // sound that is lost, as the clock shows
}

// feedTap is a channel of the device that feeds a channel of the grid.
type feedTap struct {
	source    int // of the device, from 0
	lane      int // of the grid
	resampler *audio.Resampler
	clipping  *audio.ClipDetector
	pcm       []float32
}

// newFeed makes the feed of a device with the given format. routes are pairs of a channel of the device and a channel
// of the grid; drift is how much faster than nominal the device is known to run.
func newFeed(g *grid, f soundFormat, routes []route, drift float64) (*feed, error) {
	filter, err := audio.NewFilter(f.rate, timeline.Rate)
	if err != nil {
		return nil, err
	}
	fd := &feed{
		grid: g, clock: newDeviceClock(f.rate, drift), format: f, origin: math.NaN(), broken: true,
		reach:   timeline.Position(filter.Reach()*timeline.Rate/f.rate + 1),
		heldPCM: make([]byte, 0, heldBack*f.rate*f.channels*sampleSize),
	}
	for _, r := range routes {
		if r.source >= f.channels {
			return nil, fmt.Errorf("channel %d of a device that has %d", r.source+1, f.channels)
		}
		fd.taps = append(fd.taps, feedTap{
			source: r.source, lane: r.lane,
			resampler: audio.NewResampler(filter), clipping: audio.NewClipDetector(audio.Float32, f.rate),
		})
	}
	return fd, nil
}

// route says which channel of a device, from 0, feeds which channel of the grid.
type route struct{ source, lane int }

// ready says whether the device's samples can be placed.
func (f *feed) ready() bool { return f.clock.set }

// push takes in a frame that was heard at a time, in seconds.
func (f *feed) push(fr *soundFrame, heard float64) {
	v := f.clock.observe(fr.end(), heard, fr.age.Seconds())
	if v == jumped {
		f.broken = true
	}
	if len(f.held) == 0 && v == steady {
		f.place(fr)
		return
	}
	f.hold(fr)
	if v == steady || v == jumped {
		f.release()
	}
}

// hold keeps a copy of fr back. When there is no room all that is held is given up: it is too late for the grid.
func (f *feed) hold(fr *soundFrame) {
	if len(f.heldPCM)+len(fr.pcm) > cap(f.heldPCM) {
		f.held, f.heldPCM = f.held[:0], f.heldPCM[:0]
	}
	if len(fr.pcm) > cap(f.heldPCM) {
		return
	}
	from := len(f.heldPCM)
	f.heldPCM = append(f.heldPCM, fr.pcm...)
	f.held = append(f.held, *fr)
	f.held[len(f.held)-1].pcm = f.heldPCM[from:]
}

// release places what was held.
func (f *feed) release() {
	for i := range f.held {
		f.place(&f.held[i])
	}
	f.held, f.heldPCM = f.held[:0], f.heldPCM[:0]
}

// place lays a frame where the clock says. Before the session has begun nothing is laid down.
func (f *feed) place(fr *soundFrame) {
	told := fr.overflows != f.overflows
	f.overflows = fr.overflows
	if math.IsNaN(f.origin) {
		f.end = fr.end()
		return
	}
	if f.broken || told || fr.first != f.end {
		f.begin(fr.first)
	}
	if told {
		f.spoil(timeline.Span{Start: f.at, End: f.at + 1})
	}
	f.end = fr.end()
	f.lay(fr)
	f.steer(fr.samples)
}

// begin starts anew with sample first, after what was laid down so far.
func (f *feed) begin(first int64) {
	f.broken, f.steering = false, false
	f.finish()
	at := timeline.Position(math.Ceil((f.clock.time(float64(first)) - f.origin) * timeline.Rate))
	if f.laid && at > f.at {
		f.missing += at - f.at
	}
	f.at, f.base = max(at, f.at), first
	for k := range f.taps {
		f.at = max(f.at, f.grid.lanes[f.taps[k].lane].end)
	}
	for k := range f.taps {
		f.taps[k].resampler.Reset(f.clock.sample(f.time(f.at)) - float64(first))
	}
	f.wanted = f.clock.rate()
	f.convert(f.wanted)
}

// convert takes the device to run at a rate, in Hz, from the next output on.
func (f *feed) convert(rate float64) {
	f.rate = rate
	for k := range f.taps {
		f.taps[k].resampler.SetRate(rate)
		f.grid.lanes[f.taps[k].lane].pace = rate/float64(f.format.rate) - 1
	}
}

// time is when a position is.
func (f *feed) time(p timeline.Position) float64 { return f.origin + p.Seconds() }

// finish lays down what the resamplers still hold.
func (f *feed) finish() {
	if !f.laid {
		return
	}
	n := 0
	for k := range f.taps {
		t := &f.taps[k]
		f.out = t.resampler.Flush(f.out[:0])
		f.grid.write(t.lane, f.at, f.out)
		n = len(f.out)
	}
	f.at += timeline.Position(n)
}

// lay converts a frame and lays it down.
func (f *feed) lay(fr *soundFrame) {
	f.laid = true
	n := 0
	for k := range f.taps {
		t := &f.taps[k]
		x := t.decode(fr, f.format.channels)
		f.out = t.resampler.Append(f.out[:0], x)
		f.grid.write(t.lane, f.at, f.out)
		n = len(f.out)
		if t.clipping.Push(x) {
			f.grid.clip(t.lane, timeline.Span{Start: f.at, End: f.at + timeline.Position(n) + f.reach})
		}
	}
	f.at += timeline.Position(n)
}

// decode is the samples of t's channel in fr; valid until the next decode.
func (t *feedTap) decode(fr *soundFrame, channels int) []float32 {
	if cap(t.pcm) < fr.samples {
		t.pcm = make([]float32, fr.samples)
	}
	t.pcm = t.pcm[:fr.samples]
	audio.Float32.Decode(t.pcm, fr.pcm[t.source*sampleSize:], channels*sampleSize)
	return t.pcm
}

// steer lets the next output come to lie where the clock says, or near enough, after so many samples of the device.
func (f *feed) steer(samples int) {
	off := f.clock.time(float64(f.base)+f.taps[0].resampler.Next()) - f.time(f.at)
	was, limit := f.steering, steerFrom
	switch {
	case was:
		limit = steerTo
	case f.clock.age() < clockKnown:
		limit = steerEarly
	}
	if f.steering = math.Abs(off) > limit; f.steering {
		f.wanted = f.clock.rate() * (1 - min(max(off/steerTime, -maxSteer), maxSteer))
	} else if was {
		f.wanted = f.clock.rate()
	}
	if f.rate != f.wanted {
		bend := maxBend * float64(samples)
		f.convert(f.rate + min(max(f.wanted-f.rate, -bend), bend))
	}
}

// spoil makes a span of all channels of the device unknown.
func (f *feed) spoil(s timeline.Span) {
	for k := range f.taps {
		f.grid.spoil(f.taps[k].lane, s)
	}
}
