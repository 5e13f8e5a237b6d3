package capture

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/jfreymuth/pulse/proto"
)

// errUnplugged is returned while an input is not there.
var errUnplugged = errors.New("it is not connected")

const (
	// pulsePoll is how often the server is asked although it told of no change.
	pulsePoll = 300 * time.Millisecond
	// pulsePause is how long changes are gathered after a look: they come in swarms.
	pulsePause = 10 * time.Millisecond
	// pulseRetry is how long after losing the server it is looked for again.
	pulseRetry = 200 * time.Millisecond
)

// pulseWatch knows which sources a server has and which of them our workers hear. It is needed because a server that
// loses a source gives whoever hears it another one, without a word and without a pause.
type pulseWatch struct {
	mu      sync.Mutex // guards all below
	state   *pulseView
	changed chan struct{} // closed at the next change of state
	guards  map[*routeGuard]struct{}
}

// pulseView is what a server said at one time.
type pulseView struct {
	sources map[uint32]string   // name by index
	heard   map[string][]uint32 // sources by stream: see processStream
	streams map[uint32]string   // by the index of their source output
}

// hearing is what a stream is meant to hear. Without a stream it is a source that must be there.
type hearing struct{ stream, source string }

// processStream names the streams of a process.
func processStream(pid string) string { return "process " + pid }

// moduleStream names the streams of a module of the server.
func moduleStream(index uint32) string { return fmt.Sprint("module ", index) }

// routeGuard is a watch over streams, for someone who is told about them. It must not call back into the watch.
type routeGuard struct {
	meant []hearing
	owner guarded
}

// guarded is told whether its streams hear what they should.
type guarded interface {
	doubt(at time.Time) // something changed: they may have been given another source
	trust(at time.Time) // they had not been by then
	moved(at time.Time) // they were, at that time or later; this is the last that is told
}

func newPulseWatch() *pulseWatch {
	return &pulseWatch{changed: make(chan struct{}), guards: make(map[*routeGuard]struct{})}
}

// run watches until ctx ends.
func (w *pulseWatch) run(ctx context.Context) {
	for ctx.Err() == nil {
		_ = w.watch(ctx) // while there is no server every source is missing, which is told where it matters
		w.publish(nil, time.Time{}, time.Now())
		select {
		case <-ctx.Done():
		case <-time.After(pulseRetry):
		}
	}
}

// watch connects to the server and looks at it whenever it changes, until it is lost or ctx ends.
func (w *pulseWatch) watch(ctx context.Context) error {
	events := make(chan time.Time, 1) // the first since the last look: later ones tell nothing more
	p, err := dialPulse(func(message any) {
		now := time.Now()
		w.doubt(message, now)
		select {
		case events <- now:
		default:
		}
	})
	if err != nil {
		return err
	}
	defer p.close()
	mask := proto.SubscriptionMaskSource | proto.SubscriptionMaskSourceInput | proto.SubscriptionMaskServer
	if err := p.ask(&proto.Subscribe{Mask: mask}, nil); err != nil {
		return err
	}
	return w.look(ctx, p, events)
}

func (w *pulseWatch) look(ctx context.Context, p *pulseClient, events <-chan time.Time) error {
	ticker := time.NewTicker(pulsePoll)
	defer ticker.Stop()
	for since := time.Now(); ; {
		begun := time.Now()
		s, err := p.state()
		if err != nil {
			return err
		}
		w.publish(s, since, begun)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pulsePause):
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case since = <-events:
		case <-ticker.C:
			since = begun
		}
	}
}

// state asks which sources there are and who hears them.
func (p *pulseClient) state() (*pulseView, error) {
	sources, err := p.sources()
	if err != nil {
		return nil, err
	}
	var outputs proto.GetSourceOutputInfoListReply
	if err := p.ask(&proto.GetSourceOutputInfoList{}, &outputs); err != nil {
		return nil, err
	}
	s := &pulseView{sources: make(map[uint32]string), heard: make(map[string][]uint32), streams: make(map[uint32]string)}
	for _, src := range sources {
		s.sources[src.SourceIndex] = src.SourceName
	}
	for _, out := range outputs {
		stream := processStream(out.Properties["application.process.id"].String())
		if out.ClientIndex == proto.Undefined {
			stream = moduleStream(out.ModuleIndex)
		}
		s.heard[stream] = append(s.heard[stream], out.SourceIndex)
		s.streams[out.SourceOutpuIndex] = stream
	}
	return s, nil
}

// publish makes s the state, nil when there is no server, and tells the guards. since is when the last change may have
// happened at the earliest, begun when the server was asked.
func (w *pulseWatch) publish(s *pulseView, since, begun time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state = s
	close(w.changed)
	w.changed = make(chan struct{})
	for g := range w.guards {
		if slices.ContainsFunc(g.meant, s.strays) {
			delete(w.guards, g)
			g.owner.moved(since)
		} else {
			g.owner.trust(begun)
		}
	}
}

// doubt tells the guards whose streams a message from the server is about.
func (w *pulseWatch) doubt(message any, at time.Time) {
	event, ok := message.(*proto.SubscribeEvent)
	if !ok || event.Event.GetType() == proto.EventNew {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for g := range w.guards {
		if slices.ContainsFunc(g.meant, func(h hearing) bool { return w.state.concerns(event, h) }) {
			g.owner.doubt(at)
		}
	}
}

// concerns says whether an event is about a stream, or about the source that it is meant to hear.
func (s *pulseView) concerns(event *proto.SubscribeEvent, h hearing) bool {
	if s == nil {
		return true
	}
	switch event.Event.GetFacility() {
	case proto.EventSource:
		return event.Event.GetType() == proto.EventRemove && s.sources[event.Index] == h.source
	case proto.EventSinkSourceOutput:
		stream, known := s.streams[event.Index]
		return !known || stream == h.stream
	}
	return false
}

// strays says whether a stream hears anything else than the source that it should.
func (s *pulseView) strays(h hearing) bool {
	if s == nil {
		return false // nothing is heard now, which is noticed by itself
	}
	if h.stream == "" {
		return s.has(h.source) != nil
	}
	return slices.ContainsFunc(s.heard[h.stream], func(index uint32) bool {
		return index != proto.Undefined && s.sources[index] != h.source // undefined: it is not connected to anything yet
	})
}

// has says why a source cannot be heard: nil when it can.
func (s *pulseView) has(source string) error {
	if s == nil {
		return errNoPulse
	}
	for _, name := range s.sources {
		if name == source {
			return nil
		}
	}
	return errUnplugged
}

// wait returns when the server has a source. Whenever it has not, missing is told why.
func (w *pulseWatch) wait(ctx context.Context, source string, missing func(error)) error {
	for {
		w.mu.Lock()
		err, changed := w.state.has(source), w.changed
		w.mu.Unlock()
		if err == nil {
			return nil
		}
		missing(err)
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for %s: %w", source, ctx.Err())
		case <-changed:
		}
	}
}

// guard tells owner whether streams hear what is meant, until release.
func (w *pulseWatch) guard(meant []hearing, owner guarded) (release func()) {
	g := &routeGuard{meant: meant, owner: owner}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.guards[g] = struct{}{}
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.guards, g)
	}
}
