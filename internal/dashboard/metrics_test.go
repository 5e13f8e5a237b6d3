package dashboard_test

import (
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"github.com/evenkeel/monitor/internal/dashboard"
)

func TestFiguresOfTheDashboardTheRuntimeAndTheProcessAreServed(t *testing.T) {
	r := start(t, dist, nil)
	conn := watchSession(t, r)
	for range 2 {
		if _, _, err := conn.ReadMessage(); err != nil {
			t.Fatal(err)
		}
	}
	r.session.publish()
	if _, _, err := conn.ReadMessage(); err != nil {
		t.Fatal(err)
	}
	r.ask("GET", "/")
	text := r.ask("GET", "/metrics", bearer...).body
	for _, want := range []string{
		"monitor_dashboard_clients 1", `monitor_dashboard_messages_total{kind="hello"} 1`, "monitor_dashboard_sent_bytes_total",
		"monitor_dashboard_delivery_seconds_bucket", "monitor_dashboard_drops_to_snapshot_total 0",
		"monitor_dashboard_deltas_withheld_total 0", `monitor_dashboard_rejected_total{reason="token"} 1`,
		"go_goroutines", "process_cpu_seconds_total",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not among the figures", want)
		}
	}
}

func TestFiguresAreNamedByTheRules(t *testing.T) {
	reg := prometheus.NewPedanticRegistry()
	dashboard.NewHub(1, reg)
	if problems, err := testutil.GatherAndLint(reg); err != nil || len(problems) > 0 {
		t.Errorf("%v %v", problems, err)
	}
}

func TestARegistryThatHasTheRuntimesFiguresAlreadyIsTaken(t *testing.T) {
	reg := prometheus.NewRegistry()
	reg.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	opts := dashboard.DefaultOptions()
	opts.Address, opts.Token = "127.0.0.1:0", token
	s, err := dashboard.NewServer(t.Context(), opts, nil, reg, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
}
