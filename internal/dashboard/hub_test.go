package dashboard_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/evenkeel/monitor/internal/dashboard"
	"github.com/evenkeel/monitor/internal/view"
)

func TestAnotherSessionGreetsTheBrowsersAnew(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		b := w.join("current")
		publishPaced(w, 2)
		b.mail()
		old := w.session
		next := &fakeSession{id: "s2", seq: 40}
		w.use(next)
		old.publish() // late, and for nobody
		all := b.mail()
		if got, want := story(all), "hello snapshot@40 "; got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
		if got := string(all[0].Session); got != `"s2"` {
			t.Errorf("hello names session %s", got)
		}
		next.publish()
		if got, want := story(b.mail()), "delta@41 "; got != want {
			t.Errorf("then: got %q, want %q", got, want)
		}
	})
}

func TestABrowserOfOneSessionIsNotShownAnother(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		b := w.join("s1")
		b.mail()
		w.use(&fakeSession{id: "s2"})
		if got := closeCode(b.mail()); got != 4404 {
			t.Errorf("closed with %d, want 4404", got)
		}
	})
}

func TestASessionThatIsNotThereIsNotFound(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		if _, status, _ := w.handshake("s0"); status != http.StatusNotFound {
			t.Errorf("status %d, want 404", status)
		}
	})
}

func TestTheBrowserTooManyIsToldToComeAgainLater(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for range 50 {
			w.join("current").mail()
		}
		b := w.join("current")
		if got := closeCode(b.mail()); got != websocket.CloseTryAgainLater {
			t.Errorf("closed with %d, want 1013", got)
		}
		if n := w.figure("monitor_dashboard_rejected_total", "full"); n != 1 {
			t.Errorf("%v counted as full, want 1", n)
		}
		if n := w.figure("monitor_dashboard_clients"); n != 50 {
			t.Errorf("%v clients counted, want 50", n)
		}
	})
}

func TestWhenTheHubClosesEveryBrowserIsToldThatTheProgramStops(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		all := []*browser{w.join("current"), w.join("s1"), w.join("current")}
		synctest.Wait()
		start := time.Now()
		if err := w.Close(t.Context()); err != nil {
			t.Error("close:", err)
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("closing took %v although every browser answered at once", took)
		}
		for i, b := range all {
			if got := closeCode(b.mail()); got != websocket.CloseGoingAway {
				t.Errorf("browser %d: closed with %d, want 1001", i, got)
			}
		}
		if n := w.figure("monitor_dashboard_clients"); n != 0 {
			t.Errorf("%v clients counted after all have left", n)
		}
		w.session.publish() // does nothing
	})
}

func TestWhatWasPublishedBeforeTheHubClosesIsStillTold(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		b := w.join("current")
		b.mail()
		w.session.publish() // how the session ended
		if err := w.Close(t.Context()); err != nil {
			t.Error("close:", err)
		}
		if got, want := story(b.mail()), "delta@1 end "; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestWhatCameTooSoonToBeSentIsStillToldWhenTheHubCloses(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		b := w.join("current")
		b.mail()
		for range 100 { // far more than the pace allows
			w.session.publish()
		}
		b.mail()
		if err := w.Close(t.Context()); err != nil {
			t.Error("close:", err)
		}
		if got, want := story(b.mail()), "snapshot@100 end "; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestABrowserThatComesWhileTheHubClosesIsStillToldHowItEnded(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		b := w.dial("current") // it has not read the hello when the program stops
		synctest.Wait()
		w.session.publish()
		closed := make(chan error, 1)
		go func() { closed <- w.Close(t.Context()) }()
		synctest.Wait()
		go b.read()
		if got, want := story(b.mail()), "hello snapshot@1 end "; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if err := <-closed; err != nil {
			t.Error("close:", err)
		}
	})
}

func TestABrowserThatLostItsConnectionIsWaitedFor(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.cutOff(w.join("current"))
		w.session.publish() // how the session ended
		start := time.Now()
		waited := make(chan struct{})
		go func() { defer close(waited); w.AwaitAbsent(t.Context()) }()
		time.Sleep(time.Second)
		b := w.join("current")
		<-waited
		if took := time.Since(start); took != time.Second {
			t.Errorf("waited for %v, and the browser was back after 1 s", took)
		}
		if err := w.Close(t.Context()); err != nil {
			t.Error("close:", err)
		}
		if got, want := story(b.mail()), "hello snapshot@1 end "; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

// cutOff breaks a browser's connection.
func (w *world) cutOff(b *browser) {
	synctest.Wait()
	_ = b.NetConn().Close()
	synctest.Wait()
}

func TestNobodyWaitsLongForABrowser(t *testing.T) {
	for _, c := range []struct {
		name  string
		leave func(*world)
		want  time.Duration
	}{
		{"that stayed", func(w *world) { w.join("current").mail() }, 0},
		{"that said that it leaves", func(w *world) {
			b := w.join("current")
			synctest.Wait()
			frame := websocket.FormatCloseMessage(websocket.CloseGoingAway, "")
			_ = b.WriteControl(websocket.CloseMessage, frame, time.Now().Add(time.Second))
			b.mail()
		}, 0},
		{"that left long ago", func(w *world) { w.cutOff(w.join("current")); time.Sleep(2 * time.Second) }, 0},
		{"that does not come back", func(w *world) { w.cutOff(w.join("current")); time.Sleep(500 * time.Millisecond) }, 1500 * time.Millisecond},
		{"of two that comes back alone", func(w *world) {
			one, other := w.join("current"), w.join("current")
			w.cutOff(one)
			w.cutOff(other)
			w.join("current").mail()
		}, 2 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			inWorld(t, func(t *testing.T, w *world) {
				c.leave(w)
				start := time.Now()
				w.AwaitAbsent(t.Context())
				if took := time.Since(start); took != c.want {
					t.Errorf("waited for %v, want %v", took, c.want)
				}
			})
		})
	}
}

func TestABrowserThatDoesNotAnswerIsCutWhenTheTimeIsOver(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		deaf := w.dial("current") // it does not even read the hello
		defer func() { _ = deaf.Close() }()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		start := time.Now()
		err := w.Close(ctx)
		if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "1 browsers") {
			t.Errorf("close: got %v", err)
		}
		if took := time.Since(start); took != 3*time.Second {
			t.Errorf("closing took %v, want 3 s", took)
		}
	})
}

func TestAClosedHubTakesNoBrowser(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		if err := w.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, status, _ := w.handshake("current"); status != http.StatusServiceUnavailable {
			t.Errorf("status %d, want 503", status)
		}
	})
}

// TestNoBrowserMissesANumberHoweverManyComeAndGo is about races: real connections, real time, the session publishing
// faster than it should and being replaced, browsers that read, dawdle and leave at any moment.
func TestNoBrowserMissesANumberHoweverManyComeAndGo(t *testing.T) {
	hub := dashboard.NewHub(1000, prometheus.NewRegistry())
	mux := http.NewServeMux()
	mux.Handle("GET /ws/sessions/{id}", hub)
	server := httptest.NewServer(mux)
	defer server.Close()
	hub.Unpaced()

	ctx, cancel := context.WithCancel(t.Context())
	var publishing, browsing sync.WaitGroup
	publishing.Go(func() { publishAndReplace(ctx, hub) })
	for i := range 200 {
		browsing.Go(func() { comeAndGo(t, server.URL, rand.New(rand.NewPCG(1, uint64(i)))) })
	}
	browsing.Wait()
	cancel()
	publishing.Wait()
	if err := hub.Close(t.Context()); err != nil {
		t.Error("close:", err)
	}
}

func publishAndReplace(ctx context.Context, hub *dashboard.Hub) {
	for n := 0; ctx.Err() == nil; n++ {
		s := &fakeSession{id: "s"}
		s.set(func(s *fakeSession) { s.feed = hub.Use(s) })
		for range 200 {
			s.publish()
			time.Sleep(time.Millisecond)
		}
	}
}

// comeAndGo watches three times for a while.
func comeAndGo(t *testing.T, url string, random *rand.Rand) {
	for range 3 {
		time.Sleep(time.Duration(random.IntN(300)) * time.Millisecond)
		conn, status, err := handshakeWith(t, websocket.DefaultDialer, "ws"+strings.TrimPrefix(url, "http")+"/ws/sessions/current", nil)
		if status == http.StatusNotFound {
			continue // no session yet
		}
		if err != nil {
			t.Error("dial:", err)
			return
		}
		watch(t, conn, random)
		_ = conn.Close()
	}
}

// watch holds what comes to the order of the protocol.
func watch(t *testing.T, conn *websocket.Conn, random *rand.Rand) {
	var before received
	for range random.IntN(150) {
		_, data, err := conn.ReadMessage()
		if err != nil {
			t.Error("read:", err)
			return
		}
		m := decode(data)
		switch {
		case before.Type == "" && m.Type != "hello",
			before.Type == "hello" && m.Type == "delta",
			m.Type == "delta" && m.Seq != before.Seq+1,
			m.Type == "snapshot" && before.Type != "hello" && m.Seq <= before.Seq:
			t.Errorf("%s %d follows %s %d", m.Type, m.Seq, before.Type, before.Seq)
			return
		}
		before = m
		if random.IntN(50) == 0 {
			time.Sleep(time.Duration(random.IntN(30)) * time.Millisecond)
		}
	}
}

func TestTheSessionThatIsRenewedMayDoSoWithinTheCommand(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.session.command = func(context.Context, view.Command) error {
			w.use(&fakeSession{id: "s2"})
			return nil
		}
		b := w.join("current")
		b.mail()
		b.say(t, `{"type":"command","id":"a","name":"renew"}`)
		got := story(b.mail())
		if !strings.Contains(got, "reply") || !strings.Contains(got, "hello snapshot@0") {
			t.Errorf("got %q, want a reply, a hello and a snapshot", got)
		}
	})
}

func TestACommandForASessionThatHasMadeWayIsNotDoneToTheNext(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		next := &fakeSession{id: "s2"}
		next.command = func(context.Context, view.Command) error { t.Error("the next session was ended"); return nil }
		b := w.dial("current") // it has not read the hello of s1 when s2 takes its place
		synctest.Wait()
		w.use(next)
		b.say(t, `{"type":"command","id":"a","name":"end"}`)
		synctest.Wait()
		go b.read()
		all := b.mail()
		if got, want := story(all), "hello hello snapshot@0 reply "; got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
		if reply := all[3].Reply; reply.OK || !strings.Contains(reply.Error, "another session has begun") {
			t.Errorf("reply %+v", reply)
		}
		if n := w.figure("monitor_dashboard_commands_total", "stale"); n != 1 {
			t.Errorf("%v counted as stale, want 1", n)
		}
	})
}
