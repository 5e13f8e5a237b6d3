package capture_test

import (
	"context"
	"os"
	"testing"

	"go.uber.org/goleak"

	"github.com/evenkeel/monitor/internal/capture"
)

// TestMain is also the capture worker of the tests that start one.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "capture-worker" {
		if capture.RunWorker(context.Background(), os.Stdin, os.Stdout) != nil {
			os.Exit(1)
		}
		return
	}
	goleak.VerifyTestMain(m)
}
