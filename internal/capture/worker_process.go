package capture

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"time"
)

// workerCommand is what every worker process is started as.
type workerCommand struct {
	argv []string
	env  []string // besides our own
	alsa string   // configuration for ALSA in place of the machine's; "": the machine's

	source string // of the sound server, that the worker hears; "": it hears a device
}

// workerGrace is how long a worker may take to end by itself once it is told to.
const workerGrace = time.Second

// workerProcess is a running worker.
type workerProcess struct {
	pid    int
	source string // of the sound server, that it hears; or ""
	out    io.ReadCloser
	stop   context.CancelFunc
	ended  chan struct{}
	stderr *tail
}

// start runs a worker and sends it req.
func (c workerCommand) start(ctx context.Context, req workerRequest) (*workerProcess, error) {
	ctx, stop := context.WithCancel(ctx)
	p, err := c.launch(ctx, req)
	if err != nil {
		stop()
		return nil, fmt.Errorf("start capture worker: %w", err)
	}
	p.stop = stop
	return p, nil
}

func (c workerCommand) launch(ctx context.Context, req workerRequest) (*workerProcess, error) {
	cmd := exec.CommandContext(ctx, c.argv[0], c.argv[1:]...)
	cmd.Env = append(os.Environ(), c.env...)
	cmd.WaitDelay = workerGrace
	if err := c.configureALSA(cmd); err != nil {
		return nil, err
	}
	defer closeAll(cmd.ExtraFiles)
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	cmd.Cancel = stdin.Close // the worker ends with its stdin; after WaitDelay it is killed
	out, end, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	p := &workerProcess{source: c.source, out: out, ended: make(chan struct{}), stderr: &tail{}}
	cmd.Stdout, cmd.Stderr = end, p.stderr
	err = cmd.Start()
	if err = errors.Join(err, end.Close()); err != nil {
		return nil, errors.Join(err, out.Close())
	}
	p.pid = cmd.Process.Pid
	go func() {
		_ = cmd.Wait() // how it ended is seen in what it wrote
		close(p.ended)
	}()
	_ = json.NewEncoder(stdin).Encode(req) // a worker that does not read it writes nothing either
	return p, nil
}

// configureALSA gives the worker a configuration of its own for ALSA, in a file that has no name: there is nothing to
// clean up after a crash.
func (c workerCommand) configureALSA(cmd *exec.Cmd) error {
	if c.alsa == "" {
		return nil
	}
	f, err := os.CreateTemp("", "evenkeel-alsa-*.conf")
	if err != nil {
		return err
	}
	_, err = f.WriteString(c.alsa)
	if err = errors.Join(err, os.Remove(f.Name())); err != nil {
		return errors.Join(err, f.Close())
	}
	cmd.ExtraFiles = []*os.File{f}
	cmd.Env = append(cmd.Env, "ALSA_CONFIG_PATH=/proc/self/fd/3")
	return nil
}

func closeAll(files []*os.File) {
	for _, f := range files {
		_ = f.Close() // the child has its own
	}
}

// hears is the stream by which the worker hears a source of the sound server.
func (p *workerProcess) hears() []hearing {
	return []hearing{{processStream(strconv.Itoa(p.pid)), p.source}}
}

// Read reads what the worker wrote.
func (p *workerProcess) Read(b []byte) (int, error) { return p.out.Read(b) }

// close ends the worker and waits for its end. It may be called again.
func (p *workerProcess) close() {
	p.stop()
	<-p.ended
	_ = p.out.Close()
}

// last is what the worker, or a library in it, wrote to stderr last. It is complete after close.
func (p *workerProcess) last() string { return p.stderr.words() }

// listWith asks a worker for PortAudio's inputs. It is asked of a new process each time, because PortAudio looks at the
// machine only once in each.
func (c workerCommand) listWith(ctx context.Context) ([]portInput, error) {
	p, err := c.start(ctx, workerRequest{List: true})
	if err != nil {
		return nil, err
	}
	defer p.close()
	var l workerList
	if err := json.NewDecoder(io.LimitReader(p.out, 1<<20)).Decode(&l); err != nil {
		p.close()
		return nil, fmt.Errorf("list inputs: the capture worker says nothing: %w (%s)", err, p.last())
	}
	if l.Error != "" {
		return nil, fmt.Errorf("list inputs: %s", l.Error)
	}
	return l.Inputs, nil
}
