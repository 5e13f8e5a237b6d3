// Command bundled-session makes the session that Evenkeel brings along: a coaching conversation of about three
// minutes, spoken by synthetic voices after a plan, with its reference. It is demo, test and golden at once.
//
//	go run ./tools/bundled-session             # writes internal/bundled/{session.wav,reference.rttm,facts.csv}
//	go run ./tools/bundled-session -check      # makes them again and compares them with what is there
//
// It needs the synthesiser flite (apt-get install flite). The same flite and the same plan give the same bytes.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"

	"github.com/evenkeel/monitor/tools/bundled-session/plan"
	"github.com/evenkeel/monitor/tools/bundled-session/voice"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	switch {
	case errors.Is(err, flag.ErrHelp):
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "bundled-session:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("bundled-session", flag.ContinueOnError)
	planPath := flags.String("plan", "tools/bundled-session/plan.yaml", "the `file` that says who says what and when")
	dir := flags.String("o", "internal/bundled", "the `folder` to write to")
	check := flags.Bool("check", false, "write nothing; compare with what is in the folder")
	if err := flags.Parse(args); err != nil {
		return err
	}
	p, err := readPlan(*planPath)
	if err != nil {
		return err
	}
	flite, err := voice.NewFlite(ctx)
	if err != nil {
		return err
	}
	made, err := build(ctx, p, flite)
	if err != nil {
		return err
	}
	files, err := made.files()
	if err != nil {
		return err
	}
	if _, err := io.WriteString(out, made.drawing()+made.summary()); err != nil {
		return err
	}
	if *check {
		return each(files, *dir, compare)
	}
	return each(files, *dir, write)
}

func readPlan(path string) (*plan.Plan, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open plan: %w", err)
	}
	p, err := plan.Parse(f)
	return p, errors.Join(err, f.Close())
}

func each(files []file, dir string, do func(path string, body []byte) error) error {
	for _, f := range files {
		if err := do(filepath.Join(dir, f.name), f.body); err != nil {
			return err
		}
	}
	return nil
}

func write(path string, body []byte) error {
	if err := os.WriteFile(path, body, 0o644); err != nil {
		return fmt.Errorf("write session: %w", err)
	}
	return nil
}

func compare(path string, body []byte) error {
	have, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("compare session: %w", err)
	}
	if !bytes.Equal(have, body) {
		return fmt.Errorf("%s is not what the plan makes here: the plan has changed, or flite is another version", path)
	}
	return nil
}
