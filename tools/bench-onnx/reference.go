package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/evenkeel/monitor/internal/timeline"
	ort "github.com/yalue/onnxruntime_go"
)

// What npm must have fetched: the model that the detector's weights are from, and ONNX Runtime 1.30.0.
const (
	modelFile   = "@ricky0123/vad-web/dist/silero_vad_v6.onnx"
	modelSHA256 = "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3"
)

var libraries = map[string]struct{ file, sha256 string }{
	"linux/amd64": {
		"onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1",
		"ffb75a925ba05e47b235bb66e3e3911714a80b328a9c9425539feb204aa32a23",
	},
	"linux/arm64": {
		"onnxruntime-node/bin/napi-v6/linux/arm64/libonnxruntime.so.1",
		"1f549d46250b005580b597f4164984aaf75b3bcb9f3aeb07c7f8a8fe60b23c76",
	},
	"darwin/arm64": {
		"onnxruntime-node/bin/napi-v6/darwin/arm64/libonnxruntime.1.30.0.dylib",
		"685d2be5dba1309c89d3a5324b7fd06a5c42f1a61bfea32d14c4cc28d072121d",
	},
}

// onnxRuntime is the loaded library, with the model's bytes.
type onnxRuntime struct{ model []byte }

// openRuntime loads the library from a folder of npm's. There is one at a time in a process.
func openRuntime(modules string) (*onnxRuntime, error) {
	library, ok := libraries[runtime.GOOS+"/"+runtime.GOARCH]
	if !ok {
		return nil, fmt.Errorf("there is no ONNX Runtime for %s/%s in the package", runtime.GOOS, runtime.GOARCH)
	}
	model, err := verified(filepath.Join(modules, filepath.FromSlash(modelFile)), modelSHA256)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(modules, filepath.FromSlash(library.file))
	if _, err = verified(file, library.sha256); err != nil {
		return nil, err
	}
	ort.SetSharedLibraryPath(file)
	if err = ort.InitializeEnvironment(); err != nil {
		return nil, fmt.Errorf("start ONNX Runtime: %w", err)
	}
	return &onnxRuntime{model}, nil
}

func (r *onnxRuntime) version() string { return ort.GetVersion() }

func (r *onnxRuntime) close() { _ = ort.DestroyEnvironment() }

func verified(file, want string) ([]byte, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("%w (npm ci fetches it)", err)
	}
	sum := sha256.Sum256(b)
	if got := hex.EncodeToString(sum[:]); got != want {
		return nil, fmt.Errorf("%s has sha256 %s, want %s", file, got, want)
	}
	return b, nil
}

const (
	contextLen = 64 // samples of the hop before, in front of each hop
	inputLen   = contextLen + timeline.HopLen
	stateLen   = 2 * 128
)

// reference scores with ONNX Runtime. Its tensors are bound to the session once.
type reference struct {
	session                  *ort.AdvancedSession
	input, state, next, prob *ort.Tensor[float32]
	rate                     *ort.Scalar[int64]
}

func newReference(r *onnxRuntime, channels int) (*reference, error) {
	n := int64(channels)
	f := new(reference)
	var errs [6]error
	f.input, errs[0] = ort.NewEmptyTensor[float32](ort.NewShape(n, inputLen))
	f.state, errs[1] = ort.NewEmptyTensor[float32](ort.NewShape(2, n, stateLen/2))
	f.next, errs[2] = ort.NewEmptyTensor[float32](ort.NewShape(2, n, stateLen/2))
	f.prob, errs[3] = ort.NewEmptyTensor[float32](ort.NewShape(n, 1))
	f.rate, errs[4] = ort.NewScalar(int64(16000))
	var options *ort.SessionOptions
	options, errs[5] = oneThread()
	err := errors.Join(errs[:]...)
	if err != nil {
		return nil, fmt.Errorf("make tensors for %d channels: %w", channels, err)
	}
	defer func() { _ = options.Destroy() }()
	f.session, err = ort.NewAdvancedSessionWithONNXData(r.model, []string{"input", "state", "sr"}, []string{"output", "stateN"},
		[]ort.Value{f.input, f.state, f.rate}, []ort.Value{f.prob, f.next}, options)
	if err != nil {
		return nil, fmt.Errorf("open the model for %d channels: %w", channels, err)
	}
	return f, nil
}

// oneThread is options under which no thread but the caller's computes.
func oneThread() (*ort.SessionOptions, error) {
	o, err := ort.NewSessionOptions()
	if err != nil {
		return nil, err
	}
	return o, errors.Join(o.SetIntraOpNumThreads(1), o.SetInterOpNumThreads(1))
}

func (f *reference) close() {
	_ = f.session.Destroy()
	for _, t := range []ort.Value{f.input, f.state, f.next, f.prob, f.rate} {
		_ = t.Destroy()
	}
}

func (f *reference) score(pcm [][]float32, probs []float32) error {
	for i, hop := range pcm {
		x := f.input.GetData()[i*inputLen:][:inputLen]
		copy(x, x[timeline.HopLen:])
		copy(x[contextLen:], hop)
	}
	if err := f.session.Run(); err != nil {
		return fmt.Errorf("run the model: %w", err)
	}
	copy(f.state.GetData(), f.next.GetData())
	copy(probs, f.prob.GetData())
	return nil
}
