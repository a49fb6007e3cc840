package sampling

import "math"

// The two special functions that exact intervals need and package math lacks.
// Both are computed by the usual continued fractions and series (see Press et
// al., Numerical Recipes, chapter 6); errors are far below what an interval of
// a count can show.

const (
	specialEps  = 1e-14
	specialTiny = 1e-300
	specialMax  = 100_000 // terms; a few times the square root of the largest shape
)

// betaInc is the regularised incomplete beta function I_x(a, b), 0 ≤ x ≤ 1; for
// b ≤ 0 it is 0, as for a binomial variable that cannot reach a.
func betaInc(x, a, b float64) float64 {
	switch {
	case b <= 0:
		return 0
	case a <= 0:
		return 1
	}
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	front := math.Exp(lab - la - lb + a*math.Log(x) + b*math.Log1p(-x))
	if x < (a+1)/(a+b+2) {
		return front * betaFraction(x, a, b) / a
	}
	return 1 - front*betaFraction(1-x, b, a)/b
}

// betaFraction evaluates the continued fraction of betaInc by Lentz's method.
func betaFraction(x, a, b float64) float64 {
	c := 1.0
	d := 1 / nonZero(1-(a+b)*x/(a+1))
	h := d
	for m := 1.0; m < specialMax; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / nonZero(1+even*d)
		c = nonZero(1 + even/c)
		h *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / nonZero(1+odd*d)
		c = nonZero(1 + odd/c)
		h *= d * c
		if math.Abs(d*c-1) < specialEps {
			break
		}
	}
	return h
}

func nonZero(x float64) float64 {
	if math.Abs(x) < specialTiny {
		return specialTiny
	}
	return x
}

// gammaInc is the regularised lower incomplete gamma function P(a, x).
func gammaInc(a, x float64) float64 {
	if x <= 0 {
		return 0
	}
	lg, _ := math.Lgamma(a)
	front := math.Exp(a*math.Log(x) - x - lg)
	if x < a+1 {
		sum, term := 1/a, 1/a
		for n := 1.0; n < specialMax; n++ {
			term *= x / (a + n)
			sum += term
			if term < sum*specialEps {
				break
			}
		}
		return front * sum
	}
	b := x + 1 - a
	c := 1 / specialTiny
	d := 1 / b
	h := d
	for n := 1.0; n < specialMax; n++ {
		an := -n * (n - a)
		b += 2
		d = 1 / nonZero(an*d+b)
		c = nonZero(b + an/c)
		h *= d * c
		if math.Abs(d*c-1) < specialEps {
			break
		}
	}
	return 1 - front*h
}

// gammaBound returns x with P(shape, x) = (1+confidence)/2, for a confidence between -1
// and 1. For a large shape, of which the logarithm of the gamma function has too few
// digits left, it is that of Wilson and Hilferty, whose error goes with 1/shape.
func gammaBound(shape, confidence float64) float64 {
	if shape > exactMost {
		z := math.Sqrt2 * math.Erfinv(confidence)
		return shape * math.Pow(1-1/(9*shape)+z/(3*math.Sqrt(shape)), 3)
	}
	quantile := (1 + confidence) / 2
	lo, hi := 0.0, shape+1
	for gammaInc(shape, hi) < quantile {
		lo, hi = hi, 2*hi
	}
	for range 200 {
		mid := (lo + hi) / 2
		if mid <= lo || mid >= hi {
			break
		}
		if gammaInc(shape, mid) < quantile {
			lo = mid
		} else {
			hi = mid
		}
	}
	return (lo + hi) / 2
}
