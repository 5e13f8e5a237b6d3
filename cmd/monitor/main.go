// Command monitor listens to one audio channel a person, and shows live who leads: who talks most, who takes the floor
// over the other, who speaks first after a silence.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// version is set when the program is built.
var version = "dev"

// Exit codes.
const (
	exitDone     = 0
	exitFailed   = 1
	exitWrongUse = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), endings()...)
	code := run(ctx, os.Args[1:], streams{in: os.Stdin, out: os.Stdout, err: os.Stderr})
	stop()
	os.Exit(code)
}

// endings are the signals that ask the program to end. SIGHUP is that the terminal was closed, unless nohup keeps it away.
func endings() []os.Signal {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	return all
}

// streams are what the program reads from and writes to.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// run does what args say and returns the exit code.
func run(ctx context.Context, args []string, s streams) int {
	root := newRoot(s)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		err = errors.New("interrupted before it was done")
	}
	fmt.Fprintln(s.err, "monitor:", err)
	if isWrongUse(err) {
		return exitWrongUse
	}
	return exitFailed
}

// wrongUseError is what whoever started the program can mend by starting it otherwise.
type wrongUseError struct{ error }

func (e wrongUseError) Unwrap() error { return e.error }

func wrongUse(format string, args ...any) error {
	return wrongUseError{fmt.Errorf(format, args...)}
}

// isWrongUse says whether err is about how the program was started. Cobra has no type for its own.
func isWrongUse(err error) bool {
	var w wrongUseError
	return errors.As(err, &w) || strings.HasPrefix(err.Error(), "unknown command")
}

// oneSession takes the ID of a session.
func oneSession(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return errors.New("name one session by its ID: see monitor sessions list")
	}
	return nil
}

// someFiles takes files.
func someFiles(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return errors.New("name a file")
	}
	return nil
}

// arguments wraps a check of arguments so that its errors count as wrong use.
func arguments(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return wrongUse("%w\n%s", err, cmd.UseLine())
		}
		return nil
	}
}
