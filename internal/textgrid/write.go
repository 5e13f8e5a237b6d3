// Package textgrid reads and writes TextGrids, in which Praat keeps annotations.
package textgrid

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/evenkeel/monitor/internal/tier"
)

// shortest is the length of a TextGrid of nothing: Praat takes none without a length.
const shortest = 0.001 // s

// Write writes tiers as a TextGrid from 0 to end seconds, or to the end of the last label, in Praat's long text format
// and UTF-8. Tiers are written as tier.Disjoint leaves them, and stretches in between get empty labels, as Praat wants it.
func Write(w io.Writer, end float64, tiers []tier.Tier) error {
	tiers = tier.Disjoint(tiers)
	g := &grid{w: bufio.NewWriter(w), end: max(end, shortest)}
	for i := range tiers {
		for _, l := range tiers[i].Labels {
			g.end = max(g.end, l.End)
		}
	}
	g.printf("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n")
	g.printf("xmin = 0 \nxmax = %s \ntiers? <exists> \nsize = %d \nitem []: \n", seconds(g.end), len(tiers))
	for i := range tiers {
		g.printf("    item [%d]:\n", i+1)
		g.tier(&tiers[i])
	}
	if err := g.w.Flush(); err != nil {
		return fmt.Errorf("write TextGrid: %w", err)
	}
	return nil
}

// grid is a TextGrid that is being written.
type grid struct {
	w   *bufio.Writer
	end float64
}

func (g *grid) tier(t *tier.Tier) {
	class, items, labels := "IntervalTier", "intervals", g.filled(t.Labels)
	if t.Points {
		class, items, labels = "TextTier", "points", t.Labels
	}
	g.printf("        class = \"%s\" \n        name = %s \n        xmin = 0 \n        xmax = %s \n        %s: size = %d \n",
		class, quoted(t.Name), seconds(g.end), items, len(labels))
	for i, l := range labels {
		g.printf("        %s [%d]:\n", items, i+1)
		if t.Points {
			g.printf("            number = %s \n            mark = %s \n", seconds(l.Start), quoted(l.Text))
			continue
		}
		g.printf("            xmin = %s \n            xmax = %s \n            text = %s \n",
			seconds(l.Start), seconds(l.End), quoted(l.Text))
	}
}

// filled are labels with empty ones in between, from 0 to the end.
func (g *grid) filled(labels []tier.Label) []tier.Label {
	all := make([]tier.Label, 0, 2*len(labels)+1)
	at := 0.
	for _, l := range labels {
		if l.Start > at {
			all = append(all, tier.Label{Start: at, End: l.Start})
		}
		all = append(all, l)
		at = l.End
	}
	if at < g.end {
		all = append(all, tier.Label{Start: at, End: g.end})
	}
	return all
}

// printf leaves errors to Flush.
func (g *grid) printf(format string, args ...any) { fmt.Fprintf(g.w, format, args...) }

// quoted is s as Praat quotes it, on one line.
func quoted(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}

func seconds(s float64) string { return strconv.FormatFloat(s, 'f', -1, 64) }
