//go:build !amd64

package bleed

func inner(y *cell, h, u []cell)                    { innerPortable(y, h, u) }
func add(h, v []cell, f *cell)                      { addPortable(h, v, f) }
func refresh(q, v, u, w []cell, m *moment)          { refreshPortable(q, v, u, w, m) }
func settle(h, v, w []cell, scale *wide, m *moment) { settlePortable(h, v, w, scale, m) }

func fourfold(to, from *numbers, at, far, count int, w *[3]turn) {
	fourfoldPortable(to, from, at, far, count, w)
}
