package hashring

import (
	"embed"
	"fmt"
	"time"

	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/row"
	"fanout/sim/setting"
)

// The services.
const (
	Machine row.Service = iota // the one whose sessions connect
	NumServices
)

// The stages.
const (
	StageFind  row.Stage = iota // find the point after a hash
	StageCopy                   // copy what the reader reads
	StageBuild                  // make a constant of the ring
	NumStages
)

// The kinds of messages.
const (
	classAsk   row.Class = iota // the ring's process answers one request
	classTable                  // a session reads the table
	classConst                  // a session reads the constant
	classBuild                  // a constant is built
	classWhere                  // somebody outside asks for one guild
	numClasses
)

// The operations.
const (
	opAsk   row.Op = iota // one request and its reply
	opTable               // one lookup in the table
	opConst               // one lookup in the constant
	opBuild               // build the constant, a slice of it
	opWhere               // one request from outside and its reply
	numOps
)

// The events.
const (
	EventMoved   row.Event = iota // a change of the ring: N guilds belong to another machine
	EventStorm                    // N sessions connect again
	EventFound                    // all of them have found their guilds, N ns later
	EventServed                   // a constant is built: it serves from now on
	EventGone                     // the generation before it is gone
	EventWhere                    // guild SUBJECT belongs to machine N: the answer to somebody outside
	EventRefused                  // machine SUBJECT cannot leave, or join if N is 1
	numEvents
)

// Sources of what is published.
const (
	theLibrary = "discord/ex_hash_ring 7.0.0"
	thePost    = "How Discord Scaled Elixir to 5,000,000 Concurrent Users, 2017"
)

//go:embed scenarios/*.txt
var files embed.FS

// Model is the hash ring.
func Model() *sim.Model { return model }

var model = &sim.Model{
	Name:  "hashring",
	Title: "Finding: the hash ring",
	About: "Who holds this guild? Add a machine: one key in eleven moves.",

	Rows: row.Counts{Services: NumServices, Stages: NumStages, Classes: numClasses, Ops: numOps, Events: numEvents},
	Services: []sim.Service{
		Machine: {Name: "machine", Title: "Machine"},
	},
	Stages: []sim.Stage{
		StageFind:  {Name: "find", Title: "find", Letter: 'F', Doc: "Looking up which node owns a key."},
		StageCopy:  {Name: "copy", Title: "copy", Letter: 'C', Doc: "Copying what moves to its new node."},
		StageBuild: {Name: "build", Title: "build", Letter: 'B', Doc: "Building the ring's points again."},
	},
	Classes: []sim.Class{
		classAsk:   {Metric: "ask", Service: Machine, Actor: "ring", Action: "find", Offered: offered(LookupProcess)},
		classTable: {Metric: "table", Service: Machine, Actor: "session", Action: "read_table", Offered: offered(LookupTable)},
		classConst: {Metric: "constant", Service: Machine, Actor: "session", Action: "read_constant", Offered: offered(LookupConstant)},
		classBuild: {Metric: "build", Service: Machine, Actor: "ring", Action: "build"},  // only when the ring changes
		classWhere: {Metric: "where", Service: Machine, Actor: "ring", Action: "answer"}, // only when somebody asks
	},
	// The prices of one lookup and the second that a constant takes are published.
	Ops: []sim.Op{
		opAsk:   {Key: "lookup.process", Frame: "find", Stage: StageFind, Price: 12_000, Modelled: true, Doc: "the ring's process answers one request"},
		opTable: {Key: "lookup.table", Frame: "copy", Stage: StageCopy, Price: 7_000, Modelled: true, Doc: "a session reads the rows it needs out of the table, which copies them"},
		opConst: {Key: "lookup.constant", Frame: "find", Stage: StageFind, Price: 300, Modelled: true, Doc: "a session reads the constant where it stands"},
		opBuild: {Key: "build.constant", Frame: "compile", Stage: StageBuild, Price: int64(time.Second) / buildSlices, Modelled: true,
			Doc: fmt.Sprintf("build the constant, one of %d steps", buildSlices)},
		opWhere: {Key: "lookup.outside", Frame: "find", Stage: StageFind, Price: 12_000, Modelled: true, Doc: "the ring's process answers somebody outside, at the price of any request"},
	},
	Events: []sim.Event{
		EventMoved: {Name: "moved", Service: Machine, Log: true, Step: true, Tick: true, Text: func(o *sim.Occurrence) string {
			return exact.Thousands(o.N) + " of " + exact.Thousands(Keys) + " guilds moved"
		}},
		EventStorm: {Name: "storm", Service: Machine, Log: true, Step: true, Tick: true, Text: func(o *sim.Occurrence) string {
			if o.N == 1 {
				return "1 session connects again"
			}
			return exact.Thousands(o.N) + " sessions connect again"
		}},
		EventFound: {Name: "found", Service: Machine, Log: true, Step: true, Tick: true, Text: func(o *sim.Occurrence) string {
			return fmt.Sprint("all have found their guilds within ", time.Duration(o.N).Round(time.Millisecond))
		}},
		EventWhere: {Name: "where", Service: Machine, Log: true, Step: true, Text: func(o *sim.Occurrence) string {
			return fmt.Sprintf("g%d is held by %s", o.Subject, NodeName(int(o.N)))
		}},
		EventRefused: {Name: "refused", Service: Machine, Log: true, Text: func(o *sim.Occurrence) string {
			if o.N == 1 {
				return NodeName(int(o.Subject)) + " does not join: it is there already, or beyond the setting nodes"
			}
			return NodeName(int(o.Subject)) + " does not leave: it is not there, or is the last"
		}},
		EventServed: {Name: "served", Service: Machine, Log: true, Step: true, Text: func(o *sim.Occurrence) string {
			return fmt.Sprintf("the constant of generation %d is built", o.Subject)
		}},
		EventGone: {Name: "gone", Service: Machine, Log: true, Text: func(o *sim.Occurrence) string {
			return fmt.Sprintf("generation %d is gone", o.Subject)
		}},
	},
	Lists: []sim.PriceList{{
		Name: "published", Label: "Published", Doc: "What Discord published of one lookup",
		Prices: func(m *sim.Model, _ []int) sim.Profile { return m.Listed(thePost) },
	}},
	Settings: settings,
	Commands: commands,
	Figures:  []string{"keys.moved", "share.largest", "share.least", "points", "lookups", "storm.time", "machine.busy"},
	Default:  DefaultSettings(),
	Speed:    exact.Whole,
	Files:    files,
}

// What refers to the model, or to what makes a world of it, is set here.
func init() {
	model.Metrics = metrics()
	model.Report = report
	model.New = newWorld
}

// offered is the rate of lookups of those who come and go, if this is their way.
func offered(way Lookup) func(any) int64 {
	return setting.Of(func(s *Settings) int64 {
		if s.Lookup != way {
			return 0
		}
		return s.ConnectRate * int64(s.Guilds)
	})
}
