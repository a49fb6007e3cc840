package calibrate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/calibrate"
)

// clock is moved by the operations that are measured.
type clock struct{ ns int64 }

func (c *clock) now() int64 { return c.ns }

// takes is an operation of so many nanoseconds that counts its batches.
func (c *clock) takes(name string, ns int64, batches *[]int) calibrate.Operation {
	return calibrate.Operation{Name: name, Run: func(n int) int {
		*batches = append(*batches, n)
		c.ns += int64(n) * ns
		return n
	}}
}

func TestFindsWhatOperationsTake(t *testing.T) {
	var c clock
	var order []int
	slow := int64(0)
	var uneven []int
	s := calibrate.New(calibrate.Config{Now: c.now, BatchNs: 1_000_000, Rounds: 5}, []calibrate.Operation{
		c.takes("a", 3, &order),
		c.takes("b", 700, &order),
		{Name: "uneven", Run: func(n int) int {
			slow++
			uneven = append(uneven, n)
			c.ns += int64(n) * (100 + slow%3)
			return n
		}},
		{Name: "prepared", Prepare: func(n int) { c.ns += 1e9 }, Run: func(n int) int { c.ns += int64(n) * 50; return 2 * n }},
	})
	for s.Step() {
	}
	assert.Equal(t, calibrate.Figure{Typical: 3_000, Low: 3_000, High: 3_000}, calibrate.FigureOf(s.Samples("a")))
	assert.Equal(t, calibrate.Figure{Typical: 700_000, Low: 700_000, High: 700_000}, calibrate.FigureOf(s.Samples("b")))
	assert.Equal(t, int64(25_000), calibrate.FigureOf(s.Samples("prepared")).High, "preparing is not timed, and Run says how often it did it")
	f := calibrate.FigureOf(s.Samples("uneven"))
	assert.Equal(t, [3]int64{100_000, 101_000, 102_000}, [3]int64{f.Low, f.Typical, f.High})
	assert.Len(t, s.Samples("uneven"), 5)
	done, of := s.Progress()
	assert.Equal(t, [2]int{20, 20}, [2]int{done, of})
	for _, n := range uneven[len(uneven)-5:] {
		assert.GreaterOrEqual(t, n*100, 1_000_000/2, "batches last about as long as was asked for")
	}
}

func TestAClockThatStandsStill(t *testing.T) {
	var batches []int
	var c clock
	s := calibrate.New(calibrate.Config{Now: c.now, Rounds: 2}, []calibrate.Operation{c.takes("nothing", 0, &batches)})
	steps := 0
	for s.Step() {
		steps++
		require.Less(t, steps, 100)
	}
	assert.Equal(t, calibrate.Figure{}, calibrate.FigureOf(s.Samples("nothing")))
	assert.False(t, s.Step(), "it is over")
}

func TestBeyond(t *testing.T) {
	assert.Equal(t, []int64{5, 0, 1}, calibrate.Beyond([]int64{10, 3, 7}, []int64{5, 4, 6}))
	assert.Equal(t, calibrate.Figure{Typical: 1, Low: 1, High: 4}, calibrate.FigureOf([]int64{4, 1, 2, 3}))
	assert.Equal(t, calibrate.Figure{}, calibrate.FigureOf(nil))
}

// A neighbour takes the core away in the middle of two batches in three, and a browser
// replaces its first, slow code after a while: the figures are those of the work alone.
func TestFiguresOfABusyMachine(t *testing.T) {
	for _, test := range []struct {
		name     string
		took     func(batch int) int64 // of an operation that takes 500 ns by itself
		mostly   int64
		atMost   int // rounds
		settled  bool
		contains int64
	}{
		{"quiet", func(int) int64 { return 500 }, 500_000, 10, true, 500_000},
		{"a busy neighbour", func(batch int) int64 { return 500 + int64(batch%3)*900 }, 500_000, 12, true, 2_300_000},
		{"slow code first", func(batch int) int64 {
			if batch < 8 {
				return 2_100
			}
			return 500
		}, 500_000, 20, true, 500_000},
		{"never still", func(batch int) int64 { return 500 + 100*int64(batch) }, 5_900_000, 60, false, 6_000_000},
	} {
		t.Run(test.name, func(t *testing.T) {
			var c clock
			batch := 0
			s := calibrate.New(calibrate.Config{Now: c.now, BatchNs: 1_000, Rounds: 10, Most: 60}, []calibrate.Operation{
				{Name: "work", Run: func(n int) int { c.ns += int64(n) * test.took(batch); batch++; return n }},
			})
			for s.Step() {
			}
			rounds, most := s.Progress()
			assert.Equal(t, 60, most)
			assert.LessOrEqual(t, rounds, test.atMost)
			assert.Equal(t, test.settled, s.Still())
			assert.Len(t, s.Samples("work"), 10)
			assert.Equal(t, test.mostly, calibrate.FigureOf(s.Samples("work")).Typical)
			assert.Contains(t, s.Samples("work"), test.contains)
		})
	}
}
