package guild

import (
	_ "embed"

	"fanout/sim"
)

// The price lists.
const (
	beamPublished = "beam-published"
	goNative      = "go-native"
)

// lists are the price lists, the default first. The published one has two readings of
// each of two things that the post leaves open: what about root spans costs, and which
// share of the gRPC handler's time unpacking takes. Both readings of either reproduce
// the published figures at 1 % head sampling.
var lists = []sim.PriceList{
	{Name: beamPublished, Label: "BEAM", Doc: "Ratios that Discord published", Prices: published, Options: []sim.ListOption{
		{Key: "roots", Values: []string{rootAttempts: "attempts", rootRecorded: "recorded"}},
		{Key: "grpc", Values: []string{grpc75: "75%", grpc788: "78.8%"}},
	}},
	{Name: goNative, Label: "Go native", Doc: "Go’s own costs, measured in a native program", Prices: recorded},
	{Name: sim.ThisMachine, Label: "This machine", Doc: "Measure what everything takes here, for about a second"},
}

// The readings.
const (
	rootAttempts = iota // every attempt costs, recorded or not: a + b·[sampled]
	rootRecorded        // only recorded root spans cost
)

const (
	grpc75  = iota // 75 %, as the post's text says
	grpc788        // 78.8 %: 14.9 of 18.9 s, as its figure says
)

// published is the published cost model in one of its readings.
//
// A root span costs a = 0.2236 W to ask for and b = 0.037 W more if it is
// recorded, of which the export is a labelled part. The rival reading has it that
// asking is free and that a recorded root takes 22 W, b included.
func published(m *sim.Model, options []int) sim.Profile {
	p := m.Listed("ratios from Discord Engineering, Tracing Discord's Elixir Systems; the split inside them is modelled")
	if options[0] == rootRecorded {
		p.SetPrice(opSpanRoot, 0)
		p.SetPrice(opRootKept, inW(220_000)-p.Price(opCapture)-p.Price(opExport))
	}
	if options[1] == grpc788 {
		p.SetPrice(opHandler, inW(1_890))
		p.SetPrice(opPresence, inW(5_140))
	}
	return p
}

//go:embed profiles/go-native.txt
var goNativeLine string

// recorded is what this program's own operations take as a native program: the
// line that `playground bench -costs` printed on the machine that it names.
func recorded(m *sim.Model, _ []int) sim.Profile {
	return m.Recorded(goNativeLine, "this program's own operations, recorded with playground bench on a busy virtual machine: medians of 401 batches")
}
