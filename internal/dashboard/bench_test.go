package dashboard_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/evenkeel/monitor/internal/dashboard"
	"github.com/evenkeel/monitor/internal/view"
)

// busy is a delta of usual size: who speaks, the floor, and two items of the strip.
func busy(seq int64) *view.Delta {
	return &view.Delta{
		Type: "delta", Seq: seq, AtMS: seq * 100,
		Speaking: []string{"yes", "no"},
		Floor:    &view.Floor{State: "held", Holder: 0, SinceMS: 1000},
		Strip: &view.StripChange{FromMS: 0, Upsert: []view.StripItem{
			{ID: "i17", Kind: "speech", StartMS: 1000, EndMS: 2300, Open: true, Other: -1},
			{ID: "i18", Kind: "overlap", StartMS: 1800, EndMS: 2100, Channel: 1, Status: "provisional"},
		}},
	}
}

// audience is a hub with viewers over loopback connections that only count the bytes they get.
type audience struct {
	session *fakeSession
	size    int64 // bytes of one delta to everybody
	got     atomic.Int64
	want    atomic.Int64
	all     chan struct{} // gets a value when got reaches want
	viewers sync.WaitGroup
}

func gather(b *testing.B, viewers int) *audience {
	b.Helper()
	hub := dashboard.NewHub(viewers, prometheus.NewRegistry())
	hub.Unpaced()
	mux := http.NewServeMux()
	mux.Handle("GET /ws/sessions/{id}", hub)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	server := &http.Server{Handler: mux}
	go func() { _ = server.Serve(ln) }()
	a := &audience{session: &fakeSession{id: "s1", seq: 1_000_000}, all: make(chan struct{}, 1)}
	a.session.feed = hub.Use(a.session)
	ctx, leave := context.WithCancel(context.Background())
	for range viewers {
		a.join(ctx, b, ln.Addr().String())
	}
	b.Cleanup(func() {
		leave()
		a.viewers.Wait()
		_ = hub.Close(context.Background())
		_ = server.Close()
	})
	a.measure()
	return a
}

// join shakes hands and then only counts: a real client would cost more than what is measured.
func (a *audience) join(ctx context.Context, b *testing.B, addr string) {
	b.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		b.Fatal(err)
	}
	_, err = io.WriteString(conn, "GET /ws/sessions/current HTTP/1.1\r\nHost: "+addr+"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
	if err != nil {
		b.Fatal(err)
	}
	context.AfterFunc(ctx, func() { _ = conn.Close() })
	a.viewers.Go(func() {
		buf := make([]byte, 4<<10)
		for {
			n, err := conn.Read(buf)
			if got, want := a.got.Add(int64(n)), a.want.Load(); got >= want && got-int64(n) < want {
				a.all <- struct{}{}
			}
			if err != nil {
				return
			}
		}
	})
}

// measure waits until everybody has been greeted, and finds the size of a delta.
func (a *audience) measure() {
	a.settle()
	before := a.got.Load()
	a.publish()
	a.settle()
	a.size = a.got.Load() - before
}

// settle waits until nothing more comes.
func (a *audience) settle() {
	for before := int64(-1); before != a.got.Load(); time.Sleep(time.Second / 2) {
		before = a.got.Load()
	}
}

func (a *audience) publish() {
	a.session.mu.Lock()
	defer a.session.mu.Unlock()
	a.session.seq++
	a.session.feed.Publish(busy(a.session.seq))
}

// BenchmarkPublish sends one delta at a time to viewers that all wait for it. The p50 and p99 of call are what the
// session waits for Publish, those of last are until the last viewer has the delta.
func BenchmarkPublish(b *testing.B) {
	for _, viewers := range []int{0, 1, 10, 100, 1000, 5000} {
		b.Run("viewers="+strconv.Itoa(viewers), func(b *testing.B) {
			a := gather(b, viewers)
			var call, last []time.Duration
			b.ReportAllocs()
			for b.Loop() {
				a.want.Store(a.got.Load() + a.size)
				start := time.Now()
				a.publish()
				call = append(call, time.Since(start))
				if viewers > 0 {
					<-a.all
				}
				last = append(last, time.Since(start))
			}
			report(b, call, "call")
			report(b, last, "last")
		})
	}
}

func report(b *testing.B, took []time.Duration, name string) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "µs/"+name+"-p50")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "µs/"+name+"-p99")
}
