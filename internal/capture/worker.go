package capture

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"
)

// ErrNoMicrophones is returned when the program was built without PortAudio.
var ErrNoMicrophones = errors.New("this build has no microphone support: build with make build")

// workerRequest is the one line of JSON that a worker is sent.
type workerRequest struct {
	List     bool          `json:"list,omitempty"` // answer with a workerList and end
	Device   string        `json:"device,omitempty"`
	Rate     int           `json:"rate,omitempty"`     // Hz; 0: the device's own
	Channels int           `json:"channels,omitempty"` // how many of the device's
	Buffer   time.Duration `json:"buffer,omitempty"`   // of a callback
	Latency  time.Duration `json:"latency,omitempty"`  // of the device's own buffers
}

// workerList answers a request for the list.
type workerList struct {
	Inputs []portInput `json:"inputs"`
	Error  string      `json:"error,omitempty"`
}

// portInput is an input as PortAudio knows it.
type portInput struct {
	Name     string `json:"name"`
	Channels int    `json:"channels"`
	Rate     int    `json:"rate"`
	Default  bool   `json:"default"`
}

// input is an open device.
type input interface {
	format() soundFormat
	// start lets the device call deliver with interleaved samples, how old the newest of them is, and whether some
	// were lost before. deliver is called from the device's own thread.
	start(deliver func(pcm []float32, age time.Duration, lost bool)) error
	close()
}

// RunWorker is the whole of a capture worker, a process of its own for one device: sound libraries crash and hang in
// ways that nothing in the same process can recover from. It reads a request from stdin, writes what it hears to
// stdout and returns when stdin ends, so that no worker outlives its parent; the goroutine that waits for that ends with
// stdin. Interrupts from the keyboard are left to the parent.
//
// The error has been told to the parent too.
func RunWorker(ctx context.Context, stdin io.Reader, stdout io.Writer) error {
	signal.Ignore(os.Interrupt)
	return work(ctx, stdin, stdout, openInput)
}

func work(ctx context.Context, stdin io.Reader, stdout io.Writer, open func(workerRequest) (input, error)) error {
	in := bufio.NewReader(stdin)
	line, err := in.ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("read request: %w", err)
	}
	var req workerRequest
	if err := json.Unmarshal(line, &req); err != nil {
		return fmt.Errorf("parse request: %w", err)
	}
	if req.List {
		return answerList(stdout)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		_, _ = io.Copy(io.Discard, in)
		cancel()
	}()
	return captureTo(ctx, stdout, req, open)
}

func answerList(stdout io.Writer) error {
	inputs, err := listPortAudio()
	l := workerList{Inputs: inputs}
	if err != nil {
		l.Error = err.Error()
	}
	if err := json.NewEncoder(stdout).Encode(l); err != nil {
		return fmt.Errorf("write list: %w", err)
	}
	return nil
}

// captureTo writes what a device hears to w until ctx ends, or why that cannot be.
func captureTo(ctx context.Context, w io.Writer, req workerRequest, open func(workerRequest) (input, error)) error {
	out, err := newWireWriter(w)
	if err != nil {
		return err
	}
	in, err := open(req)
	if err != nil {
		return errors.Join(err, out.failure(err.Error()))
	}
	defer closeInTime(in)
	if err := out.format(in.format()); err != nil {
		return err
	}
	if err := stream(ctx, out, in, req.Buffer); err != nil {
		return errors.Join(err, out.failure(err.Error()))
	}
	return nil
}

// stream passes frames from the device's callback on.
func stream(ctx context.Context, out *wireWriter, in input, buffer time.Duration) error {
	f := in.format()
	r := newRing(f, int(buffer.Seconds()*float64(f.rate)))
	woken := make(chan struct{}, 1) // one is enough: all frames are taken at once
	begin := time.Now()
	err := in.start(func(pcm []float32, age time.Duration, lost bool) {
		r.push(pcm, time.Since(begin), age, lost)
		select {
		case woken <- struct{}{}:
		default:
		}
	})
	if err != nil {
		return err
	}
	var frame soundFrame
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-woken:
		}
		for r.pop(&frame) {
			frame.sent = time.Since(begin)
			if err := out.sound(&frame); err != nil {
				return err
			}
		}
	}
}

// closeLimit is how long a device may take to close. After that the end of the process closes it.
const closeLimit = 500 * time.Millisecond

// closeInTime closes in, unless that hangs.
func closeInTime(in input) {
	closed := make(chan struct{})
	go func() {
		in.close()
		close(closed)
	}()
	select {
	case <-closed:
	case <-time.After(closeLimit):
	}
}
