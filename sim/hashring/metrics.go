package hashring

import (
	"fanout/sim"
	"fanout/sim/exact"
)

// metrics are those besides the ones that follow from the tables. What moved is of the
// last change of the ring.
func metrics() []sim.Metric {
	list := []sim.Metric{
		sim.Count("keys.moved", func(s *sim.Snapshot) int64 { return int64(ViewOf(s).Change.Moved) }),
		sim.Portion("keys.moved.share", func(s *sim.Snapshot) exact.PPM { return shareOfKeys(ViewOf(s).Change.Moved) }),
		sim.Count("keys.moved.between", func(s *sim.Snapshot) int64 { return int64(ViewOf(s).Change.Between) }),
		sim.Count("keys.moved.modulo", func(s *sim.Snapshot) int64 { return int64(ViewOf(s).Change.Modulo) }),
		sim.Portion("keys.moved.modulo.share", func(s *sim.Snapshot) exact.PPM { return shareOfKeys(ViewOf(s).Change.Modulo) }),
		sim.Portion("share.largest", func(s *sim.Snapshot) exact.PPM { largest, _ := ViewOf(s).Change.New.Extremes(); return largest }),
		sim.Portion("share.least", func(s *sim.Snapshot) exact.PPM { _, least := ViewOf(s).Change.New.Extremes(); return least }),
		sim.Count("points", func(s *sim.Snapshot) int64 { return int64(ViewOf(s).Change.New.Points()) }),
		sim.Count("points.lost", func(s *sim.Snapshot) int64 { return int64(ViewOf(s).Change.New.Lost()) }),
		sim.Count("nodes.present", func(s *sim.Snapshot) int64 { return int64(len(ViewOf(s).Change.New.Nodes)) }),
		sim.Count("generations", func(s *sim.Snapshot) int64 { return int64(len(ViewOf(s).Generations)) }),
		sim.Count("lookups", func(s *sim.Snapshot) int64 { return lookups(ViewOf(s)) }),
		sim.Count("lookups.waiting", func(s *sim.Snapshot) int64 { return int64(ViewOf(s).Waiting) }),
		sim.Count("copied.words", func(s *sim.Snapshot) int64 { return ViewOf(s).Copied }),
		sim.Count("storm.lookups", func(s *sim.Snapshot) int64 { return ViewOf(s).Storm.Lookups }),
		sim.Count("storm.left", func(s *sim.Snapshot) int64 { return int64(ViewOf(s).Storm.Left) }),
		sim.Lasting("storm.time", func(s *sim.Snapshot) int64 { return ViewOf(s).Storm.Took }),
	}
	for way := range NumLookups {
		list = append(list, sim.Count("lookups."+way.String(), func(s *sim.Snapshot) int64 { return ViewOf(s).Lookups[way] }))
	}
	return list
}

func lookups(v *View) (n int64) {
	for _, k := range v.Lookups {
		n += k
	}
	return n
}

func shareOfKeys(n int) exact.PPM { return exact.PPM(exact.MulDiv(int64(n), int64(exact.Whole), Keys)) }
