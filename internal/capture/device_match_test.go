package capture

import (
	"strings"
	"testing"
)

func TestAChannelIsResolvedOnTheDeviceThatHasIt(t *testing.T) {
	inputs := []Input{{ID: "a", Name: "Interface", Channels: 2}, {ID: "hw:1", Name: "Card", Channels: 1}}
	for _, tc := range []struct {
		spec   ChannelSpec
		id     string
		source int
	}{
		{ChannelSpec{Device: "interface", Channel: 2}, "a", 1},
		{ChannelSpec{Device: "hw", Channel: 1}, "hw:1", 0},
		{ChannelSpec{Device: "hw:1", Channel: 1}, "hw:1", 0},
	} {
		in, r, err := resolve(inputs, tc.spec)
		if err != nil || in.ID != tc.id || r.source != tc.source {
			t.Errorf("%v is %q channel %d, %v; want %q channel %d", tc.spec, in.ID, r.source, err, tc.id, tc.source)
		}
	}
	_, _, err := resolve(inputs, ChannelSpec{Device: "Card", Channel: 2})
	if err == nil || !strings.Contains(err.Error(), "the device has 1") {
		t.Errorf("channel 2 of a device with one: %v", err)
	}
	if _, _, err := resolve(inputs, ChannelSpec{Device: "x", Channel: 1}); err == nil {
		t.Error("a device that is not there was found")
	}
}

func TestANameThatEndsInANumberGoesBeforeAChannel(t *testing.T) {
	inputs := []Input{{ID: "in", Name: "A", Channels: 2}, {ID: "in:2", Name: "B", Channels: 1}}
	if in, r, err := resolve(inputs, ChannelSpec{Device: "in", Channel: 2}); err != nil || in.ID != "in:2" || r.source != 0 {
		t.Errorf("in:2 is %q channel %d, %v; want the first of the device of that name", in.ID, r.source, err)
	}
}

func TestDevicesOfTheSameNameAreNumbered(t *testing.T) {
	got := strings.Join(numbered([]string{"Mic", "Line", "Mic", "Mic"}), "|")
	if want := "Mic|Line|Mic #2|Mic #3"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
