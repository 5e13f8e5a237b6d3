//go:build cgo && portaudio

package capture

import (
	"errors"
	"fmt"
	"time"

	"github.com/gordonklaus/portaudio"
)

// hasPortAudio says that this build can capture from devices.
const hasPortAudio = true

// hostAPIs are the sound systems that PortAudio reaches, the best first. The same device is behind several of them; the
// first that has inputs is taken.
var hostAPIs = []portaudio.HostApiType{
	portaudio.CoreAudio, portaudio.WASAPI, portaudio.ALSA, portaudio.DirectSound, portaudio.MME, portaudio.JACK,
	portaudio.OSS,
}

// portStream is an input through PortAudio. Only its callback mode is used: closing a stream that another goroutine
// reads from crashes.
type portStream struct {
	stream  *portaudio.Stream
	fmt     soundFormat
	deliver func([]float32, time.Duration, bool)
}

// openInput opens the device that req asks for.
func openInput(req workerRequest) (input, error) {
	if err := portaudio.Initialize(); err != nil {
		return nil, fmt.Errorf("start PortAudio: %w", err)
	}
	s, err := openPort(req)
	if err != nil {
		return nil, errors.Join(err, portaudio.Terminate())
	}
	return s, nil
}

func openPort(req workerRequest) (*portStream, error) {
	info := findPort(portInputs(), req.Device)
	if info == nil {
		return nil, fmt.Errorf("open input %q: PortAudio does not know it", req.Device)
	}
	s := &portStream{fmt: soundFormat{rate: req.Rate, channels: req.Channels}}
	if s.fmt.rate == 0 {
		s.fmt.rate = int(info.DefaultSampleRate)
	}
	var err error
	s.stream, err = portaudio.OpenStream(portaudio.StreamParameters{
		Input:           portaudio.StreamDeviceParameters{Device: info, Channels: s.fmt.channels, Latency: req.Latency},
		SampleRate:      float64(s.fmt.rate),
		FramesPerBuffer: int(req.Buffer.Seconds() * float64(s.fmt.rate)),
		Flags:           portaudio.ClipOff | portaudio.DitherOff,
	}, s.callback)
	if err != nil {
		return nil, fmt.Errorf("open input %q with %d channels at %d Hz: %w", info.Name, s.fmt.channels, s.fmt.rate, err)
	}
	return s, nil
}

func (s *portStream) format() soundFormat { return s.fmt }

func (s *portStream) start(deliver func([]float32, time.Duration, bool)) error {
	s.deliver = deliver
	if err := s.stream.Start(); err != nil {
		return fmt.Errorf("start input: %w", err)
	}
	return nil
}

// callback runs on PortAudio's thread: it may not wait for anything.
func (s *portStream) callback(pcm []float32, t portaudio.StreamCallbackTimeInfo, flags portaudio.StreamCallbackFlags) {
	length := time.Duration(len(pcm)/s.fmt.channels) * time.Second / time.Duration(s.fmt.rate)
	s.deliver(pcm, t.CurrentTime-t.InputBufferAdcTime-length, flags&portaudio.InputOverflow != 0)
}

func (s *portStream) close() {
	_ = s.stream.Abort() // the process ends after this: there is nobody to tell
	_ = s.stream.Close()
	_ = portaudio.Terminate()
}

// portInputs are the inputs of the best sound system that has any.
func portInputs() []*portaudio.DeviceInfo {
	for _, t := range hostAPIs {
		api, err := portaudio.HostApi(t)
		if err != nil {
			continue // this build of PortAudio or this machine does not have it
		}
		var inputs []*portaudio.DeviceInfo
		for _, d := range api.Devices {
			if d.MaxInputChannels > 0 {
				inputs = append(inputs, d)
			}
		}
		if len(inputs) > 0 {
			return inputs
		}
	}
	return nil
}

// findPort is the input with an ID; "" is the default. It is nil when there is none.
func findPort(inputs []*portaudio.DeviceInfo, id string) *portaudio.DeviceInfo {
	ids := portIDs(inputs)
	for k, d := range inputs {
		if ids[k] == id || id == "" && d.HostApi.DefaultInputDevice == d {
			return d
		}
	}
	return nil
}

// portIDs are the names of inputs, numbered where they are not unique.
func portIDs(inputs []*portaudio.DeviceInfo) []string {
	names := make([]string, len(inputs))
	for k, d := range inputs {
		names[k] = d.Name
	}
	return numbered(names)
}

// listPortAudio lists the inputs of the best sound system that has any.
func listPortAudio() ([]portInput, error) {
	if err := portaudio.Initialize(); err != nil {
		return nil, fmt.Errorf("start PortAudio: %w", err)
	}
	inputs := portInputs()
	list := make([]portInput, len(inputs))
	for k, id := range portIDs(inputs) {
		d := inputs[k]
		list[k] = portInput{
			Name: id, Channels: d.MaxInputChannels, Rate: int(d.DefaultSampleRate),
			Default: d.HostApi.DefaultInputDevice == d,
		}
	}
	return list, portaudio.Terminate()
}
