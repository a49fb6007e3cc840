// Package seeds runs the same thing for several seeds and says how far the results
// spread.
package seeds

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
)

// Most is the greatest number of seeds that one command runs.
const Most = 10_000

// Flag adds -n to flags, which stands for one seed unless it is given.
func Flag(flags *flag.FlagSet) *int {
	return flags.Int("n", 1, fmt.Sprintf("`number` of seeds to run, one after the other, 1 to %d; prints how far the figures spread", Most))
}

// Check refuses a number of seeds that is not possible, from first on.
func Check(first uint64, n int) error {
	switch {
	case n < 1 || n > Most:
		return fmt.Errorf("-n is %d, want a whole number from 1 to %d", n, Most)
	case uint64(n-1) > math.MaxUint64-first:
		return fmt.Errorf("-n is %d: there are not that many seeds from %d to %d", n, first, uint64(math.MaxUint64))
	}
	return nil
}

// Run does something for n seeds from first on, on all cores, and returns the
// results in the order of the seeds. done, if not nil, is told how many are through.
// After an error no further seed begins; the error is that of the least seed.
func Run[T any](first uint64, n int, done func(n int), do func(seed uint64) (T, error)) ([]T, error) {
	return Each(runtime.GOMAXPROCS(0), n, done, func(i int) (T, error) { return do(first + uint64(i)) })
}

// Each does n things, numbered from 0, on so many goroutines, and returns the results in
// the order of the numbers, see Run.
func Each[T any](procs, n int, done func(n int), do func(i int) (T, error)) ([]T, error) {
	results, errs := make([]T, n), make([]error, n)
	var mu sync.Mutex
	next, through, failed := 0, 0, false
	take := func() (i int, ok bool) {
		mu.Lock()
		defer mu.Unlock()
		i, next = next, next+1
		return i, i < n && !failed
	}
	var wait sync.WaitGroup
	for range min(n, procs) {
		wait.Go(func() {
			for i, ok := take(); ok; i, ok = take() {
				results[i], errs[i] = do(i)
				mu.Lock()
				failed = failed || errs[i] != nil
				if through++; done != nil {
					done(through)
				}
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return results, nil
}

// Procs adds -procs to flags: how many worlds are computed at a time.
func Procs(flags *flag.FlagSet) *int {
	return flags.Int("procs", 0, "`number` of worlds that are computed at a time, each on a core and in memory (default one for each core)")
}

// CheckProcs refuses a number that is not possible, and is how many are meant: 0 stands for
// one for each core.
func CheckProcs(procs int) (int, error) {
	switch {
	case procs < 0 || procs > mostProcs:
		return 0, fmt.Errorf("-procs is %d, want a whole number from 1 to %d", procs, mostProcs)
	case procs == 0:
		return runtime.GOMAXPROCS(0), nil
	}
	return procs, nil
}

// mostProcs is more than any machine has cores.
const mostProcs = 1_024

// First is the least of n seeds: the one that was given, or else the one that a single
// history has, or 1 for several.
func First(given bool, seed uint64, n int) uint64 {
	if given || n == 1 {
		return seed
	}
	return 1
}

// Spread is the least, the middle and the greatest of some figures.
type Spread struct {
	Least  Figure `json:"least"`
	Median Figure `json:"median"`
	Most   Figure `json:"most"`
}

// Figure is a number that is null in JSON if there is none, such as a ratio to zero.
type Figure float64

// MarshalJSON spells the number.
func (f Figure) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(f)) || math.IsInf(float64(f), 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(f))
}

// SpreadOf looks at figures, of which there must be one at least. The median of an
// even number is the mean of the two in the middle.
func SpreadOf(figures []float64) Spread {
	f := slices.Clone(figures)
	slices.SortFunc(f, cmp.Compare[float64])
	k := len(f)
	return Spread{Figure(f[0]), Figure((f[(k-1)/2] + f[k/2]) / 2), Figure(f[k-1])}
}
