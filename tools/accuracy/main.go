// Command accuracy prints the tables of docs/accuracy.md, measured on the recordings and annotations that lie beside
// the repository.
//
//	go run ./tools/accuracy detector|turns [--corpus DIR]
//
// DIR is ../shared/corpus, or what EVENKEEL_CORPUS says.
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
	"detector": measureDetector,
	"turns":    measureTurns,
}

var errUsage = errors.New("usage: accuracy " +
	strings.Join(slices.Sorted(maps.Keys(measures)), "|") + " [--corpus DIR]")

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "accuracy:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) == 0 || measures[args[0]] == nil {
		return errUsage
	}
	return measures[args[0]](args[1:], out)
}
