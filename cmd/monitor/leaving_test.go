//go:build unix

package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/evenkeel/monitor/internal/bundled"
)

// program starts the program in a process of its own and waits until it has printed its link. It returns what reads on.
func program(t *testing.T, args ...string) (*exec.Cmd, io.ReadCloser) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err = cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); !strings.HasPrefix(line, "Dashboard: ") {
		t.Fatalf("it prints %q, %v", line, err)
	}
	return cmd, out
}

// leaves waits until the program has left, and looks for the files of its session.
func leaves(t *testing.T, cmd *exec.Cmd, dir string) {
	t.Helper()
	if err := cmd.Wait(); err != nil {
		t.Errorf("it leaves with %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "session.json")); err != nil {
		t.Errorf("its session is not written: %v", err)
	}
}

func TestASessionGoesOnWhenNobodyReadsWhatIsPrinted(t *testing.T) {
	dir := t.TempDir()
	talk := file(t, "talk.rttm", bundled.Reference())
	cmd, out := program(t, "replay", talk, "--listen", "127.0.0.1:0", "--speed", "100", "--exit", "-o", dir)
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	leaves(t, cmd, dir)
}

func TestAClosedTerminalEndsTheSessionProperly(t *testing.T) {
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP) // so that under nohup the program is not, too
	defer signal.Stop(hangups)
	dir := t.TempDir()
	talk := file(t, "talk.rttm", bundled.Reference())
	cmd, out := program(t, "replay", talk, "--listen", "127.0.0.1:0", "-o", dir)
	if err := cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	leaves(t, cmd, dir)
}
