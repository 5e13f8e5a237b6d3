package dashboard

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"mime"
	"net/http"
	"path"
	"regexp"
)

// exportName is what the name of a file to export looks like.
var exportName = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,40}\.(csv|json|rttm|eaf|TextGrid|txt|vtt|evenkeel)$`)

// api answers the requests for what a session has to tell as a file. Nothing is sent before it is whole, so that what
// fails is an error and never half a file.
type api struct {
	hub     *hub
	records records
	logger  *slog.Logger
}

// facts sends the rows of the table view.
func (a api) facts(w http.ResponseWriter, r *http.Request) {
	a.send(w, r, "facts.json", func(f *Feed, out io.Writer) error { return f.session.Facts(r.Context(), out) })
}

// export sends a file to keep.
func (a api) export(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	if !exportName.MatchString(name) {
		writeError(w, http.StatusNotFound, noFile)
		return
	}
	if a.hub.find(r.PathValue("id")) == nil && a.records.archive != nil {
		a.records.export(w, r)
		return
	}
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	a.send(w, r, name, func(f *Feed, out io.Writer) error { return f.session.Export(r.Context(), name, out) })
}

func (a api) send(w http.ResponseWriter, r *http.Request, name string, write func(*Feed, io.Writer) error) {
	feed := a.hub.find(r.PathValue("id"))
	if feed == nil {
		fail(w, http.StatusNotFound, "there is no such session")
		return
	}
	var out bytes.Buffer
	err := write(feed, &out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		fail(w, http.StatusNotFound, noFile)
	case err != nil:
		a.logger.Error("file not sent", "name", name, "err", err)
		fail(w, http.StatusInternalServerError, "the file could not be made; the program's log says why")
	default:
		respond(w, http.StatusOK, fileType(name), out.Bytes())
	}
}

func fileType(name string) string {
	switch path.Ext(name) {
	case ".json":
		return "application/json"
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".eaf":
		return "application/xml"
	case ".evenkeel":
		return "application/octet-stream"
	case ".vtt":
		return "text/vtt; charset=utf-8"
	}
	return "text/plain; charset=utf-8"
}

// noFile is what a browser is told that asks for a file that a session does not have.
const noFile = "no such file"

// fail answers with an error in place of a file.
func fail(w http.ResponseWriter, status int, text string) {
	w.Header().Del("Content-Disposition")
	writeError(w, status, text)
}
