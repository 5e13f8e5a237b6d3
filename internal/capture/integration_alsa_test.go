//go:build integration && portaudio && cgo

package capture

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/capture/capturetest"
)

// alsaOnly hides the sound server from us: its sinks' monitors are ALSA devices "lapel" and "BlackHole" now.
func alsaOnly(t *testing.T, p *capturetest.Pulse) {
	t.Helper()
	config := "pcm.!default { type null }\n" // without a default PortAudio aborts
	for name, device := range map[string]string{"lapel": "coach.monitor", "BlackHole": "call.monitor"} {
		config += fmt.Sprintf("pcm.%s { type pulse\n server \"%s\"\n device \"%s\" }\n", name, p.Address(), device)
	}
	file := filepath.Join(t.TempDir(), "asound.conf")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("ALSA_CONFIG_PATH", file)
	t.Setenv("PULSE_SERVER", "unix:/nonexistent/native")
}

// TestDevicesWithoutASoundServerAreListedAndFollowed is the way of machines where PortAudio is all there is, such as macOS and Windows.
func TestDevicesWithoutASoundServerAreListedAndFollowed(t *testing.T) {
	p := capturetest.StartPulse(t)
	p.NullSink("coach", 1)
	p.NullSink("call", 1)
	alsaOnly(t, p)
	list := inputs(t)
	lapel, err := FindInput(list, "lapel")
	if err != nil || lapel.Loopback {
		t.Fatalf("the lapel is %+v, %v", lapel, err)
	}
	if loop, err := FindInput(list, "loopback"); err != nil || loop.ID != "BlackHole" {
		t.Errorf("the loopback is %+v, %v", loop, err)
	}
	s := open(t, "lapel")
	var played, died, lost, end time.Time
	l := during(t, s, func() {
		waitFor(t, s, 0, func(st DeviceStatus) bool { return st == Working })
		stop := noiseOn(p, "coach")
		time.Sleep(1500 * time.Millisecond)
		played = time.Now()
		stop()
		died = time.Now()
		p.Kill()
		lost = waitFor(t, s, 0, func(st DeviceStatus) bool { return st == Lost })
		p.Start()
		p.NullSink("coach", 1)
		waitFor(t, s, 0, func(st DeviceStatus) bool { return st == Working })
		time.Sleep(time.Second)
		end = time.Now()
	})
	if !l.loud(0, time.Time{}, played) {
		t.Error("nothing was heard")
	}
	wantNoticed(t, died, lost)
	if all, some := l.known(0, end.Add(-500*time.Millisecond), end); !all || !some {
		t.Error("it did not come back")
	}
}

func TestAllInputsAreMeteredAtOnce(t *testing.T) {
	p := capturetest.StartPulse(t)
	p.NullSink("coach", 2)
	p.NullSink("client", 1)
	p.NullSink("spare", 1)
	list := inputs(t)
	s, err := OpenDevices(t.Context(), AllChannels(list), testOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	var begin, end time.Time
	l := during(t, s, func() {
		for k := range list {
			waitFor(t, s, k, func(st DeviceStatus) bool { return st == Working })
		}
		begin = time.Now()
		time.Sleep(time.Second)
		end = time.Now()
	})
	if s.Channels() != 4 {
		t.Errorf("%d channels, want 4 of three inputs", s.Channels())
	}
	for k := range s.Channels() {
		if all, _ := l.known(k, begin.Add(200*time.Millisecond), end); !all {
			t.Errorf("channel %d was not metered", k)
		}
	}
}
