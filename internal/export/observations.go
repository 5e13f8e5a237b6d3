package export

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// Observations writes observations.csv, a line a hop and channel: time_s is the start of the stretch that the
// probability speaks of, which is earlier than the hop itself because the detector answers late.
type Observations struct {
	w     *bufio.Writer
	names Names
	lag   timeline.Position
	line  []byte
}

// NewObservations starts the file. lag is how much earlier than its hop the stretch starts.
func NewObservations(w io.Writer, names Names, lag timeline.Position) *Observations {
	o := &Observations{w: bufio.NewWriterSize(w, 64<<10), names: make(Names, len(names)), lag: lag}
	for k, name := range names {
		o.names[k] = quoted(name)
	}
	_, _ = o.w.WriteString("time_s,channel,probability,level_dbfs,flags\n") // Close reports a write that did not work
	return o
}

// Hop writes one hop of every channel.
func (o *Observations) Hop(start timeline.Position, obs []vad.Observation) {
	for k := range obs {
		line := strconv.AppendFloat(o.line[:0], (start - o.lag).Seconds(), 'f', 3, 64)
		line = append(append(append(line, ','), o.names.Of(k)...), ',')
		line = strconv.AppendFloat(line, obs[k].Probability.Float(), 'f', 4, 64)
		line = strconv.AppendFloat(append(line, ','), hopLevel(obs[k].Levels), 'f', 1, 64)
		line = append(append(append(line, ','), obs[k].Flags.String()...), '\n')
		_, _ = o.w.Write(line)
		o.line = line
	}
}

// quoted is a name as one column.
func quoted(name string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write([]string{name}) // to memory
	w.Flush()
	return strings.TrimSuffix(b.String(), "\n")
}

// Close writes what is still held back. The writer that the file was started with stays open.
func (o *Observations) Close() error {
	if err := o.w.Flush(); err != nil {
		return fmt.Errorf("write observations: %w", err)
	}
	return nil
}

// hopLevel is the level of a whole hop in dBFS, from those of its parts.
func hopLevel(levels [vad.LevelsPerHop]vad.Level) float64 {
	var power float64
	for _, l := range levels {
		power += math.Pow(10, l.DBFS()/10)
	}
	return 10 * math.Log10(power/vad.LevelsPerHop)
}
