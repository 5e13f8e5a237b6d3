package capture

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jfreymuth/pulse/proto"
)

func view(sources map[uint32]string, heard map[string][]uint32) *pulseView {
	return &pulseView{sources: sources, heard: heard}
}

// usbWorker is a worker that is to hear the source usb.
var usbWorker = hearing{processStream("42"), "usb"}

func TestASourceThatMustBeThereIsMissed(t *testing.T) {
	v := view(map[uint32]string{1: "usb"}, nil)
	if v.strays(hearing{"", "usb"}) || !v.strays(hearing{"", "camera"}) {
		t.Error("usb is there and camera is not")
	}
}

func TestAWorkerStraysWhenItHearsAnotherSource(t *testing.T) {
	sources := map[uint32]string{1: "usb", 2: "camera"}
	for name, tc := range map[string]struct {
		view *pulseView
		want bool
	}{
		"it hears its own":                  {view(sources, map[string][]uint32{"process 42": {1}}), false},
		"it hears another":                  {view(sources, map[string][]uint32{"process 42": {2}}), true},
		"it hears a source that is gone":    {view(sources, map[string][]uint32{"process 42": {9}}), true},
		"one of its streams was moved":      {view(sources, map[string][]uint32{"process 42": {1, 2}}), true},
		"it is not connected yet":           {view(sources, map[string][]uint32{"process 42": {proto.Undefined}}), false},
		"it hears nothing":                  {view(sources, nil), false},
		"another process hears another":     {view(sources, map[string][]uint32{"process 43": {2}}), false},
		"the server is gone":                {nil, false},
		"the source is back as another one": {view(map[uint32]string{5: "usb"}, map[string][]uint32{"process 42": {5}}), false},
	} {
		if got := tc.view.strays(usbWorker); got != tc.want {
			t.Errorf("%s: strays %v, want %v", name, got, tc.want)
		}
	}
}

func TestAGuardIsToldOnceAndOnlyWhileItStands(t *testing.T) {
	w, told := newPulseWatch(), &toldOf{}
	sources := map[uint32]string{1: "usb", 2: "camera"}
	release := w.guard([]hearing{usbWorker}, told)
	w.doubt(&proto.SubscribeEvent{Event: proto.EventSinkSourceOutput | proto.EventChange}, time.Now())
	w.publish(view(sources, map[string][]uint32{"process 42": {1}}), time.Now(), time.Now())
	moved := view(sources, map[string][]uint32{"process 42": {2}})
	w.publish(moved, time.Now(), time.Now())
	w.publish(moved, time.Now(), time.Now())
	if want := (toldOf{doubts: 1, trusts: 1, moves: 1}); *told != want {
		t.Errorf("told %+v, want %+v", *told, want)
	}
	release()
	w.guard([]hearing{usbWorker}, told)()
	w.publish(moved, time.Now(), time.Now())
	if told.moves != 1 {
		t.Error("told after it was released")
	}
}

// toldOf counts what a guard is told.
type toldOf struct{ doubts, trusts, moves int }

func (c *toldOf) doubt(time.Time) { c.doubts++ }
func (c *toldOf) trust(time.Time) { c.trusts++ }
func (c *toldOf) moved(time.Time) { c.moves++ }

func TestOnlyWhatConcernsAStreamIsADoubt(t *testing.T) {
	v := view(map[uint32]string{1: "usb", 2: "camera"}, nil)
	v.streams = map[uint32]string{10: "process 42", 11: "process 43"}
	const change, remove = proto.EventChange, proto.EventRemove
	for name, tc := range map[string]struct {
		event proto.SubscriptionEventType
		index uint32
		want  bool
	}{
		"its stream changes":         {proto.EventSinkSourceOutput | change, 10, true},
		"another's stream changes":   {proto.EventSinkSourceOutput | change, 11, false},
		"an unknown stream changes":  {proto.EventSinkSourceOutput | change, 99, true},
		"its source is removed":      {proto.EventSource | remove, 1, true},
		"its source changes":         {proto.EventSource | change, 1, false},
		"another source is removed":  {proto.EventSource | remove, 2, false},
		"the server's default moves": {proto.EventServer | change, 0, false},
	} {
		event := &proto.SubscribeEvent{Event: tc.event, Index: tc.index}
		if got := v.concerns(event, usbWorker); got != tc.want {
			t.Errorf("%s: doubt %v, want %v", name, got, tc.want)
		}
		if !(*pulseView)(nil).concerns(event, usbWorker) {
			t.Errorf("%s: no doubt although nothing is known of the server", name)
		}
	}
	w, told := newPulseWatch(), &toldOf{}
	w.guard([]hearing{usbWorker}, told)
	w.doubt("no event", time.Now())
	w.doubt(&proto.SubscribeEvent{Event: proto.EventSinkSourceOutput | proto.EventNew, Index: 10}, time.Now())
	if told.doubts != 0 {
		t.Error("what is new was taken for a doubt")
	}
}

func TestASourceIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, reasons, done := newPulseWatch(), []error(nil), make(chan error)
		go func() {
			done <- w.wait(t.Context(), "usb", func(err error) { reasons = append(reasons, err) })
		}()
		synctest.Wait()
		w.publish(view(map[uint32]string{1: "camera"}, nil), time.Now(), time.Now())
		synctest.Wait()
		w.publish(view(map[uint32]string{1: "camera", 2: "usb"}, nil), time.Now(), time.Now())
		if err := <-done; err != nil {
			t.Error(err)
		}
		if len(reasons) != 2 || !errors.Is(reasons[0], errNoPulse) || !errors.Is(reasons[1], errUnplugged) {
			t.Errorf("it was missing because of %v, want no server and then no device", reasons)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := w.wait(ctx, "piano", func(error) {}); !errors.Is(err, context.Canceled) {
			t.Errorf("given up: %v", err)
		}
	})
}
