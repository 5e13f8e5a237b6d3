#include "go_asm.h"
#include "textflag.h"
#include "settle_amd64.h"

// AVX2 and FMA. A cell is 64 bytes: the real parts of eight bins, then their imaginary parts.

// PRODUCT adds to Y0 + Y2 and Y1 + Y3 the real and the imaginary part of conj(h) u, of the values at AX.
#define PRODUCT(h, u) \
	VMOVUPS      (h)(AX*1), Y4   \
	VMOVUPS      32(h)(AX*1), Y5 \
	VMOVUPS      (u)(AX*1), Y6   \
	VMOVUPS      32(u)(AX*1), Y7 \
	VFMADD231PS  Y4, Y6, Y0      \
	VFMADD231PS  Y5, Y7, Y2      \
	VFMADD231PS  Y4, Y7, Y1      \
	VFNMADD231PS Y5, Y6, Y3

#define NOTHING \
	VXORPS Y0, Y0, Y0 \
	VXORPS Y1, Y1, Y1 \
	VXORPS Y2, Y2, Y2 \
	VXORPS Y3, Y3, Y3

#define SUM \
	VADDPS Y2, Y0, Y0 \
	VADDPS Y3, Y1, Y1

// LESS leaves in Y4 and Y5 the value at DI less the one at v times that in Y0 and Y1.
#define LESS(v) \
	VMOVUPS      (v)(AX*1), Y6   \
	VMOVUPS      32(v)(AX*1), Y7 \
	VMOVUPS      (DI)(AX*1), Y4  \
	VMOVUPS      32(DI)(AX*1), Y5 \
	VFNMADD231PS Y0, Y6, Y4      \
	VFNMADD231PS Y1, Y6, Y5      \
	VFMADD231PS  Y1, Y7, Y4      \
	VFNMADD231PS Y0, Y7, Y5

// func innerAVX2(y, h, u *cell, n int)
TEXT ·innerAVX2(SB), NOSPLIT, $0-32
	MOVQ   y+0(FP), DI
	MOVQ   h+8(FP), SI
	MOVQ   u+16(FP), DX
	MOVQ   n+24(FP), CX
	SHLQ   $6, CX
	XORQ   AX, AX
	NOTHING

value:
	PRODUCT(SI, DX)
	ADDQ         $64, AX
	CMPQ         AX, CX
	JLT          value

	SUM
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VZEROUPPER
	RET

// func addAVX2(h, v *cell, n int, f *cell)
TEXT ·addAVX2(SB), NOSPLIT, $0-32
	MOVQ    h+0(FP), DI
	MOVQ    v+8(FP), SI
	MOVQ    n+16(FP), CX
	MOVQ    f+24(FP), DX
	SHLQ    $6, CX
	XORQ    AX, AX
	VMOVUPS (DX), Y0
	VMOVUPS 32(DX), Y1

value:
	VMOVUPS      (SI)(AX*1), Y2
	VMOVUPS      32(SI)(AX*1), Y3
	VMOVUPS      (DI)(AX*1), Y4
	VMOVUPS      32(DI)(AX*1), Y5
	VFMADD231PS  Y0, Y2, Y4 // re += v.re f.re - v.im f.im
	VFMADD231PS  Y1, Y2, Y5 // im += v.re f.im + v.im f.re
	VFNMADD231PS Y1, Y3, Y4
	VFMADD231PS  Y0, Y3, Y5
	VMOVUPS      Y4, (DI)(AX*1)
	VMOVUPS      Y5, 32(DI)(AX*1)
	ADDQ         $64, AX
	CMPQ         AX, CX
	JLT          value

	VZEROUPPER
	RET

// func refreshAVX2(q, v, u, w *cell, n int, m *moment)
TEXT ·refreshAVX2(SB), NOSPLIT, $0-48
	MOVQ   q+0(FP), DI
	MOVQ   v+8(FP), SI
	MOVQ   u+16(FP), DX
	MOVQ   w+24(FP), R8
	MOVQ   n+32(FP), CX
	MOVQ   m+40(FP), R9
	SHLQ   $6, CX
	XORQ   AX, AX               // row i, in bytes
	VXORPS Y15, Y15, Y15        // trace

row:
	VMOVUPS (SI)(AX*1), Y0      // v[i]
	VMOVUPS 32(SI)(AX*1), Y1
	VMOVUPS (DX)(AX*1), Y2      // u[i]
	VMOVUPS 32(DX)(AX*1), Y3
	VXORPS  Y4, Y4, Y4          // of w[i] re is Y4 + Y5, im is Y6 + Y7
	VXORPS  Y5, Y5, Y5
	VXORPS  Y6, Y6, Y6
	VXORPS  Y7, Y7, Y7
	XORQ    BX, BX              // column j, in bytes
	CMPQ    BX, AX
	JGE     diagonal

column:
	VMOVUPS      (SI)(BX*1), Y8 // q[i,j] -= v[i] conj(v[j])
	VMOVUPS      32(SI)(BX*1), Y9
	VMOVUPS      (DI), Y10
	VMOVUPS      32(DI), Y11
	VFNMADD231PS Y8, Y0, Y10
	VFNMADD231PS Y8, Y1, Y11
	VFNMADD231PS Y9, Y1, Y10
	VFMADD231PS  Y9, Y0, Y11
	VMOVUPS      Y10, (DI)
	VMOVUPS      Y11, 32(DI)
	VMOVUPS      (DX)(BX*1), Y8 // w[i] += q[i,j] u[j]
	VMOVUPS      32(DX)(BX*1), Y9
	VFMADD231PS  Y8, Y10, Y4
	VFNMADD231PS Y9, Y11, Y5
	VFMADD231PS  Y9, Y10, Y6
	VFMADD231PS  Y8, Y11, Y7
	VMOVUPS      (R8)(BX*1), Y12 // w[j] += conj(q[i,j]) u[i]
	VMOVUPS      32(R8)(BX*1), Y13
	VFMADD231PS  Y2, Y10, Y12
	VFMADD231PS  Y3, Y10, Y13
	VFMADD231PS  Y3, Y11, Y12
	VFNMADD231PS Y2, Y11, Y13
	VMOVUPS      Y12, (R8)(BX*1)
	VMOVUPS      Y13, 32(R8)(BX*1)
	ADDQ         $64, DI
	ADDQ         $64, BX
	CMPQ         BX, AX
	JLT          column

diagonal:
	VMOVUPS      (DI), Y10
	VFNMADD231PS Y0, Y0, Y10
	VFNMADD231PS Y1, Y1, Y10
	VMOVUPS      Y10, (DI)
	VADDPS       Y10, Y15, Y15
	VFMADD231PS  Y2, Y10, Y4
	VFMADD231PS  Y3, Y10, Y6
	VADDPS       Y5, Y4, Y4
	VADDPS       Y7, Y6, Y6
	VMOVUPS      Y4, (R8)(AX*1)
	VMOVUPS      Y6, 32(R8)(AX*1)
	ADDQ         $64, DI
	ADDQ         $64, AX
	CMPQ         AX, CX
	JLT          row

	VMOVUPS Y15, moment_trace(R9)
	VXORPS  Y0, Y0, Y0
	VXORPS  Y1, Y1, Y1
	XORQ    AX, AX

gain:
	VMOVUPS     (DX)(AX*1), Y2
	VMOVUPS     32(DX)(AX*1), Y3
	VFMADD231PS (R8)(AX*1), Y2, Y0
	VFMADD231PS 32(R8)(AX*1), Y3, Y1
	ADDQ        $64, AX
	CMPQ        AX, CX
	JLT         gain

	VADDPS  Y1, Y0, Y0
	VMOVUPS Y0, moment_gain(R9)
	VZEROUPPER
	RET

DATA ·one+0(SB)/4, $1.0
GLOBL ·one(SB), RODATA|NOPTR, $4

// func settleAVX2(h, v, w *cell, n int, scale *wide, m *moment) (wrong int)
TEXT ·settleAVX2(SB), NOSPLIT, $0-56
	SETTLE

value:
	VMULPS       (DX)(AX*1), Y0, Y4 // v = root w
	VMULPS       32(DX)(AX*1), Y0, Y5
	VMOVUPS      Y4, (SI)(AX*1)
	VMOVUPS      Y5, 32(SI)(AX*1)
	VMOVUPS      (DI)(AX*1), Y6     // h += f v
	VMOVUPS      32(DI)(AX*1), Y7
	VFMADD231PS  Y1, Y4, Y6
	VFMADD231PS  Y3, Y4, Y7
	VFNMADD231PS Y3, Y5, Y6
	VFMADD231PS  Y1, Y5, Y7
	VMOVUPS      Y6, (DI)(AX*1)
	VMOVUPS      Y7, 32(DI)(AX*1)
	ADDQ         $64, AX
	CMPQ         AX, CX
	JLT          value

	VZEROUPPER
	RET

// func residualAVX2(y, x, h, u *cell, n int)
TEXT ·residualAVX2(SB), NOSPLIT, $0-40
	MOVQ    y+0(FP), DI
	MOVQ    x+8(FP), R8
	MOVQ    h+16(FP), SI
	MOVQ    u+24(FP), DX
	MOVQ    n+32(FP), CX
	SHLQ    $6, CX
	XORQ    AX, AX
	VMOVUPS (R8), Y0
	VMOVUPS 32(R8), Y1
	VXORPS  Y2, Y2, Y2
	VXORPS  Y3, Y3, Y3

value:
	VMOVUPS      (SI)(AX*1), Y4
	VMOVUPS      32(SI)(AX*1), Y5
	VMOVUPS      (DX)(AX*1), Y6
	VMOVUPS      32(DX)(AX*1), Y7
	VFNMADD231PS Y4, Y6, Y0 // re -= h.re u.re + h.im u.im
	VFMADD231PS  Y5, Y7, Y2
	VFNMADD231PS Y4, Y7, Y1 // im -= h.re u.im - h.im u.re
	VFNMADD231PS Y5, Y6, Y3
	ADDQ         $64, AX
	CMPQ         AX, CX
	JLT          value

	VSUBPS  Y2, Y0, Y0
	VSUBPS  Y3, Y1, Y1
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VZEROUPPER
	RET

// func aimAVX2(w, a, v *cell, n int, gain, scale *wide, least float32)
TEXT ·aimAVX2(SB), NOSPLIT, $0-52
	MOVQ   w+0(FP), DI
	MOVQ   a+8(FP), SI
	MOVQ   v+16(FP), DX
	MOVQ   n+24(FP), CX
	MOVQ   gain+32(FP), R8
	MOVQ   scale+40(FP), R9
	SHLQ   $6, CX
	XORQ   AX, AX
	NOTHING

product:
	PRODUCT(DX, SI)
	ADDQ         $64, AX
	CMPQ         AX, CX
	JLT          product

	SUM // d = v^H a
	VMOVUPS      (R8), Y2
	VFNMADD231PS Y0, Y0, Y2
	VFNMADD231PS Y1, Y1, Y2 // a^H (q - v v^H) a
	VMOVUPS      (R9), Y3
	VMULPS       Y3, Y2, Y2
	VBROADCASTSS least+48(FP), Y4
	VMAXPS       Y4, Y2, Y2
	VSQRTPS      Y2, Y2     // length
	VBROADCASTSS ·one(SB), Y4
	VDIVPS       Y2, Y4, Y2
	VMULPS       Y2, Y3, Y3
	XORQ         AX, AX

value:
	LESS(DX) // w = (w - d v) scale / length
	VMULPS       Y3, Y4, Y4
	VMULPS       Y3, Y5, Y5
	VMOVUPS      Y4, (DI)(AX*1)
	VMOVUPS      Y5, 32(DI)(AX*1)
	VMULPS       (SI)(AX*1), Y2, Y6 // a /= length
	VMULPS       32(SI)(AX*1), Y2, Y7
	VMOVUPS      Y6, (SI)(AX*1)
	VMOVUPS      Y7, 32(SI)(AX*1)
	ADDQ         $64, AX
	CMPQ         AX, CX
	JLT          value

	VZEROUPPER
	RET

// func rejectAVX2(h, a, w *cell, n int)
TEXT ·rejectAVX2(SB), NOSPLIT, $0-32
	MOVQ   h+0(FP), DI
	MOVQ   a+8(FP), SI
	MOVQ   w+16(FP), DX
	MOVQ   n+24(FP), CX
	SHLQ   $6, CX
	XORQ   AX, AX
	NOTHING

product:
	PRODUCT(DX, DI)
	ADDQ         $64, AX
	CMPQ         AX, CX
	JLT          product

	SUM // d = w^H h
	XORQ AX, AX

value:
	LESS(SI) // h -= d a
	VMOVUPS      Y4, (DI)(AX*1)
	VMOVUPS      Y5, 32(DI)(AX*1)
	ADDQ         $64, AX
	CMPQ         AX, CX
	JLT          value

	VZEROUPPER
	RET

// func mixAVX2(out, y *spectrum, a *cell, stride int)
TEXT ·mixAVX2(SB), NOSPLIT, $0-32
	MOVQ out+0(FP), DI
	MOVQ y+8(FP), SI
	MOVQ a+16(FP), DX
	MOVQ stride+24(FP), R8
	SHLQ $6, R8
	XORQ AX, AX

cell:
	VMOVUPS      (SI)(AX*1), Y0
	VMOVUPS      32(SI)(AX*1), Y1
	VMOVUPS      (DX), Y2
	VMOVUPS      32(DX), Y3
	VMULPS       Y0, Y2, Y4
	VMULPS       Y1, Y2, Y5
	VFNMADD231PS Y1, Y3, Y4
	VFMADD231PS  Y0, Y3, Y5
	VMOVUPS      Y4, (DI)(AX*1)
	VMOVUPS      Y5, 32(DI)(AX*1)
	ADDQ         R8, DX
	ADDQ         $64, AX
	CMPQ         AX, $(64*const_cells)
	JLT          cell

	VZEROUPPER
	RET
