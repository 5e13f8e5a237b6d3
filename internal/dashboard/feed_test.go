package dashboard_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/evenkeel/monitor/internal/view"
)

func TestABrowserIsToldHelloThenASnapshotThenEveryDeltaAfterIt(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for range 3 {
			w.session.publish()
			time.Sleep(100 * time.Millisecond)
		}
		b := w.join("current")
		if got, want := story(b.mail()), "hello snapshot@3 "; got != want {
			t.Errorf("after joining: got %q, want %q", got, want)
		}
		for range 3 {
			w.session.publish()
			time.Sleep(100 * time.Millisecond)
		}
		if got, want := story(b.mail()), "delta@4 delta@5 delta@6 "; got != want {
			t.Errorf("after publishing: got %q, want %q", got, want)
		}
	})
}

func TestADeltaArrivesInTheInstantInWhichItIsPublished(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		b := w.join("current")
		b.mail()
		late := []time.Duration{0, 90, 0, 40, 100, 0, 0, 60} // milliseconds behind a steady beat of 100
		start := time.Now()
		var pace view.Pace
		for i := range 200 {
			time.Sleep(time.Until(start.Add((time.Duration(i)*100 + late[i%len(late)]) * time.Millisecond)))
			time.Sleep(time.Until(pace.Next()))
			published := time.Now()
			pace.Mark(published)
			w.session.publish()
			got := b.mail()
			if len(got) != 1 || !got[0].at.Equal(published) || got[0].Seq != w.session.now() {
				t.Fatalf("delta %d published at %v: got %q at %v", i, published, story(got), got[0].at)
			}
		}
		if n := w.figure("monitor_dashboard_deltas_withheld_total"); n != 0 {
			t.Errorf("%v deltas of a session that keeps the pace were withheld", n)
		}
	})
}

func TestHoweverFastASessionPublishesABrowserGetsTenASecond(t *testing.T) {
	for _, every := range []time.Duration{time.Millisecond, 17 * time.Millisecond, 50 * time.Millisecond, 90 * time.Millisecond} {
		t.Run("one each "+every.String(), func(t *testing.T) {
			inWorld(t, func(t *testing.T, w *world) {
				b := w.join("current")
				b.mail() // hello and the first snapshot
				const seconds = 20
				for range int(seconds * time.Second / every) {
					w.session.publish()
					time.Sleep(every)
				}
				all := b.mail()
				checkPace(t, all)
				time.Sleep(time.Second)
				all = append(all, b.mail()...)
				if last := all[len(all)-1].Seq; last != w.session.now() {
					t.Errorf("the browser was left at %d, the session is at %d", last, w.session.now())
				}
				checkContiguous(t, all)
			})
		})
	}
}

// checkPace holds every stretch of a second to ten deltas.
func checkPace(t *testing.T, all []received) {
	t.Helper()
	var deltas []time.Time
	for _, m := range all {
		if m.Type == "delta" {
			deltas = append(deltas, m.at)
		}
	}
	for i := range deltas {
		if j := i + view.MaxDeltasPerSecond; j < len(deltas) && deltas[j].Sub(deltas[i]) < time.Second {
			t.Fatalf("%d deltas from %v within %v", view.MaxDeltasPerSecond+1, deltas[i], deltas[j].Sub(deltas[i]))
		}
	}
}

// checkContiguous holds every delta to follow the message before by one.
func checkContiguous(t *testing.T, all []received) {
	t.Helper()
	var before received
	for _, m := range all {
		if m.Type == "delta" && before.Type != "" && m.Seq != before.Seq+1 {
			t.Fatalf("delta %d follows %s %d", m.Seq, before.Type, before.Seq)
		}
		before = m
	}
}

func TestASnapshotTakenAheadOfOrBehindThePublishedDeltasLosesNone(t *testing.T) {
	for _, tt := range []struct {
		name  string
		ahead int64
		want  string
	}{
		{"three ahead: they are not told again", 3, "hello snapshot@8 delta@9 "},
		{"as published", 0, "hello snapshot@5 delta@6 delta@7 delta@8 delta@9 "},
		{"three behind: they are told afterwards", -3, "hello snapshot@2 delta@3 delta@4 delta@5 delta@6 delta@7 delta@8 delta@9 "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(t *testing.T, w *world) {
				publishPaced(w, 5)
				w.session.set(func(s *fakeSession) { s.ahead = tt.ahead })
				b := w.join("current")
				synctest.Wait()
				publishPaced(w, 4)
				if got := story(b.mail()); got != tt.want {
					t.Errorf("got %q, want %q", got, tt.want)
				}
			})
		})
	}
}

func publishPaced(w *world, n int) {
	for range n {
		w.session.publish()
		time.Sleep(100 * time.Millisecond)
	}
}

func TestNumbersLeftOutBringASnapshot(t *testing.T) {
	for _, left := range []int64{1, 5, 9, 10, 11, 1000} {
		t.Run(fmt.Sprint(left), func(t *testing.T) {
			inWorld(t, func(t *testing.T, w *world) {
				publishPaced(w, 10)
				b := w.join("current")
				b.mail()
				publishPaced(w, 2)
				w.session.set(func(s *fakeSession) { s.seq += left })
				publishPaced(w, 2)
				want := fmt.Sprintf("delta@11 delta@12 snapshot@%d delta@%d ", 13+left, 14+left)
				if got := story(b.mail()); got != want {
					t.Errorf("got %q, want %q", got, want)
				}
				if n := w.figure("monitor_dashboard_drops_to_snapshot_total"); n != 1 {
					t.Errorf("%v drops counted, want 1", n)
				}
			})
		})
	}
}

func TestNumbersThatStartAgainBringASnapshot(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		publishPaced(w, 5)
		b := w.join("current")
		b.mail()
		w.session.set(func(s *fakeSession) { s.seq = 0 })
		publishPaced(w, 3)
		if got, want := story(b.mail()), "snapshot@1 delta@2 delta@3 "; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestASessionThatStumblesCostsOneSnapshotAndNoDelayAfterIt(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		b := w.join("current")
		publishPaced(w, 3)
		time.Sleep(time.Second)
		b.mail()
		for range 14 { // all that it could not publish in the last second and a half
			w.session.publish()
		}
		publishPaced(w, 30)
		var snapshots int
		all := b.mail()
		for _, m := range all {
			if m.Type == "snapshot" {
				snapshots++
			}
		}
		if snapshots != 1 {
			t.Errorf("got %q", story(all))
		}
		w.session.publish()
		if got := b.mail(); len(got) != 1 || !got[0].at.Equal(time.Now()) {
			t.Errorf("a delta after that came as %q", story(got))
		}
	})
}

func TestADeltaThatCannotBeEncodedIsReplacedByASnapshot(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		b := w.join("current")
		publishPaced(w, 2)
		b.mail()
		w.session.set(func(s *fakeSession) { s.broken = notANumber })
		w.session.publish()
		w.session.set(func(s *fakeSession) { s.broken = 0 })
		time.Sleep(time.Second)
		publishPaced(w, 2)
		if got, want := story(b.mail()), "snapshot@3 delta@4 delta@5 "; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestBrowsersThatJoinTogetherShareOneSnapshot(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		publishPaced(w, 3)
		all := make([]*browser, 30)
		for i := range all {
			all[i] = w.join("current")
		}
		for i, b := range all {
			if got, want := story(b.mail()), "hello snapshot@3 "; got != want {
				t.Errorf("browser %d: got %q, want %q", i, got, want)
			}
		}
		w.session.set(func(s *fakeSession) {
			if s.taken != 1 {
				t.Errorf("%d snapshots were taken", s.taken)
			}
		})
	})
}
