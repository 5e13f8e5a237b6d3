#include "go_asm.h"
#include "textflag.h"
#include "settle_amd64.h"

// AVX-512. A cell is one register: the real parts of eight bins, then their imaginary parts.

DATA ·negateHigh+32(SB)/8, $0x8000000080000000
DATA ·negateHigh+40(SB)/8, $0x8000000080000000
DATA ·negateHigh+48(SB)/8, $0x8000000080000000
DATA ·negateHigh+56(SB)/8, $0x8000000080000000
GLOBL ·negateHigh(SB), RODATA|NOPTR, $64

#define SWAP $0x4E // the halves of a register

// ROW begins row i: Z16 is v[i], Z17 is -i v[i] (im, -re); Z18 and Z19 are u[i], re and im in both halves. Of the row's
// part of w[i] Z14 collects the products with re of u, Z15 those with im.
#define ROW(i) \
	VMOVUPS         (64*i)(SI), Z16      \
	VSHUFF32X4      SWAP, Z16, Z16, Z17  \
	VXORPS          Z31, Z17, Z17        \
	VBROADCASTF32X8 (64*i)(DX), Z18      \
	VBROADCASTF32X8 (64*i+32)(DX), Z19   \
	VXORPS          Z14, Z14, Z14        \
	VXORPS          Z15, Z15, Z15

// COLUMN is element j of the row, the next of q: q[i,j] -= v[i] conj(v[j]). What it means for w[j] is collected likewise.
#define COLUMN(j, re, im) \
	VMOVUPS         (DI), Z20            \
	VBROADCASTF32X8 (64*j)(SI), Z21      \
	VBROADCASTF32X8 (64*j+32)(SI), Z22   \
	VFNMADD231PS    Z21, Z16, Z20        \
	VFNMADD231PS    Z22, Z17, Z20        \
	VMOVUPS         Z20, (DI)            \
	VBROADCASTF32X8 (64*j)(DX), Z23      \
	VBROADCASTF32X8 (64*j+32)(DX), Z24   \
	VFMADD231PS     Z23, Z20, Z14        \
	VFMADD231PS     Z24, Z20, Z15        \
	VFMADD231PS     Z18, Z20, re         \
	VFMADD231PS     Z19, Z20, im         \
	ADDQ            $64, DI

// DIAGONAL is the last element of the row, which is real. The row's part of w[i] goes to where its column will collect.
#define DIAGONAL(re, im) \
	VMOVUPS      (DI), Y20           \
	VFNMADD231PS Y16, Y16, Y20       \
	VFNMADD231PS Y17, Y17, Y20       \
	VMOVUPS      Y20, (DI)           \
	VADDPS       Y20, Y30, Y30       \
	VFMADD231PS  Z18, Z20, Z14       \
	VFMADD231PS  Z19, Z20, Z15       \
	VSHUFF32X4   SWAP, Z15, Z15, Z15 \
	VXORPS       Z31, Z14, Z14       \
	VSUBPS       Z15, Z14, re        \
	VXORPS       im, im, im          \
	ADDQ         $64, DI

// DONE writes w[i], and adds to Z29 what it means for u^H w.
#define DONE(i, re, im) \
	VSHUFF32X4  SWAP, im, im, im     \
	VXORPS      Z31, re, re          \
	VADDPS      im, re, re           \
	VMOVUPS     re, (64*i)(R8)       \
	VFMADD231PS (64*i)(DX), re, Z29

// func refreshOf8AVX512(q, v, u, w *cell, m *moment)
TEXT ·refreshOf8AVX512(SB), NOSPLIT, $0-40
	MOVQ    q+0(FP), DI
	MOVQ    v+8(FP), SI
	MOVQ    u+16(FP), DX
	MOVQ    w+24(FP), R8
	MOVQ    m+32(FP), R9
	VMOVUPS ·negateHigh(SB), Z31
	VXORPS  Z30, Z30, Z30 // trace
	VXORPS  Z29, Z29, Z29 // u^H w

	ROW(0)
	DIAGONAL(Z0, Z1)

	ROW(1)
	COLUMN(0, Z0, Z1)
	DIAGONAL(Z2, Z3)

	ROW(2)
	COLUMN(0, Z0, Z1)
	COLUMN(1, Z2, Z3)
	DIAGONAL(Z4, Z5)

	ROW(3)
	COLUMN(0, Z0, Z1)
	COLUMN(1, Z2, Z3)
	COLUMN(2, Z4, Z5)
	DIAGONAL(Z6, Z7)

	ROW(4)
	COLUMN(0, Z0, Z1)
	COLUMN(1, Z2, Z3)
	COLUMN(2, Z4, Z5)
	COLUMN(3, Z6, Z7)
	DIAGONAL(Z8, Z9)

	ROW(5)
	COLUMN(0, Z0, Z1)
	COLUMN(1, Z2, Z3)
	COLUMN(2, Z4, Z5)
	COLUMN(3, Z6, Z7)
	COLUMN(4, Z8, Z9)
	DIAGONAL(Z10, Z11)

	ROW(6)
	COLUMN(0, Z0, Z1)
	COLUMN(1, Z2, Z3)
	COLUMN(2, Z4, Z5)
	COLUMN(3, Z6, Z7)
	COLUMN(4, Z8, Z9)
	COLUMN(5, Z10, Z11)
	DIAGONAL(Z12, Z13)

	ROW(7)
	COLUMN(0, Z0, Z1)
	COLUMN(1, Z2, Z3)
	COLUMN(2, Z4, Z5)
	COLUMN(3, Z6, Z7)
	COLUMN(4, Z8, Z9)
	COLUMN(5, Z10, Z11)
	COLUMN(6, Z12, Z13)
	DIAGONAL(Z25, Z26)

	DONE(0, Z0, Z1)
	DONE(1, Z2, Z3)
	DONE(2, Z4, Z5)
	DONE(3, Z6, Z7)
	DONE(4, Z8, Z9)
	DONE(5, Z10, Z11)
	DONE(6, Z12, Z13)
	DONE(7, Z25, Z26)

	VMOVUPS       Y30, moment_trace(R9)
	VEXTRACTF32X8 $1, Z29, Y0
	VADDPS        Y29, Y0, Y0
	VMOVUPS       Y0, moment_gain(R9)
	VZEROUPPER
	RET

// func settleAVX512(h, v, w *cell, n int, scale *wide, m *moment) (wrong int)
TEXT ·settleAVX512(SB), NOSPLIT, $0-56
	SETTLE
	VSHUFF32X4 $0x44, Z0, Z0, Z0   // in both halves
	VSHUFF32X4 $0x44, Z1, Z1, Z1
	VSHUFF32X4 $0x44, Z3, Z3, Z3
	VXORPS     ·negateHigh(SB), Z3, Z3

value:
	VMULPS       (DX)(AX*1), Z0, Z4 // v = root w
	VMOVUPS      Z4, (SI)(AX*1)
	VMOVUPS      (DI)(AX*1), Z6     // h += f v
	VSHUFF32X4   SWAP, Z4, Z4, Z5
	VFMADD231PS  Z1, Z4, Z6
	VFNMADD231PS Z3, Z5, Z6
	VMOVUPS      Z6, (DI)(AX*1)
	ADDQ         $64, AX
	CMPQ         AX, CX
	JLT          value

	VZEROUPPER
	RET
