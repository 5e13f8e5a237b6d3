package dashboard

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/evenkeel/monitor/internal/archive"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/view"
)

// records answers the requests for sessions that are kept.
type records struct {
	archive *archive.Archive // nil: nothing is kept
	play    Play             // nil: sound is not played
	logger  *slog.Logger
}

// Limits of what is asked for.
const (
	mostBody   = 64 << 10 // bytes: a note
	mostListed = 200
	usualPage  = 50
)

// roles are those in which somebody can look at a session.
var roles = []string{"coach", "client", "observer", "mentor"}

// list answers with a page of the list.
func (s records) list(w http.ResponseWriter, r *http.Request) {
	if s.archive == nil {
		s.answer(w, r, &view.RecordList{
			Sessions: []view.RecordEntry{}, People: []string{}, Tags: []string{}, Keeping: view.Keeping{Text: "Sessions are not kept"},
		}, nil)
		return
	}
	q, err := queryOf(r.URL.Query())
	if err != nil {
		writeError(w, http.StatusBadRequest, err.Error())
		return
	}
	var ok bool
	if q.As, ok = oneOf(w, roles, r.URL.Query().Get("as"), "mentor"); !ok {
		return
	}
	s.answer(w, r, s.archive.List(q), nil)
}

// queryOf reads what sessions are asked for.
func queryOf(v url.Values) (q archive.Query, err error) {
	q.Query = store.Query{Text: v.Get("q"), Person: v.Get("person"), Role: v.Get("role"), Tag: v.Get("tag")}
	day := func(name string, after int) (t time.Time) {
		if text := v.Get(name); text != "" && err == nil {
			if t, err = time.ParseInLocation(time.DateOnly, text, time.Local); err != nil {
				err = errors.New("a day is written as 2026-11-22")
			}
			t = t.AddDate(0, 0, after)
		}
		return t
	}
	number := func(name string, usual, most int) int {
		text := v.Get(name)
		if text == "" || err != nil {
			return usual
		}
		n, wrong := strconv.Atoi(text)
		if wrong != nil || n < 0 || n > most {
			err = errors.New(name + " is a number from 0 to " + strconv.Itoa(most))
		}
		return n
	}
	q.From, q.To = day("from", 0), day("to", 1)
	q.Offset, q.Limit = number("offset", 0, 1<<30), number("limit", usualPage, mostListed)
	return q, err
}

// change changes what the list says of a session.
func (s records) change(w http.ResponseWriter, r *http.Request) {
	var c view.RecordChange
	reader, ok := s.reader(w, r)
	if !ok || !readBody(w, r, &c) {
		return
	}
	entry, err := s.archive.Change(r.Context(), r.PathValue("id"), reader.As, c)
	s.answer(w, r, entry, err)
}

// erase erases a session.
func (s records) erase(w http.ResponseWriter, r *http.Request) {
	if !s.there(w) {
		return
	}
	if err := s.archive.Erase(r.Context(), r.PathValue("id")); err != nil {
		s.fail(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// eraseChannel erases what is known of one person.
func (s records) eraseChannel(w http.ResponseWriter, r *http.Request) {
	reader, ok := s.reader(w, r)
	if !ok {
		return
	}
	channel, err := strconv.Atoi(r.PathValue("channel"))
	if err != nil {
		writeError(w, http.StatusNotFound, "there is nobody on that channel")
		return
	}
	review, err := s.archive.EraseChannel(r.Context(), r.PathValue("id"), channel, reader)
	s.answer(w, r, review, err)
}

// review answers with a session as it is looked at afterwards.
func (s records) review(w http.ResponseWriter, r *http.Request) {
	reader, ok := s.reader(w, r)
	if !ok {
		return
	}
	review, err := s.archive.Review(r.Context(), r.PathValue("id"), reader)
	s.answer(w, r, review, err)
}

// add adds an entry to a session.
func (s records) add(w http.ResponseWriter, r *http.Request) {
	var entry struct {
		Kind string          `json:"kind"`
		Body json.RawMessage `json:"body"`
	}
	reader, ok := s.reader(w, r)
	if !ok || !readBody(w, r, &entry) {
		return
	}
	review, err := s.archive.Add(r.Context(), r.PathValue("id"), reader, entry.Kind, entry.Body)
	s.answer(w, r, review, err)
}

// export answers with a file of a session.
func (s records) export(w http.ResponseWriter, r *http.Request) {
	reader, ok := s.reader(w, r)
	if !ok {
		return
	}
	id, name := r.PathValue("id"), r.PathValue("name")
	v := r.URL.Query()
	c := archive.Copy{Reader: reader, Pseudonymous: v.Get("pseudonymous") == "1", Notes: v.Get("notes") == "1"}
	var file bytes.Buffer
	if err := s.archive.Export(r.Context(), id, name, c, &file); err != nil {
		s.fail(w, err)
		return
	}
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": id + "-" + name}))
	respond(w, http.StatusOK, fileType(name), file.Bytes())
}

// there says whether sessions are kept.
func (s records) there(w http.ResponseWriter) bool {
	if s.archive == nil {
		writeError(w, http.StatusNotFound, "sessions are not kept")
	}
	return s.archive != nil
}

// reader reads who looks and how.
func (s records) reader(w http.ResponseWriter, r *http.Request) (reader archive.Reader, ok bool) {
	if !s.there(w) {
		return reader, false
	}
	v := r.URL.Query()
	if reader.As, ok = oneOf(w, roles, v.Get("as"), "mentor"); !ok {
		return reader, false
	}
	for name := range v {
		parameter, length := strings.CutSuffix(name, "_ms")
		if !length {
			continue
		}
		ms, err := strconv.ParseInt(v.Get(name), 10, 64)
		if err != nil {
			writeError(w, http.StatusBadRequest, name+" is a whole number of milliseconds")
			return reader, false
		}
		if reader.Parameters == nil {
			reader.Parameters = make(map[string]int64)
		}
		reader.Parameters[parameter] = ms
	}
	return reader, true
}

// oneOf is a role that is asked for, among those that there are; "" is the usual one.
func oneOf(w http.ResponseWriter, there []string, asked, usual string) (role string, ok bool) {
	role = cmp.Or(asked, usual)
	if ok = slices.Contains(there, role); !ok {
		writeError(w, http.StatusBadRequest, "a role is one of "+strings.Join(there, ", "))
	}
	return role, ok
}

// readBody reads the JSON of a request into to.
func readBody(w http.ResponseWriter, r *http.Request, to any) bool {
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, mostBody))
	d.DisallowUnknownFields()
	err := d.Decode(to)
	if err == nil {
		if _, err = d.Token(); errors.Is(err, io.EOF) {
			return true
		}
	}
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		writeError(w, http.StatusRequestEntityTooLarge, "that is too long")
		return false
	}
	writeError(w, http.StatusBadRequest, "this cannot be read; reload the page")
	return false
}

// answer sends v, or says what went wrong.
func (s records) answer(w http.ResponseWriter, r *http.Request, v any, err error) {
	if err != nil {
		s.fail(w, err)
		return
	}
	body, err := json.Marshal(v)
	if err != nil {
		s.fail(w, err)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept-Encoding")
	if takesGzip(r) {
		var zipped bytes.Buffer
		z, _ := gzip.NewWriterLevel(&zipped, gzip.BestSpeed) // a level that there is
		_, _ = z.Write(body)                                 // memory takes it
		_ = z.Close()
		h.Set("Content-Encoding", "gzip")
		body = zipped.Bytes()
	}
	respond(w, http.StatusOK, "application/json", body)
}

// fail says what went wrong.
func (s records) fail(w http.ResponseWriter, err error) {
	switch {
	case errors.Is(err, store.ErrNotFound):
		writeError(w, http.StatusNotFound, "this session is not kept any more")
	case errors.Is(err, store.ErrNoGoal):
		writeError(w, http.StatusNotFound, "this goal was removed already")
	case errors.Is(err, fs.ErrNotExist):
		writeError(w, http.StatusNotFound, noFile)
	case errors.Is(err, archive.ErrAsked):
		writeError(w, http.StatusBadRequest, err.Error())
	case errors.Is(err, store.ErrRecording):
		writeError(w, http.StatusConflict, "this session is still being recorded; end it first")
	default:
		s.logger.Error("a kept session could not be worked on", "err", err)
		writeError(w, http.StatusInternalServerError, "that did not work; the program's log says why")
	}
}
