package dashboard

import (
	"embed"
	"encoding/json"
	"net/http"
)

// The pages that stand in for the dashboard are plain HTML: they need neither script nor style.
//
//go:embed pages/*.html
var pages embed.FS

// servePage sends a page of ours by its name without ".html".
func servePage(w http.ResponseWriter, status int, name string) {
	page, _ := pages.ReadFile("pages/" + name + ".html") // it is embedded, and a constant names it
	respond(w, status, "text/html; charset=utf-8", page)
}

// writeError answers with {"error": text}; text is a sentence for a person.
func writeError(w http.ResponseWriter, status int, text string) {
	body, _ := json.Marshal(map[string]string{"error": text}) // strings always encode
	respond(w, status, "application/json", body)
}

func writeText(w http.ResponseWriter, status int, text string) {
	respond(w, status, "text/plain; charset=utf-8", []byte(text+"\n"))
}

// respond sends a response that is whole. A browser that has gone needs no answer.
func respond(w http.ResponseWriter, status int, mime string, body []byte) {
	w.Header().Set("Content-Type", mime)
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
