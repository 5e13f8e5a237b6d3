package record

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/evenkeel/monitor/internal/vad"
)

// Unrecorded is the observation of a hop that was not recorded.
var Unrecorded = vad.Observation{Levels: [vad.LevelsPerHop]vad.Level{vad.NoLevel, vad.NoLevel, vad.NoLevel, vad.NoLevel}, Flags: vad.Unknown}

// The first byte of a channel: coded, with the parameters of the probabilities and of the levels.
const (
	coded           = 0x80
	probabilityBits = 3
	parameterMask   = 1<<probabilityBits - 1
)

// appendChannel appends the observations of one channel: a byte that says how they are coded; the runs of flags; the
// first probability and the first level; the differences.
func appendChannel(dst []byte, obs []vad.Observation) []byte {
	if unrecorded(obs) {
		return append(dst, 0)
	}
	kp, kl := parameters(obs)
	dst = append(dst, coded|byte(kp)<<probabilityBits|byte(kl))
	dst = appendFlags(dst, obs)
	p, l := obs[0].Probability, obs[0].Levels[0]
	w := bitWriter{out: append(dst, byte(p), byte(l))}
	for i := range obs {
		w.rice(residual(uint8(p), uint8(obs[i].Probability)), kp)
		p = obs[i].Probability
		for _, level := range obs[i].Levels {
			w.rice(residual(uint8(l), uint8(level)), kl)
			l = level
		}
	}
	return w.close()
}

func unrecorded(obs []vad.Observation) bool {
	for i := range obs {
		if obs[i] != Unrecorded {
			return false
		}
	}
	return true
}

// residual is what b is more than a, modulo 256, with the small ones first: 0, -1, 1, -2, ….
func residual(a, b uint8) uint8 {
	d := int8(b - a) //nolint:gosec // modulo 256
	return uint8(d<<1) ^ uint8(d>>7)
}

// after is what residual made z of.
func after(a, z uint8) uint8 { return a + (z>>1 ^ -(z & 1)) }

// parameters are those that code obs shortest.
func parameters(obs []vad.Observation) (kp, kl uint) {
	var probabilities, levels [256]int // how often each residual comes
	p, l := obs[0].Probability, obs[0].Levels[0]
	for i := range obs {
		probabilities[residual(uint8(p), uint8(obs[i].Probability))]++
		p = obs[i].Probability
		for _, level := range obs[i].Levels {
			levels[residual(uint8(l), uint8(level))]++
			l = level
		}
	}
	return shortest(&probabilities), shortest(&levels)
}

func shortest(count *[256]int) (best uint) {
	least := -1
	for k := range uint(maxRiceK + 1) {
		bits := 0
		for z, n := range count {
			bits += n * riceLen(uint8(z), k)
		}
		if least < 0 || bits < least {
			least, best = bits, k
		}
	}
	return best
}

// appendFlags appends how many runs of equal flags there are, and each: its length in hops, its flags.
func appendFlags(dst []byte, obs []vad.Observation) []byte {
	var runs []byte
	n, start := uint64(0), 0
	for i := 1; i <= len(obs); i++ {
		if i < len(obs) && obs[i].Flags == obs[start].Flags {
			continue
		}
		runs = append(binary.AppendUvarint(runs, uint64(i-start)), byte(obs[start].Flags))
		n, start = n+1, i
	}
	return append(binary.AppendUvarint(dst, n), runs...)
}

// readChannel reads what appendChannel wrote into obs.
func readChannel(r *reader, obs []vad.Observation) error {
	how, err := r.byte()
	switch {
	case err != nil:
		return err
	case how == 0:
		for i := range obs {
			obs[i] = Unrecorded
		}
		return nil
	case how&coded == 0 || how&^(coded|parameterMask<<probabilityBits|parameterMask) != 0:
		return fmt.Errorf("its observations are coded in a way that is not known: %#x", how)
	case len(obs) == 0:
		return errors.New("observations of no hop")
	}
	if err = readFlags(r, obs); err != nil {
		return err
	}
	return readValues(r, obs, int(how>>probabilityBits&parameterMask), int(how&parameterMask))
}

func readFlags(r *reader, obs []vad.Observation) error {
	runs, err := r.count(2)
	if err != nil {
		return err
	}
	at := 0
	for range runs {
		n, err := r.uvarint(uint64(len(obs) - at))
		if err != nil {
			return err
		}
		flags, err := r.byte()
		if err != nil {
			return err
		}
		for end := at + int(n); at < end; at++ { //nolint:gosec // at most the number of hops
			obs[at].Flags = vad.Flags(flags)
		}
	}
	if at != len(obs) {
		return fmt.Errorf("flags of %d hops where there are %d", at, len(obs))
	}
	return nil
}

func readValues(r *reader, obs []vad.Observation, kp, kl int) error {
	p, err := r.byte()
	if err != nil {
		return err
	}
	l, err := r.byte()
	if err != nil {
		return err
	}
	in := bitReader{in: r.data}
	for i := range obs {
		p = after(p, in.rice(kp))
		obs[i].Probability = vad.Probability(p)
		for k := range obs[i].Levels {
			l = after(l, in.rice(kl))
			obs[i].Levels[k] = vad.Level(l)
		}
	}
	r.data, err = in.rest(r.data)
	return err
}
