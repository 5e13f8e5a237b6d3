package capture

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
)

// beginMargin is how far ahead of the present a session begins, so that its first hop is whole: two buffers.
const beginMargin = 20 * time.Millisecond

// DeviceSource is the sound of devices, as an audio.HopSource: each channel from one channel of one of them, all on one
// clock. A device that is lost is opened again until it is back; meanwhile its channels are unknown and the others go on.
//
// Position 0 is when all devices deliver, or DeviceOptions.Patience after opening. From there on a position is a time:
// hops come at the pace of the clock whatever the devices do.
type DeviceSource struct {
	opened   time.Time
	patience time.Duration
	stop     context.CancelFunc
	running  sync.WaitGroup
	closed   <-chan struct{}
	woken    chan struct{} // something has changed for ReadHop: one signal is enough
	timer    *time.Timer   // ReadHop's own
	failed   error         // ReadHop's own: what it has returned

	mu      sync.Mutex // guards all below, and the devices' state. Taken after pulseWatch.mu where both are.
	grid    *grid
	origin  float64 // seconds from opened to position 0; NaN: not yet
	devices []*device
}

var _ audio.HopSource = (*DeviceSource)(nil)

// OpenDevices opens the inputs that the channels of a session come from. A spec that fits no input, or several, is an
// error that lists them; a device that cannot be opened now is not: its state says why, and it is tried again. An input
// that several channels use is opened once.
//
// ctx bounds the opening only: the source lives until Close.
func OpenDevices(ctx context.Context, specs []ChannelSpec, opts DeviceOptions) (*DeviceSource, error) {
	opts, err := opts.withDefaults()
	if err != nil {
		return nil, err
	}
	inputs, err := ListInputs(ctx, opts)
	if err != nil {
		return nil, err
	}
	devices, err := planDevices(inputs, specs)
	if err != nil {
		return nil, err
	}
	var watch *pulseWatch
	for _, d := range devices {
		if d.launch, err = opts.launcher(d.state.Device, d.routes); err != nil {
			return nil, err
		}
		if d.state.Device.pulse {
			if watch == nil {
				watch = newPulseWatch()
			}
			d.watch = watch
		}
	}
	return newDeviceSource(context.WithoutCancel(ctx), devices, len(specs), opts.Patience, watch), nil
}

// planDevices finds the devices for specs, each once.
func planDevices(inputs []Input, specs []ChannelSpec) ([]*device, error) {
	var devices []*device
	for lane, spec := range specs {
		in, r, err := resolve(inputs, spec)
		if err != nil {
			return nil, err
		}
		r.lane = lane
		at := slices.IndexFunc(devices, func(d *device) bool { return d.state.Device.ID == in.ID })
		if at < 0 {
			at = len(devices)
			devices = append(devices, &device{state: DeviceState{Device: in}})
		}
		d := devices[at]
		d.routes = append(d.routes, r)
		d.state.Channels = append(d.state.Channels, lane)
	}
	if len(devices) == 0 {
		return nil, fmt.Errorf("no channel was asked for")
	}
	return devices, nil
}

// newDeviceSource starts to listen to devices that feed so many channels in all.
func newDeviceSource(
	ctx context.Context, devices []*device, channels int, patience time.Duration, watch *pulseWatch,
) *DeviceSource {
	ctx, stop := context.WithCancel(ctx)
	s := &DeviceSource{
		opened: time.Now(), patience: patience, stop: stop, closed: ctx.Done(), woken: make(chan struct{}, 1),
		timer: time.NewTimer(0), grid: newGrid(channels), origin: math.NaN(), devices: devices,
	}
	if watch != nil {
		s.running.Go(func() { watch.run(ctx) })
	}
	for _, d := range devices {
		d.source, d.state.Since, d.behind = s, s.opened, -1
		s.running.Go(func() { d.run(ctx) })
	}
	return s
}

// Close lets go of all devices. ReadHop then returns io.EOF.
func (s *DeviceSource) Close() error {
	s.stop()
	s.running.Wait()
	return nil
}

// Channels is how many channels there are.
func (s *DeviceSource) Channels() int { return len(s.grid.lanes) }

// Devices is which device each channel comes from, numbered from 0.
func (s *DeviceSource) Devices() []int {
	of := make([]int, s.Channels())
	for k, d := range s.devices {
		for _, lane := range d.state.Channels {
			of[lane] = k
		}
	}
	return of
}

// States is how every device is doing now.
func (s *DeviceSource) States() []DeviceState {
	s.mu.Lock()
	defer s.mu.Unlock()
	states := make([]DeviceState, len(s.devices))
	for k, d := range s.devices {
		states[k] = d.state
		if d.feed != nil {
			states[k].Lost += d.feed.missing
		}
		for _, lane := range d.state.Channels {
			states[k].Overrun += s.grid.lanes[lane].overrun
		}
	}
	return states
}

// ReadHop waits for the next hop; see audio.HopSource. It is for one goroutine. Hops are kept for 4 s for a caller
// that is late; what is lost beyond is unknown.
func (s *DeviceSource) ReadHop(ctx context.Context, h *audio.Hop) error {
	if s.failed == nil && len(h.Channels) != s.Channels() {
		s.failed = fmt.Errorf("read hop: room for %d channels, not %d", len(h.Channels), s.Channels())
	}
	for s.failed == nil {
		if err := s.ended(ctx); err != nil {
			s.failed = err
			break
		}
		wait, ok := s.take(h)
		if ok {
			return nil
		}
		s.timer.Reset(wait)
		select {
		case <-ctx.Done():
		case <-s.closed:
		case <-s.woken:
		case <-s.timer.C:
		}
	}
	return s.failed
}

// ended says why there are no more hops.
func (s *DeviceSource) ended(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("read hop: %w", err)
	}
	select {
	case <-s.closed:
		return io.EOF
	default:
		return nil
	}
}

// take fills h when the next hop is due, else it says how long to wait at most.
func (s *DeviceSource) take(h *audio.Hop) (wait time.Duration, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	if !s.begun() && now >= s.patience {
		s.begin(now)
	}
	if !s.begun() {
		return s.patience - now, false
	}
	ready, by := s.grid.due(s.position(now))
	if !ready {
		return (by - s.position(now) + timeline.Millisecond).Duration(), false
	}
	s.grid.take(h)
	return 0, true
}

// now is the time since opened.
func (s *DeviceSource) now() time.Duration { return time.Since(s.opened) }

// position is where a time since opened lies. The session must have begun.
func (s *DeviceSource) position(at time.Duration) timeline.Position {
	return timeline.FromSeconds(at.Seconds() - s.origin)
}

// moment is the position of a time of day. The session must have begun.
func (s *DeviceSource) moment(at time.Time) timeline.Position { return s.position(at.Sub(s.opened)) }

func (s *DeviceSource) begun() bool { return !math.IsNaN(s.origin) }

// beginIfReady begins the session when all devices deliver. It needs the lock.
func (s *DeviceSource) beginIfReady(now time.Duration) {
	if s.begun() || slices.ContainsFunc(s.devices, func(d *device) bool { return d.feed == nil || !d.feed.ready() }) {
		return
	}
	s.begin(now)
}

// begin begins the session with the devices that deliver. It needs the lock.
func (s *DeviceSource) begin(now time.Duration) {
	s.origin = (now + beginMargin).Seconds()
	for _, d := range s.devices {
		if d.feed == nil {
			continue
		}
		d.feed.origin = s.origin
		for _, r := range d.routes {
			s.grid.expect(r.lane)
		}
	}
}

// wake lets ReadHop look again.
func (s *DeviceSource) wake() {
	select {
	case s.woken <- struct{}{}:
	default:
	}
}
