package capture

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

// listing makes a worker that lists inputs, and no sound server.
func listing(t *testing.T, inputs string) DeviceOptions {
	t.Helper()
	t.Setenv("PULSE_SERVER", "unix:/nonexistent/pulse")
	return DeviceOptions{Worker: shell(`echo '{"inputs":[` + inputs + `]}'`).argv}
}

func TestWithoutASoundServerInputsAreThoseOfPortAudio(t *testing.T) {
	opts := listing(t, `{"name":"BlackHole 2ch","channels":2,"rate":48000,"default":true},
		{"name":"MacBook Microphone","channels":1,"rate":44100}`)
	got, err := ListInputs(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Name != "MacBook Microphone" || !got[1].Loopback || !got[1].Default || got[0].Rate != 44100 {
		t.Errorf("got %+v, want the microphone and then the loopback", got)
	}
}

func TestAMachineWithoutInputsSaysSo(t *testing.T) {
	opts := listing(t, "")
	if _, err := ListInputs(t.Context(), opts); !errors.Is(err, ErrNoInputs) {
		t.Errorf("listing: %v", err)
	}
	if _, err := OpenDevices(t.Context(), []ChannelSpec{{Channel: 1}}, opts); !errors.Is(err, ErrNoInputs) {
		t.Errorf("opening: %v", err)
	}
}

func TestAnUnknownDeviceIsAnErrorWhenOpened(t *testing.T) {
	opts := listing(t, `{"name":"Line","channels":2,"rate":48000}`)
	_, err := OpenDevices(t.Context(), []ChannelSpec{{Device: "lapel", Channel: 1}}, opts)
	if err == nil || !strings.Contains(err.Error(), "Line") {
		t.Errorf("got %v, want what there is to choose from", err)
	}
}

func TestLoopbacksAreKnownByTheNamesOfTheirDrivers(t *testing.T) {
	for name, want := range map[string]bool{
		"BlackHole 2ch": true, "Soundflower (2ch)": true, "Loopback Audio": true, "Stereo Mix (Realtek)": true,
		"CABLE Output (VB-Audio Virtual Cable)": true, "Monitor of Built-in Audio": true, "Speakers [Loopback]": true,
		"USB Microphone": false, "Built-in Audio": false, "Headset": false,
	} {
		if got := soundsLoopback(name); got != want {
			t.Errorf("%q is a loopback: %v, want %v", name, got, want)
		}
	}
}

func TestAServersSourceIsOpenedByNameAtItsOwnRate(t *testing.T) {
	opts, err := DeviceOptions{Worker: []string{"monitor"}}.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	cmd, req := opts.plan(Input{ID: "usb_mic", Channels: 2, Rate: 44100, pulse: true}, 1)
	want := workerRequest{Device: "default", Rate: 44100, Channels: 2, Buffer: 10 * time.Millisecond, Latency: 20 * time.Millisecond}
	if req != want || !slices.Contains(cmd.env, "PULSE_SOURCE=usb_mic") || cmd.alsa == "" {
		t.Errorf("asked for %+v with %v, want %+v and PULSE_SOURCE", req, cmd.env, want)
	}
	cmd, req = opts.plan(Input{ID: "pulse", Channels: 32, Rate: 400000}, 2)
	if req.Channels != 2 || req.Device != "pulse" || req.Rate != usualRate || cmd.alsa != "" {
		t.Errorf("asked for %+v of a device with any number of channels and an absurd rate", req)
	}
}

func TestABuildWithoutPortAudioSaysHowToGetIt(t *testing.T) {
	if hasPortAudio {
		if opts, err := (DeviceOptions{}).withDefaults(); err != nil || len(opts.Worker) != 2 || opts.Worker[1] != "capture-worker" {
			t.Errorf("the worker is %v, %v; want this program", opts.Worker, err)
		}
		return
	}
	_, err := ListInputs(t.Context(), DeviceOptions{})
	if !errors.Is(err, ErrNoMicrophones) || !strings.Contains(err.Error(), "make build") {
		t.Errorf("got %v, want how to get microphones", err)
	}
	if _, err := openInput(workerRequest{}); !errors.Is(err, ErrNoMicrophones) {
		t.Errorf("opening an input: %v", err)
	}
}
