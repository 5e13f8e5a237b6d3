#include "go_asm.h"
#include "textflag.h"

// The Fourier transform with AVX2 and FMA: eight numbers side by side.

#define IM numbers_im   // from the real parts of numbers to their imaginary ones, in bytes
#define QUARTER 512     // a quarter of the numbers, in bytes of real parts
#define HALF 1024

// func weighAVX2(z *numbers, frame, window *[frameLen]float32)
TEXT ·weighAVX2(SB), NOSPLIT, $0-24
	MOVQ z+0(FP), DI
	MOVQ frame+8(FP), SI
	MOVQ window+16(FP), DX
	XORQ AX, AX

numbers:
	VMOVUPS (SI)(AX*2), Y0
	VMOVUPS 32(SI)(AX*2), Y1
	VMULPS  (DX)(AX*2), Y0, Y0
	VMULPS  32(DX)(AX*2), Y1, Y1
	VSHUFPS $0x88, Y1, Y0, Y2 // the even samples, the middle four in the wrong order
	VSHUFPS $0xDD, Y1, Y0, Y3
	VPERMPD $0xD8, Y2, Y2
	VPERMPD $0xD8, Y3, Y3
	VMOVUPS Y2, (DI)(AX*1)
	VMOVUPS Y3, IM(DI)(AX*1)
	ADDQ    $32, AX
	CMPQ    AX, $(4*QUARTER)
	JLT     numbers

	VZEROUPPER
	RET

// FOUR makes transforms of the numbers at AX and a quarter, a half and three quarters later. Their outputs are Y0, Y2, Y8
// and Y4, with the imaginary parts in Y1, Y3, Y9 and Y5.
#define FOUR \
	VMOVUPS      (SI)(AX*1), Y0                  \
	VMOVUPS      IM(SI)(AX*1), Y1                \
	VMOVUPS      (2*QUARTER)(SI)(AX*1), Y2       \
	VMOVUPS      (2*QUARTER+IM)(SI)(AX*1), Y3    \
	VADDPS       Y2, Y0, Y4                      \
	VADDPS       Y3, Y1, Y5                      \
	VSUBPS       Y2, Y0, Y6                      \
	VSUBPS       Y3, Y1, Y7                      \
	VMOVUPS      QUARTER(SI)(AX*1), Y0           \
	VMOVUPS      (QUARTER+IM)(SI)(AX*1), Y1      \
	VMOVUPS      (3*QUARTER)(SI)(AX*1), Y2       \
	VMOVUPS      (3*QUARTER+IM)(SI)(AX*1), Y3    \
	VADDPS       Y2, Y0, Y8                      \
	VADDPS       Y3, Y1, Y9                      \
	VSUBPS       Y2, Y0, Y2                      \
	VSUBPS       Y1, Y3, Y3                      \
	VADDPS       Y8, Y4, Y0                      \
	VADDPS       Y9, Y5, Y1                      \
	VSUBPS       Y8, Y4, Y4                      \
	VSUBPS       Y9, Y5, Y5                      \
	VSUBPS       Y3, Y6, Y8                      \
	VSUBPS       Y2, Y7, Y9                      \
	VADDPS       Y3, Y6, Y6                      \
	VADDPS       Y2, Y7, Y7                      \
	VMOVUPS      (DX)(AX*1), Y10                 \
	VMOVUPS      QUARTER(DX)(AX*1), Y11          \
	VMULPS       Y10, Y8, Y2                     \
	VMULPS       Y10, Y9, Y3                     \
	VFNMADD231PS Y11, Y9, Y2                     \
	VFMADD231PS  Y11, Y8, Y3                     \
	VMOVUPS      (2*QUARTER)(DX)(AX*1), Y10      \
	VMOVUPS      (3*QUARTER)(DX)(AX*1), Y11      \
	VMULPS       Y10, Y4, Y8                     \
	VMULPS       Y10, Y5, Y9                     \
	VFNMADD231PS Y11, Y5, Y8                     \
	VFMADD231PS  Y11, Y4, Y9                     \
	VMOVUPS      (4*QUARTER)(DX)(AX*1), Y10      \
	VMOVUPS      (5*QUARTER)(DX)(AX*1), Y11      \
	VMULPS       Y10, Y6, Y4                     \
	VMULPS       Y10, Y7, Y5                     \
	VFNMADD231PS Y11, Y7, Y4                     \
	VFMADD231PS  Y11, Y6, Y5

// BYTURNS writes eight transforms, whose outputs are a to d, one after the other.
#define BYTURNS(a, b, c, d, at) \
	VUNPCKLPS  b, a, Y10            \
	VUNPCKHPS  b, a, Y11            \
	VUNPCKLPS  d, c, Y12            \
	VUNPCKHPS  d, c, Y13            \
	VUNPCKLPD  Y12, Y10, Y14        \
	VUNPCKHPD  Y12, Y10, Y15        \
	VUNPCKLPD  Y13, Y11, Y10        \
	VUNPCKHPD  Y13, Y11, Y12        \
	VPERM2F128 $0x20, Y15, Y14, a   \
	VPERM2F128 $0x20, Y12, Y10, b   \
	VPERM2F128 $0x31, Y15, Y14, c   \
	VPERM2F128 $0x31, Y12, Y10, d   \
	VMOVUPS    a, (at)(DI)(AX*4)    \
	VMOVUPS    b, (at+32)(DI)(AX*4) \
	VMOVUPS    c, (at+64)(DI)(AX*4) \
	VMOVUPS    d, (at+96)(DI)(AX*4)

// BYFOURS does so for two times four that stay side by side.
#define BYFOURS(a, b, c, d, at) \
	VPERM2F128 $0x20, b, a, Y10       \
	VPERM2F128 $0x20, d, c, Y11       \
	VPERM2F128 $0x31, b, a, Y12       \
	VPERM2F128 $0x31, d, c, Y13       \
	VMOVUPS    Y10, (at)(DI)(AX*4)    \
	VMOVUPS    Y11, (at+32)(DI)(AX*4) \
	VMOVUPS    Y12, (at+64)(DI)(AX*4) \
	VMOVUPS    Y13, (at+96)(DI)(AX*4)

// func fourfoldAVX2(to, from *numbers, stage int, w *twiddles)
TEXT ·fourfoldAVX2(SB), NOSPLIT, $0-32
	MOVQ to+0(FP), DI
	MOVQ from+8(FP), SI
	MOVQ stage+16(FP), CX
	MOVQ w+24(FP), DX
	XORQ AX, AX
	CMPQ CX, $1
	JLT  first
	JEQ  second

	MOVQ $4, R8
	SHLQ $1, CX
	SHLQ CX, R8          // what is side by side, in bytes
	LEAQ (R8)(R8*2), R9
	LEAQ -1(R8), R10

later:
	FOUR
	MOVQ    AX, BX
	ANDQ    R10, BX      // where it is among them
	LEAQ    (BX)(BX*2), BX
	NEGQ    BX
	LEAQ    (BX)(AX*4), BX
	ADDQ    DI, BX
	VMOVUPS Y0, (BX)
	VMOVUPS Y1, IM(BX)
	VMOVUPS Y2, (BX)(R8*1)
	VMOVUPS Y3, IM(BX)(R8*1)
	VMOVUPS Y8, (BX)(R8*2)
	VMOVUPS Y9, IM(BX)(R8*2)
	VMOVUPS Y4, (BX)(R9*1)
	VMOVUPS Y5, IM(BX)(R9*1)
	ADDQ    $32, AX
	CMPQ    AX, $QUARTER
	JLT     later
	VZEROUPPER
	RET

first:
	FOUR
	BYTURNS(Y0, Y2, Y8, Y4, 0)
	BYTURNS(Y1, Y3, Y9, Y5, IM)
	ADDQ $32, AX
	CMPQ AX, $QUARTER
	JLT  first
	VZEROUPPER
	RET

second:
	FOUR
	BYFOURS(Y0, Y2, Y8, Y4, 0)
	BYFOURS(Y1, Y3, Y9, Y5, IM)
	ADDQ $32, AX
	CMPQ AX, $QUARTER
	JLT  second
	VZEROUPPER
	RET

// func twofoldAVX2(z *numbers)
TEXT ·twofoldAVX2(SB), NOSPLIT, $0-8
	MOVQ z+0(FP), DI
	XORQ AX, AX

numbers:
	VMOVUPS (DI)(AX*1), Y0
	VMOVUPS IM(DI)(AX*1), Y1
	VMOVUPS HALF(DI)(AX*1), Y2
	VMOVUPS (HALF+IM)(DI)(AX*1), Y3
	VADDPS  Y2, Y0, Y4
	VADDPS  Y3, Y1, Y5
	VSUBPS  Y2, Y0, Y6
	VSUBPS  Y3, Y1, Y7
	VMOVUPS Y4, (DI)(AX*1)
	VMOVUPS Y5, IM(DI)(AX*1)
	VMOVUPS Y6, HALF(DI)(AX*1)
	VMOVUPS Y7, (HALF+IM)(DI)(AX*1)
	ADDQ    $32, AX
	CMPQ    AX, $HALF
	JLT     numbers

	VZEROUPPER
	RET

DATA ·halved+0(SB)/4, $0.5
GLOBL ·halved(SB), RODATA|NOPTR, $4

// What comes eight numbers before, the last first.
DATA ·mirror+0(SB)/4, $7
DATA ·mirror+4(SB)/4, $6
DATA ·mirror+8(SB)/4, $5
DATA ·mirror+12(SB)/4, $4
DATA ·mirror+16(SB)/4, $3
DATA ·mirror+20(SB)/4, $2
DATA ·mirror+24(SB)/4, $1
DATA ·mirror+28(SB)/4, $0
GLOBL ·mirror(SB), RODATA|NOPTR, $32

// Likewise, but the first stays the first.
DATA ·around+0(SB)/4, $0
DATA ·around+4(SB)/4, $7
DATA ·around+8(SB)/4, $6
DATA ·around+12(SB)/4, $5
DATA ·around+16(SB)/4, $4
DATA ·around+20(SB)/4, $3
DATA ·around+24(SB)/4, $2
DATA ·around+28(SB)/4, $1
GLOBL ·around(SB), RODATA|NOPTR, $32

// func divideAVX2(s *spectrum, z, turns *numbers)
TEXT ·divideAVX2(SB), NOSPLIT, $0-24
	MOVQ         s+0(FP), DI
	MOVQ         z+8(FP), SI
	MOVQ         turns+16(FP), DX
	VBROADCASTSS ·halved(SB), Y15
	VMOVUPS      ·around(SB), Y14
	XORQ         AX, AX
	LEAQ         (4*QUARTER-32)(SI), BX // what mirrors the numbers at AX: z[-k], and z[0] itself
	VPERMPS      (BX), Y14, Y2
	VPERMPS      IM(BX), Y14, Y3
	VBLENDPS     $1, (SI), Y2, Y2
	VBLENDPS     $1, IM(SI), Y3, Y3
	VMOVUPS      ·mirror(SB), Y14
	ADDQ         $4, BX
	JMP          cell

next:
	VPERMPS (BX), Y14, Y2
	VPERMPS IM(BX), Y14, Y3

cell:
	VMOVUPS      (SI)(AX*1), Y0
	VMOVUPS      IM(SI)(AX*1), Y1
	VADDPS       Y2, Y0, Y4           // even
	VSUBPS       Y3, Y1, Y5
	VADDPS       Y3, Y1, Y6           // odd
	VSUBPS       Y0, Y2, Y7
	VMOVUPS      (DX)(AX*1), Y8
	VMOVUPS      IM(DX)(AX*1), Y9
	VFMADD231PS  Y8, Y6, Y4
	VFMADD231PS  Y8, Y7, Y5
	VFNMADD231PS Y9, Y7, Y4
	VFMADD231PS  Y9, Y6, Y5
	VMULPS       Y15, Y4, Y4
	VMULPS       Y15, Y5, Y5
	VMOVUPS      Y4, (DI)(AX*2)
	VMOVUPS      Y5, 32(DI)(AX*2)
	SUBQ         $32, BX
	ADDQ         $32, AX
	CMPQ         AX, $(4*QUARTER)
	JLT          next

	VZEROUPPER
	RET

// func uniteAVX2(z *numbers, s *spectrum, turns *numbers)
TEXT ·uniteAVX2(SB), NOSPLIT, $0-24
	MOVQ         z+0(FP), DI
	MOVQ         s+8(FP), SI
	MOVQ         turns+16(FP), DX
	VBROADCASTSS ·halved(SB), Y15
	VMOVUPS      ·around(SB), Y14
	VXORPS       Y13, Y13, Y13
	VSUBPS       Y15, Y13, Y13        // minus one half
	XORQ         AX, AX
	LEAQ         (8*QUARTER-64)(SI), BX // the cell that mirrors the one at AX, but for the first bin, which is of the next

cell:
	VPERMPS      (BX), Y14, Y2
	VPERMPS      32(BX), Y14, Y3
	VBLENDPS     $1, 64(BX), Y2, Y2
	VBLENDPS     $1, 96(BX), Y3, Y3
	VMOVUPS      (SI)(AX*2), Y0
	VMOVUPS      32(SI)(AX*2), Y1
	VADDPS       Y2, Y0, Y4           // even
	VSUBPS       Y3, Y1, Y5
	VSUBPS       Y2, Y0, Y6           // odd
	VADDPS       Y3, Y1, Y7
	VMOVUPS      (DX)(AX*1), Y8
	VMOVUPS      IM(DX)(AX*1), Y9
	VFNMADD231PS Y8, Y7, Y4
	VFMADD231PS  Y8, Y6, Y5
	VFMADD231PS  Y9, Y6, Y4
	VFMADD231PS  Y9, Y7, Y5
	VMULPS       Y15, Y4, Y4
	VMULPS       Y13, Y5, Y5
	VMOVUPS      Y4, (DI)(AX*1)
	VMOVUPS      Y5, IM(DI)(AX*1)
	SUBQ         $64, BX
	ADDQ         $32, AX
	CMPQ         AX, $(4*QUARTER)
	JLT          cell

	VZEROUPPER
	RET

// func overlapAVX2(sum *[frameLen]float32, z *numbers, back *[frameLen]float32)
TEXT ·overlapAVX2(SB), NOSPLIT, $0-24
	MOVQ sum+0(FP), DI
	MOVQ z+8(FP), SI
	MOVQ back+16(FP), DX
	XORQ AX, AX

samples:
	VMOVUPS     (SI)(AX*1), Y0
	VMOVUPS     IM(SI)(AX*1), Y1
	VUNPCKLPS   Y1, Y0, Y2
	VUNPCKHPS   Y1, Y0, Y3
	VPERM2F128  $0x20, Y3, Y2, Y0
	VPERM2F128  $0x31, Y3, Y2, Y1
	VMOVUPS     (DI)(AX*2), Y2
	VMOVUPS     32(DI)(AX*2), Y3
	VFMADD231PS (DX)(AX*2), Y0, Y2
	VFMADD231PS 32(DX)(AX*2), Y1, Y3
	VMOVUPS     Y2, (DI)(AX*2)
	VMOVUPS     Y3, 32(DI)(AX*2)
	ADDQ        $32, AX
	CMPQ        AX, $(4*QUARTER)
	JLT         samples

	VZEROUPPER
	RET
