package vad

// Heard is how well a channel is heard, in one word.
type Heard uint8

// How a channel is heard. When several hold, Health.Heard says the worst.
const (
	Waiting      Heard = iota // nothing has been observed yet
	HeardClear                // speech, loud enough and well above the noise
	HeardQuiet                // speech, but faint
	HeardSilent               // room noise only
	HeardNoisy                // speech cannot be told from noise reliably
	HeardClipped              // the signal was at full scale a moment ago
	HeardDead                 // nothing at all, not even room noise
	HeardLost                 // nothing is received
)

var heardNames = [...]string{"waiting", "clear", "quiet", "silent", "noisy", "clipped", "dead", "lost"}

// String is the name of h in messages.
func (h Heard) String() string { return heardNames[h] }
