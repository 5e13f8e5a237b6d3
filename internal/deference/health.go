package deference

// Health is what is known of the quality of a channel. The zero value is a good channel.
type Health struct {
	Dead    bool    // it gives no signal at all, not even room noise
	Noisy   bool    // its speech is less than 10 dB above its noise
	Adrift  bool    // its clock may be more than 20 ms off the others': who came first cannot be told
	Clipped float64 // share of its time at full scale
	Dropout float64 // share of its time lost in drop-outs of a second at most: they tear speech apart
	Bleed   float64 // share of the others' speech in which its own cannot be told from theirs
	Masked  float64 // share of the others' speech under which its own soft speech would not be heard
}

// Limits of the signal gate, from the definitions: from here on, what depends on it is withheld.
const (
	MaxBleed   = .10
	MaxMasked  = .20
	MaxDropout = .005
	maxClipped = .001
)

// Reason names why an indicator is withheld, or stays tentative whatever its counts. It is empty when it does not.
type Reason string

// The reasons, in the order in which they are told: one at a time.
const (
	NotMeasured Reason = "not_measured"
	Alone       Reason = "alone" // a comparison needs two people
	Dead        Reason = "dead"
	Unknown     Reason = "unknown"
	Dropout     Reason = "dropout"
	Noisy       Reason = "noisy"
	Bleed       Reason = "bleed"
	Masked      Reason = "masked"
	Clipped     Reason = "clipped"
	Adrift      Reason = "adrift"
)

// has says whether h is bad enough for the gate of r.
func (h Health) has(r Reason) bool {
	switch r {
	case Dropout:
		return h.Dropout >= MaxDropout
	case Noisy:
		return h.Noisy
	case Bleed:
		return h.Bleed >= MaxBleed
	case Masked:
		return h.Masked > MaxMasked
	case Clipped:
		return h.Clipped >= maxClipped
	case Adrift:
		return h.Adrift
	default:
		return false
	}
}
