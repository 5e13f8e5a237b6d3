package audio

const (
	// clipRun is how many neighbouring samples at full scale are no accident, at up to 48 kHz. A recording that was
	// made as loud as possible touches full scale with single samples; a clipped peak lies flat on it. Three is what
	// meters of recorders commonly call an over.
	clipRun = 3
	// coarseRun is how many times longer it must be in encodings of 8 bits, where the top of an undistorted sine of
	// 200 Hz at 8 kHz already fills three samples with the last step.
	coarseRun = 3
)

// ClipDetector finds clipping in one channel at the rate at which it was recorded: conversion to another rate rounds
// the flat tops off that tell it.
type ClipDetector struct {
	full float32
	need int // samples of the same sign at full scale
	run  int // so far, below zero for the lower end
}

// NewClipDetector makes a ClipDetector for samples that were written as e at rate Hz.
func NewClipDetector(e Encoding, rate int) *ClipDetector {
	need := max(clipRun, (clipRun*rate+47999)/48000)
	if e.coarse() {
		need *= coarseRun
	}
	return &ClipDetector{full: encodings[e].full, need: need}
}

// Push takes the next samples and says whether clipping was found in them.
func (d *ClipDetector) Push(x []float32) bool {
	found := false
	for _, v := range x {
		switch {
		case v >= d.full:
			d.run = max(d.run, 0) + 1
		case v <= -d.full:
			d.run = min(d.run, 0) - 1
		default:
			d.run = 0
			continue
		}
		found = found || d.run >= d.need || d.run <= -d.need
	}
	return found
}
