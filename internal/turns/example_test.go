package turns_test

import (
	"fmt"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// A coach comes into the client's talk and takes the floor. The engine is told of the changes as they come, and how far
// it has been told all.
func Example() {
	const client, coach = 0, 1
	engine, err := turns.NewEngine(2, turns.DefaultOptions())
	if err != nil {
		fmt.Println(err)
		return
	}
	show := func(f turns.Facts) {
		for _, r := range f.Readings {
			fmt.Printf("%4.1f s: %v %v\n", r.Decided.Seconds(), r.Status, r.Kind)
		}
	}
	for _, c := range []vad.Change{
		{Channel: client, At: 1 * timeline.Second, Activity: vad.Speech},
		{Channel: coach, At: 6 * timeline.Second, Activity: vad.Speech},
		{Channel: client, At: 7 * timeline.Second, Activity: vad.Silent},
		{Channel: coach, At: 9 * timeline.Second, Activity: vad.Silent},
	} {
		if err := engine.Push(c); err != nil {
			fmt.Println(err)
			return
		}
		show(engine.Advance(c.At))
	}
	fmt.Println("held by the coach:", engine.Floor().Holder == coach)
	show(engine.Finish(10 * timeline.Second))
	// Output:
	//  2.0 s: final clear_start
	//  2.0 s: provisional turn
	//  6.2 s: provisional overlap_open
	//  7.2 s: provisional turn
	//  8.0 s: final interruption_successful
	//  8.0 s: final turn
	// held by the coach: true
	// 10.0 s: final turn
}
