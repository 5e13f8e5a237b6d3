package capture

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jfreymuth/pulse/proto"
)

// errNoPulse is returned when no PulseAudio or PipeWire server answers.
var errNoPulse = errors.New("the sound server does not answer")

// pulseTimeout bounds one question to the server.
const pulseTimeout = time.Second

// pulseClient asks a PulseAudio server, or PipeWire's double of it, what there is. Sound does not come this way: it
// comes from PortAudio, which can name neither the server's sources nor the one that it was given.
type pulseClient struct {
	server string
	client *proto.Client
	conn   net.Conn
}

// pulseServers are the addresses at which a server may be, in the order in which its own library looks.
func pulseServers() []string {
	if s, ok := os.LookupEnv("PULSE_SERVER"); ok {
		return []string{s}
	}
	if runtime.GOOS != "linux" && runtime.GOOS != "freebsd" {
		return nil
	}
	var servers []string
	for _, dir := range []string{
		os.Getenv("PULSE_RUNTIME_PATH"),
		path.Join(os.Getenv("XDG_RUNTIME_DIR"), "pulse"),
		path.Join("/run/user", strconv.Itoa(os.Getuid()), "pulse"),
	} {
		if path.IsAbs(dir) {
			servers = append(servers, "unix:"+path.Join(dir, "native"))
		}
	}
	return slices.Compact(servers)
}

// dialPulse connects to the first server that answers. on is told of every message that was not asked for.
func dialPulse(on func(message any)) (*pulseClient, error) {
	err := errNoPulse
	for _, server := range pulseServers() {
		c, conn, dialErr := proto.Connect(server)
		if dialErr != nil {
			err = fmt.Errorf("%w: %w", errNoPulse, dialErr)
			continue
		}
		c.SetTimeout(pulseTimeout)
		c.Callback = on
		p := &pulseClient{server: server, client: c, conn: conn}
		name := proto.PropList{"application.name": proto.PropListString("Evenkeel")}
		if err = p.ask(&proto.SetClientName{Props: name}, &proto.SetClientNameReply{}); err == nil {
			return p, nil
		}
		p.close()
	}
	return nil, err
}

func (p *pulseClient) close() { _ = p.conn.Close() }

// ask puts a question to the server and waits for the answer, at most pulseTimeout.
func (p *pulseClient) ask(question proto.RequestArgs, answer proto.Reply) error {
	if err := p.client.Request(question, answer); err != nil {
		return fmt.Errorf("ask the sound server: %w", err)
	}
	return nil
}

// inputs lists the server's sources.
func (p *pulseClient) inputs() ([]Input, error) {
	var server proto.GetServerInfoReply
	if err := p.ask(&proto.GetServerInfo{}, &server); err != nil {
		return nil, err
	}
	sources, err := p.sources()
	if err != nil {
		return nil, err
	}
	return pulseInputs(server, sources), nil
}

func (p *pulseClient) sources() ([]*proto.GetSourceInfoReply, error) {
	var list proto.GetSourceInfoListReply
	return list, p.ask(&proto.GetSourceInfoList{}, &list)
}

// pulseInputs is what sources are to a person.
func pulseInputs(server proto.GetServerInfoReply, sources []*proto.GetSourceInfoReply) []Input {
	byName := make(map[string]*proto.GetSourceInfoReply, len(sources))
	sources = slices.DeleteFunc(slices.Clone(sources), func(s *proto.GetSourceInfoReply) bool {
		return strings.HasPrefix(s.SourceName, remapPrefix)
	})
	names := make([]string, len(sources))
	for k, s := range sources {
		byName[s.SourceName], names[k] = s, s.Device
	}
	names = numbered(names)
	inputs := make([]Input, len(sources))
	for k, s := range sources {
		sink := playedSink(s, byName)
		inputs[k] = Input{
			ID: s.SourceName, Name: names[k], Channels: int(s.Channels), Rate: int(s.Rate),
			Default:  s.SourceName == server.DefaultSourceName,
			Loopback: sink != "",
			Playing:  sink != "" && sink == server.DefaultSinkName,
			State:    pulseState(s.State),
			pulse:    true,
			places:   s.ChannelMap,
		}
	}
	return inputs
}

// maxRemaps bounds how many sources deep a remap of a remap is followed.
const maxRemaps = 8

// playedSink is the name of the sink whose sound a source carries, directly or through sources that are made of it; ""
// when it is a microphone. A name that ends in ".monitor", or an alias for one, proves nothing: @DEFAULT_MONITOR@ has
// been seen to be a microphone.
func playedSink(s *proto.GetSourceInfoReply, byName map[string]*proto.GetSourceInfoReply) string {
	for range maxRemaps {
		if s == nil {
			return ""
		}
		if s.MonitorSourceIndex != proto.Undefined {
			return s.MonitorSourceName // in a source's reply these two are of the sink that it monitors
		}
		s = byName[s.Properties["device.master_device"].String()]
	}
	return ""
}

func pulseState(state uint32) string {
	switch state {
	case 0:
		return "running"
	case 1:
		return "idle"
	case 2:
		return "suspended"
	}
	return ""
}

// listPulse lists the sources of the server that answers.
func listPulse(ctx context.Context) ([]Input, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p, err := dialPulse(nil)
	if err != nil {
		return nil, err
	}
	defer p.close()
	return p.inputs()
}
