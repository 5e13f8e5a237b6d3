package capture

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

// shell is a worker that is a shell script.
func shell(script string) workerCommand {
	return workerCommand{argv: []string{"sh", "-c", script}, env: []string{"GREETING=hello"}}
}

func TestAWorkerGetsItsEnvironmentAndRequest(t *testing.T) {
	c := shell(`echo $GREETING; cat $ALSA_CONFIG_PATH; head -n 1`)
	c.alsa = "pcm.!default pulse\n"
	p, err := c.start(t.Context(), workerRequest{Device: "lapel", Rate: 48000})
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	out, err := io.ReadAll(p)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(out), "hello\npcm.!default pulse\n{\"device\":\"lapel\",\"rate\":48000}\n"; got != want {
		t.Errorf("the worker saw %q, want %q", got, want)
	}
}

func TestAWorkerIsEndedByTheEndOfItsStdin(t *testing.T) {
	p, err := shell(`cat >/dev/null`).start(t.Context(), workerRequest{})
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	p.close()
	if d := time.Since(begin); d >= workerGrace {
		t.Errorf("it took %v, as long as killing it", d)
	}
}

func TestAWorkerThatHangsIsKilled(t *testing.T) {
	p, err := shell(`exec sleep 100`).start(t.Context(), workerRequest{})
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	p.close()
	if d := time.Since(begin); d > 5*workerGrace {
		t.Errorf("it took %v, want little more than %v", d, workerGrace)
	}
}

func TestTheLastWordsOfAWorkerAreKept(t *testing.T) {
	p, err := shell(`i=0; while [ $i -lt 200 ]; do echo noise $i >&2; i=$((i+1)); done; echo bus error >&2; exit 3`).
		start(t.Context(), workerRequest{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	<-p.ended
	d := &device{}
	_, err = newWireReader(p)
	if err = d.explain(err, p); !strings.HasSuffix(err.Error(), "; bus error") {
		t.Errorf("it is said that %q", err)
	}
}

func TestAProgramThatIsNotThereIsAnError(t *testing.T) {
	_, err := workerCommand{argv: []string{"/nonexistent/monitor"}}.start(t.Context(), workerRequest{})
	if err == nil || !strings.Contains(err.Error(), "start capture worker") {
		t.Errorf("got %v", err)
	}
}

func TestTheListComesFromAWorker(t *testing.T) {
	list := `{"inputs":[{"name":"Line","channels":2,"rate":44100,"default":true}]}`
	got, err := shell(`echo '` + list + `'`).listWith(t.Context())
	if err != nil || len(got) != 1 || got[0] != (portInput{Name: "Line", Channels: 2, Rate: 44100, Default: true}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := shell(`echo '{"error":"no such host"}'`).listWith(t.Context()); err == nil || !strings.Contains(err.Error(), "no such host") {
		t.Errorf("a worker's error became %v", err)
	}
	if _, err := shell(`echo ouch >&2`).listWith(t.Context()); !errors.Is(err, io.EOF) || !strings.Contains(err.Error(), "ouch") {
		t.Errorf("a worker that crashed became %v", err)
	}
}
