package stats

// first are the 97.5 % points of Student's distribution with 1 to 12 degrees of freedom.
var first = [...]float64{
	12.7062047, 4.30265273, 3.18244631, 2.77644511, 2.57058184, 2.44691185,
	2.36462425, 2.30600414, 2.26215716, 2.22813885, 2.20098516, 2.17881283,
}

// later are the coefficients of the same point's expansion in powers of 1 / degrees
// (Abramowitz and Stegun, 26.7.5): the normal distribution's point is the first.
var later = [...]float64{1.95996398454, 2.3722712303, 2.82249861574, 2.55584967951, 1.58953405339}

// student is the 97.5 % point of Student's distribution, to five digits at least: within so
// many standard errors of the mean the truth lies 95 times of 100. Every product is rounded
// before it is added, which gives the same bits on every machine.
func student(degrees int64) float64 {
	if degrees <= int64(len(first)) {
		return first[degrees-1]
	}
	t, inverse := 0.0, 1/float64(degrees)
	for i := len(later) - 1; i >= 0; i-- {
		t = float64(t*inverse) + later[i]
	}
	return t
}
