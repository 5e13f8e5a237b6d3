package silero

import "github.com/evenkeel/monitor/internal/vad/silero/weights"

// LoadAll returns the model in every way that this machine can compute it, the fastest first.
func LoadAll() ([]*Model, error) {
	tensors, err := weights.Decode(weightsFile)
	if err != nil {
		return nil, err
	}
	var all []*Model
	for _, m := range methods() {
		model, err := newModel(tensors, m)
		if err != nil {
			return nil, err
		}
		all = append(all, model)
	}
	return all, nil
}
