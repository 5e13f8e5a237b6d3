package capture_test

import (
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/capture"
)

var (
	pcm16 = chunk("fmt ", format(1, 2, 16000, 16))
	sound = interleave(audio.PCM16, tone(300, 16000, 1001), tone(500, 16000, 1001)) // of 1001 frames
	odd   = interleave(audio.PCM8, tone(300, 16000, 1001))                          // 1001 bytes
)

func TestSoundIsFoundWhereverRecordersPutIt(t *testing.T) {
	const all = 1 << 32
	pcm8 := chunk("fmt ", format(1, 1, 16000, 8))
	short, list := chunk("data", sound), chunk("LIST", []byte("INFOISFT"), u32(5), []byte("Lavf\x00\x00"))
	for _, tc := range []struct {
		name string
		data []byte
		want int // frames
	}{
		{"the plainest file", riff(pcm16, short), 1001},
		{"an extensible format", riff(chunk("fmt ", extensible(1, 2, 16000, 16, 16)), short), 1001},
		{"20 bits in 24", riff(chunk("fmt ", extensible(1, 1, 16000, 24, 20)), chunk("data", make([]byte, 300))), 100},
		{"a format with a size of its own", riff(chunk("fmt ", format(1, 2, 16000, 16), u16(0)), short), 1001},
		{"12 bits in 16", riff(chunk("fmt ", join(format(1, 2, 16000, 16)[:14], u16(12))), short), 1001},
		{"metadata before", riff(list, pcm16, chunk("bext", make([]byte, 602)), short), 1001},
		{"metadata after", riff(pcm16, short, list), 1001},
		{"the sound before its format", riff(short, pcm16), 1001},
		{"an odd chunk with its fill byte", riff(chunk("note", []byte("abc")), pcm16, short), 1001},
		{"an odd chunk without", riff(claiming("note", 3, []byte("abc")), pcm16, short), 1001},
		{"odd sound with its fill byte", riff(pcm8, chunk("data", odd), list), 1001},
		{"odd sound without", riff(pcm8, claiming("data", 1001, odd), list), 1001},
		{"odd sound at the end", riff(pcm8, claiming("data", 1001, odd)), 1001},
		{"a size of zero, as written to a pipe", riff(pcm16, claiming("data", 0, sound)), 1001},
		{"a size of all ones", riff(pcm16, claiming("data", all-1, sound)), 1001},
		{"a size of 2 GiB", riff(pcm16, claiming("data", 1<<31, sound)), 1001},
		{"a size of nearly 2 GiB", riff(pcm16, claiming("data", 0x7ffff000, sound)), 1001},
		{"a header that was never completed", riff(pcm16, claiming("data", 42, sound)), 1001},
		{"a file that is cut short", riff(pcm16, claiming("data", 10*len(sound), sound)), 1001},
		{"a file that is cut within a frame", riff(pcm16, claiming("data", 10*len(sound), sound[:3999])), 999},
		{"a tag of MP3 files at the end", riff(pcm16, short, []byte("TAG"), make([]byte, 125)), 1001},
		{"the total wrong", join([]byte("RIFF"), u32(7), []byte("WAVE"), pcm16, short), 1001},
		{"RF64", rf64(len(sound), chunk("data", sound)[8:]), 1001},
		{"RF64 without its sizes", join([]byte("RF64"), u32(all-1), []byte("WAVE"), pcm16, claiming("data", all-1, sound)), 1001},
		{"RF64 that is cut short", rf64(1<<40, sound), 1001},
		{"BW64", append([]byte("BW64"), rf64(len(sound), sound)[4:]...), 1001},
		{"no size of frames", riff(chunk("fmt ", join(format(1, 2, 16000, 16)[:12], u16(0), u16(16))), short), 1001},
	} {
		s, err := capture.NewWAVSource([]capture.Recording{recording("a.wav", tc.data)})
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if got := int(s.Length()); got != tc.want {
			t.Errorf("%s: %d frames, want %d", tc.name, got, tc.want)
		}
	}
}

// rf64 is a file with its sizes in 64 bits.
func rf64(size int, sound []byte) []byte {
	sizes := chunk("ds64", u64(size+72), u64(size), u64(size/4), u32(0))
	return join([]byte("RF64"), u32(-1), []byte("WAVE"), sizes, pcm16, claiming("data", -1, sound))
}

func TestSoundThatIsNotAllThereIsTold(t *testing.T) {
	seconds := func(n int) []byte { return make([]byte, n*64000) }
	for _, tc := range []struct {
		name string
		data []byte
		want string
	}{
		{"cut short", riff(pcm16, claiming("data", 3600*64000, seconds(70))), "a.wav is cut short: its header promises 1:00:00, 0:01:10 are there"},
		{"cut short, in 64 bits", rf64(3*3600*64000, seconds(5)), "a.wav is cut short: its header promises 3:00:00, 0:00:05 are there"},
		{"never completed", riff(pcm16, claiming("data", 42, seconds(2))), "a.wav does not say how long it is: everything in it is taken for sound, 0:00:02"},
		{"to a pipe", riff(pcm16, claiming("data", -1, seconds(2))), ""},
		{"whole", riff(pcm16, chunk("data", seconds(2))), ""},
	} {
		got := strings.Join(open(t, recording("a.wav", tc.data)).Warnings(), "; ")
		if got != tc.want {
			t.Errorf("%s: warned %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestSoundOfMoreThan4GiBIsRead(t *testing.T) {
	const size = 5<<30 + 12
	head := riff(pcm16, claiming("data", size&0xffffffff))
	s := open(t, capture.Recording{File: "a.wav", Data: endless{head, make([]byte, 4000)}, Size: int64(len(head)) + size})
	if got, want := int(s.Length()), size/4; got != want {
		t.Errorf("%d frames, want %d", got, want)
	}
	if w := s.Warnings(); len(w) != 1 || !strings.Contains(w[0], "does not say how long it is") {
		t.Errorf("warnings %q", w)
	}
}

// hostile are files that are wrong, and what the error says of them.
var hostile = []struct {
	name string
	data []byte
	want string
}{
	{"empty", nil, "read wav a.wav: the file is empty"},
	{"a byte", []byte("R"), "this is not WAV"},
	{"only a head", riff(), "the file ends without any sound"},
	{"no format", riff(chunk("data", sound)), "the file ends without saying how its sound is written"},
	{"no sound", riff(pcm16), "the file ends without any sound"},
	{"sound of no length", riff(pcm16, chunk("data")), `chunk "data" at byte 36: there is no sound in it`},
	{"sound of no length, then more", riff(pcm16, chunk("data"), chunk("LIST", make([]byte, 8))), "there is no sound in it"},
	{"less than a frame", riff(pcm16, chunk("data", []byte{1, 2, 3})), "there is no sound in it"},
	{"a LIST bomb", riff(claiming("LIST", 0xfffffff0, []byte("INFO")), pcm16), `chunk "LIST" at byte 12: it claims 4294967280 bytes, and the file ends after 28`},
	{"a cue bomb", riff(pcm16, claiming("cue ", 0x7fffffff, u32(0x7fffffff))), `chunk "cue " at byte 36: it claims 2147483647 bytes`},
	{"a smpl bomb", riff(claiming("smpl", -1, make([]byte, 36))), `chunk "smpl" at byte 12: it claims 4294967295 bytes`},
	{"a fmt bomb", riff(claiming("fmt ", 0xfffffff0, format(1, 2, 16000, 16))), `chunk "fmt " at byte 12: it claims 4294967280 bytes`},
	{"a ds64 bomb", join([]byte("RF64"), u32(-1), []byte("WAVE"), claiming("ds64", -1, make([]byte, 28))), `chunk "ds64" at byte 12: it claims`},
	{"a short ds64", join([]byte("RF64"), u32(-1), []byte("WAVE"), chunk("ds64", make([]byte, 8))), `chunk "ds64" at byte 12: 8 bytes are too few`},
	{"a short format", riff(chunk("fmt ", make([]byte, 14)), chunk("data", sound)), `chunk "fmt " at byte 12: 14 bytes are too few`},
	{"no channels", riff(chunk("fmt ", format(1, 0, 16000, 16)), chunk("data", sound)), "it has no channels"},
	{"nine channels", riff(chunk("fmt ", format(1, 9, 16000, 16)), chunk("data", sound)), "9 channels are more than the 8 of a session; keep those of the speakers: convert it with `ffmpeg -i a.wav -af"},
	{"65535 channels", riff(chunk("fmt ", format(1, 65535, 16000, 16)), chunk("data", sound)), "65535 channels are more than"},
	{"a rate of zero", riff(chunk("fmt ", format(1, 2, 0, 16)), chunk("data", sound)), "0 Hz is outside of 8000 to 192000 Hz"},
	{"a rate of 4 GHz", riff(chunk("fmt ", format(1, 2, -1, 16)), chunk("data", sound)), "4294967295 Hz is outside of"},
	{"no bits", riff(chunk("fmt ", format(1, 2, 16000, 0)), chunk("data", sound)), "2 channels of 0 bits do not make frames of 0 bytes"},
	{"65535 bits", riff(chunk("fmt ", format(1, 2, 16000, 65535)), chunk("data", sound)), "PCM of 65535 bits is not read"},
	{"64 bits of PCM", riff(chunk("fmt ", format(1, 2, 16000, 64)), chunk("data", sound)), "PCM of 64 bits is not read"},
	{"16 bits of float", riff(chunk("fmt ", format(3, 2, 16000, 16)), chunk("data", sound)), "float of 16 bits is not read"},
	{"16 bits of mu-law", riff(chunk("fmt ", format(7, 2, 16000, 16)), chunk("data", sound)), "mu-law of 16 bits is not read"},
	{"frames that do not add up", riff(chunk("fmt ", join(format(1, 2, 16000, 16)[:12], u16(7), u16(16))), chunk("data", sound)), "2 channels of 16 bits do not make frames of 7 bytes"},
	{"MP3 in WAV", riff(chunk("fmt ", format(0x55, 2, 44100, 0)), chunk("data", sound)), "the sound is packed as MP3; convert it with `ffmpeg -i a.wav"},
	{"ADPCM", riff(chunk("fmt ", format(2, 2, 44100, 4)), chunk("data", sound)), "the sound is packed as ADPCM"},
	{"a format of nobody", riff(chunk("fmt ", format(0x1234, 2, 44100, 16)), chunk("data", sound)), "the format 0x1234 is not known"},
	{"a sub-format of nobody", riff(chunk("fmt ", extensible(1, 2, 16000, 16, 16)[:30], make([]byte, 10)), chunk("data", sound)), "the sub-format is not known"},
	{"an extensible format cut short", riff(chunk("fmt ", extensible(1, 2, 16000, 16, 16)[:24]), chunk("data", sound)), "the sub-format is not known"},
	{"nothing but chunks", riff(make([]byte, 100000)), "at byte 32780: no sound in the first 4096 chunks"},
	{"a tree of tiny lists", riff([]byte(strings.Repeat("LIST\x00\x00\x00\x00", 50000))), "no sound in the first 4096 chunks"},
}

// costly counts what is read of a file.
type costly struct {
	data         []byte
	reads, bytes int
}

func (c *costly) ReadAt(b []byte, at int64) (int, error) {
	c.reads++
	if at >= int64(len(c.data)) {
		return 0, io.EOF
	}
	n := copy(b, c.data[at:])
	c.bytes += n
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

// The 1 s and 64 MB that a malformed file may cost at most, as counts: of reads at 10 µs each, and of bytes allocated.
const (
	mostReads = 100_000
	mostBytes = 64 << 20
)

func TestAHostileFileCostsLittleAndIsNamed(t *testing.T) {
	for _, tc := range hostile {
		file := &costly{data: tc.data}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := capture.NewWAVSource([]capture.Recording{{File: "a.wav", Data: file, Size: int64(len(tc.data))}})
		runtime.ReadMemStats(&after)
		wrong := new(capture.WAVError)
		if !errors.As(err, &wrong) || wrong.File != "a.wav" || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: error %v, want a WAVError of the file with %q", tc.name, err, tc.want)
		}
		allocated := after.TotalAlloc - before.TotalAlloc
		if file.reads > mostReads || file.bytes > mostBytes || allocated > mostBytes {
			t.Errorf("%s: %d reads, %d bytes read, %d allocated, want at most %d, %d, %d",
				tc.name, file.reads, file.bytes, allocated, mostReads, mostBytes, mostBytes)
		}
	}
}

func TestALongRecordingIsOpenedAndReadInConstantMemory(t *testing.T) {
	second := tone(300, 48000, 48000)
	r := hours(20, audio.PCM24, 48000, second, second, second, second, second, second, second, second)
	var before, opened, read runtime.MemStats
	runtime.ReadMemStats(&before)
	s := open(t, r)
	runtime.ReadMemStats(&opened)
	h := audio.NewHop(8)
	for range 1000 {
		if err := s.ReadHop(t.Context(), h); err != nil {
			t.Fatal(err)
		}
	}
	runtime.ReadMemStats(&read)
	if got := opened.TotalAlloc - before.TotalAlloc; got > 16<<20 {
		t.Errorf("opening 20 hours of 8 channels allocated %d bytes, want at most 16 MiB", got)
	}
	if got := read.TotalAlloc - opened.TotalAlloc; got > 1<<20 {
		t.Errorf("reading 32 s of them allocated %d bytes, want at most 1 MiB", got)
	}
}

func TestARecordingOfMoreThanADayIsRefused(t *testing.T) {
	_, err := capture.NewWAVSource([]capture.Recording{hours(25, audio.PCM16, 8000, tone(300, 8000, 8000))})
	if err == nil || !strings.Contains(err.Error(), "25:00:00 are longer than a session of 24 hours; cut it") {
		t.Errorf("error %v, want one that says so", err)
	}
}

type brokenDisk struct {
	endless
	after int64
}

var errDisk = errors.New("disk pulled")

func (d brokenDisk) ReadAt(b []byte, at int64) (int, error) {
	if at+int64(len(b)) > d.after {
		return 0, errDisk
	}
	return d.endless.ReadAt(b, at)
}

func TestADiskThatFailsFailsTheSource(t *testing.T) {
	r := hours(1, audio.PCM16, 16000, tone(300, 16000, 16000))
	for _, after := range []int64{0, 13, 60, 1000} {
		r.Data = brokenDisk{r.Data.(endless), after}
		if _, err := capture.NewWAVSource([]capture.Recording{r}); !errors.Is(err, errDisk) {
			t.Errorf("the disk fails after %d bytes: error %v, want %v", after, err, errDisk)
		}
		r.Data = r.Data.(brokenDisk).endless
	}
}

func TestAFileThatShrinksWhileItIsReadFailsTheSource(t *testing.T) {
	data := wavOf(audio.PCM16, 16000, tone(300, 16000, 100000))
	file := &costly{data: data}
	s, err := capture.NewWAVSource([]capture.Recording{{File: "a.wav", Data: file, Size: int64(len(data))}})
	if err != nil {
		t.Fatal(err)
	}
	file.data = data[:50000]
	h := audio.NewHop(1)
	for err == nil {
		err = s.ReadHop(t.Context(), h)
	}
	if !errors.Is(err, io.ErrUnexpectedEOF) || !strings.Contains(err.Error(), "read wav a.wav at frame") {
		t.Errorf("error %v, want that the file ended unexpectedly", err)
	}
}

// FuzzWAV holds whatever bytes to the bounds of a source: an error that names the file, or sound of a length that the
// bytes can hold.
func FuzzWAV(f *testing.F) {
	for _, tc := range hostile {
		f.Add(tc.data[:min(len(tc.data), 4096)])
	}
	for e, tag := range tags {
		f.Add(wavOf(e, 8000, tone(300, 8000, 700)))
		f.Add(riff(chunk("fmt ", extensible(tag[0], 1, 44100, tag[1], tag[1])), chunk("data", interleave(e, tone(300, 44100, 99)))))
	}
	f.Add(rf64(1000, sound[:1000]))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := capture.NewWAVSource([]capture.Recording{recording("a.wav", data)})
		if err != nil {
			if !strings.Contains(err.Error(), "a.wav") {
				t.Fatalf("an error that does not name the file: %v", err)
			}
			return
		}
		if n := int(s.Length()); n <= 0 || n > 2*len(data) {
			t.Fatalf("%d positions of %d bytes", n, len(data))
		}
		heard := listen(t, s)
		for k, x := range heard.pcm {
			for i, v := range x {
				if !(v >= -1 && v <= 1) {
					t.Fatalf("channel %d, sample %d is %g", k, i, v)
				}
			}
			if want := (int(s.Length()) + 511) / 512; len(heard.unknown[k]) != want {
				t.Fatalf("%d hops, want %d", len(heard.unknown[k]), want)
			}
		}
	})
}
