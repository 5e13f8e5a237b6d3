package capture

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestADeviceIsTriedLessAndLessOftenUntilItWorks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b backoff
		for _, tc := range []struct{ worked, want time.Duration }{
			{0, 200 * time.Millisecond},
			{0, 400 * time.Millisecond},
			{time.Second, 800 * time.Millisecond},
			{0, 1600 * time.Millisecond},
			{0, 3200 * time.Millisecond},
			{0, 5 * time.Second},
			{0, 5 * time.Second},
			{10 * time.Second, 200 * time.Millisecond},
			{0, 400 * time.Millisecond},
		} {
			begin := time.Now()
			b.wait(t.Context(), tc.worked)
			if got := time.Since(begin); got != tc.want {
				t.Errorf("waited %v after %v of work, want %v", got, tc.worked, tc.want)
			}
		}
	})
}
