package compare

import (
	"time"

	"fanout/sim"
)

// Background makes a [Result] a bit at a time: seed by seed, and in the end the instant at
// which the histories of the first seed part. Its table and its number of seeds are of the
// seeds that are done.
type Background struct {
	Result
	of     [2]sim.History
	seeds  int
	pair   *Pair
	search *Search
}

// NewBackground begins to compare two histories with so many seeds from first on, instead of
// their own. It refuses what [Check] does.
func NewBackground(a, b *sim.History, first uint64, seeds int, length time.Duration) (*Background, error) {
	if err := Check(a, b); err != nil {
		return nil, err
	}
	differ, err := Differences(a, b)
	if err != nil {
		return nil, err
	}
	return &Background{
		Result: Result{Model: a.Model, First: first, Length: length, Differ: differ, Table: NewTable(a.Model)},
		of:     [2]sim.History{*a, *b}, seeds: seeds,
	}, nil
}

// Step goes on as far as the budget lasts, and reports whether all is done. A call begins
// two histories at most, since that takes a while if they have many actors.
func (g *Background) Step(over func() bool) (done bool, err error) {
	if g.Seeds < g.seeds {
		return false, g.play(over)
	}
	if g.search == nil {
		a, b := g.seeded(g.First)
		if g.search, err = NewSearch(a, b, g.Length); err != nil {
			return false, err
		}
	}
	if !g.search.Step(over) {
		return false, nil
	}
	g.Parting = g.search.Parting()
	return true, nil
}

// play goes on with the seed under way.
func (g *Background) play(over func() bool) (err error) {
	if g.pair == nil {
		a, b := g.seeded(g.First + uint64(g.Seeds))
		if g.pair, err = begin(a, b); err != nil {
			return err
		}
	}
	if g.pair.Reach(g.Length, over) && sim.Foretell(g.pair.A, over) && sim.Foretell(g.pair.B, over) {
		g.Table.Add(FiguresOf(g.pair.A), FiguresOf(g.pair.B))
		g.pair = nil
		g.Seeds++
	}
	return nil
}

// seeded are both histories with a seed.
func (g *Background) seeded(seed uint64) (a, b *sim.History) {
	of := g.of
	of[0].Seed, of[1].Seed = seed, seed
	return &of[0], &of[1]
}
