package guildpicture

import (
	"math"
	"slices"

	"fanout/sim/guild"
)

// maxDots is the number of dots per side at which sessions begin to share one:
// 125 dots of 4 px are the field of 500 px.
const maxDots = 125

// grid is how a number of sessions is laid out in dots: which sessions share a
// dot, and in what order the guild sends to them. It is computed once per number
// of members and serves every frame after.
type grid struct {
	members int
	columns int
	turned  bool     // rows run down instead of across: the guild is above the field
	rank    []uint32 // the slice it was made from, to notice another one

	per  int // a dot stands for per × per sessions
	dots int // per side

	start []uint32    // start[d] … start[d+1] are the ranks of dot d in ranks
	ranks []uint32    // ascending within a dot
	spans []rankRange // of each dot: most questions need no more of its ranks
	idOf  []uint32    // rank -> id
	dotOf []uint16    // rank -> dot

	last []lastHandled // of each dot, as far as it is known

	rough []bool // dots whose ranks are not in order yet; nil if there are none
}

// rankRange is the lowest and the highest rank of a dot; first is beyond last in a
// dot without sessions.
type rankRange struct{ first, last int32 }

// lastHandled is when the session of that rank handled that message: the last
// thing its dot did until a wave gets further there. Asking the world for 15,625
// dots in every frame would cost more than drawing them.
type lastHandled struct {
	rank    int32
	message int64
	at      int64
}

// fits reports whether g was made for f.
func (g *grid) fits(f *guild.FieldView, turned bool) bool {
	return g.members == f.Members && g.turned == turned && g.columns == f.Columns && len(g.rank) == len(f.Rank) &&
		(len(f.Rank) == 0 || &g.rank[0] == &f.Rank[0])
}

// newGrid sorts the sessions into dots. Ranks come in ascending order, so that
// each dot's share of them is sorted without sorting.
func newGrid(f *guild.FieldView, turned bool) grid {
	g := grid{members: f.Members, columns: f.Columns, rank: f.Rank, turned: turned}
	g.per = max(1, (f.Columns+maxDots-1)/maxDots)
	g.dots = (f.Columns + g.per - 1) / g.per
	g.start = make([]uint32, g.dots*g.dots+1)
	g.ranks = make([]uint32, len(f.Rank))
	g.idOf = make([]uint32, len(f.Rank))
	g.dotOf = make([]uint16, len(f.Rank))
	for id, rank := range f.Rank {
		row, column := g.cell(id)
		dot := row/g.per*g.dots + column/g.per
		g.idOf[rank], g.dotOf[rank] = uint32(id), uint16(dot)
		g.start[dot+1]++
	}
	for d := range g.dots * g.dots {
		g.start[d+1] += g.start[d]
	}
	next := make([]uint32, g.dots*g.dots)
	copy(next, g.start)
	for rank, d := range g.dotOf {
		g.ranks[next[d]] = uint32(rank)
		next[d]++
	}
	g.span()
	return g
}

// span notes the ends of every dot's ranks.
func (g *grid) span() {
	g.spans = make([]rankRange, g.dots*g.dots)
	g.last = make([]lastHandled, g.dots*g.dots)
	for d := range g.spans {
		g.spans[d], g.last[d].rank = rankRange{0, -1}, -1
		if ranks := g.of(d); len(ranks) > 0 {
			g.spans[d] = rankRange{int32(ranks[0]), int32(ranks[len(ranks)-1])}
		}
	}
}

// forget drops what is remembered of the world.
func (g *grid) forget() {
	for d := range g.last {
		g.last[d] = lastHandled{rank: -1}
	}
}

// cell is where a session stands. Its id says it: row by row from the top, or
// column by column from the left if the field is turned.
func (g *grid) cell(id int) (row, column int) {
	if g.turned {
		return id % g.columns, id / g.columns
	}
	return id / g.columns, id % g.columns
}

// of is the ranks of dot d, ascending.
func (g *grid) of(d int) []uint32 {
	ranks := g.ranks[g.start[d]:g.start[d+1]]
	if g.rough != nil && g.rough[d] {
		slices.Sort(ranks)
		g.rough[d] = false
	}
	return ranks
}

// place is the middle of the session of that rank, in dots from the corner.
func (g *grid) place(rank uint32) (x, y float64) {
	row, column := g.cell(int(g.idOf[rank]))
	return (float64(column) + .5) / float64(g.per), (float64(row) + .5) / float64(g.per)
}

// handledAt is when the session of that rank, in dot d, handled the given
// message; -1 if it has not handled anything yet.
func (g *grid) handledAt(f *guild.FieldView, d, rank int, message int64) int64 {
	c := &g.last[d]
	if c.rank != int32(rank) || c.message != message {
		*c = lastHandled{int32(rank), message, f.LastHandled(rank)}
	}
	return c.at
}

// pitchFor is the largest whole number of device px at which n dots fit into
// side CSS px; a session is never larger than 40 CSS px.
func pitchFor(n int, side, scale float64) int {
	pitch := int(side * scale / float64(max(n, 1)))
	return min(max(pitch, 1), int(math.Round(40*scale)))
}
