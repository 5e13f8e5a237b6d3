package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// Where the model comes from, and how it is known to be the one that was measured.
const (
	npmPackage  = "@ricky0123/vad-web@0.0.31"
	modelPath   = "package/dist/silero_vad_v6.onnx"
	modelSHA256 = "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3"
	maxModel    = 16 << 20 // bytes; the real one has 2,327,524
)

// fetchModel reads the ONNX file out of tarball, or out of the package that npm fetches when tarball is "".
func fetchModel(ctx context.Context, tarball string) ([]byte, error) {
	if tarball == "" {
		dir, err := os.MkdirTemp("", "silero-weights-")
		if err != nil {
			return nil, fmt.Errorf("make a folder for the package: %w", err)
		}
		defer func() { _ = os.RemoveAll(dir) }()
		if tarball, err = npmPack(ctx, dir); err != nil {
			return nil, err
		}
	}
	f, err := os.Open(tarball)
	if err != nil {
		return nil, fmt.Errorf("open the package: %w", err)
	}
	defer func() { _ = f.Close() }()
	model, err := fileInTarball(f, modelPath)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", tarball, err)
	}
	return model, verify(model, modelSHA256)
}

// npmPack fetches the package into dir and names the tarball.
func npmPack(ctx context.Context, dir string) (string, error) {
	cmd := exec.CommandContext(ctx, "npm", "pack", "--silent", "--pack-destination", dir, npmPackage)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("npm pack %s (it needs npm and its registry; -tarball takes a file instead): %w", npmPackage, err)
	}
	found, err := filepath.Glob(filepath.Join(dir, "*.tgz"))
	if err != nil {
		return "", fmt.Errorf("look for the package in %s: %w", dir, err)
	}
	if len(found) != 1 {
		return "", fmt.Errorf("npm pack %s: it left %d tarballs, want 1", npmPackage, len(found))
	}
	return found[0], nil
}

// fileInTarball returns the content of the file that a gzipped tarball keeps under path.
func fileInTarball(r io.Reader, path string) ([]byte, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("open gzip: %w", err)
	}
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("it has no %s", path)
		}
		if err != nil {
			return nil, fmt.Errorf("read tar: %w", err)
		}
		if h.Name != path {
			continue
		}
		var b bytes.Buffer
		if _, err := io.Copy(&b, io.LimitReader(t, maxModel)); err != nil {
			return nil, fmt.Errorf("read %s: %w", path, err)
		}
		return b.Bytes(), nil
	}
}

// verify compares b with the checksum that was pinned.
func verify(b []byte, want string) error {
	sum := sha256.Sum256(b)
	if got := hex.EncodeToString(sum[:]); got != want {
		return fmt.Errorf("the model in %s is another one: sha256 %s, want %s", npmPackage, got, want)
	}
	return nil
}
