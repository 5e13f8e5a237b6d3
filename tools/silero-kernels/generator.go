package main

import (
	"fmt"
	"math"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/gotypes"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// pointer is a register that holds an address or a whole number.
type pointer = reg.GPVirtual

// generator emits kernels. Its methods with the names of instructions take operands in the order of Go's assembler:
// sources from the last to the first, then the destination.
type generator struct {
	*build.Context
	constants map[uint32]operand.Mem
	labels    int
}

func newGenerator() *generator {
	return &generator{Context: build.NewContext(), constants: map[uint32]operand.Mem{}}
}

// begin opens a kernel. Pointers that it is given do not escape.
func (g *generator) begin(name, signature string, doc ...string) {
	g.Function(name)
	g.Attributes(attr.NOSPLIT)
	g.SignatureExpr(signature)
	g.Doc(doc...)
	g.Pragma("noescape")
}

// end closes a kernel.
func (g *generator) end() {
	g.VZEROUPPER()
	g.RET()
}

// param is a parameter of the kernel, in a register.
func (g *generator) param(name string) pointer {
	return g.Load(g.Param(name), g.GP64()).(pointer)
}

// address is where a parameter of the kernel, or what it returns, is in memory.
func (g *generator) address(c gotypes.Component) operand.Mem {
	b, err := c.Resolve()
	if err != nil {
		panic(err) // the kernel's signature has no such name
	}
	return b.Addr
}

// copied is a register with the value of p.
func (g *generator) copied(p pointer) pointer {
	c := g.GP64()
	g.MOVQ(p, c)
	return c
}

// at is the place disp bytes after p.
func at(p pointer, disp int) operand.Mem { return operand.Mem{Base: p, Disp: disp} }

// advanceBy moves p on by so many bytes.
func (g *generator) advanceBy(p pointer, bytes int) { g.ADDQ(operand.I32(int32(bytes)), p) }

// repeat emits a loop that runs body n times.
func (g *generator) repeat(n int, body func()) {
	left := g.GP64()
	g.MOVQ(operand.U32(uint32(n)), left)
	g.until(func() {
		body()
		g.DECQ(left)
	})
}

// until emits a loop that runs body until its last instruction gives zero.
func (g *generator) until(body func()) {
	g.labels++
	label := fmt.Sprintf("loop%d", g.labels)
	g.Label(label)
	body()
	g.JNZ(operand.LabelRef(label))
}

// constant is eight times v, in memory.
func (g *generator) constant(v float64) operand.Mem { return g.bits(math.Float32bits(float32(v))) }

func (g *generator) bits(b uint32) operand.Mem {
	m, ok := g.constants[b]
	if !ok {
		m = g.StaticGlobal(fmt.Sprintf("eight_%08x", b))
		g.DataAttributes(attr.RODATA | attr.NOPTR)
		for range 8 {
			g.AppendDatum(operand.U32(b))
		}
		g.constants[b] = m
	}
	return m
}

// loaded is what is at m, eight numbers.
func (g *generator) loaded(m operand.Mem) vector {
	v := g.YMM()
	g.VMOVUPS(m, v)
	return v
}

// zero is eight zeros.
func (g *generator) zero() vector {
	v := g.YMM()
	g.VXORPS(v, v, v)
	return v
}
