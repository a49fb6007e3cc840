// Package readout is what pictures, tables and scripts read of a history, as plain data:
// the services now, the past as a timeline and as a series, prices, stacks and logs. A
// snapshot is put together from it; nothing here computes a history or changes one.
package readout

import (
	"math"
	"strconv"

	"fanout/sim/exact"
	"fanout/sim/row"
)

// The sparkline of a service: the last 24 s of virtual time in steps of 100 ms.
const (
	BusySteps  = 240
	BusyStepNs = 100_000_000
)

// StageCost is a share of a service's capacity per stage, in PPM.
type StageCost [row.MaxStages]exact.PPM

// Total is the sum over all stages, at most the greatest that there can be.
func (c StageCost) Total() exact.PPM {
	var t int64
	for _, v := range c {
		t += int64(v)
	}
	return exact.PPM(min(t, math.MaxInt32))
}

// Service is one row of the CPU strip and of the counters.
type Service struct {
	Handled     int64                 // messages handled
	Spans       [row.MaxOrigins]int64 // spans recorded, by the origin of their trace
	NotRecorded int64                 // spans asked for but not sampled
	Mailbox     int                   // messages waiting, whole service
	Useless     exact.PPM             // share of the unpacked contexts that were not sampled, since the last change
	CPU         StageCost             // expected of the settings: mean cost per message × offered rate ÷ capacity
	Wavers      bool                  // CPU is not final yet: what foretells it is still being computed
	Before      StageCost             // the same just before the last change
	HasBefore   bool                  // false until something was changed
	Spent       exact.PPM             // measured: virtual time really spent ÷ capacity of that time, in the last SpentNs
	SpentNs     int64                 // about a second of virtual time, less in a history that is younger
	Busy        [BusySteps]exact.PPM  // the same in steps of BusyStepNs, oldest first
	BusyLen     int                   // valid entries at the end of Busy
	Capacity    int64                 // of this service, thousandths of a core
	SizedFrom   int64                 // its capacity before the last change; Capacity if that has changed nothing of it
}

// SpentIn says of which stretch of virtual time Spent is: "in the last 1 s".
func (s *Service) SpentIn() string { return Window(s.SpentNs) }

// Window says how long a stretch of virtual time is that ends now, and is about a second but
// where the history is younger: "in the last 1 s", "in the first 230 ms", "so far" for none.
func Window(ns int64) string {
	switch {
	case ns >= fullWindow:
		return "in the last 1 s"
	case ns >= 1_000_000:
		return "in the first " + strconv.FormatInt((ns+500_000)/1_000_000, 10) + " ms"
	case ns >= 1_000:
		return "in the first " + strconv.FormatInt((ns+500)/1_000, 10) + " µs"
	}
	return "so far"
}

// fullWindow is the shortest stretch that is a second: nine whole steps and a part of one.
const fullWindow = 9 * BusyStepNs

// BusyMean is the share of the capacity really spent in the last stretch of virtual
// time, as far as Busy reaches back.
func (s *Service) BusyMean(stretch int64) exact.PPM {
	n := min(int64(s.BusyLen), stretch/BusyStepNs)
	if n == 0 {
		return 0
	}
	var sum int64
	for _, p := range s.Busy[BusySteps-n:] {
		sum += int64(p)
	}
	return exact.PPM(sum / n)
}
