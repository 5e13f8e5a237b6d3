package dashboard

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// index is the page of the dashboard among its files.
const indexFile = "index.html"

// types are those of the files that a build of web/ makes. The system's own table is not asked: what it says differs
// from machine to machine.
var types = map[string]string{
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".txt":         "text/plain; charset=utf-8",
	".webmanifest": "application/manifest+json",
	".woff2":       "font/woff2",
}

// asset is a file of the dashboard as it is sent.
type asset struct {
	mime    string
	caching string
	etag    string
	plain   []byte
	zipped  []byte // nil when that is not smaller
}

// assets are the files of the dashboard by their path, "index.html" first among them.
type assets map[string]*asset

// loadAssets reads and compresses every file of dist, once. Files whose names start with a dot only keep folders alive.
func loadAssets(dist fs.FS) (assets, error) {
	all := make(assets)
	if dist == nil {
		return all, nil
	}
	err := fs.WalkDir(dist, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		data, err := fs.ReadFile(dist, name)
		if err != nil {
			return err
		}
		all[name], err = newAsset(name, data)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("load the dashboard's files: %w", err)
	}
	return all, nil
}

func newAsset(name string, data []byte) (*asset, error) {
	mime, ok := types[path.Ext(name)]
	if !ok {
		mime = "application/octet-stream"
	}
	sum := sha256.Sum256(data)
	a := &asset{mime: mime, caching: caching(name), etag: `W/"` + hex.EncodeToString(sum[:16]) + `"`, plain: data}
	var zipped bytes.Buffer
	z, err := gzip.NewWriterLevel(&zipped, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err = z.Write(data); err == nil {
		err = z.Close()
	}
	if err == nil && zipped.Len() < len(data)*9/10 { // fonts and pictures are compressed already
		a.zipped = zipped.Bytes()
	}
	return a, err
}

// caching says how long a browser may keep a file: for ever when its name carries its hash, which is so of everything
// that the build puts under assets/.
func caching(name string) string {
	switch {
	case name == indexFile:
		return "no-store"
	case strings.HasPrefix(name, "assets/"):
		return "private, max-age=31536000, immutable"
	}
	return "private, no-cache"
}

// ServeHTTP sends the file that the path names, and the dashboard's page for "/".
func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" {
		name = indexFile
	}
	file, ok := a[name]
	switch {
	case ok:
		file.ServeHTTP(w, r)
	case name == indexFile:
		servePage(w, http.StatusOK, "unbuilt")
	default:
		writeError(w, http.StatusNotFound, "there is nothing here; the dashboard is at /")
	}
}

// ServeHTTP sends the file, compressed when the browser takes that.
func (a *asset) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", a.caching)
	h.Set("ETag", a.etag)
	h.Set("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("If-None-Match"), a.etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := a.plain
	if a.zipped != nil && takesGzip(r) {
		h.Set("Content-Encoding", "gzip")
		body = a.zipped
	}
	respond(w, http.StatusOK, a.mime, body)
}

// takesGzip reports whether the browser takes gzip; "gzip;q=0" is how it says that it does not.
func takesGzip(r *http.Request) bool {
	for coding := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, q, _ := strings.Cut(strings.ReplaceAll(coding, " ", ""), ";")
		if strings.EqualFold(name, "gzip") {
			return strings.Trim(strings.TrimPrefix(strings.ToLower(q), "q="), "0.") != "" || q == ""
		}
	}
	return false
}
