package bleed

const (
	tiny = 1e-12 // keeps divisors and logarithms away from zero
	huge = 1e20  // squares beyond are on their way to infinity
)
