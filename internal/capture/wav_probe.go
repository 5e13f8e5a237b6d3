package capture

import (
	"errors"
	"io"
	"maps"
	"slices"

	"github.com/evenkeel/monitor/internal/audio"
)

// Channels are compared in windows of a quarter of a second, spread evenly: four seconds of even the longest recording.
const (
	probes         = 16
	probesInSecond = 4
)

// findTwins returns the pairs of channels of the session, the lower first, that carry the same signal. Files of different
// rates are not compared.
func findTwins(streams []*wavStream) ([][2]int, error) {
	var pairs [][2]int
	groups := byRate(streams)
	for _, rate := range slices.Sorted(maps.Keys(groups)) {
		group := groups[rate]
		twins, err := compare(group, rate)
		if err != nil {
			return nil, err
		}
		for j := range group {
			for k := j + 1; k < len(group); k++ {
				if twins.Same(j, k) {
					pairs = append(pairs, [2]int{group[j].number, group[k].number})
				}
			}
		}
	}
	return pairs, nil
}

// probed is a channel that is compared with others.
type probed struct {
	number int // in the session
	input  int // in its file; of several that are mixed, the first
	frames *wavFrames
}

// byRate sorts the channels of the session by sample rate.
func byRate(streams []*wavStream) map[int][]probed {
	groups, number := map[int][]probed{}, 0
	for _, s := range streams {
		frames := newWAVFrames(s.file, s.frames.r, s.frames.layout)
		for _, c := range s.channels {
			rate := s.format().rate
			groups[rate] = append(groups[rate], probed{number, c.inputs[0].index, frames})
			number++
		}
	}
	return groups
}

// compare reads the windows of channels that have the same rate.
func compare(group []probed, rate int) (*audio.Twins, error) {
	twins, window := audio.NewTwins(len(group)), make([][]float32, len(group))
	shortest := group[0].frames.layout.frames
	for k, p := range group {
		shortest = min(shortest, p.frames.layout.frames)
		window[k] = make([]float32, rate/probesInSecond)
	}
	n := min(shortest, int64(rate/probesInSecond))
	for w := range int64(probes) {
		for k, p := range group {
			if err := p.read(window[k][:n], (shortest-n)*w/(probes-1)); err != nil {
				return nil, err
			}
		}
		twins.Push(window)
	}
	return twins, nil
}

// read reads the channel from a frame on.
func (p probed) read(dst []float32, frame int64) error {
	p.frames.seek(frame)
	b, err := p.frames.read(int64(len(dst)))
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	format := p.frames.layout.format
	format.encoding.Decode(dst, b[p.input*format.encoding.Size():], format.frameSize())
	return nil
}
