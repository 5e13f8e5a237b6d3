package dashboard

import (
	"context"
	"io"

	"github.com/evenkeel/monitor/internal/view"
)

// Session is what the dashboard needs of a session. Its methods may be called by several goroutines at once, and while
// the session itself is in Publish: they may take the lock under which it publishes.
type Session interface {
	// ID names the session in addresses. It never changes.
	ID() string

	// Snapshot returns the whole state, and as its Seq the number of the last delta that the state contains. That is
	// the last delta published, or one that is about to be. Nobody changes what it returned, which several browsers may
	// be sent until there is another delta.
	Snapshot() *view.Snapshot

	// Command does what a browser asked for. The text of its error is shown to the person who asked.
	Command(ctx context.Context, c view.Command) error

	// Facts writes the JSON of the table view.
	Facts(ctx context.Context, w io.Writer) error

	// Export writes the file of that name: "facts.csv", "session.json", "indicators.json" or "activity.rttm". The error
	// is fs.ErrNotExist when there is no such file.
	Export(ctx context.Context, name string, w io.Writer) error

	// Ready returns nil when the session listens or waits for its people to start it, and else what it waits for.
	Ready() error
}
