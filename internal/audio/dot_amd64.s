#include "textflag.h"

// SSE only, which every amd64 machine has: there is nothing to detect.

// func dot(x, w []float32) float32
TEXT ·dot(SB), NOSPLIT, $0-52
	MOVQ  x_base+0(FP), SI
	MOVQ  w_base+24(FP), DI
	MOVQ  w_len+32(FP), CX
	XORPS X0, X0            // lanes 0 to 3
	XORPS X1, X1            // lanes 4 to 7

loop:
	SUBQ   $8, CX
	JLT    sum
	MOVUPS (SI), X2
	MOVUPS 16(SI), X3
	MOVUPS (DI), X4
	MOVUPS 16(DI), X5
	MULPS  X4, X2
	MULPS  X5, X3
	ADDPS  X2, X0
	ADDPS  X3, X1
	ADDQ   $32, SI
	ADDQ   $32, DI
	JMP    loop

sum:
	ADDPS   X1, X0
	MOVHLPS X0, X1
	ADDPS   X1, X0
	MOVAPS  X0, X1
	SHUFPS  $1, X1, X1
	ADDSS   X1, X0
	MOVSS   X0, ret+48(FP)
	RET
