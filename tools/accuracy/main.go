// Command accuracy prints the tables of docs/accuracy.md, measured on the recordings and annotations that lie beside
// the repository.
//
//	go run ./tools/accuracy [bleed|clock|detector|turns] [--corpus DIR]
//
// Without a name it prints all of them. DIR is ../shared/corpus, or what EVENKEEL_CORPUS says.
package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
)

// measures are the subcommands, each in a file of its name.
var measures = map[string]func(args []string, out io.Writer) error{
	"bleed":    measureBleed,
	"clock":    measureClock,
	"detector": measureDetector,
	"turns":    measureTurns,
}

var errUsage = errors.New("usage: accuracy [" +
	strings.Join(slices.Sorted(maps.Keys(measures)), "|") + "] [--corpus DIR]")

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "accuracy:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		measure := measures[args[0]]
		if measure == nil {
			return errUsage
		}
		return measure(args[1:], out)
	}
	for _, name := range slices.Sorted(maps.Keys(measures)) {
		fmt.Fprintf(out, "# %s\n\n", name)
		if err := measures[name](args, out); err != nil {
			return err
		}
	}
	return nil
}
