package hashring

import (
	"fanout/sim"
	"fanout/sim/row"
)

// View is what pictures show of this model. What it points to does not change.
type View struct {
	Change      *Change // the last change of the ring; of a young history one of nothing
	Read        *Circle // what the sessions have
	Generations []Generation
	Away        []int // numbers of machines that have left
	Storm       StormView
	Lookups     [NumLookups]int64    // since the start, by way
	Asked       [MostNodes + 1]int64 // by the number of the machine that they led to
	Copied      int64                // words
	Waiting     int                  // requests in the mailbox of the ring's process
}

// Generation is a ring that is held.
type Generation struct {
	Number  int
	Nodes   int
	Points  int
	Serving bool  // it is what sessions read
	GoneAt  int64 // virtual time at which it goes; 0 for the current one
}

// StormView is the last reconnect storm, or the one under way.
type StormView struct {
	Number   int64 // 0 if there was none
	Sessions int
	Guilds   int
	Lookups  int64 // made so far
	Left     int   // sessions that have not found all their guilds
	Began    int64
	Took     int64 // ns; 0 while it is under way
	Way      Lookup
}

// Total is how many lookups the storm is made of.
func (s *StormView) Total() int64 { return int64(s.Sessions) * int64(s.Guilds) }

// ViewOf is this model's part of a snapshot.
func ViewOf(s *sim.Snapshot) *View { return s.View.(*View) }

// SettingsOf is the settings in force in a snapshot.
func SettingsOf(s *sim.Snapshot) Settings { return s.Settings.(Settings) }

// View implements sim.World.
func (w *World) View(old any) any {
	v, ok := old.(*View)
	if !ok {
		v = new(View)
	}
	info, _ := w.System().Info(w.ringPID)
	*v = View{
		Change: w.change, Read: w.read(), Generations: v.Generations[:0], Away: v.Away[:0],
		Lookups: w.counts.lookups, Asked: w.counts.asked, Copied: w.counts.copied, Waiting: info.Mailbox,
		Storm: StormView{Number: w.storm.number, Sessions: w.storm.sessions, Guilds: w.storm.guilds, Lookups: w.storm.lookups,
			Left: w.storm.left, Began: int64(w.storm.began), Took: int64(w.storm.took), Way: w.storm.way},
	}
	serving := v.Read
	for _, g := range w.generations {
		v.Generations = append(v.Generations, Generation{Number: g.number, Nodes: len(g.circle.Nodes), Points: g.circle.Points(),
			Serving: g.circle == serving, GoneAt: int64(g.goneAt)})
	}
	for i := range w.settings.Nodes {
		if w.away[i] {
			v.Away = append(v.Away, i+1)
		}
	}
	return v
}

// StormTime is how long a storm of these settings takes by one of the three ways, in ns:
// lookups × price, divided among the cores if each session reads for itself.
func (s *Settings) StormTime(way Lookup, price int64) int64 {
	ns := int64(s.Sessions) * int64(s.Guilds) * price
	if way == LookupProcess {
		return ns
	}
	return ns / int64(s.Cores)
}

// PriceOf is the operation of a way.
func PriceOf(way Lookup) row.Op { return [...]row.Op{opAsk, opTable, opConst}[way] }

// BuildTime is how long a constant takes to be built, in ns, where a step of it has this
// price and nothing else has to be done.
func BuildTime(price int64) int64 { return buildSlices * price }

// BuildPrice is the operation whose price that is.
const BuildPrice = opBuild

// NodeName is the name of the machine of that number: that of 1 is gs-1.
func NodeName(number int) string { return nodeName(number - 1) }
