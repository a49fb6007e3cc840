package guildpicture

import (
	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/guild"
)

// parts are what of the stage the open chapter shows: API, guild and field are always there, the
// rest once a step has named it. Without a chapter all of them are.
type parts struct {
	Sieve   bool // what the gRPC server does with headers, and how many it has met
	Numbers bool // the counters of spans
	Bars    bool // the CPU of the services
}

// Their ids, by which a chapter shows them; the bars come with that of any service.
const (
	sieveID    = "sieve"
	countersID = "counters"
)

func partsOf(s *scene.Shell) parts {
	in := &s.In().Offered
	return parts{Sieve: in.Has(sieveID), Numbers: in.Has(countersID), Bars: in.Has(scene.BarIDs(guild.Model())...)}
}

// room is the height of a part that is shown, else 0.
func room(shown bool, h float64) float64 {
	if shown {
		return h
	}
	return 0
}

// rectOf is r if the part is shown, else an empty place at its bottom.
func rectOf(shown bool, r ui.Rect) ui.Rect {
	if shown {
		return r
	}
	return ui.Box(r.X, r.Bottom(), r.W, 0)
}
