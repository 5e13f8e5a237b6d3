package capture

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ErrNoInputs is returned when the machine has no sound input.
var ErrNoInputs = errors.New("this machine has no sound input")

// Input is a sound input of the machine.
type Input struct {
	ID       string // stable name, the same after a restart and when the device is plugged in again
	Name     string // as people know it
	Channels int
	Rate     int    // Hz
	Default  bool   // what the machine takes when nothing is chosen; it may be a loopback
	Loopback bool   // it carries what the machine plays, such as a call, and no microphone
	Playing  bool   // a loopback of what is played by default
	State    string // "running", "idle", "suspended", or "" where it is not known
	pulse    bool   // it is reached through a PulseAudio or PipeWire server
	places   []byte // of its channels there, as pa_channel_position_t
}

// BestInput is the input to take for a person's microphone when nothing is chosen: the machine's default, unless that
// is a loopback and there is a real one. It is false when there is no input at all.
func BestInput(inputs []Input) (Input, bool) {
	if len(inputs) == 0 {
		return Input{}, false
	}
	return slices.MinFunc(inputs, func(a, b Input) int { return rank(a) - rank(b) }), true
}

// rank orders inputs by how fit they are for a person: lower is better.
func rank(in Input) int {
	r := 0
	if in.Loopback {
		r += 2
	}
	if !in.Default {
		r++
	}
	return r
}

// sortInputs puts the fittest first, and otherwise orders by name.
func sortInputs(inputs []Input) {
	slices.SortStableFunc(inputs, func(a, b Input) int {
		if r := rank(a) - rank(b); r != 0 {
			return r
		}
		return strings.Compare(a.Name, b.Name)
	})
}

// ChannelSpec says which channel of which input one channel of a session is.
type ChannelSpec struct {
	Name    string // of the session's channel, such as "coach"; may be empty
	Device  string // ID or name of an Input, or a part of one; see FindInput
	Channel int    // of the device, from 1
}

// ParseChannelSpec parses what --channel takes: [NAME=]DEVICE[:CHANNEL]. A device's name may itself contain colons: the
// last one counts, and only when a number follows it. An empty device is the best input.
func ParseChannelSpec(s string) (ChannelSpec, error) {
	spec := ChannelSpec{Device: s, Channel: 1}
	if name, device, ok := strings.Cut(s, "="); ok {
		spec.Name, spec.Device = strings.TrimSpace(name), device
	}
	if at := strings.LastIndexByte(spec.Device, ':'); at >= 0 {
		if n, err := strconv.Atoi(spec.Device[at+1:]); err == nil {
			if n < 1 || n > maxChannels {
				return ChannelSpec{}, fmt.Errorf("channel %q: channels are counted from 1 to %d", s, maxChannels)
			}
			spec.Device, spec.Channel = spec.Device[:at], n
		}
	}
	spec.Device = strings.TrimSpace(spec.Device)
	return spec, nil
}

// String is s as ParseChannelSpec takes it.
func (s ChannelSpec) String() string {
	ref := s.Device + ":" + strconv.Itoa(s.Channel)
	if s.Name == "" {
		return ref
	}
	return s.Name + "=" + ref
}

// numbered makes names unique: the second "Microphone" becomes "Microphone #2".
func numbered(names []string) []string {
	seen := make(map[string]int)
	unique := make([]string, len(names))
	for k, name := range names {
		seen[name]++
		unique[k] = name
		if n := seen[name]; n > 1 {
			unique[k] = fmt.Sprintf("%s #%d", name, n)
		}
	}
	return unique
}

// meterChannels is how many channels of one input AllChannels names: large interfaces have dozens, and a plugin that
// stands for "any number" says 32 or more.
const meterChannels = 8

// AllChannels are the channels of all inputs, the first eight of each, for meters: OpenDevices opens them at once, and
// an input that is busy or broken says so in its state without disturbing the others.
func AllChannels(inputs []Input) []ChannelSpec {
	var specs []ChannelSpec
	for _, in := range inputs {
		for ch := 1; ch <= min(in.Channels, meterChannels); ch++ {
			specs = append(specs, ChannelSpec{Device: in.ID, Channel: ch})
		}
	}
	return specs
}
