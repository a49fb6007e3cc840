// Package scenetest makes what tests of scenes and pictures need: a timeline, and a
// measurer that needs no font.
package scenetest

import (
	"fanout/sim"
	"fanout/sim/readout"
)

// Second is a second of virtual time.
const Second = int64(1e9)

// Timeline is that of a Snapshot which stands at the latest computed time: a load
// that fell when something was changed, four messages a second, two of them sampled.
func Timeline(s *sim.Snapshot) readout.Timeline {
	line := readout.Timeline{
		Span: 24 * Second, Latest: s.Now, Target: -1, Step: readout.BusyStepNs,
		Length: int(s.Now / readout.BusyStepNs),
	}
	for v := range s.Services {
		for i := range line.Length {
			line.Busy[v][i] = s.Services[v].CPU.Total()
			if int64(i)*line.Step < 5*Second {
				line.Busy[v][i] = s.Services[v].Before.Total()
			}
		}
	}
	each := line.Span / readout.TimelineTicks
	for at := int64(0); at < s.Now; at += Second / 4 {
		line.Ticks[at/each] = readout.TickPlain
	}
	for _, at := range []int64{3 * Second, 10*Second + Second/4} {
		line.Ticks[at/each] = readout.TickSampled
	}
	return line
}
