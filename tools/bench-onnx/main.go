// Command bench-onnx compares the detector with ONNX Runtime, which computes the published model from Go through cgo:
// time and result, in the same run, each on one thread. It is a module of its own, so that nothing else needs ONNX
// Runtime. `make bench-onnx` fetches the shared library and the model by npm and runs it.
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/evenkeel/monitor/internal/vad/silero"
)

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench-onnx:", err)
		os.Exit(1)
	}
}

// batches are the numbers of channels that are scored together.
var batches = []int{1, 2, 4, 8}

func run(w io.Writer) error {
	rt, err := openRuntime("node_modules")
	if err != nil {
		return err
	}
	defer rt.close()
	model, err := silero.Load()
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "ONNX Runtime %s and we (%s) in turn, one thread each. Microseconds a hop of 32 ms and channel:\n",
		rt.version(), model.Method())
	fmt.Fprintf(w, "the shortest of %d rounds, and in brackets the middle one.\n\n", rounds)
	fmt.Fprintln(w, "channels      ONNX Runtime              ours      times faster  largest difference")
	for _, n := range batches {
		theirs, err := newReference(rt, n)
		if err != nil {
			return err
		}
		c, err := compare(theirs, newOurs(model, n), signals(n))
		theirs.close()
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%8d    %6.1f (%6.1f)   %6.2f (%6.2f)     %5.1f (%5.1f)  %18.1e\n", n,
			c.theirs.shortest, c.theirs.middle, c.ours.shortest, c.ours.middle,
			c.theirs.shortest/c.ours.shortest, c.theirs.middle/c.ours.middle, c.difference)
	}
	return nil
}
