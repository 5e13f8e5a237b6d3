package web_test

import (
	"io/fs"
	"testing"

	"github.com/evenkeel/monitor/web"
)

func TestAssetsAreThereEvenWhenTheDashboardWasNotBuilt(t *testing.T) {
	if _, err := fs.Stat(web.Assets(), ".gitkeep"); err != nil {
		t.Errorf("stat .gitkeep: %v, want the keep file that makes a build without node pass", err)
	}
}
