// Package web holds the dashboard as the browser gets it. The folder dist is what `make web` builds; a program that
// was built without it has only the keep file in it, and the server says so instead of showing a blank page.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Assets is the built dashboard, index.html at its root. index.html is missing when the dashboard was not built.
func Assets() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		return dist // cannot happen: dist is embedded by the line above
	}
	return sub
}
