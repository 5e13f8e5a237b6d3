#include "textflag.h"

// Both add in the order of dotPortable, lane by lane, and fuse nothing.

// func dotSSE(x, w []float32) float32
TEXT ·dotSSE(SB), NOSPLIT, $0-52
	MOVQ  x_base+0(FP), SI
	MOVQ  w_base+24(FP), DI
	MOVQ  w_len+32(FP), CX
	XORPS X0, X0            // lanes 0 to 3, and so on to X7
	XORPS X1, X1
	XORPS X2, X2
	XORPS X3, X3
	XORPS X4, X4
	XORPS X5, X5
	XORPS X6, X6
	XORPS X7, X7

loop:
	SUBQ   $32, CX
	JLT    sum
	MOVUPS (SI), X8
	MOVUPS (DI), X9
	MOVUPS 16(SI), X10
	MOVUPS 16(DI), X11
	MULPS  X9, X8
	MULPS  X11, X10
	ADDPS  X8, X0
	ADDPS  X10, X1
	MOVUPS 32(SI), X8
	MOVUPS 32(DI), X9
	MOVUPS 48(SI), X10
	MOVUPS 48(DI), X11
	MULPS  X9, X8
	MULPS  X11, X10
	ADDPS  X8, X2
	ADDPS  X10, X3
	MOVUPS 64(SI), X8
	MOVUPS 64(DI), X9
	MOVUPS 80(SI), X10
	MOVUPS 80(DI), X11
	MULPS  X9, X8
	MULPS  X11, X10
	ADDPS  X8, X4
	ADDPS  X10, X5
	MOVUPS 96(SI), X8
	MOVUPS 96(DI), X9
	MOVUPS 112(SI), X10
	MOVUPS 112(DI), X11
	MULPS  X9, X8
	MULPS  X11, X10
	ADDPS  X8, X6
	ADDPS  X10, X7
	ADDQ   $128, SI
	ADDQ   $128, DI
	JMP    loop

sum:
	ADDPS   X4, X0
	ADDPS   X5, X1
	ADDPS   X6, X2
	ADDPS   X7, X3
	ADDPS   X2, X0
	ADDPS   X3, X1
	ADDPS   X1, X0
	MOVHLPS X0, X1
	ADDPS   X1, X0
	MOVAPS  X0, X1
	SHUFPS  $1, X1, X1
	ADDSS   X1, X0
	MOVSS   X0, ret+48(FP)
	RET

// func dotAVX2(x, w []float32) float32
TEXT ·dotAVX2(SB), NOSPLIT, $0-52
	MOVQ   x_base+0(FP), SI
	MOVQ   w_base+24(FP), DI
	MOVQ   w_len+32(FP), CX
	VXORPS Y0, Y0, Y0       // lanes 0 to 7, and so on to Y3
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3

loop:
	SUBQ    $32, CX
	JLT     sum
	VMOVUPS (SI), Y4
	VMOVUPS 32(SI), Y5
	VMOVUPS 64(SI), Y6
	VMOVUPS 96(SI), Y7
	VMULPS  (DI), Y4, Y4
	VMULPS  32(DI), Y5, Y5
	VMULPS  64(DI), Y6, Y6
	VMULPS  96(DI), Y7, Y7
	VADDPS  Y4, Y0, Y0
	VADDPS  Y5, Y1, Y1
	VADDPS  Y6, Y2, Y2
	VADDPS  Y7, Y3, Y3
	ADDQ    $128, SI
	ADDQ    $128, DI
	JMP     loop

sum:
	VADDPS       Y2, Y0, Y0
	VADDPS       Y3, Y1, Y1
	VADDPS       Y1, Y0, Y0
	VEXTRACTF128 $1, Y0, X1
	VZEROUPPER
	ADDPS        X1, X0
	MOVHLPS      X0, X1
	ADDPS        X1, X0
	MOVAPS       X0, X1
	SHUFPS       $1, X1, X1
	ADDSS        X1, X0
	MOVSS        X0, ret+48(FP)
	RET
