// How a vector settles, for all bins of a cell.

// 1/forget
DATA growth<>+0(SB)/4, $1.00200400801603206
GLOBL growth<>(SB), RODATA|NOPTR, $4

// huge
DATA most<>+0(SB)/4, $1e20
GLOBL most<>(SB), RODATA|NOPTR, $4

// Comparisons that are true of what is no number.
#define BELOW 0x19
#define NOT_BELOW 0x15

// SETTLE takes the arguments of settle and brings the scale and the moment up to date. It leaves in Y0 the root of what
// the vector counts, in Y1 and Y3 the conjugate of the error before times that root; h, v, w are at DI, SI, DX, their
// length in bytes is in CX, and AX is zero. It returns in which bins something went wrong.
#define SETTLE \
	MOVQ         h+0(FP), DI              \
	MOVQ         v+8(FP), SI              \
	MOVQ         w+16(FP), DX             \
	MOVQ         n+24(FP), CX             \
	MOVQ         scale+32(FP), R8         \
	MOVQ         m+40(FP), R9             \
	SHLQ         $6, CX                   \
	XORQ         AX, AX                   \
	VBROADCASTSS growth<>(SB), Y0         \
	VMULPS       (R8), Y0, Y0             \
	VBROADCASTSS moment_bound(R9), Y1     \
	VDIVPS       moment_trace(R9), Y1, Y1 \
	VMINPS       Y0, Y1, Y0               \
	VMOVUPS      Y0, (R8)                 \
	VMULPS       moment_gain(R9), Y0, Y6  \
	VMOVUPS      Y6, moment_gain(R9)      \
	VBROADCASTSS moment_noise(R9), Y2     \
	VADDPS       Y6, Y2, Y1               \
	VDIVPS       Y1, Y2, Y4               \
	VDIVPS       Y1, Y0, Y0               \
	VSQRTPS      Y0, Y0                   \
	VMOVUPS      moment_err(R9), Y2       \
	VMOVUPS      moment_err+32(R9), Y5    \
	VXORPS       Y3, Y3, Y3               \
	VCMPPS       $BELOW, Y3, Y6, Y7       \
	VMULPS       Y2, Y0, Y1               \
	VFNMADD231PS Y5, Y0, Y3               \
	VMULPS       Y2, Y4, Y2               \
	VMULPS       Y5, Y4, Y5               \
	VMOVUPS      Y2, moment_err(R9)       \
	VMOVUPS      Y5, moment_err+32(R9)    \
	VFMADD231PS  Y2, Y2, Y6               \
	VFMADD231PS  Y5, Y5, Y6               \
	VBROADCASTSS most<>(SB), Y4           \
	VCMPPS       $NOT_BELOW, Y4, Y6, Y6   \
	VORPS        Y6, Y7, Y7               \
	VMOVMSKPS    Y7, BX                   \
	MOVQ         BX, wrong+48(FP)
