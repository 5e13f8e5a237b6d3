// Package capturetest makes virtual sound devices for tests: a PulseAudio server of the test's own, with sinks whose
// monitors are microphones, and sources that the test writes itself. It needs the Debian packages pulseaudio,
// pulseaudio-utils and libasound2-plugins, no sound hardware, no desktop and no privilege.
package capturetest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jfreymuth/pulse/proto"
)

// startLimit is how long the server may take to answer.
const startLimit = 10 * time.Second

// Pulse is a PulseAudio server of a test's own. It uses no other server's socket, files or devices.
type Pulse struct {
	t      testing.TB
	dir    string
	server *exec.Cmd
}

// Module is something that was loaded into the server.
type Module uint32

// StartPulse starts a server and lets the test, and what it starts, use it: PULSE_SERVER is set until the test ends.
func StartPulse(t testing.TB) *Pulse {
	t.Helper()
	dir, err := os.MkdirTemp("", "pulse") // a short path: those of sockets are limited to 107 bytes
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	p := &Pulse{t: t, dir: dir}
	t.Setenv("PULSE_SERVER", p.Address())
	p.Start()
	t.Cleanup(p.Kill)
	return p
}

// Address is the server as PULSE_SERVER names it.
func (p *Pulse) Address() string { return "unix:" + filepath.Join(p.dir, "native") }

// Start starts the server, which must not run. It begins without any device.
func (p *Pulse) Start() {
	p.t.Helper()
	p.server = exec.Command("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
		"--disable-shm=yes", "--log-target=file:"+filepath.Join(p.dir, "log"),
		"-L", "module-native-protocol-unix auth-anonymous=1 socket="+filepath.Join(p.dir, "native"))
	p.server.Env = append(os.Environ(), "HOME="+p.dir, "XDG_RUNTIME_DIR="+p.dir, "PULSE_RUNTIME_PATH="+p.dir, "PULSE_STATE_PATH="+p.dir)
	if err := p.server.Start(); err != nil {
		p.t.Fatalf("start pulseaudio: %v; install pulseaudio, pulseaudio-utils and libasound2-plugins", err)
	}
	for begin := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		err := p.ask(&proto.GetServerInfo{}, &proto.GetServerInfoReply{})
		if err == nil {
			return
		}
		if time.Since(begin) > startLimit {
			log, _ := os.ReadFile(filepath.Join(p.dir, "log"))
			p.t.Fatalf("pulseaudio does not answer: %v\n%s", err, log)
		}
	}
}

// Kill ends the server at once, as a crash does.
func (p *Pulse) Kill() {
	if p.server == nil {
		return
	}
	_ = p.server.Process.Kill()
	_ = p.server.Wait() // it was killed: that is what it says
	p.server = nil
}

// ask puts a question to the server on a connection of its own.
func (p *Pulse) ask(question proto.RequestArgs, answer proto.Reply) error {
	c, conn, err := proto.Connect(p.Address())
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if err := c.Request(&proto.SetClientName{Props: proto.PropList{}}, &proto.SetClientNameReply{}); err != nil {
		return err
	}
	return c.Request(question, answer)
}

// must is ask for what a test cannot go on without.
func (p *Pulse) must(question proto.RequestArgs, answer proto.Reply) {
	p.t.Helper()
	if err := p.ask(question, answer); err != nil {
		p.t.Fatalf("%T: %v", question, err)
	}
}

// Load loads a module: "module-null-sink", "sink_name=x".
func (p *Pulse) Load(name string, args ...string) Module {
	p.t.Helper()
	var reply proto.LoadModuleReply
	p.must(&proto.LoadModule{Name: name, Args: strings.Join(args, " ")}, &reply)
	return Module(reply.ModuleIndex)
}

// Unload takes a module out, and what it made with it: a device is unplugged.
func (p *Pulse) Unload(m Module) {
	p.t.Helper()
	p.must(&proto.UnloadModule{ModuleIndex: uint32(m)}, nil)
}

// NullSink makes a sink of so many channels, 48 kHz, that is heard as the source NAME.monitor: what plays on it comes
// out there bit by bit. It does not rewind: a sink that does loses the beginning of what is played.
func (p *Pulse) NullSink(name string, channels int) Module {
	p.t.Helper()
	return p.Load("module-null-sink", "norewinds=1", "rate=48000", "sink_name="+name, fmt.Sprint("channels=", channels),
		fmt.Sprintf("sink_properties=device.description=%s", name))
}

// RemapMic makes a source of a source that passes for a microphone: it does not say what it is made of. That of a sink's
// monitor hears what plays on the sink.
func (p *Pulse) RemapMic(name, master string) Module {
	p.t.Helper()
	return p.Load("module-remap-source", "source_name="+name, "master="+master,
		fmt.Sprintf("source_properties='device.description=%s device.master_device=none device.class=sound'", name))
}

// DefaultSource makes a source what programs hear that do not choose.
func (p *Pulse) DefaultSource(name string) {
	p.t.Helper()
	p.must(&proto.SetDefaultSource{SourceName: name}, nil)
}

// DefaultSink makes a sink what programs play on that do not choose.
func (p *Pulse) DefaultSink(name string) {
	p.t.Helper()
	p.must(&proto.SetDefaultSink{SinkName: name}, nil)
}
