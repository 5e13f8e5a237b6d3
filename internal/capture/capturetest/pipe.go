//go:build unix

package capturetest

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
)

// PipeSource is a source whose samples a test writes: it hears them when they are written, at whatever pace that is, as
// a device with a clock of its own would.
type PipeSource struct {
	Name   string
	Rate   int // nominal, Hz
	Module Module
	fifo   *os.File
}

// PipeSource makes a source of one channel and 16 bit.
func (p *Pulse) PipeSource(name string, rate int) *PipeSource {
	p.t.Helper()
	path := filepath.Join(p.dir, name)
	m := p.Load("module-pipe-source", "source_name="+name, "file="+path, "format=s16le", "channels=1",
		fmt.Sprint("rate=", rate), fmt.Sprintf("source_properties=device.description=%s", name))
	fifo, err := os.OpenFile(path, os.O_WRONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		p.t.Fatalf("open the pipe of %s: %v", name, err)
	}
	p.t.Cleanup(func() { _ = fifo.Close() })
	return &PipeSource{Name: name, Rate: rate, Module: m, fifo: fifo}
}

// Feed writes sound(0), sound(1) … from a time on, in portions of 5 ms, until it has written so many samples. speed is
// the pace of the device's clock: 1.00005 is 50 ppm fast. A source that nobody hears takes nothing: what does not fit
// is dropped, as time goes on for a device too. It is to be called in a goroutine that ends after it.
func (s *PipeSource) Feed(begin time.Time, samples int, speed float64, sound func(i int) int16) error {
	runtime.LockOSThread()                                // for the priority, which is a thread's; the thread ends with the goroutine
	_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, -15) // a device is not held up by a busy machine; not all may ask for it
	portion := s.Rate / 200
	buf := make([]int16, portion)
	for at := 0; at < samples; at += portion {
		for i := range buf {
			buf[i] = sound(at + i)
		}
		due := float64(at+portion) / (float64(s.Rate) * speed)
		time.Sleep(time.Until(begin.Add(time.Duration(due * float64(time.Second)))))
		if err := s.write(Bytes(buf)); err != nil {
			return err
		}
	}
	return nil
}

func (s *PipeSource) write(b []byte) error {
	if err := s.fifo.SetWriteDeadline(time.Now().Add(time.Millisecond)); err != nil {
		return fmt.Errorf("write to %s: %w", s.Name, err)
	}
	if _, err := s.fifo.Write(b); err != nil && !os.IsTimeout(err) {
		return fmt.Errorf("write to %s: %w", s.Name, err)
	}
	return nil
}
