package dashboard

import (
	"errors"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// metrics count what the dashboard does. They carry no names, and nothing of what a session holds.
type metrics struct {
	clients  prometheus.Gauge
	messages *prometheus.CounterVec // kind
	bytes    prometheus.Counter
	delivery prometheus.Histogram
	drops    prometheus.Counter
	withheld prometheus.Counter
	commands *prometheus.CounterVec // result
	rejected *prometheus.CounterVec // reason
}

func newMetrics(reg prometheus.Registerer) *metrics {
	f := promauto.With(reg)
	return &metrics{
		clients: f.NewGauge(prometheus.GaugeOpts{
			Name: "monitor_dashboard_clients",
			Help: "Browsers connected now.",
		}),
		messages: f.NewCounterVec(prometheus.CounterOpts{
			Name: "monitor_dashboard_messages_total",
			Help: "Messages sent to browsers, by kind.",
		}, []string{"kind"}),
		bytes: f.NewCounter(prometheus.CounterOpts{
			Name: "monitor_dashboard_sent_bytes_total",
			Help: "Payload bytes of the messages sent to browsers.",
		}),
		delivery: f.NewHistogram(prometheus.HistogramOpts{
			Name:    "monitor_dashboard_delivery_seconds",
			Help:    "Time from the publishing of a delta to its being handed to a browser's connection.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5},
		}),
		drops: f.NewCounter(prometheus.CounterOpts{
			Name: "monitor_dashboard_drops_to_snapshot_total",
			Help: "Times that a browser missed deltas and was sent a snapshot in their place.",
		}),
		withheld: f.NewCounter(prometheus.CounterOpts{
			Name: "monitor_dashboard_deltas_withheld_total",
			Help: "Deltas that came faster than browsers may be sent them; a snapshot followed in their place.",
		}),
		commands: f.NewCounterVec(prometheus.CounterOpts{
			Name: "monitor_dashboard_commands_total",
			Help: "Commands from browsers, by result: done, refused, invalid, limited or stale.",
		}, []string{"result"}),
		rejected: f.NewCounterVec(prometheus.CounterOpts{
			Name: "monitor_dashboard_rejected_total",
			Help: "Requests turned away, by reason: host, origin, token, throttled or full.",
		}, []string{"reason"}),
	}
}

// registerRuntime adds the figures of the Go runtime and of the process, unless the caller has done so already.
func registerRuntime(reg prometheus.Registerer) error {
	for _, c := range []prometheus.Collector{
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	} {
		var already prometheus.AlreadyRegisteredError
		if err := reg.Register(c); err != nil && !errors.As(err, &already) {
			return err
		}
	}
	return nil
}
