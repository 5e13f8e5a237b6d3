package capture

import (
	"encoding/binary"
	"math"
	"testing"
	"time"
)

var stereo = soundFormat{rate: 8000, channels: 2}

// counting is n instants of two channels: the index of the sample, and the same below zero.
func counting(first int64, n int) []float32 {
	x := make([]float32, 0, 2*n)
	for i := range n {
		x = append(x, float32(first+int64(i)), -float32(first+int64(i)))
	}
	return x
}

func wantCounting(t *testing.T, f *soundFrame) {
	t.Helper()
	if len(f.pcm) != f.samples*2*sampleSize {
		t.Fatalf("%d bytes for %d instants of two channels", len(f.pcm), f.samples)
	}
	for i := range f.samples {
		left := math.Float32frombits(binary.LittleEndian.Uint32(f.pcm[8*i:]))
		right := math.Float32frombits(binary.LittleEndian.Uint32(f.pcm[8*i+4:]))
		if want := float32(f.first + int64(i)); left != want || right != -want {
			t.Fatalf("sample %d is %v and %v", f.first+int64(i), left, right)
		}
	}
}

func TestSoundPassesTheRingInOrderAndWhole(t *testing.T) {
	r, f := newRing(stereo, 80), soundFrame{}
	go func() {
		for first := int64(0); first < 100000; first += 80 {
			for r.pushed.Load()-r.popped.Load() > 100 {
				time.Sleep(time.Microsecond)
			}
			r.push(counting(first, 80), time.Duration(first), 0, false)
		}
	}()
	for want := int64(0); want < 100000; {
		if !r.pop(&f) {
			time.Sleep(time.Microsecond)
			continue
		}
		if f.first != want || f.heard != time.Duration(want) {
			t.Fatalf("frame begins at %d, heard at %d; want %d", f.first, f.heard, want)
		}
		wantCounting(t, &f)
		want = f.end()
	}
}

func TestAFullRingLosesTheNewestAndSaysWhere(t *testing.T) {
	r, f := newRing(stereo, 100), soundFrame{}
	for first := int64(0); first < 20000; first += 100 { // 16384 fit
		r.push(counting(first, 100), 0, 0, false)
	}
	for r.pop(&f) {
		wantCounting(t, &f)
	}
	if f.end() > 16384 || f.end() < 16384-100 {
		t.Errorf("the last that was kept ends at %d, want what fits in 16384", f.end())
	}
	r.push(counting(20000, 100), 0, 0, false)
	if !r.pop(&f) || f.first != 20000 {
		t.Errorf("the next frame begins at %d, want 20000", f.first)
	}
	wantCounting(t, &f)
}

func TestWhatTheDeviceLostIsToldWithTheNextFrame(t *testing.T) {
	r, f := newRing(stereo, 10), soundFrame{}
	r.push(counting(0, 10), 0, 0, false)
	r.push(counting(10, 10), 0, 5*time.Millisecond, true)
	for range 2 {
		r.pop(&f)
	}
	if f.overflows != 1 || f.age != 5*time.Millisecond || f.number != 1 {
		t.Errorf("got %+v, want number 1 with 1 overflow and an age of 5 ms", f)
	}
}

func TestAFrameThatIsEmptyOrTooLongIsNotPassedOn(t *testing.T) {
	r, f := newRing(soundFormat{rate: 192000, channels: 1}, 100), soundFrame{}
	r.push(nil, 0, 0, false)
	r.push(make([]float32, maxFrame+1), 0, 0, false)
	if r.pop(&f) {
		t.Errorf("passed on %d samples", f.samples)
	}
}

func TestTheCallbackAllocatesNothing(t *testing.T) {
	r, f, x := newRing(stereo, 80), soundFrame{}, counting(0, 80)
	r.push(x, 0, 0, false)
	r.pop(&f)
	if n := testing.AllocsPerRun(1000, func() { r.push(x, 0, 0, false); r.pop(&f) }); n != 0 {
		t.Errorf("%v allocations a callback, want none", n)
	}
}
