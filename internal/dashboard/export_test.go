package dashboard

import (
	"context"
	"log/slog"

	"github.com/prometheus/client_golang/prometheus"
)

// What tests of the parts below a Server use.
type Hub = hub

var (
	ParseCommand = parseCommand
	MaxMessage   = maxMessage
	Policy       = policy
)

// NewHub returns a hub for that many browsers that keeps the pace of a session.
func NewHub(maxClients int, reg prometheus.Registerer) *Hub {
	return newHub("test", maxClients, newMetrics(reg), slog.New(slog.DiscardHandler))
}

// Use is what a Server does to its hub.
func (h *hub) Use(s Session) *Feed { return h.use(s) }

// Close is what a Server does to its hub.
func (h *hub) Close(ctx context.Context) error { return h.close(ctx) }

// Unpaced lets a benchmark publish as fast as it can.
func (h *hub) Unpaced() { h.unpaced = true }

// AwaitAbsent is what a Server does before it closes its hub.
func (h *hub) AwaitAbsent(ctx context.Context) { h.awaitAbsent(ctx) }
