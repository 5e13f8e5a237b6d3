//go:build linux

package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/timeline"
)

// What a child process does, and where: the test binary runs itself, since only another process can be killed, or have
// a small disk.
const (
	childDoes = "EVENKEEL_TEST_CHILD"
	childDir  = "EVENKEEL_TEST_DIR"
)

var childActs = map[string]func(dir string) error{
	"live":  recordAsItComes,
	"churn": recordAndErase,
	"disk":  recordOnASmallDisk,
	"full":  addAndEraseOnAFullDisk,
	"limit": recordUpToALimit,
	"add":   addOne,
	"erase": eraseOne,
	"drop":  eraseAChannel,
	"on":    goOn,
}

// init runs the child's part instead of the tests.
func init() { //nolint:gochecknoinits // before the flags of tests are looked at
	act := childActs[os.Getenv(childDoes)]
	if act == nil {
		return
	}
	if err := act(os.Getenv(childDir)); err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// child starts a child process.
func child(t *testing.T, act, dir string, attr *syscall.SysProcAttr) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), childDoes+"="+act, childDir+"="+dir)
	cmd.SysProcAttr, cmd.Stderr = attr, os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	if err = cmd.Start(); err != nil {
		if attr != nil && (errors.Is(err, os.ErrPermission) || errors.Is(err, syscall.ENOSPC)) {
			t.Skipf("no disk of its own for a process here: %v", err)
		}
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

// kill kills a child as nothing can be caught, and waits for its end.
func kill(t *testing.T, cmd *exec.Cmd, out *bufio.Scanner) (told []string) {
	t.Helper()
	must(t, cmd.Process.Kill())
	for out.Scan() {
		told = append(told, out.Text())
	}
	if err := cmd.Wait(); err == nil {
		t.Error("it had ended by itself")
	}
	return told
}

// recordAsItComes records a session at the pace of life.
func recordAsItComes(dir string) error {
	s, err := store.Open(context.Background(), store.Options{Dir: dir})
	if err != nil {
		return err
	}
	w, err := s.Create(context.Background(), head("killed"))
	if err != nil {
		return err
	}
	for hop := 0; ; hop++ {
		observe(w, hop, hop+1)
		fmt.Println(hop + 1)
		time.Sleep(32 * time.Millisecond)
	}
}

func TestKilledAtAnyTimeItLosesASecondAtMost(t *testing.T) {
	t.Parallel()
	for _, at := range []int{57, 59, 60, 86} { // just before, just after, and some time after a block is full
		t.Run(strconv.Itoa(at), func(t *testing.T) { killAt(t, at) })
	}
}

// killAt kills a recording after that many hops, and compares what is kept.
func killAt(t *testing.T, at int) {
	t.Parallel()
	dir := t.TempDir()
	cmd, out := child(t, "live", dir, nil)
	hops := 0
	for hops < at && out.Scan() {
		_, err := fmt.Sscan(out.Text(), &hops)
		must(t, err)
	}
	hops += len(kill(t, cmd, out))
	s := place{t, store.Options{Dir: dir}}.open()
	got := load(t, s, "killed")
	kept := int(got.End / timeline.HopLen)
	if lost := timeline.Position(hops-kept) * timeline.HopLen; lost > timeline.Second {
		t.Errorf("of %d hops %d are kept: %v are lost", hops, kept, lost.Duration())
	}
	equal(t, "what is kept", &record.Record{
		Head: head("killed"), Observations: observations("killed", 0, kept), End: got.End, State: record.Interrupted,
	}, got)
	must(t, s.Close())
}

// recordAndErase records sessions as fast as it can, and erases every second one.
func recordAndErase(dir string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		id := fmt.Sprintf("churned-%04d", n)
		w, err := s.Create(ctx, head(id))
		if err != nil {
			return err
		}
		observe(w, 0, 60)
		if err = w.Close(ctx, 60*timeline.HopLen); err != nil {
			return err
		}
		fmt.Println("closed", id)
		if n%2 == 0 {
			fmt.Println("erasing", id)
			if err = s.Erase(ctx, id); err != nil {
				return err
			}
			fmt.Println("erased", id)
		}
	}
}

func TestKilledWhileItClosesOrErasesItDoesSoWholly(t *testing.T) {
	t.Parallel()
	for round := range 6 {
		dir := t.TempDir()
		cmd, out := child(t, "churn", dir, nil)
		var told []string
		for len(told) < 4+round && out.Scan() {
			told = append(told, out.Text())
		}
		time.Sleep(time.Duration(round) * 7 * time.Millisecond) // somewhere in what follows
		told = append(told, kill(t, cmd, out)...)
		checkChurned(t, dir, strings.Join(told, "\n")+"\n")
	}
}

// checkChurned compares what is there with what was told to be.
func checkChurned(t *testing.T, dir, told string) {
	t.Helper()
	s := place{t, store.Options{Dir: dir}}.open()
	for n := range strings.Count(told, "closed") + 1 {
		id := fmt.Sprintf("churned-%04d", n)
		r, err := s.Load(t.Context(), id)
		switch {
		case err == nil && strings.Contains(told, "erased "+id+"\n"):
			t.Errorf("%s is there, though it was erased", id)
		case err == nil && strings.Contains(told, "closed "+id+"\n"):
			want := &record.Record{
				Head: head(id), Observations: observations(id, 0, 60), End: 60 * timeline.HopLen, State: record.Closed,
			}
			equal(t, id, want, r)
		case errors.Is(err, store.ErrNotFound):
			if strings.Contains(told, "closed "+id+"\n") && !strings.Contains(told, "erasing "+id+"\n") {
				t.Errorf("%s is lost, though it was closed", id)
			}
			if _, listed := s.Summary(id); listed != nil {
				left := traces(t, dir, map[string][]byte{"id": []byte(id)})
				if len(left) > 0 {
					t.Errorf("of %s, which is not there, these are left: %v", id, left)
				}
			}
		case err != nil:
			t.Errorf("read %s: %v", id, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "jetstream", "*", "streams", "*LIVE_*")); len(left) > 0 {
		t.Errorf("left of sessions that are not recorded any more: %v", left)
	}
	must(t, s.Close())
}

// recordOnASmallDisk mounts a disk of its own, and records while that is full and while it is not.
func recordOnASmallDisk(dir string) error {
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=64m"); err != nil {
		fmt.Println("skip:", err)
		return nil
	}
	fill := func() error { return fillDisk(filepath.Join(dir, "fill")) }
	return interrupted(dir, fill, func() error { return os.Remove(filepath.Join(dir, "fill")) })
}

// addAndEraseOnAFullDisk mounts a disk of its own, and changes what is kept on it while it is full.
func addAndEraseOnAFullDisk(dir string) error {
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=64m"); err != nil {
		fmt.Println("skip:", err)
		return nil
	}
	ctx, fill := context.Background(), filepath.Join(dir, "fill")
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		return err
	}
	if _, err = s.Put(ctx, &record.Record{Head: head("there"), State: record.Closed}); err != nil {
		return err
	}
	if err = fillDisk(fill); err != nil {
		return err
	}
	_, err = s.Put(ctx, &record.Record{Head: head("new"), State: record.Closed})
	fmt.Println("add:", err)
	fmt.Println("erase:", s.Erase(ctx, "there"))
	fmt.Println("erase a channel:", s.EraseChannel(ctx, "there", 0))
	if got := s.List(); len(got) != 1 || got[0].ID != "there" {
		return fmt.Errorf("the list says %+v", got)
	}
	if err = os.Remove(fill); err == nil {
		err = s.Erase(ctx, "there")
	}
	if err != nil {
		return err
	}
	fmt.Println("done")
	return s.Close()
}

func TestOnAFullDiskWhatIsKeptStaysAsItIs(t *testing.T) {
	t.Parallel()
	cmd, out := child(t, "full", t.TempDir(), ownDisk())
	told := finishes(t, cmd, out)
	if strings.Count(told, "the disk is full: ") != 3 || strings.Count(told, "make room first") != 3 {
		t.Errorf("people are told %s", told)
	}
}

// fillDisk writes until nothing more can be written.
func fillDisk(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it is full
	_, err = io.Copy(f, zeros{})
	if errors.Is(err, syscall.ENOSPC) {
		return nil
	}
	return fmt.Errorf("the disk did not become full: %w", err)
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { return len(b), nil }

// recordUpToALimit records while no file may grow, and while they may again.
func recordUpToALimit(dir string) error {
	signal.Ignore(syscall.SIGXFSZ)
	limit := func(n uint64) error {
		return unix.Prlimit(0, unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: n, Max: unix.RLIM_INFINITY}, nil)
	}
	return interrupted(dir, func() error { return limit(1) }, func() error { return limit(unix.RLIM_INFINITY) })
}

// interrupted records a session during which nothing can be written for a while.
func interrupted(dir string, stop, again func() error) error {
	ctx := context.Background()
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		return err
	}
	w, err := s.Create(ctx, head("hole"))
	if err != nil {
		return err
	}
	observe(w, 0, 58)
	if err = until("it is written", func() bool {
		r, missing := s.Load(ctx, "hole")
		return missing == nil && r.End == 58*timeline.HopLen
	}); err != nil {
		return err
	}
	if err = stop(); err != nil {
		return err
	}
	observe(w, 58, 87)
	if err = until("it says that nothing is kept", func() bool { ok, _ := w.Keeping(); return !ok }); err != nil {
		return err
	}
	_, reason := w.Keeping()
	fmt.Println("reason:", reason)
	observe(w, 87, 87+100*29) // more than wait to be written
	w.Event(mark)
	if err = again(); err != nil {
		return err
	}
	if err = until("it is kept again", func() bool { ok, _ := w.Keeping(); return ok }); err != nil {
		return err
	}
	if err = w.Close(ctx, (87+100*29)*timeline.HopLen); err != nil {
		return err
	}
	if err = checkHole(ctx, s); err != nil {
		return err
	}
	fmt.Println("done")
	return s.Close()
}

func until(what string, so func() bool) error {
	for range 3000 {
		if so() {
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return fmt.Errorf("it never came to be that %s", what)
}

// checkHole says whether the record of interrupted has what it should: all but one stretch, which is marked.
func checkHole(ctx context.Context, s *store.Store) error {
	r, err := s.Load(ctx, "hole")
	if err != nil {
		return err
	}
	all := observations("hole", 0, 87+100*29)
	var first, last, unknown int
	for k := range all {
		first, last, unknown = -1, 0, 0
		for hop, o := range all[k] {
			switch r.Observations[k][hop] {
			case o:
				continue
			case record.Unrecorded:
				if first < 0 {
					first = hop
				}
				last = hop
				unknown++
			default:
				return fmt.Errorf("hop %d of channel %d is another", hop, k)
			}
		}
	}
	if unknown == 0 || unknown != last-first+1 || unknown > 27*29 {
		return fmt.Errorf("%d hops are unknown, from %d to %d", unknown, first, last)
	}
	if len(r.Events) != 2 || r.Events[1].At != timeline.Position(first)*timeline.HopLen ||
		r.Events[1].Hole != timeline.Position(unknown)*timeline.HopLen || r.Events[0].Mark == nil {
		return fmt.Errorf("hops from %d to %d are unknown, and the events are %+v", first, last, r.Events)
	}
	return nil
}

// finishes reads what a child tells until it is done.
func finishes(t *testing.T, cmd *exec.Cmd, out *bufio.Scanner) (told string) {
	t.Helper()
	for out.Scan() {
		told += out.Text() + "\n"
	}
	err := cmd.Wait()
	if strings.HasPrefix(told, "skip:") {
		t.Skip("a process may not mount a disk of its own here: " + told)
	}
	if err != nil || !strings.Contains(told, "done\n") {
		t.Errorf("the child says %s%v", told, err)
	}
	return told
}

// ownDisk lets a child mount a disk of its own.
func ownDisk() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
}

func TestAFullDiskLeavesAMarkedHoleAndItGoesOn(t *testing.T) {
	t.Parallel()
	cmd, out := child(t, "disk", t.TempDir(), ownDisk())
	if told := finishes(t, cmd, out); !strings.Contains(told, "is full: make room") {
		t.Errorf("the screen is told %s", told)
	}
}

func TestFilesThatCannotGrowLeaveAMarkedHoleAndItGoesOn(t *testing.T) {
	t.Parallel()
	cmd, out := child(t, "limit", t.TempDir(), nil)
	if told := finishes(t, cmd, out); !strings.Contains(told, "cannot be written to") {
		t.Errorf("the screen is told %s", told)
	}
}
