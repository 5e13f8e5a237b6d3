package dashboard_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"github.com/evenkeel/monitor/internal/dashboard"
	"github.com/evenkeel/monitor/internal/view"
)

func TestEveryCommandIsAnsweredUnderItsID(t *testing.T) {
	for _, tt := range []struct {
		name, say string
		refusal   error
		want      view.Reply
		counted   string
	}{
		{"done", `{"type":"command","id":"c1","name":"pause"}`, nil, view.Reply{ID: "c1", OK: true}, "done"},
		{
			"refused by the session", `{"type":"command","id":"c2","name":"pause"}`, errors.New("it has ended"),
			view.Reply{ID: "c2", Error: "it has ended"},
			"refused",
		},
		{
			"unknown", `{"type":"command","id":"c3","name":"dance"}`, nil,
			view.Reply{ID: "c3", Error: `the page sent what this program does not understand (command "dance"); reload the page`},
			"invalid",
		},
		{
			"not JSON", `{"type":`, nil,
			view.Reply{Error: "the page sent what this program does not understand (unexpected EOF); reload the page"},
			"invalid",
		},
		{
			"too slow", `{"type":"command","id":"c5","name":"pause"}`, fmt.Errorf("wait: %w", context.DeadlineExceeded),
			view.Reply{ID: "c5", Error: "the session did not answer in time; try again"},
			"refused",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(t *testing.T, w *world) {
				w.session.command = func(context.Context, view.Command) error { return tt.refusal }
				b := w.join("current")
				b.mail()
				b.say(t, tt.say)
				all := b.mail()
				tt.want.Type = "reply"
				if len(all) != 1 || all[0].Reply != tt.want {
					t.Errorf("got %+v, want %+v", all, tt.want)
				}
				if n := w.figure("monitor_dashboard_commands_total", tt.counted); n != 1 {
					t.Errorf("%v counted as %s, want 1", n, tt.counted)
				}
			})
		})
	}
}

func TestTheSessionGetsTheCommandAsItWasSent(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		var got view.Command
		w.session.command = func(_ context.Context, c view.Command) error { got = c; return nil }
		b := w.join("current")
		b.say(t, `{"type":"command","id":"7","name":"person","channel":1,"value":{"name":"Ida","role":"client","measured":true}}`)
		b.mail()
		value, _ := got.Value.(map[string]any)
		if got.Name != "person" || got.Channel == nil || *got.Channel != 1 || value["name"] != "Ida" || value["measured"] != true {
			t.Errorf("got %+v", got)
		}
	})
}

func TestACommandHasFiveSeconds(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.session.command = func(ctx context.Context, _ view.Command) error {
			<-ctx.Done()
			return ctx.Err()
		}
		b := w.join("current")
		b.mail()
		start := time.Now()
		b.say(t, `{"type":"command","id":"1","name":"end"}`)
		time.Sleep(time.Minute)
		all := b.mail()
		if len(all) != 1 || all[0].at.Sub(start) != 5*time.Second || all[0].OK {
			t.Errorf("got %+v", all)
		}
	})
}

func TestWhoSendsTooManyCommandsIsToldSoAndServedAgainLater(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		done := 0
		w.session.command = func(context.Context, view.Command) error { done++; return nil }
		b := w.join("current")
		b.mail()
		for i := range 100 {
			b.say(t, fmt.Sprintf(`{"type":"command","id":"%d","name":"mark"}`, i))
		}
		all := b.mail()
		if len(all) != 100 || done != 40 {
			t.Fatalf("%d replies, %d done; want 100 and 40", len(all), done)
		}
		if last := all[99].Reply; last.ID != "99" || !strings.Contains(last.Error, "too many") {
			t.Errorf("the last reply was %+v", last)
		}
		time.Sleep(time.Second)
		b.say(t, `{"type":"command","id":"later","name":"mark"}`)
		if all = b.mail(); len(all) != 1 || !all[0].OK {
			t.Errorf("a second later: %+v", all)
		}
	})
}

func TestWhoBreaksTheProtocolIsClosedWithTheReason(t *testing.T) {
	long := strings.Repeat("x", dashboard.MaxMessage)
	for _, tt := range []struct {
		name string
		say  func(*websocket.Conn) error
		want int
	}{
		{
			"binary", func(c *websocket.Conn) error { return c.WriteMessage(websocket.BinaryMessage, []byte{1}) },
			websocket.CloseUnsupportedData,
		},
		{
			"not UTF-8", func(c *websocket.Conn) error { return c.WriteMessage(websocket.TextMessage, []byte("\"\xff\"")) },
			websocket.CloseInvalidFramePayloadData,
		},
		{
			"too long", func(c *websocket.Conn) error { return c.WriteMessage(websocket.TextMessage, []byte(long+"x")) },
			websocket.CloseMessageTooBig,
		},
		{"too long in fragments", func(c *websocket.Conn) error { return fragments(c, long, "x") }, websocket.CloseMessageTooBig},
		{"far too long", func(c *websocket.Conn) error {
			return c.WriteMessage(websocket.TextMessage, []byte(strings.Repeat(long, 1000)))
		}, websocket.CloseMessageTooBig},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(t *testing.T, w *world) {
				b := w.join("current")
				b.mail()
				_ = tt.say(b.Conn) // it may be cut off
				time.Sleep(2 * time.Second)
				if got := closeCode(b.mail()); got != tt.want {
					t.Errorf("closed with %d, want %d", got, tt.want)
				}
			})
		})
	}
}

// fragments writes one message in several frames.
func fragments(c *websocket.Conn, parts ...string) error {
	out, err := c.NextWriter(websocket.TextMessage)
	if err != nil {
		return err
	}
	for _, part := range parts {
		for len(part) > 0 {
			n := min(len(part), 10)
			if _, err = out.Write([]byte(part[:n])); err != nil {
				return err
			}
			part = part[n:]
		}
	}
	return out.Close()
}

func TestACommandMayComeInFragmentsAndFillAMessage(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		b := w.join("current")
		b.mail()
		command := `{"type":"command","id":"f","name":"mark","value":{"text":"`
		fill := strings.Repeat("é", (dashboard.MaxMessage-len(command)-len(`"}}`))/2)
		if err := fragments(b.Conn, command, fill, `"}}`); err != nil {
			t.Fatal(err)
		}
		if all := b.mail(); len(all) != 1 || !all[0].OK {
			t.Errorf("got %+v", all)
		}
	})
}

func TestWhoNeverReadsRepliesHoldsUpNobodyElse(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		done := 0
		w.session.command = func(context.Context, view.Command) error { done++; return nil }
		rude := w.dial("current")
		go func() {
			for rude.WriteMessage(websocket.TextMessage, []byte(`{"type":"command","id":"1","name":"mark"}`)) == nil {
				continue
			}
		}()
		polite := w.join("current")
		synctest.Wait()
		if done > 10 {
			t.Errorf("%d commands done without a reply read", done)
		}
		publishPaced(w, 20)
		if n := len(polite.mail()); n != 22 {
			t.Errorf("the polite browser got %d messages, want 22", n)
		}
		_ = rude.Close()
	})
}

func TestABrowserMayLeaveAtAnyMoment(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for i := range 20 {
			b := w.dial("current")
			if i%2 == 0 {
				go b.read()
			}
			publishPaced(w, i%3)
			_ = b.Close()
			synctest.Wait()
			if n := w.figure("monitor_dashboard_clients"); n != 0 {
				t.Fatalf("round %d: %v clients are left", i, n)
			}
		}
	})
}

func TestABrowserThatSaysGoodbyeIsAnswered(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		b := w.join("current")
		b.mail()
		bye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
		if err := b.WriteControl(websocket.CloseMessage, bye, time.Now().Add(time.Second)); err != nil {
			t.Fatal(err)
		}
		if got := closeCode(b.mail()); got != websocket.CloseNormalClosure {
			t.Errorf("closed with %d, want 1000", got)
		}
	})
}
