package capture

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/jfreymuth/pulse/proto"
)

// remapPrefix begins the names of the sources that we make.
const remapPrefix = "evenkeel."

// alsaMaps are the places, by number of channels, at which ALSA's plugin for the sound server asks for channels
// (pa_channel_map_init_auto with PA_CHANNEL_MAP_ALSA). It asks for nothing else, and the server mixes the channels of a
// device that has other places until they fit: the inputs of a large interface, aux0 and so on, come out as silence, or
// as sums of each other. Such a device is heard through a source of our own that gives its channels those places.
var alsaMaps = [][]byte{
	{0},
	{1, 2},
	{1, 2, 5, 6},
	{1, 2, 5, 6, 3, 7},
	{1, 2, 5, 6, 3, 7, 10, 11},
}

// placeNames are the places of channels as modules take them (pa_channel_position_t, from 0).
var placeNames = func() []string {
	names := strings.Fields(`mono front-left front-right front-center rear-center rear-left rear-right lfe
		front-left-of-center front-right-of-center side-left side-right`)
	for k := range 32 {
		names = append(names, fmt.Sprint("aux", k))
	}
	return append(names, strings.Fields(`top-center top-front-left top-front-right top-front-center
		top-rear-left top-rear-right top-rear-center`)...)
}()

// places are the names of a map's places. It is false when one has none.
func places(channelMap []byte) (string, bool) {
	names := make([]string, len(channelMap))
	for k, p := range channelMap {
		if int(p) >= len(placeNames) {
			return "", false
		}
		names[k] = placeNames[p]
	}
	return strings.Join(names, ","), true
}

// arrivesAsIs says whether the channels of an input arrive unmixed without more ado. One channel always does.
func arrivesAsIs(in Input) bool {
	return !in.pulse || len(in.places) <= 1 ||
		slices.ContainsFunc(alsaMaps, func(m []byte) bool { return bytes.Equal(m, in.places) })
}

// remap is a source of our own that gives channels of a device the places at which they are asked for.
type remap struct {
	device string
	used   []byte // places of the channels that are used
	as     []byte // the places that they get
}

// planRemap plans the source for the channels of in that routes use, and has the routes use that.
func planRemap(in Input, routes []route) (remap, error) {
	var used []int
	for k, r := range routes {
		at := slices.Index(used, r.source)
		if at < 0 {
			at = len(used)
			used = append(used, r.source)
		}
		routes[k].source = at
	}
	at := slices.IndexFunc(alsaMaps, func(m []byte) bool { return len(m) >= len(used) })
	if at < 0 {
		return remap{}, fmt.Errorf("use %d channels of %q: at most %d of such a device can be used", len(used), in.Name, maxWhole)
	}
	r := remap{device: in.ID, as: alsaMaps[at]}
	for k := range r.as {
		r.used = append(r.used, in.places[used[min(k, len(used)-1)]])
	}
	return r, nil
}

// name is what the source is called: a name for each process that makes one, and none that ends in ".monitor", which
// PipeWire takes for the monitor of a sink of its own.
func (r remap) name() string {
	return fmt.Sprintf("%s%d.%s", remapPrefix, os.Getpid(), strings.ReplaceAll(r.device, ".", "_"))
}

// load makes the source and returns the module that it is.
func (r remap) load() (module uint32, err error) {
	from, known := places(r.used)
	to, _ := places(r.as)
	if !known {
		return 0, fmt.Errorf("hear %s: its channels have places of which no name is known", r.device)
	}
	p, err := dialPulse(nil)
	if err != nil {
		return 0, err
	}
	defer p.close()
	var reply proto.LoadModuleReply
	err = p.ask(&proto.LoadModule{Name: "module-remap-source", Args: fmt.Sprintf(
		"source_name=%s master=%s channels=%d master_channel_map=%s channel_map=%s remix=no source_properties=device.description=Evenkeel",
		r.name(), r.device, len(r.as), from, to)}, &reply)
	return reply.ModuleIndex, err
}

// unload takes the source away again.
func (r remap) unload(module uint32) {
	p, err := dialPulse(nil)
	if err != nil {
		return // the server took it along when it went
	}
	defer p.close()
	_ = p.ask(&proto.UnloadModule{ModuleIndex: module}, nil) // it may have gone with its device
}

// remappedWorker is a worker that hears a remap.
type remappedWorker struct {
	workerConn
	device string
	module uint32
	unload func()
}

func (w *remappedWorker) close() {
	w.workerConn.close()
	w.unload()
}

// hears adds what the remap hears: when its device goes, the server gives it another one too, or nothing.
func (w *remappedWorker) hears() []hearing {
	return append(w.workerConn.hears(), hearing{moduleStream(w.module), w.device}, hearing{"", w.device})
}

// launch makes the source and starts a worker that hears it.
func (r remap) launch(ctx context.Context, start func(context.Context) (workerConn, error)) (workerConn, error) {
	module, err := r.load()
	if err != nil {
		return nil, err
	}
	unload := sync.OnceFunc(func() { r.unload(module) })
	w, err := start(ctx)
	if err != nil {
		unload()
		return nil, err
	}
	return &remappedWorker{workerConn: w, device: r.device, module: module, unload: unload}, nil
}
