#include "go_asm.h"
#include "textflag.h"

// AVX2 and FMA. A cell is 64 bytes: the real parts of eight bins, then their imaginary parts.

// func innerAVX2(y, h, u *cell, n int)
TEXT ·innerAVX2(SB), NOSPLIT, $0-32
	MOVQ   y+0(FP), DI
	MOVQ   h+8(FP), SI
	MOVQ   u+16(FP), DX
	MOVQ   n+24(FP), CX
	SHLQ   $6, CX
	XORQ   AX, AX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3

value:
	VMOVUPS      (SI)(AX*1), Y4
	VMOVUPS      32(SI)(AX*1), Y5
	VMOVUPS      (DX)(AX*1), Y6
	VMOVUPS      32(DX)(AX*1), Y7
	VFMADD231PS  Y4, Y6, Y0 // re += h.re u.re + h.im u.im
	VFMADD231PS  Y5, Y7, Y2
	VFMADD231PS  Y4, Y7, Y1 // im += h.re u.im - h.im u.re
	VFNMADD231PS Y5, Y6, Y3
	ADDQ         $64, AX
	CMPQ         AX, CX
	JLT          value

	VADDPS  Y2, Y0, Y0
	VADDPS  Y3, Y1, Y1
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

// 1/forget
DATA ·growth+0(SB)/4, $1.00200400801603206
GLOBL ·growth(SB), RODATA|NOPTR, $4

// func settleAVX2(h, v, w *cell, n int, scale *wide, m *moment)
TEXT ·settleAVX2(SB), NOSPLIT, $0-48
	MOVQ         h+0(FP), DI
	MOVQ         v+8(FP), SI
	MOVQ         w+16(FP), DX
	MOVQ         n+24(FP), CX
	MOVQ         scale+32(FP), R8
	MOVQ         m+40(FP), R9
	SHLQ         $6, CX
	XORQ         AX, AX
	VBROADCASTSS ·growth(SB), Y0
	VMULPS       (R8), Y0, Y0
	VBROADCASTSS moment_bound(R9), Y1
	VDIVPS       moment_trace(R9), Y1, Y1
	VMINPS       Y0, Y1, Y0              // scale
	VMOVUPS      Y0, (R8)
	VMULPS       moment_gain(R9), Y0, Y1 // gain
	VMOVUPS      Y1, moment_gain(R9)
	VBROADCASTSS moment_noise(R9), Y2
	VADDPS       Y1, Y2, Y1
	VBROADCASTSS ·one(SB), Y3
	VDIVPS       Y1, Y3, Y1              // 1 / (noise + gain)
	VMULPS       Y1, Y2, Y2              // what is left of the error
	VMULPS       Y1, Y0, Y0
	VSQRTPS      Y0, Y0                  // root
	VMOVUPS      moment_err(R9), Y3
	VMOVUPS      moment_err+32(R9), Y4
	VMULPS       Y3, Y0, Y1              // f = root conj(err)
	VMULPS       Y3, Y2, Y3
	VMOVUPS      Y3, moment_err(R9)
	VXORPS       Y3, Y3, Y3
	VFNMADD231PS Y4, Y0, Y3
	VMULPS       Y4, Y2, Y4
	VMOVUPS      Y4, moment_err+32(R9)

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

// func fourfoldAVX2(to, from *numbers, at, far, count int, w *[3]turn)
TEXT ·fourfoldAVX2(SB), NOSPLIT, $0-48
	MOVQ         to+0(FP), DI
	MOVQ         from+8(FP), SI
	MOVQ         at+16(FP), AX
	MOVQ         far+24(FP), R8
	MOVQ         count+32(FP), CX
	MOVQ         w+40(FP), DX
	LEAQ         (SI)(AX*4), SI
	SHLQ         $4, AX
	ADDQ         AX, DI
	SHLQ         $2, R8
	LEAQ         (R8)(R8*2), R9
	SHLQ         $2, CX
	LEAQ         (CX)(CX*2), R10
	VBROADCASTSS (DX), Y10
	VBROADCASTSS 4(DX), Y11
	VBROADCASTSS 8(DX), Y12
	VBROADCASTSS 12(DX), Y13
	VBROADCASTSS 16(DX), Y14
	VBROADCASTSS 20(DX), Y15
	MOVQ         CX, AX

side:
	VMOVUPS (SI), Y0            // 0 and 2
	VMOVUPS numbers_im(SI), Y1
	VMOVUPS (SI)(R8*2), Y2
	VMOVUPS numbers_im(SI)(R8*2), Y3
	VADDPS  Y2, Y0, Y4          // sum
	VADDPS  Y3, Y1, Y5
	VSUBPS  Y2, Y0, Y6          // dif
	VSUBPS  Y3, Y1, Y7
	VMOVUPS (SI)(R8*1), Y0      // 1 and 3
	VMOVUPS numbers_im(SI)(R8*1), Y1
	VMOVUPS (SI)(R9*1), Y2
	VMOVUPS numbers_im(SI)(R9*1), Y3
	VADDPS  Y2, Y0, Y8          // odd
	VADDPS  Y3, Y1, Y9
	VSUBPS  Y2, Y0, Y2          // cross, its imaginary part
	VSUBPS  Y1, Y3, Y3          // its real part
	VADDPS  Y8, Y4, Y0          // sum + odd
	VADDPS  Y9, Y5, Y1
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, numbers_im(DI)
	VSUBPS  Y8, Y4, Y4          // w2 (sum - odd)
	VSUBPS  Y9, Y5, Y5
	VMULPS  Y4, Y12, Y0
	VMULPS  Y5, Y12, Y1
	VFNMADD231PS Y5, Y13, Y0
	VFMADD231PS  Y4, Y13, Y1
	VMOVUPS Y0, (DI)(CX*2)
	VMOVUPS Y1, numbers_im(DI)(CX*2)
	VSUBPS  Y3, Y6, Y4          // w1 (dif - cross)
	VSUBPS  Y2, Y7, Y5
	VMULPS  Y4, Y10, Y0
	VMULPS  Y5, Y10, Y1
	VFNMADD231PS Y5, Y11, Y0
	VFMADD231PS  Y4, Y11, Y1
	VMOVUPS Y0, (DI)(CX*1)
	VMOVUPS Y1, numbers_im(DI)(CX*1)
	VADDPS  Y3, Y6, Y4          // w3 (dif + cross)
	VADDPS  Y2, Y7, Y5
	VMULPS  Y4, Y14, Y0
	VMULPS  Y5, Y14, Y1
	VFNMADD231PS Y5, Y15, Y0
	VFMADD231PS  Y4, Y15, Y1
	VMOVUPS Y0, (DI)(R10*1)
	VMOVUPS Y1, numbers_im(DI)(R10*1)
	ADDQ    $32, SI
	ADDQ    $32, DI
	SUBQ    $32, AX
	JGT     side

	VZEROUPPER
	RET
