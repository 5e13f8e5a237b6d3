package capture

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestSoundIsKeptBackWhileItsSourceIsInDoubt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openFakes(t, hears(1), hears(2))
		readFor(t, s, 2*time.Second)
		r := deviceRoute{device: s.devices[1], end: func(error) {}}
		doubted := time.Now()
		r.doubt(doubted)
		begin := time.Now()
		time.AfterFunc(200*time.Millisecond, func() { r.trust(doubted.Add(-time.Millisecond)) }) // an older answer
		time.AfterFunc(300*time.Millisecond, func() { r.trust(time.Now()) })
		got := readFor(t, s, 290*time.Millisecond)
		if waited := time.Since(begin); len(got[1]) > 3 || waited < 300*time.Millisecond {
			t.Errorf("%d hops came within %v of a doubt that lasted 300 ms", len(got[1]), waited)
		}
		if got := readFor(t, s, time.Second); strings.Trim(got[0], "1") != "" || strings.Trim(got[1], "2") != "" || len(got[0]) < 30 {
			t.Errorf("after it heard %q and %q, want all that was kept back", got[0], got[1])
		}
	})
}

func TestADoubtBeforeTheSessionBeginsHarmsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openFakes(t, hears(1))
		r := deviceRoute{device: s.devices[0], end: func(error) {}}
		r.doubt(time.Now())
		if got := readFor(t, s, time.Second); strings.Trim(got[0], "1") != "" {
			t.Errorf("heard %q", got[0])
		}
	})
}
