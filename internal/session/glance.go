package session

import (
	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/vad"
)

// glance says at once who seems to speak, for eyes only: from the microphones as they are, less what is explained by
// how loud the others are in them. What is heard after separation, a little later, corrects it and teaches it.
type glance struct {
	detector *vad.Detector
	obs      []vad.Observation
	channels []glanced
}

// glanced is what is known of one channel.
type glanced struct {
	past  []glimpse // of the hops that are on their way through the separator, the oldest first
	heard []running // of each other channel: by how many dB its person's voice is louder here than there
	// What was separated last was its person, or somebody else in what seemed to be theirs.
	confirmed, contradicted bool
	gain                    gainWatch
}

// glimpse is a hop of one channel as it came in.
type glimpse struct {
	level       float64 // dBFS, the highest
	probability float64
	obs         vad.Observation
}

const (
	glanceSure    = .8 // it speaks, after separation
	glanceNot     = .3 // it does not
	glanceMaybe   = .5
	heardMemory   = 250 // hops that the mean goes back, 8 s of speech
	heardEvidence = 15  // hops, half a second of speech
	// glanceMargin is by how many dB a channel must be louder than what the others explain, to hold its own voice.
	glanceMargin = 8
)

func newGlance(channels, late int) (*glance, error) {
	detector, err := vad.NewDetector(channels)
	if err != nil {
		return nil, err
	}
	g := &glance{detector: detector, obs: make([]vad.Observation, channels), channels: make([]glanced, channels)}
	for k := range g.channels {
		g.channels[k] = glanced{past: make([]glimpse, late+1), heard: make([]running, channels)}
	}
	return g, nil
}

// see takes in a hop as it came in.
func (g *glance) see(hop *audio.Hop) {
	g.detector.Observe(hop, g.obs)
	for k := range g.channels {
		past := g.channels[k].past
		copy(past, past[1:])
		past[len(past)-1] = glimpse{loudest(g.obs[k]), g.obs[k].Probability.Float(), g.obs[k]}
	}
	for k := range g.channels {
		g.channels[k].gain.push(g.now(k), g.likeliestOther(k))
	}
	for k := range g.channels {
		if !g.obs[k].Flags.Unobserved() && !g.own(k) {
			g.obs[k].Probability = 0
		}
	}
}

// now is what came in of channel k last.
func (g *glance) now(k int) glimpse {
	past := g.channels[k].past
	return past[len(past)-1]
}

// likeliestOther is the probability that somebody speaks in another channel than k.
func (g *glance) likeliestOther(k int) float64 {
	other := 0.
	for j := range g.channels {
		if j != k {
			other = max(other, g.now(j).probability)
		}
	}
	return other
}

// then is what came in of channel k in the hop that leaves the separator now.
func (g *glance) then(k int) glimpse { return g.channels[k].past[0] }

// recall fills obs with the hop that leaves the separator now, as it came in.
func (g *glance) recall(obs []vad.Observation) {
	for k := range obs {
		obs[k] = g.then(k).obs
	}
}

// own says whether what is heard in channel k now may be its own person.
func (g *glance) own(k int) bool {
	c, now := &g.channels[k], g.now(k)
	switch {
	case c.confirmed:
		return true
	case c.contradicted && now.probability >= glanceMaybe:
		return false
	}
	for j := range g.channels {
		if heard := c.heard[j]; j != k && heard.n >= heardEvidence && now.level < g.now(j).level+heard.mean+glanceMargin {
			return false
		}
	}
	return true
}

// learn takes the probabilities that were found after separation, of the hop that came in first of those kept.
func (g *glance) learn(probabilities []float64) {
	for k := range g.channels {
		c, p := &g.channels[k], probabilities[k]
		then := g.then(k)
		c.confirmed = p >= glanceSure
		c.contradicted = p < glanceNot && then.probability >= glanceMaybe
		for j, other := range probabilities {
			if j != k && other >= glanceSure && p < glanceNot {
				c.heard[j].push(then.level-g.then(j).level, heardMemory)
			}
		}
	}
}
