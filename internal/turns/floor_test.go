package turns_test

import (
	"fmt"
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// floors follows the floor in steps of 10 ms and writes where it changes.
func (x talk) floors(t test) (out []string) {
	e := newEngine(t, len(x), turns.DefaultOptions())
	push(t, e, x.changes()...)
	was := turns.Floor{Holder: turns.Nobody}
	for at := timeline.Position(0); at <= x.end(); at += 10 * ms {
		e.Advance(at)
		if now := e.Floor(); now != was {
			out = append(out, fmt.Sprintf("%s since %v at %v", named(now.Holder), now.Since.Seconds(), at.Seconds()))
			was = now
		}
	}
	return out
}

func TestTheFloorIsHeldAsFarAsItIsSettled(t *testing.T) {
	for _, tc := range []struct {
		name, a, b string
		want       []string
	}{
		{"once talk is sure to be none of a backchannel", "0.5-5", "", []string{"A since 0.5 at 1.51"}},
		{"a backchannel in a pause does not restart it", "0.5-5, 5.9-9", "5.2-5.6", []string{"A since 0.5 at 1.51"}},
		{"nor one in talk", "0.5-9", "5.2-5.6", []string{"A since 0.5 at 1.51"}},
		{"since the start of the talk that took it", "0.5-5", "4.2-9", []string{"A since 0.5 at 1.51", "B since 4.2 at 5.21"}},
		{"who comes back has held it all the time", "0.5-5, 5.9-9", "4-5.6", []string{
			"A since 0.5 at 1.51", "B since 4 at 5.21", "A since 0.5 at 6.01",
		}},
		{"in the clear", "0.5-5", "5.3-9", []string{"A since 0.5 at 1.51", "B since 5.3 at 6.31"}},
		{"nobody after a lapse", "0.5-5", "8.5-10", []string{
			"A since 0.5 at 1.51", "- since 5 at 8.01", "B since 8.5 at 9.51",
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			expect(t, tc, parse(t, tc.a, tc.b).floors(t), tc.want)
		})
	}
}

func TestWhoComesBackTakesTheFloorFromAllWhoHadItSince(t *testing.T) {
	for _, tc := range []struct {
		name, a, b, c string
		want          []string
	}{
		{"within 1 s", "0-5, 5.9-9", "4-5.3", "5.2-5.8, 6.2-7.5", []string{"turn ->A 0-9"}},
		{"later", "0-5, 6.1-9", "4-5.3", "5.2-5.8, 6.2-7.5", []string{
			"turn ->A 0-5", "turn A>B 4-5.3", "turn B>C 5.2-7.5", "turn C>A 6.1-9",
		}},
		{"the second back after the first was over", "0-5", "4-5.5, 6.4-9", "5.4-6.2, 6.5-7.6", []string{
			"turn ->A 0-5", "turn A>B 4-9",
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			expect(t, tc, readings(parse(t, tc.a, tc.b, tc.c).facts(t), turns.Turn), tc.want)
		})
	}
}
