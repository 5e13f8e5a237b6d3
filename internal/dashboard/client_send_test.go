package dashboard_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
)

func TestABrowserThatReadsSlowlyGetsASnapshotInPlaceOfWhatItMissed(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		brisk, slow := w.join("current"), w.dial("current")
		for _, want := range []string{"hello", "snapshot"} {
			if m := slow.one(t); m.Type != want {
				t.Fatalf("got %s, want %s", m.Type, want)
			}
		}
		brisk.mail()
		start := time.Now()
		publishPaced(w, 30)
		if took := time.Since(start); took != 3*time.Second {
			t.Errorf("publishing waited %v for the slow browser", took-3*time.Second)
		}
		if got := brisk.mail(); len(got) != 30 {
			t.Errorf("the brisk browser got %d deltas, want 30", len(got))
		}
		go slow.read()
		synctest.Wait()
		publishPaced(w, 2)
		if got, want := story(slow.mail()), "delta@1 snapshot@30 delta@31 delta@32 "; got != want {
			t.Errorf("the slow browser got %q, want %q", got, want)
		}
		if n := w.figure("monitor_dashboard_drops_to_snapshot_total"); n != 1 {
			t.Errorf("%v drops counted, want 1", n)
		}
	})
}

// one reads one message.
func (b *browser) one(t *testing.T) received {
	t.Helper()
	_, data, err := b.ReadMessage()
	if err != nil {
		t.Fatal("read:", err)
	}
	return decode(data)
}

func TestABrowserThatIsASecondBehindStillGetsTheDeltas(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		b := w.dial("current")
		b.one(t)
		b.one(t)
		publishPaced(w, 11) // one is being written, ten are kept
		go b.read()
		all := b.mail()
		if len(all) != 11 || all[10].Seq != 11 {
			t.Errorf("got %q", story(all))
		}
		checkContiguous(t, all)
	})
}

func TestABrowserThatStopsReadingIsLetGo(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		deaf := w.dial("current")
		defer func() { _ = deaf.Close() }()
		synctest.Wait()
		if n := w.figure("monitor_dashboard_clients"); n != 1 {
			t.Fatalf("%v clients, want 1", n)
		}
		time.Sleep(10*time.Second - time.Nanosecond)
		synctest.Wait()
		if n := w.figure("monitor_dashboard_clients"); n != 1 {
			t.Errorf("let go before 10 s")
		}
		time.Sleep(time.Nanosecond)
		synctest.Wait()
		if n := w.figure("monitor_dashboard_clients"); n != 0 {
			t.Errorf("still there after 10 s")
		}
	})
}

func TestABrowserThatAnswersPingsStaysForTheWholeSession(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		b := w.join("current")
		time.Sleep(8 * time.Hour)
		if got, want := story(b.mail()), "hello snapshot@0 "; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestABrowserThatIsNotHeardOfIsLetGo(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		b := w.dial("current")
		b.SetPingHandler(func(string) error { return nil })
		go b.read()
		start := time.Now()
		time.Sleep(time.Minute)
		all := b.mail()
		if last := all[len(all)-1]; last.end == nil || last.at.Sub(start) != 40*time.Second {
			t.Errorf("got %q, the last after %v; want an end after 40 s", story(all), last.at.Sub(start))
		}
	})
}

func TestAStateThatCannotBeEncodedEndsWithACode(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.session.set(func(s *fakeSession) { s.broken = notANumber })
		if got := closeCode(w.join("current").mail()); got != websocket.CloseInternalServerErr {
			t.Errorf("closed with %d, want 1011", got)
		}
	})
}

func TestASessionWhoseSnapshotsLagDoesNotMakeBrowsersSpin(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		publishPaced(w, 30)
		w.session.set(func(s *fakeSession) { s.ahead = -25 }) // against the contract
		b := w.join("current")
		time.Sleep(10 * time.Second)
		if n := len(b.mail()); n > 1+4+40 {
			t.Errorf("%d messages in 10 s", n)
		}
	})
}

func TestMessagesAndBytesAreCounted(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		b := w.join("current")
		publishPaced(w, 3)
		b.say(t, `{"type":"command","id":"1","name":"pause"}`)
		b.mail()
		for kind, want := range map[string]float64{"hello": 1, "snapshot": 1, "reply": 1} {
			if n := w.figure("monitor_dashboard_messages_total", kind); n != want {
				t.Errorf("%v of kind %s counted, want %v", n, kind, want)
			}
		}
		if n := w.figure("monitor_dashboard_sent_bytes_total"); n < 500 {
			t.Errorf("%v bytes counted", n)
		}
	})
}
