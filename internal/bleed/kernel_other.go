//go:build !amd64

package bleed

func inner(y *cell, h, u []cell)           { innerPortable(y, h, u) }
func add(h, v []cell, f *cell)             { addPortable(h, v, f) }
func refresh(q, v, u, w []cell, m *moment) { refreshPortable(q, v, u, w, m) }

func settle(h, v, w []cell, scale *wide, m *moment) (wrong int) {
	return settlePortable(h, v, w, scale, m)
}

func residual(y, x *cell, h, u []cell)           { residualPortable(y, x, h, u) }
func aim(w, a, v []cell, gain, scale *wide)      { aimPortable(w, a, v, gain, scale) }
func reject(h, a, w []cell)                      { rejectPortable(h, a, w) }
func mix(out, y *spectrum, a []cell, stride int) { mixPortable(out, y, a, stride) }

func weigh(z *numbers, frame *[frameLen]float32) { weighPortable(z, frame) }
func fourfold(to, from *numbers, stage int)      { fourfoldPortable(to, from, stage) }
func twofold(z *numbers)                         { twofoldPortable(z) }
func divide(s *spectrum, z *numbers)             { dividePortable(s, z) }
func unite(z *numbers, s *spectrum)              { unitePortable(z, s) }
func overlap(sum *[frameLen]float32, z *numbers) { overlapPortable(sum, z) }
