package capture

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// What ends the life of a worker.
var (
	errSilent = errors.New("it stopped delivering sound")
	errBehind = errors.New("its sound arrives too late")
)

const (
	// startLimit is how long a device may take from opening to its first sound.
	startLimit = 10 * time.Second
	// silenceLimit is how long a device may be silent after that. Sound libraries tell of no end: a device whose server
	// has died simply never calls again.
	silenceLimit = 500 * time.Millisecond
	// behindLimit is how old sound may be when it arrives, and behindTime for how long. A backlog of seconds in the
	// sound system raises no overflow.
	behindLimit = 500 * time.Millisecond
	behindTime  = 2 * time.Second
)

// workerConn is a worker as its device sees it.
type workerConn interface {
	io.Reader
	hears() []hearing // the streams of the sound server that it listens by
	close()           // ends it and waits for its end; may be called again
	last() string     // of what it complained about, after close
}

// device keeps one input open for a source.
type device struct {
	source *DeviceSource
	routes []route
	launch func(context.Context) (workerConn, error)
	watch  *pulseWatch // nil: nobody tells whether the input is there

	// The rest is guarded by source.mu.
	state   DeviceState
	feed    *feed // nil: nothing of it may be used
	offset  clockOffset
	drift   float64
	behind  time.Duration // since when its sound is too old, on the source's clock; negative: it is not
	working time.Duration // since when it works
}

// run keeps the device open until ctx ends.
func (d *device) run(ctx context.Context) {
	var pace backoff
	for {
		worked, err := d.open(ctx)
		if ctx.Err() != nil {
			return
		}
		d.lose(err)
		pace.wait(ctx, worked)
		d.source.mu.Lock()
		d.state.Restarts++
		d.source.mu.Unlock()
	}
}

// open opens the device once it is there and listens until it is lost. It returns for how long that worked.
func (d *device) open(ctx context.Context) (worked time.Duration, err error) {
	if d.watch != nil {
		if err = d.watch.wait(ctx, d.state.Device.ID, d.lose); err != nil {
			return 0, err
		}
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	w, err := d.launch(ctx)
	if err != nil {
		return 0, err
	}
	defer w.close()
	if d.watch != nil {
		defer d.watch.guard(w.hears(), &deviceRoute{device: d, end: cancel})()
	}
	dog := time.AfterFunc(startLimit, func() { d.lose(errSilent); cancel(errSilent) })
	defer dog.Stop()
	err = d.listen(ctx, w, dog)
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	return d.finish(), err
}

// listen takes in what the worker hears until that ends.
func (d *device) listen(ctx context.Context, w workerConn, dog *time.Timer) error {
	r, err := newWireReader(w)
	if err != nil {
		return d.explain(err, w)
	}
	if err := d.begin(r.fmt); err != nil {
		return err
	}
	var f soundFrame
	for {
		if err := r.next(&f); err != nil {
			return d.explain(err, w)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		dog.Reset(silenceLimit)
		if err := d.deliver(&f); err != nil {
			return err
		}
	}
}

// explain says why a worker ended: a crash leaves no more than the last words of the library that did it.
func (d *device) explain(err error, w workerConn) error {
	if !errors.Is(err, io.EOF) {
		return err
	}
	w.close()
	return fmt.Errorf("its capture process ended: %s", w.last())
}

// begin makes ready for sound of a format.
func (d *device) begin(f soundFormat) error {
	s := d.source
	s.mu.Lock()
	defer s.mu.Unlock()
	fd, err := newFeed(s.grid, f, d.routes, d.drift)
	if err != nil {
		return err
	}
	fd.origin = s.origin
	for _, r := range d.routes {
		s.grid.trust(r.lane)
	}
	d.feed, d.offset, d.behind = fd, clockOffset{}, -1
	return nil
}

// deliver takes in a frame that has just been received.
func (d *device) deliver(f *soundFrame) error {
	s := d.source
	s.mu.Lock()
	defer s.mu.Unlock()
	if d.feed == nil {
		return nil // the device is not the one meant any more
	}
	now := s.now()
	d.offset.observe(f.sent, now)
	heard := d.offset.ours(f.heard)
	told := d.feed.overflows
	d.feed.push(f, heard.Seconds())
	d.state.Overflows += int64(d.feed.overflows - told)
	d.state.Latency = now - heard + f.age
	if d.working > 0 && now-d.working > driftKnown {
		d.state.DriftPPM = d.feed.clock.drift() * 1e6
	}
	if d.state.Status != Working && d.feed.ready() {
		d.set(Working, "")
		d.working = now
	}
	s.beginIfReady(now)
	s.wake()
	return d.checkLag(now)
}

// checkLag fails when sound has been arriving too late for too long.
func (d *device) checkLag(now time.Duration) error {
	switch {
	case d.state.Latency <= behindLimit:
		d.behind = -1
	case d.behind < 0:
		d.behind = now
	case now-d.behind > behindTime:
		return errBehind
	}
	return nil
}

// set changes the status. It needs the lock.
func (d *device) set(status DeviceStatus, reason string) {
	if d.state.Status == status && d.state.Reason == reason {
		return
	}
	d.state.Status, d.state.Reason, d.state.Since = status, reason, time.Now()
}

// lose says that the device does not deliver and why: its channels are unknown from here on.
func (d *device) lose(err error) {
	s := d.source
	s.mu.Lock()
	defer s.mu.Unlock()
	if errors.Is(err, errRerouted) {
		d.set(Rerouted, err.Error())
	} else {
		d.set(Lost, err.Error())
	}
	for _, r := range d.routes {
		s.grid.lose(r.lane)
	}
	s.wake()
}

// finish ends what open began and returns for how long the device worked.
func (d *device) finish() (worked time.Duration) {
	s := d.source
	s.mu.Lock()
	defer s.mu.Unlock()
	if d.working > 0 {
		worked = s.now() - d.working
	}
	d.letGo()
	d.working = 0
	return worked
}

// driftKnown is how long a device must have worked for its rate to be taken over to its next start.
const driftKnown = time.Minute

// letGo notes what the feed has seen and lets go of it. It needs the lock.
func (d *device) letGo() {
	if d.feed == nil {
		return
	}
	d.state.Lost += d.feed.missing
	if d.working > 0 && d.source.now()-d.working > driftKnown {
		d.drift = d.feed.clock.drift()
	}
	d.feed = nil
}
