// Command silero-kernels writes the kernels of the detector: Go assembly for amd64 and arm64, and the declarations of
// its functions. `go generate` in internal/vad/silero runs it.
//
//	go run ./tools/silero-kernels internal/vad/silero
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/printer"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "silero-kernels:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("usage: silero-kernels FOLDER")
	}
	files, err := generate()
	if err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(args[0], name), content, 0o644); err != nil {
			return fmt.Errorf("write kernels: %w", err)
		}
	}
	return nil
}

// generate returns the content of each file by its name.
func generate() (map[string][]byte, error) {
	g := newGenerator()
	g.ConstraintExpr("!purego")
	g.tame()
	g.spectrum()
	for _, k := range layerKernels {
		g.layer(k)
	}
	g.advance()
	f, err := g.Result()
	if err != nil {
		return nil, fmt.Errorf("generate kernels: %w", err)
	}
	if err = pass.Compile.Execute(f); err != nil {
		return nil, fmt.Errorf("compile kernels: %w", err)
	}
	files, cfg := neonFiles(), printer.Config{Name: "silero-kernels", Pkg: "silero"}
	if files["kernels_amd64.s"], err = printer.NewGoAsm(cfg).Print(f); err != nil {
		return nil, fmt.Errorf("print assembly: %w", err)
	}
	if files["kernels_amd64.go"], err = printer.NewStubs(cfg).Print(f); err != nil {
		return nil, fmt.Errorf("print declarations: %w", err)
	}
	return files, nil
}
