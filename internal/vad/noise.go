package vad

import "math"

// Probabilities from which a hop tells of the level of speech, or of the noise between.
const (
	surelySpeech = .8
	surelyNoise  = .2
	likelySpeech = .5
)

// A channel is noisy when its speech is less than so far above its noise; it stays so until the distance is larger by
// a margin. 10 dB is the signal gate below which no tendency of a person may be shown.
const (
	noisySNR  = 10.
	noisyOver = 12.
)

// stationarySpread is the mean deviation of the level, dB, below which something that the model takes for speech is a
// noise: that of speech is 2 dB in the worst noise and 4 to 10 dB otherwise (measured, hop by hop).
const stationarySpread = 1.5

// Hops that averages remember, and that they need before anything is judged by them.
const (
	noiseMemory, noiseEvidence   = 312, 31 // 10 s, 1 s
	speechMemory, speechEvidence = 938, 62 // 30 s, 2 s
	spreadMemory                 = 156     // 5 s; nothing is judged by less
)

// noiseWatch measures how loud a channel's person and the noise around are, by observations alone.
type noiseWatch struct {
	floor  average // dBFS, of hops without speech
	speech average // dBFS, of hops with speech
	recent average // dBFS, of what may be speech, lately
	spread average // dB, by how much that deviates from recent
	noisy  bool
}

// push takes the next observation of a channel that could be observed, and says whether the channel is noisy.
func (w *noiseWatch) push(o Observation) bool {
	level, p := o.Loudness(), o.Probability.Float()
	switch {
	case p >= surelySpeech:
		w.speech.push(level, speechMemory)
	case p < surelyNoise:
		w.floor.push(level, noiseMemory)
	}
	if p >= likelySpeech {
		w.recent.push(level, spreadMemory)
		w.spread.push(math.Abs(level-w.recent.mean), spreadMemory)
	}
	limit := noisySNR
	if w.noisy {
		limit = noisyOver
	}
	snr, known := w.snr()
	stationary := w.spread.n >= spreadMemory && w.spread.mean < stationarySpread
	w.noisy = stationary || known && snr < limit
	return w.noisy
}

// snr is the ratio of speech to noise in dB, from 0 up. It is not known until both have been heard for long enough.
func (w *noiseWatch) snr() (db float64, known bool) {
	if w.floor.n < noiseEvidence || w.speech.n < speechEvidence {
		return 0, false
	}
	// What is measured as speech is speech and noise together.
	over := math.Pow(10, (w.speech.mean-w.floor.mean)/10) - 1
	return 10 * math.Log10(max(over, 1)), true
}

// average is a running mean: of all values at first, then the latest count most.
type average struct {
	mean float64
	n    int // values so far, at most the memory
}

func (a *average) push(x float64, memory int) {
	a.n = min(a.n+1, memory)
	a.mean += (x - a.mean) / float64(a.n)
}
