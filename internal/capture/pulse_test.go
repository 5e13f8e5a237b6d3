package capture

import (
	"errors"
	"net"
	"path/filepath"
	"testing"

	"github.com/jfreymuth/pulse/proto"
)

// source is a source of two channels; monitors is the sink that it monitors, made of the source that it remaps.
func source(name, monitors, madeOf string) *proto.GetSourceInfoReply {
	s := &proto.GetSourceInfoReply{
		SourceName: name, Device: "Microphone", MonitorSourceIndex: proto.Undefined,
		SampleSpec: proto.SampleSpec{Channels: 2, Rate: 48000}, State: 1,
	}
	if monitors != "" {
		s.MonitorSourceIndex, s.MonitorSourceName = 7, monitors
	}
	if madeOf != "" {
		s.Properties = proto.PropList{"device.master_device": proto.PropListString(madeOf)}
	}
	return s
}

func TestALoopbackIsWhatIsMadeOfASinkNotWhatIsCalledSo(t *testing.T) {
	server := proto.GetServerInfoReply{DefaultSinkName: "speakers", DefaultSourceName: "speakers.monitor"}
	got := pulseInputs(server, []*proto.GetSourceInfoReply{
		source("speakers.monitor", "speakers", ""),
		source("hdmi.monitor", "hdmi", ""),
		source("remapped", "", "speakers.monitor"),
		source("twice", "", "remapped"),
		source("mic.monitor", "", ""),
		source("of nothing", "", "gone"),
		source("snake", "", "tail"), source("tail", "", "snake"),
	})
	for k, want := range []struct{ loopback, playing bool }{
		{true, true}, {true, false}, {true, true}, {true, true}, {false, false}, {false, false}, {false, false}, {false, false},
	} {
		if in := got[k]; in.Loopback != want.loopback || in.Playing != want.playing {
			t.Errorf("%s: loopback %v, playing %v; want %+v", in.ID, in.Loopback, in.Playing, want)
		}
	}
	if !got[0].Default || got[1].Default || got[0].State != "idle" || got[0].Channels != 2 || got[0].Rate != 48000 {
		t.Errorf("got %+v", got[0])
	}
	if got[0].Name != "Microphone" || got[1].Name != "Microphone #2" {
		t.Errorf("names %q and %q, want them told apart", got[0].Name, got[1].Name)
	}
}

func TestAServerThatDoesNotAnswerIsNoServer(t *testing.T) {
	t.Setenv("PULSE_SERVER", "unix:/nonexistent/native")
	if _, err := listPulse(t.Context()); !errors.Is(err, errNoPulse) {
		t.Errorf("no server: %v", err)
	}
	address := filepath.Join(t.TempDir(), "s")
	l, err := net.Listen("unix", address)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		for c, err := l.Accept(); err == nil; c, err = l.Accept() {
			_ = c.Close()
		}
	}()
	defer func() { _ = l.Close() }()
	t.Setenv("PULSE_SERVER", "unix:"+address)
	if _, err := listPulse(t.Context()); !errors.Is(err, errNoPulse) {
		t.Errorf("a server that hangs up: %v", err)
	}
}

func TestTheServerIsLookedForWhereItsLibraryLooks(t *testing.T) {
	t.Setenv("PULSE_SERVER", "tcp:studio")
	if got := pulseServers(); len(got) != 1 || got[0] != "tcp:studio" {
		t.Errorf("with PULSE_SERVER: %v", got)
	}
}
