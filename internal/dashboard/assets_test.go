package dashboard_test

import (
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/evenkeel/monitor/internal/dashboard"
)

func TestFilesAreSentWithTheirTypeAndKeptAsLongAsTheirNameHolds(t *testing.T) {
	r := start(t, dist, nil)
	const forEver = "private, max-age=31536000, immutable"
	for _, tt := range []struct{ path, mime, caching string }{
		{"/", "text/html; charset=utf-8", "no-store"},
		{"/index.html", "text/html; charset=utf-8", "no-store"},
		{"/favicon.svg", "image/svg+xml", "private, no-cache"},
		{"/assets/index-b1a2.js", "text/javascript; charset=utf-8", forEver},
		{"/assets/inter-c3d4.woff2", "font/woff2", forEver},
		{"/assets/data.bin", "application/octet-stream", forEver},
	} {
		got := r.ask("GET", tt.path, bearer...)
		if got.status != 200 || got.header.Get("Content-Type") != tt.mime || got.header.Get("Cache-Control") != tt.caching {
			t.Errorf("%s: %d %v", tt.path, got.status, got.header)
		}
	}
}

func TestTextIsCompressedForWhoTakesIt(t *testing.T) {
	r := start(t, dist, nil)
	want := string(dist["assets/index-b1a2.js"].Data)
	for _, tt := range []struct {
		accept string
		zipped bool
	}{
		{"", false},
		{"br", false},
		{"gzip", true},
		{"br, GZIP", true},
		{"gzip;q=0.5", true},
		{"gzip; q=0", false},
		{"gzip;q=0.000", false},
		{"xgzip", false},
	} {
		got := r.ask("GET", "/assets/index-b1a2.js", append([]string{"Accept-Encoding", tt.accept}, bearer...)...)
		if zipped := got.header.Get("Content-Encoding") == "gzip"; zipped != tt.zipped {
			t.Errorf("accepting %q: compressed %v", tt.accept, zipped)
		}
		body := got.body
		if tt.zipped {
			z, err := gzip.NewReader(strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			plain, _ := io.ReadAll(z)
			body = string(plain)
		}
		if body != want || got.header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("accepting %q: %d bytes, %v", tt.accept, len(body), got.header)
		}
	}
	got := r.ask("GET", "/assets/inter-c3d4.woff2", append([]string{"Accept-Encoding", "gzip"}, bearer...)...)
	if got.header.Get("Content-Encoding") != "" {
		t.Error("a font was compressed again")
	}
}

func TestAFileThatABrowserHasIsNotSentAgain(t *testing.T) {
	r := start(t, dist, nil)
	etag := r.ask("GET", "/favicon.svg", bearer...).header.Get("ETag")
	if got := r.ask("GET", "/favicon.svg", append([]string{"If-None-Match", etag}, bearer...)...); got.status != 304 || got.body != "" {
		t.Errorf("status %d, body %q", got.status, got.body)
	}
	if got := r.ask("GET", "/favicon.svg", append([]string{"If-None-Match", `W/"else"`}, bearer...)...); got.status != 200 {
		t.Errorf("for another version: status %d", got.status)
	}
}

func TestHeadIsAnsweredWithoutABody(t *testing.T) {
	r := start(t, dist, nil)
	if got := r.ask("HEAD", "/", bearer...); got.status != 200 || got.body != "" || got.header.Get("Content-Type") == "" {
		t.Errorf("%d %q %v", got.status, got.body, got.header)
	}
}

func TestWhatIsNotAFileOfThePageIsNotFound(t *testing.T) {
	r := start(t, dist, nil)
	for _, path := range []string{"/assets/", "/assets", "/.gitkeep", "/session/1", "/assets/../../go.mod", "/%2e%2e/go.mod", "/..%2fgo.mod"} {
		if got := r.ask("GET", path, bearer...); got.status == 200 {
			t.Errorf("%s: status %d, %q", path, got.status, got.body)
		}
	}
}

func TestAProgramBuiltWithoutItsPageSaysHowToBuildIt(t *testing.T) {
	for name, files := range map[string]fs.FS{"only the keep file": fstest.MapFS{".gitkeep": {}}, "nothing": fstest.MapFS{}, "nil": nil} {
		r := start(t, files, nil)
		if got := r.ask("GET", "/", bearer...); got.status != 200 || !strings.Contains(got.body, "make build") {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
}

func TestFilesThatCannotBeReadAreAnError(t *testing.T) {
	opts := dashboard.DefaultOptions()
	opts.Token = token
	_, err := dashboard.NewServer(t.Context(), opts, brokenFS{}, nil, nil)
	if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "load the dashboard's files") {
		t.Errorf("got %v", err)
	}
}

type brokenFS struct{}

func (brokenFS) Open(string) (fs.File, error) { return nil, fs.ErrPermission }
