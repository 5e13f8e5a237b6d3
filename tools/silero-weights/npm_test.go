package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tarball is a gzipped tarball with one file.
func tarball(t *testing.T, path, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	if err := w.WriteHeader(&tar.Header{Name: path, Size: int64(len(content)), Mode: 0o644}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAFileIsFoundInATarball(t *testing.T) {
	got, err := fileInTarball(bytes.NewReader(tarball(t, modelPath, "onnx")), modelPath)
	if err != nil || string(got) != "onnx" {
		t.Errorf("fileInTarball = %q, %v, want \"onnx\"", got, err)
	}
}

func TestATarballWithoutTheFileIsRefused(t *testing.T) {
	good := tarball(t, modelPath, strings.Repeat("onnx", 1000))
	for name, b := range map[string][]byte{
		"another file": tarball(t, "package/README.md", "onnx"),
		"cut":          good[:len(good)-20],
		"no gzip":      []byte("onnx"),
	} {
		if _, err := fileInTarball(bytes.NewReader(b), modelPath); err == nil {
			t.Errorf("%s: read without an error", name)
		}
	}
}

func TestNothingIsWrittenWhenThePackageHoldsAnotherModel(t *testing.T) {
	dir := t.TempDir()
	pack, out := filepath.Join(dir, "p.tgz"), filepath.Join(dir, "weights.bin")
	if err := os.WriteFile(pack, tarball(t, modelPath, "onnx"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := run(t.Context(), os.Stdout, []string{"-tarball", pack, "-o", out})
	if err == nil || !strings.Contains(err.Error(), "another one") {
		t.Errorf("run = %v, want an error that says it is another model", err)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("weights were written all the same")
	}
}
