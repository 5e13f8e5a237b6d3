package turns

import "math/bits"

// MaxChannels is how many channels an Engine can take.
const MaxChannels = 64

// ChannelSet is a set of channels.
type ChannelSet uint64

// Has says whether k is in s.
func (s ChannelSet) Has(k int) bool { return s&(1<<k) != 0 }

// With is s and k.
func (s ChannelSet) With(k int) ChannelSet { return s | 1<<k }

// Without is s less k.
func (s ChannelSet) Without(k int) ChannelSet { return s &^ (1 << k) }

// Len is how many channels are in s.
func (s ChannelSet) Len() int { return bits.OnesCount64(uint64(s)) }

// Sole is the only channel in s, or Nobody.
func (s ChannelSet) Sole() int {
	if s.Len() != 1 {
		return Nobody
	}
	return bits.TrailingZeros64(uint64(s))
}
