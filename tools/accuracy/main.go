// Command accuracy prints the tables of docs/accuracy.md, measured on the recordings and annotations that lie beside
// the repository.
//
//	go run ./tools/accuracy [PART] [--corpus DIR]
//
// Without a part it prints all of them; with --help, what they are.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// parts are the groups of tables, each in files of its name.
var parts = []struct {
	name, what string
	measure    func(args []string, out io.Writer) error
}{
	{"bleed", "conversations as recorded, and with what each microphone hears of the others taken out", measureBleed},
	{"clock", "recordings with a clock each, as they are and aligned", measureClock},
	{"detector", "who speaks when: labelled clips, edges, the lamp, conversations without bleed", measureDetector},
	{"entries", "who takes the floor and who gives a backchannel, from the sound of meetings", measureEntries},
	{"turns", "interruptions and backchannels, from annotated activity", measureTurns},
}

var errPart = errors.New("there is no such part; --help lists them")

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "accuracy:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if slices.ContainsFunc(args, func(a string) bool { return a == "-h" || a == "-help" || a == "--help" || a == "help" }) {
		return usage(out)
	}
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		for _, p := range parts {
			if p.name == args[0] {
				return p.measure(args[1:], out)
			}
		}
		return fmt.Errorf("measure %q: %w", args[0], errPart)
	}
	for _, p := range parts {
		fmt.Fprintf(out, "# %s\n\n", p.name)
		if err := p.measure(args, out); err != nil {
			return err
		}
	}
	return nil
}

func usage(out io.Writer) error {
	var b strings.Builder
	b.WriteString(`Prints the tables of docs/accuracy.md.

Usage:
  go run ./tools/accuracy [PART] [--corpus DIR]

Parts (all of them without one):
`)
	for _, p := range parts {
		fmt.Fprintf(&b, "  %-9s %s\n", p.name, p.what)
	}
	b.WriteString(`
Flags:
  --corpus DIR  folder of recordings and annotations; without it what EVENKEEL_CORPUS says, or ../shared/corpus
  -h, --help    this text

Example:
  go run ./tools/accuracy turns --corpus ../shared/corpus
`)
	_, err := io.WriteString(out, b.String())
	return err
}
