package stats

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func sampleOf(figures ...float64) *Sample {
	s := new(Sample)
	for _, f := range figures {
		s.Add(f)
	}
	return s
}

// The figures of a textbook: differences of ten pairs. The 95 % interval of the mean of
// Student's own sleep data is 0.70 to 2.46.
func TestStudentsSleep(t *testing.T) {
	a := []float64{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0}
	b := []float64{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4}
	s := new(Sample)
	for i := range a {
		s.AddDifference(a[i], b[i])
	}
	half, ok := s.Margin()
	assert.True(t, ok)
	assert.Equal(t, 1.58, s.Mean(), "the decimals, not what is near them")
	assert.InDelta(t, 1.229995, s.Deviation(), 1e-6)
	assert.InDelta(t, 0.7001142, s.Mean()-half, 1e-6)
	assert.InDelta(t, 2.4598858, s.Mean()+half, 1e-6)
	assert.Equal(t, 0.0, s.Least())
	assert.Equal(t, 4.6, s.Most())
	assert.False(t, s.AllZero())
}

func TestFewFigures(t *testing.T) {
	none := new(Sample)
	assert.Zero(t, none.Mean())
	assert.False(t, none.AllZero(), "nothing is known")
	_, ok := none.Margin()
	assert.False(t, ok)
	one := sampleOf(0.4545, math.NaN(), math.Inf(1))
	assert.EqualValues(t, 1, one.N())
	assert.Equal(t, 0.4545, one.Mean())
	_, ok = one.Margin()
	assert.False(t, ok)
	same := sampleOf(0.1, 0.1, 0.1)
	assert.Equal(t, 0.1, same.Mean())
	assert.Zero(t, same.Deviation())
	zero := new(Sample)
	zero.AddDifference(0.55, 0.55)
	zero.AddDifference(math.NaN(), 1)
	assert.True(t, zero.AllZero())
}

// However figures are shared out and in whatever order they come, the sums are the same
// bytes, also by way of a file.
func TestSumsDoNotDependOnTheOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	figures := make([]float64, 500)
	for i := range figures {
		figures[i] = []float64{r.NormFloat64(), r.Float64() * 1e15, float64(r.IntN(1e6)) / 1e6}[r.IntN(3)]
	}
	text := func(s *Sample) string {
		out, err := json.Marshal(s)
		require.NoError(t, err)
		return string(out)
	}
	want := text(sampleOf(figures...))
	for parts := 1; parts <= 7; parts++ {
		r.Shuffle(len(figures), func(i, k int) { figures[i], figures[k] = figures[k], figures[i] })
		all := make([]Sample, parts)
		for i, f := range figures {
			all[i%parts].Add(f)
		}
		sum := new(Sample)
		for i := range all {
			var read Sample
			require.NoError(t, json.Unmarshal([]byte(text(&all[i])), &read))
			sum.Merge(&read)
		}
		sum.Merge(new(Sample))
		assert.Equal(t, want, text(sum), "%d parts", parts)
	}
}

func TestRefusesImpossibleSums(t *testing.T) {
	for _, text := range []string{
		`{}`, `7`, `{"n":1}`, `{"n":1,"sum":"x","squares":"1","least":"1","most":"1"}`,
		`{"n":-1,"sum":"1","squares":"1","least":"1","most":"1"}`,
		`{"n":0,"sum":"1","squares":"1","least":"1","most":"1"}`,
		`{"n":2,"sum":"9","squares":"99","least":"1","most":"2"}`,
		`{"n":2,"sum":"3","squares":"1","least":"1","most":"2"}`,
		`{"n":1,"sum":"1e-999999","squares":"1e-999999","least":"1e-999999","most":"1e-999999"}`,
		`{"n":1,"sum":"1/0","squares":"1","least":"1","most":"1"}`,
		`{"n":1,"sum":"` + strings.Repeat("1", 5_000) + `","squares":"1","least":"1","most":"1"}`,
	} {
		s := sampleOf(7)
		assert.Error(t, json.Unmarshal([]byte(text), s), text)
		assert.Equal(t, 7.0, s.Mean(), text)
	}
}

// The points are those of the density of Student's distribution, integrated.
func TestStudentsPoints(t *testing.T) {
	for _, degrees := range []int64{1, 2, 3, 5, 8, 12, 13, 14, 19, 30, 99, 9_999} {
		v := float64(degrees)
		top, _ := math.Lgamma((v + 1) / 2)
		bottom, _ := math.Lgamma(v / 2)
		density := func(x float64) float64 {
			return math.Exp(top-bottom-(v+1)/2*math.Log1p(x*x/v)) / math.Sqrt(v*math.Pi)
		}
		const steps = 20_000 // Simpson's rule
		to := student(degrees)
		h, sum := to/steps, density(0)+density(to)
		for i := 1; i < steps; i++ {
			sum += float64(2+2*(i%2)) * density(float64(i)*h)
		}
		assert.InDelta(t, 0.475, sum*h/3, 1e-6, "%d degrees", degrees)
	}
	assert.InDelta(t, 1.96, student(1_000_000), 1e-4)
}
