package capture

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// toyInput is a device that calls back every 10 ms with counting samples at 8 kHz.
type toyInput struct {
	refuse error // what start says
	hang   bool  // whether close never returns
	stop   chan struct{}
	ended  chan struct{}
}

func (in *toyInput) format() soundFormat { return stereo }

func (in *toyInput) start(deliver func([]float32, time.Duration, bool)) error {
	if in.refuse != nil {
		return in.refuse
	}
	in.stop, in.ended = make(chan struct{}), make(chan struct{})
	go func() {
		defer close(in.ended)
		for first := int64(0); ; first += 80 {
			select {
			case <-in.stop:
				return
			case <-time.After(10 * time.Millisecond):
				deliver(counting(first, 80), time.Millisecond, false)
			}
		}
	}()
	return nil
}

func (in *toyInput) close() {
	if in.stop != nil {
		close(in.stop)
		<-in.ended
	}
	if in.hang {
		time.Sleep(time.Hour)
	}
}

// runWorker runs a worker with in, lets its parent read what it writes with read, and returns the worker's error.
func runWorker(t *testing.T, in *toyInput, openErr error, read func(r io.Reader)) error {
	t.Helper()
	stdinR, stdin := io.Pipe()
	stdoutR, stdout := io.Pipe()
	result := make(chan error, 1)
	go func() {
		err := work(t.Context(), stdinR, stdout, func(workerRequest) (input, error) { return in, openErr })
		_ = stdout.Close()
		result <- err
	}()
	if err := json.NewEncoder(stdin).Encode(workerRequest{Device: "x", Buffer: 10 * time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	read(stdoutR)
	_ = stdoutR.Close()
	_ = stdin.Close()
	return <-result
}

func TestAWorkerWritesWhatTheDeviceHears(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		err := runWorker(t, &toyInput{}, nil, func(r io.Reader) {
			wr, err := newWireReader(r)
			if err != nil {
				t.Fatal(err)
			}
			for k := range 20 {
				var f soundFrame
				if err := wr.next(&f); err != nil {
					t.Fatal(err)
				}
				if f.heard != time.Duration(k+1)*10*time.Millisecond || f.first != int64(80*k) || f.age != time.Millisecond {
					t.Errorf("frame %d: begins at %d, heard at %v, age %v", k, f.first, f.heard, f.age)
				}
				wantCounting(t, &f)
			}
		})
		if err != nil && !errors.Is(err, io.ErrClosedPipe) {
			t.Error(err)
		}
	})
}

func TestAWorkerEndsWithItsStdin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		request := `{"device":"x","buffer":10000000}` + "\n"
		err := work(t.Context(), strings.NewReader(request), &out, func(workerRequest) (input, error) { return &toyInput{}, nil })
		if err != nil {
			t.Error(err)
		}
	})
}

func TestAWorkerTellsWhyThereIsNoSound(t *testing.T) {
	for name, tc := range map[string]struct {
		in   *toyInput
		open error
	}{
		"the device cannot be opened":  {&toyInput{}, errors.New("device or resource busy")},
		"the device cannot be started": {&toyInput{refuse: errors.New("device or resource busy")}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var told error
			err := runWorker(t, tc.in, tc.open, func(r io.Reader) {
				wr, err := newWireReader(r)
				if err == nil {
					err = wr.next(&soundFrame{})
				}
				told = err
			})
			if !errors.Is(told, errFailure) || !strings.Contains(told.Error(), "busy") {
				t.Errorf("the parent is told %v", told)
			}
			if err == nil {
				t.Error("the worker ended as if all was well")
			}
		})
	}
}

func TestADeviceThatDoesNotCloseDoesNotKeepTheWorker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		var out bytes.Buffer
		_ = captureTo(ctx, &out, workerRequest{}, func(workerRequest) (input, error) { return &toyInput{hang: true}, nil })
		if d := time.Since(begin); d > time.Second {
			t.Errorf("the worker ended after %v", d)
		}
		time.Sleep(2 * time.Hour) // the end of the hang, which in a worker is that of the process
	})
}

func TestAWorkerRefusesWhatIsNoRequest(t *testing.T) {
	for _, request := range []string{"", "hello\n", `{"device":"x"}`} {
		if err := work(t.Context(), strings.NewReader(request), io.Discard, nil); err == nil {
			t.Errorf("took %q", request)
		}
	}
}
