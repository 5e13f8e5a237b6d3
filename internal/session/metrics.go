package session

import (
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"

	"github.com/evenkeel/monitor/internal/bleed"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// Metrics are the figures of sessions for those who operate the program. They name channels, never people. A nil
// Metrics counts nothing.
type Metrics struct {
	hops     prometheus.Counter
	detector prometheus.Counter
	separate prometheus.Counter
	reduced  *prometheus.GaugeVec
	relearnt prometheus.Gauge
	lag      prometheus.Histogram
	lost     *prometheus.GaugeVec
	restarts *prometheus.GaugeVec
	unknown  *prometheus.CounterVec
}

// NewMetrics registers the figures with reg.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	f := promauto.With(reg)
	return &Metrics{
		hops: f.NewCounter(prometheus.CounterOpts{
			Name: "monitor_session_hops_total", Help: "Hops of 32 ms that the detector took in, of all channels, unknown ones too.",
		}),
		detector: f.NewCounter(prometheus.CounterOpts{
			Name: "monitor_session_detector_seconds_total", Help: "Time spent in the detector.",
		}),
		separate: f.NewCounter(prometheus.CounterOpts{
			Name: "monitor_session_separation_seconds_total", Help: "Time spent in taking bleed out of the channels.",
		}),
		reduced: f.NewGaugeVec(prometheus.GaugeOpts{
			Name: "monitor_session_bleed_reduction_decibels", Help: "By how much what a channel hears of the others is reduced.",
		}, []string{"channel"}),
		relearnt: f.NewGauge(prometheus.GaugeOpts{
			Name: "monitor_session_separation_restarts", Help: "How often this session began to separate its channels anew.",
		}),
		lag: f.NewHistogram(prometheus.HistogramOpts{
			Name:    "monitor_session_lag_seconds",
			Help:    "From the end of a hop of live sound to the publication of what it showed.",
			Buckets: []float64{.01, .02, .03, .04, .05, .075, .1, .15, .25, .5, 1, 2},
		}),
		lost: f.NewGaugeVec(prometheus.GaugeOpts{
			Name: "monitor_session_lost_samples", Help: "Samples at 16 kHz that a device of this session lost while it was working.",
		}, []string{"device"}),
		restarts: f.NewGaugeVec(prometheus.GaugeOpts{
			Name: "monitor_session_device_restarts", Help: "How often a device of this session was opened again.",
		}, []string{"device"}),
		unknown: f.NewCounterVec(prometheus.CounterOpts{
			Name: "monitor_session_unknown_seconds_total", Help: "Session time in which a channel was not observed, pauses left out.",
		}, []string{"channel"}),
	}
}

// observed counts one hop of every channel.
func (m *Metrics) observed(obs []vad.Observation, took time.Duration) {
	if m == nil {
		return
	}
	m.hops.Add(float64(len(obs)))
	m.detector.Add(took.Seconds())
	for k := range obs {
		if obs[k].Flags.Unobserved() {
			m.unknown.WithLabelValues(strconv.Itoa(k)).Add(timeline.Position(timeline.HopLen).Seconds())
		}
	}
}

// separated counts the time that it took to separate one hop of every channel.
func (m *Metrics) separated(took time.Duration) {
	if m != nil {
		m.separate.Add(took.Seconds())
	}
}

// channel takes over how well a channel is told from the others.
func (m *Metrics) channel(k int, h bleed.Health) {
	if m == nil {
		return
	}
	m.reduced.WithLabelValues(strconv.Itoa(k)).Set(h.Attenuation)
	m.relearnt.Set(float64(h.Restarts))
}

// published counts how late what was heard went out.
func (m *Metrics) published(lag time.Duration) {
	if m != nil {
		m.lag.Observe(lag.Seconds())
	}
}

// device takes over what a device tells of itself. Devices are counted, as their names could name people.
func (m *Metrics) device(k int, lost timeline.Position, restarts int) {
	if m == nil {
		return
	}
	label := strconv.Itoa(k)
	m.lost.WithLabelValues(label).Set(float64(lost))
	m.restarts.WithLabelValues(label).Set(float64(restarts))
}
