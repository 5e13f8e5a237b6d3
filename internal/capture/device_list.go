package capture

import (
	"context"
	"errors"
	"os"
	"strings"
	"time"

	"github.com/evenkeel/monitor/internal/audio"
)

// DeviceOptions say how devices are opened.
type DeviceOptions struct {
	// Worker is the command line of a program that runs RunWorker. Empty: this program with "capture-worker".
	Worker []string
	// Buffer is how much sound a device gives at once. Shorter is faster to arrive and costs more. Zero: 10 ms.
	Buffer time.Duration
	// Latency is what the device may buffer on its own: what a busy machine may be late by without losing sound. Zero:
	// twice Buffer.
	Latency time.Duration
	// Patience is how long OpenDevices' source waits for all devices before the session begins without some. Zero: 2 s.
	Patience time.Duration
}

// withDefaults is o with what was left out.
func (o DeviceOptions) withDefaults() (DeviceOptions, error) {
	if o.Buffer <= 0 {
		o.Buffer = 10 * time.Millisecond
	}
	if o.Latency <= 0 {
		o.Latency = 2 * o.Buffer
	}
	if o.Patience <= 0 {
		o.Patience = 2 * time.Second
	}
	if len(o.Worker) > 0 {
		return o, nil
	}
	if !hasPortAudio {
		return o, ErrNoMicrophones
	}
	self, err := os.Executable()
	o.Worker = []string{self, "capture-worker"}
	return o, err
}

// command is how a worker is started.
func (o DeviceOptions) command() workerCommand {
	return workerCommand{argv: o.Worker, env: []string{"JACK_NO_START_SERVER=1"}}
}

// ListInputs lists the machine's sound inputs, the fittest for a person first: the sources of a PulseAudio or PipeWire
// server where there is one, else what PortAudio finds. Its error is ErrNoInputs when there is none, ErrNoMicrophones
// when this build cannot capture at all.
func ListInputs(ctx context.Context, opts DeviceOptions) ([]Input, error) {
	opts, err := opts.withDefaults()
	if err != nil {
		return nil, err
	}
	inputs, err := listPulse(ctx)
	if errors.Is(err, errNoPulse) {
		inputs, err = listPorts(ctx, opts)
	}
	if err != nil {
		return nil, err
	}
	if len(inputs) == 0 {
		return nil, ErrNoInputs
	}
	sortInputs(inputs)
	return inputs, nil
}

// listPorts lists the inputs that PortAudio finds.
func listPorts(ctx context.Context, opts DeviceOptions) ([]Input, error) {
	ports, err := opts.command().listWith(ctx)
	if err != nil {
		return nil, err
	}
	inputs := make([]Input, len(ports))
	for k, p := range ports {
		inputs[k] = Input{
			ID: p.Name, Name: p.Name, Channels: p.Channels, Rate: p.Rate, Default: p.Default, Loopback: soundsLoopback(p.Name),
		}
	}
	return inputs, nil
}

// loopbacks are parts of the names that drivers give to inputs which carry what the machine plays. PortAudio does not
// say it otherwise.
var loopbacks = []string{
	"monitor of", ".monitor", "[loopback]", "blackhole", "soundflower", "loopback", "stereo mix", "stereomix",
	"what u hear", "wave out mix", "vb-audio", "vb-cable", "cable output", "ishowu", "background music",
}

// soundsLoopback guesses from a name whether an input is a loopback.
func soundsLoopback(name string) bool {
	name = strings.ToLower(name)
	for _, part := range loopbacks {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

// usualRate is asked for when a server's source has a rate that cannot be converted.
const usualRate = 48000

// maxWhole is the most channels that a device is opened with all of. Beyond, only the first that are needed are: what
// has more is a plugin that would make up any number, or a large interface.
const maxWhole = 8

// launcher returns what starts a worker for the channels of an input that routes use. It may renumber the routes.
func (o DeviceOptions) launcher(in Input, routes []route) (func(context.Context) (workerConn, error), error) {
	if arrivesAsIs(in) {
		return o.starter(in, routes), nil
	}
	r, err := planRemap(in, routes)
	if err != nil {
		return nil, err
	}
	in.ID, in.Channels = r.name(), len(r.as)
	start := o.starter(in, routes)
	return func(ctx context.Context) (workerConn, error) { return r.launch(ctx, start) }, nil
}

// starter returns what starts a worker for an input as it is.
func (o DeviceOptions) starter(in Input, routes []route) func(context.Context) (workerConn, error) {
	need := 0
	for _, r := range routes {
		need = max(need, r.source+1)
	}
	cmd, req := o.plan(in, need)
	return func(ctx context.Context) (workerConn, error) { return cmd.start(ctx, req) }
}

// plan is how the worker of an input is started and what it is asked for; need is how many channels are used.
func (o DeviceOptions) plan(in Input, need int) (workerCommand, workerRequest) {
	cmd := o.command()
	req := workerRequest{Device: in.ID, Rate: in.Rate, Channels: in.Channels, Buffer: o.Buffer, Latency: o.Latency}
	if in.Channels > maxWhole && !in.pulse {
		req.Channels = need
	}
	if in.pulse {
		req.Device = "default"
		cmd.alsa, cmd.source = alsaPulse, in.ID
		cmd.env = append(cmd.env, "PULSE_SOURCE="+in.ID, "PULSE_PROP_OVERRIDE=application.name=Evenkeel")
	}
	if req.Rate < audio.MinRate || req.Rate > audio.MaxRate {
		req.Rate = usualRate
	}
	return cmd, req
}

// alsaPulse is a configuration for ALSA that knows the sound server and nothing else: PortAudio tries all that there
// is, and some devices answer slowly or loudly.
const alsaPulse = `pcm.!default { type pulse }
ctl.!default { type pulse }
`
