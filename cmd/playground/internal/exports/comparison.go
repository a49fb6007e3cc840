package exports

import (
	"errors"

	"fanout/sim/compare"
	"fanout/sim/export"
)

// compare writes what A and B of the player have come to by now, as one seed of a comparison.
func (e *Exports) compare() (File, error) {
	pair := e.player.Pair()
	switch {
	case pair == nil:
		return File{}, errors.New("there is no B to compare this history with; expected A/B to be open")
	case pair.Late() != nil || !pair.InStep():
		return File{}, errors.New("the two histories are not at one time yet; expected the one that is played again to be there")
	}
	table := compare.NewTable(pair.A.Model())
	table.Add(compare.FiguresOf(pair.A), compare.FiguresOf(pair.B))
	e.out.Reset()
	e.table = true
	return File{export.FileName(pair.A, "comparison.csv", export.Selection{}), "text/csv", 0}, table.WriteCSV(&e.out)
}
