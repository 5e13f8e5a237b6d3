//go:build !cgo || !portaudio

package capture

// hasPortAudio says that this build can capture from devices.
const hasPortAudio = false

func openInput(workerRequest) (input, error) { return nil, ErrNoMicrophones }

func listPortAudio() ([]portInput, error) { return nil, ErrNoMicrophones }
