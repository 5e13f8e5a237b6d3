package capture_test

import (
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/capture"
)

// desk is what a coach's desk may have: an interface, a headset that is both microphone and loopback, and a camera.
var desk = []capture.Input{
	{ID: "alsa_input.usb-focusrite", Name: "Scarlett 2i2", Channels: 2},
	{ID: "alsa_input.usb-headset", Name: "Headset Microphone", Channels: 1, Default: true},
	{ID: "alsa_output.usb-headset.monitor", Name: "Monitor of Headset", Channels: 2, Loopback: true, Playing: true},
	{ID: "alsa_input.usb-camera", Name: "Camera", Channels: 2},
	{ID: "hw:1,0", Name: "Line", Channels: 8},
}

func TestAChannelSpecNamesDeviceAndChannel(t *testing.T) {
	for _, tc := range []struct {
		text string
		want capture.ChannelSpec
	}{
		{"coach=USB:2", capture.ChannelSpec{Name: "coach", Device: "USB", Channel: 2}},
		{"USB", capture.ChannelSpec{Device: "USB", Channel: 1}},
		{"client=hw:1,0:3", capture.ChannelSpec{Name: "client", Device: "hw:1,0", Channel: 3}},
		{"hw:1,0", capture.ChannelSpec{Device: "hw:1,0", Channel: 1}},
		{"coach=", capture.ChannelSpec{Name: "coach", Channel: 1}},
		{":2", capture.ChannelSpec{Channel: 2}},
		{"", capture.ChannelSpec{Channel: 1}},
		{"a=b=c", capture.ChannelSpec{Name: "a", Device: "b=c", Channel: 1}},
	} {
		got, err := capture.ParseChannelSpec(tc.text)
		if err != nil || got != tc.want {
			t.Errorf("%q is %+v, %v; want %+v", tc.text, got, err, tc.want)
		}
		if again, err := capture.ParseChannelSpec(got.String()); err != nil || again != got {
			t.Errorf("%q is written as %q, which is %+v", tc.text, got, again)
		}
	}
	for _, text := range []string{"USB:0", "USB:-1", "USB:1000"} {
		if _, err := capture.ParseChannelSpec(text); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}

func TestAnInputIsFoundByWhatAPersonSays(t *testing.T) {
	for _, tc := range []struct{ say, want string }{
		{"alsa_input.usb-focusrite", "alsa_input.usb-focusrite"},
		{"SCARLETT 2I2", "alsa_input.usb-focusrite"},
		{"scarl", "alsa_input.usb-focusrite"},
		{"headset", "alsa_input.usb-headset"}, // a microphone goes before its loopback
		{"headset.monitor", "alsa_output.usb-headset.monitor"},
		{"monitor of", "alsa_output.usb-headset.monitor"},
		{"hw:1,0", "hw:1,0"},
		{"", "alsa_input.usb-headset"},
		{"default", "alsa_input.usb-headset"},
		{"loopback", "alsa_output.usb-headset.monitor"},
	} {
		if got, err := capture.FindInput(desk, tc.say); err != nil || got.ID != tc.want {
			t.Errorf("%q found %q, %v; want %q", tc.say, got.ID, err, tc.want)
		}
	}
}

func TestADoubtfulNameListsWhatItMayBe(t *testing.T) {
	for _, tc := range []struct {
		say  string
		list []string
	}{
		{"usb", []string{"may be any", "Scarlett 2i2", "Headset Microphone", "Camera", "Monitor of Headset"}},
		{"piano", []string{`no sound input is called "piano"`, "Scarlett 2i2", "Line", "8 ch", "loopback"}},
	} {
		_, err := capture.FindInput(desk, tc.say)
		for _, want := range tc.list {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%q: error %v, want it to name %q", tc.say, err, want)
			}
		}
	}
	if _, err := capture.FindInput(nil, "x"); err == nil {
		t.Error("an input was found where there is none")
	}
}

func TestALoopbackIsNobodysMicrophoneWhenThereIsARealOne(t *testing.T) {
	monitor := capture.Input{ID: "sink.monitor", Loopback: true, Default: true}
	mic := capture.Input{ID: "mic"}
	if got, _ := capture.BestInput([]capture.Input{monitor, mic}); got.ID != "mic" {
		t.Errorf("took %q although there is a microphone", got.ID)
	}
	if got, ok := capture.BestInput([]capture.Input{monitor}); !ok || got.ID != "sink.monitor" {
		t.Errorf("took %q, want the only one", got.ID)
	}
	if _, ok := capture.BestInput(nil); ok {
		t.Error("found an input where there is none")
	}
}

func TestMetersTakeAllChannelsOfAllInputs(t *testing.T) {
	var got []string
	for _, s := range capture.AllChannels([]capture.Input{{ID: "a", Channels: 2}, {ID: "b", Channels: 1}, {ID: "pulse", Channels: 32}}) {
		got = append(got, s.String())
	}
	want := "a:1 a:2 b:1 pulse:1 pulse:2 pulse:3 pulse:4 pulse:5 pulse:6 pulse:7 pulse:8"
	if strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}
