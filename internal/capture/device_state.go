package capture

import (
	"time"

	"github.com/evenkeel/monitor/internal/timeline"
)

// DeviceStatus is how a device is doing.
type DeviceStatus uint8

// The statuses of a device. All but Working leave its channels unknown.
const (
	Starting DeviceStatus = iota // it is being opened for the first time
	Working                      // it delivers
	Lost                         // it stopped, is unplugged, busy or broken: it is tried again and again
	Rerouted                     // the system gave us another device in its place: nothing of that is used
)

var statusNames = [...]string{"starting", "working", "lost", "rerouted"}

// String is the status in a word.
func (s DeviceStatus) String() string { return statusNames[s] }

// DeviceState is what is known of one device of a DeviceSource.
type DeviceState struct {
	Device   Input
	Channels []int // of the source, that it feeds
	Status   DeviceStatus
	Reason   string // why it is not Working, for a person; else ""
	Since    time.Time

	Restarts  int               // how often it was opened again
	Lost      timeline.Position // sound that was lost while it was working
	Overflows int64             // how often the device itself told of a loss
	Overrun   int64             // hops that were lost because nobody took them in time
	DriftPPM  float64           // how much faster than its nominal rate it runs by our clock; 0 in the first minute
	Latency   time.Duration     // from the newest sample, as the device has it, to its arrival here
}
