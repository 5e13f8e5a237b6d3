package capture

import (
	"fmt"
	"slices"
	"strings"
)

// FindInput finds the input that a person means: an exact ID or name, whatever the case; or the only one whose ID or
// name contains what is asked for, where a microphone goes before a loopback, because a headset is both. "" and
// "default" are the best input, "loopback" is what the machine plays. The error lists what there is to choose from.
func FindInput(inputs []Input, device string) (Input, error) {
	if len(inputs) == 0 {
		return Input{}, ErrNoInputs
	}
	want := strings.ToLower(device)
	if in, ok := only(inputs, func(in Input) bool {
		return strings.ToLower(in.ID) == want || strings.ToLower(in.Name) == want
	}); ok {
		return in, nil
	}
	if in, ok := byRole(inputs, want); ok {
		return in, nil
	}
	part := func(in Input) bool {
		return strings.Contains(strings.ToLower(in.ID), want) || strings.Contains(strings.ToLower(in.Name), want)
	}
	if in, ok := only(inputs, func(in Input) bool { return !in.Loopback && part(in) }); ok {
		return in, nil
	}
	found := slices.DeleteFunc(slices.Clone(inputs), func(in Input) bool { return !part(in) })
	switch len(found) {
	case 0:
		return Input{}, fmt.Errorf("no sound input is called %q; there are:\n%s", device, describe(inputs))
	case 1:
		return found[0], nil
	}
	return Input{}, fmt.Errorf("%q may be any of these sound inputs; say more of the name:\n%s", device, describe(found))
}

// byRole finds an input by what it is for.
func byRole(inputs []Input, role string) (Input, bool) {
	switch role {
	case "", "default":
		return BestInput(inputs)
	case "loopback":
		if in, ok := only(inputs, func(in Input) bool { return in.Playing }); ok {
			return in, true
		}
		return only(inputs, func(in Input) bool { return in.Loopback })
	}
	return Input{}, false
}

// only is the input that fits, if exactly one does.
func only(inputs []Input, fits func(Input) bool) (found Input, ok bool) {
	n := 0
	for _, in := range inputs {
		if fits(in) {
			found = in
			n++
		}
	}
	return found, n == 1
}

// describe lists inputs for a person, one a line.
func describe(inputs []Input) string {
	var b strings.Builder
	for _, in := range inputs {
		kind := "microphone"
		if in.Loopback {
			kind = "loopback"
		}
		fmt.Fprintf(&b, "  %s (%s, %d ch, %s)\n", in.Name, in.ID, in.Channels, kind)
	}
	return strings.TrimRight(b.String(), "\n")
}

// resolve finds the input and its channel for a spec. What was read as a channel may be the end of a name: "hw:1".
func resolve(inputs []Input, spec ChannelSpec) (Input, route, error) {
	whole := fmt.Sprintf("%s:%d", spec.Device, spec.Channel)
	if in, ok := only(inputs, func(in Input) bool { return in.ID == whole || in.Name == whole }); ok {
		return in, route{}, nil
	}
	in, err := FindInput(inputs, spec.Device)
	if err != nil {
		return Input{}, route{}, err
	}
	if spec.Channel < 1 || spec.Channel > in.Channels {
		return Input{}, route{}, fmt.Errorf("channel %d of %q: the device has %d", spec.Channel, in.Name, in.Channels)
	}
	return in, route{source: spec.Channel - 1}, nil
}
