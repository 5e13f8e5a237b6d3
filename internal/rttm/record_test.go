package rttm_test

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/evenkeel/monitor/internal/rttm"
)

func line(start, duration, name string) string {
	return fmt.Sprintf("SPEAKER s 1 %s %s <NA> <NA> %s <NA> <NA>\n", start, duration, name)
}

func TestOnlySpeakerRecordsCount(t *testing.T) {
	in := "\ufeff;; made by hand\r\n" +
		"SPKR-INFO s 1 <NA> <NA> <NA> unknown coach <NA>\n\n  \t\n" +
		"SPEAKER s 1 1.5 0.25 <NA> <NA> coach <NA> <NA>\r\n" +
		"LEXEME s 1 1.5 0.1 hello lex coach <NA>\n" +
		"  SPEAKER\ts\t1 0 2e0 <NA> <NA> client\n" +
		";SPEAKER s 1 9 9 <NA> <NA> nobody\n"
	got, err := rttm.ParseRecords(strings.NewReader(in))
	want := []rttm.Record{{Speaker: "coach", Start: 1.5, Duration: .25}, {Speaker: "client", Duration: 2}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

func TestAFileWithoutSpeechIsEmpty(t *testing.T) {
	for _, in := range []string{"", "\n\n", ";; nobody spoke\n", "SPKR-INFO s 1 <NA> <NA> <NA> unknown coach <NA>\n"} {
		if got, err := rttm.ParseRecords(strings.NewReader(in)); err != nil || len(got) != 0 {
			t.Errorf("%q: %v, %v, want no record and no error", in, got, err)
		}
	}
}

func TestErrorsNameTheLineAndWhatIsWrong(t *testing.T) {
	for _, tc := range []struct {
		name, in, want string
	}{
		{"negative duration", line("1", "-0.5", "a"), "line 1: duration -0.5 s is negative"},
		{"negative start", ";;\n" + line("-1", "1", "a"), "line 2: start -1 s is negative"},
		{"not a number", line("NaN", "1", "a"), `start "NaN" is not a number`},
		{"infinite", line("1", "inf", "a"), "later than 24 h"},
		{"too large for a number", line("1", "1e999", "a"), "later than 24 h"},
		{"words", line("one", "1", "a"), `start "one" is not a number`},
		{"hexadecimal", line("0x10", "1", "a"), `start "0x10" is not a number`},
		{"start after a day", line("86401", "1", "a"), "start 86401 s is later than 24 h"},
		{"end after a day", line("86400", "1", "a"), "end 86401 s is later than 24 h"},
		{"milliseconds for seconds", line("90000000", "1500", "a"), "later than 24 h"},
		{"too few fields", "SPEAKER s 1 0 1 <NA> <NA>\n", "8 fields or more, this one 7"},
		{"bytes that are no text", "RIFF\x00\x00", "line 1: not text"},
		{"another encoding", line("1", "1", "J\xfcrgen"), "line 1: not text in UTF-8"},
		{"another format", "start,end\n0,1\n", `no RTTM record in 2 lines, but "start,end"`},
		{"a line without end", strings.Repeat("x", 70000), "longer than 65536 bytes"},
		{"a name without end", line("1", "1", strings.Repeat("x", 300)), "name is longer than 256 bytes"},
	} {
		_, err := rttm.ParseRecords(strings.NewReader(tc.in))
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: error %v, want one with %q", tc.name, err, tc.want)
		}
	}
}

func TestAReaderThatFailsFailsTheParse(t *testing.T) {
	broken := errors.New("cable pulled")
	in := io.MultiReader(strings.NewReader(line("0", "1", "a")), iotest.ErrReader(broken))
	if _, err := rttm.Parse(in); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
}

func TestWhatAFileMayHoldIsBounded(t *testing.T) {
	one := line("0", "1", "a")
	records := strings.NewReader(strings.Repeat(one, rttm.MaxRecords+1))
	if _, err := rttm.ParseRecords(records); err == nil || !strings.Contains(err.Error(), "line 500001: more than 500000") {
		t.Errorf("too many records: %v", err)
	}
	var names strings.Builder
	for k := range rttm.MaxSpeakers + 1 {
		names.WriteString(line("0", "1", fmt.Sprint("p", k)))
	}
	if _, err := rttm.ParseRecords(strings.NewReader(names.String())); err == nil ||
		!strings.Contains(err.Error(), "line 1001: more than 1000 speakers") {
		t.Errorf("too many speakers: %v", err)
	}
}

func BenchmarkParse(b *testing.B) {
	var in strings.Builder
	for k := range 10000 {
		in.WriteString(line(fmt.Sprint(k), "0.750", fmt.Sprint("ch", k%4)))
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rttm.Parse(strings.NewReader(in.String())); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(10000*float64(b.N)/b.Elapsed().Seconds(), "records/s")
}
