package seam

import (
	"embed"
	"fanout/sim/exact"
	"fanout/sim/row"
	"fanout/sim/setting"
	"time"

	"fanout/actor"
	"fanout/sim"
)

// Rows of the tables.
const (
	office      row.Service = iota // where the clerks are
	numServices             = iota
)

const (
	stageServe row.Stage = iota
	numStages            = iota
)

const (
	classServe row.Class = iota // a customer is served
	numClasses           = iota
)

const (
	opServe row.Op = iota
	numOps         = iota
)

const (
	eventHundred row.Event = iota // a hundred more customers have been served
	numEvents              = iota
)

// Settings is everything that can be set.
type Settings struct {
	Rate   int64 // customers per 1,000 s
	Clerks int
}

//go:embed scenarios/*.txt
var files embed.FS

// Model is the queue.
func Model() *sim.Model { return model }

var model = &sim.Model{
	Name:  "queue",
	Title: "Waiting: the queue",
	About: "Customers come at random; how long is the queue?",

	Rows:     row.Counts{Services: numServices, Stages: numStages, Classes: numClasses, Ops: numOps, Events: numEvents},
	Services: []sim.Service{office: {Name: "office", Title: "Office"}},
	Stages:   []sim.Stage{stageServe: {Name: "serve", Title: "serve", Letter: 'S'}},
	Classes: []sim.Class{
		classServe: {Metric: "serve", Service: office, Actor: "clerk", Action: "serve", Offered: setting.Of(func(s *Settings) int64 { return s.Rate })},
	},
	Ops: []sim.Op{
		opServe: {Key: "serve", Frame: "serve", Stage: stageServe, Price: 10_000_000, Modelled: true, Doc: "one customer is served"},
	},
	Events: []sim.Event{
		eventHundred: {Name: "hundred", Service: office, Log: true, Step: true, Tick: true, Text: func(o *sim.Occurrence) string {
			return exact.Thousands(o.N) + " customers served"
		}},
	},
	Lists: []sim.PriceList{{Name: "assumed", Label: "Assumed", Doc: "10 ms a customer",
		Prices: func(m *sim.Model, _ []int) sim.Profile { return m.Listed("assumed for this test") }}},
	Settings: []setting.Setting{
		setting.Rate(setting.Row{Key: "rate", Label: "Customers per second", Group: "Office", Doc: "customers per second"},
			0, 1_000_000, func(s *Settings) *int64 { return &s.Rate }).Slides(1, 1000),
		setting.Number(setting.Row{Key: "clerks", Label: "Clerks", Group: "Office", Doc: "clerks who serve"},
			1, 64, func(s *Settings) *int { return &s.Clerks }),
	},
	Commands: []sim.Command{
		{Verb: "customer", Usage: "customer", Example: "customer", Button: "One customer", Doc: "one more customer comes now",
			Parse: sim.Plain(func(w sim.World) { w.(*World).come() })},
	},
	Metrics: []sim.Metric{
		sim.Count("customers", func(s *sim.Snapshot) int64 { return s.View.(*View).Served }),
		sim.Count("queue", func(s *sim.Snapshot) int64 { return int64(s.View.(*View).Waiting) }),
	},
	Figures: []string{"customers", "queue"},
	Default: Settings{Rate: 90_000, Clerks: 1},
	Speed:   exact.Whole,
	Files:   files,
	New:     newWorld,
}

// World is one history of the queue.
type World struct {
	*sim.Kernel
	settings  Settings
	office    *sim.Process
	desk      actor.PID
	customers actor.PID // the source of them
	served    int64
}

type desk struct{}

type customer struct{}

func newWorld(k *sim.Kernel, settings any) sim.World {
	w := &World{Kernel: k, settings: settings.(Settings)}
	w.office = w.NewProcess("office", "office-1", w.settings.Clerks)
	kind := actor.NewKind(w.System(), "desk", actor.Behaviour[desk]{Handle: w.serve})
	w.desk = kind.Spawn(w.office.Node(), desk{})
	w.customers = w.NewSource(w.NewProcess("outside", "outside", 1), sim.Arrivals{
		Name: "customers", Purpose: 1,
		Rate: func() int64 { return w.settings.Rate }, Even: func() bool { return false },
		Arrive: func(c *actor.Context, _ *sim.Source) { c.Send(w.desk, &customer{}) },
	})
	w.size()
	w.Retime(w.customers)
	return w
}

func (w *World) size() {
	w.office.Node().Resize(w.settings.Clerks)
	w.SetCapacity(office, int64(w.settings.Clerks)*int64(time.Second))
}

func (w *World) come() { w.System().Send(w.desk, &customer{}) }

func (w *World) serve(c *actor.Context, _ *desk, msg actor.Message) {
	w.office.Begin(c, classServe, w.served)
	w.office.Charge(c, classServe, opServe)
	if w.served++; w.served%100 == 0 {
		w.Observe(sim.Occurrence{Event: eventHundred, At: int64(c.Now()), N: w.served})
	}
}

// Apply implements sim.World.
func (w *World) Apply(before, after any, _ bool) {
	old, next := before.(Settings), after.(Settings)
	if w.settings = next; next.Clerks != old.Clerks {
		w.size()
	}
	if next.Rate != old.Rate {
		w.Retime(w.customers)
	}
}

// View is what the picture shows.
type View struct {
	Served  int64
	Waiting int
}

// View implements sim.World.
func (w *World) View(old any) any {
	v, ok := old.(*View)
	if !ok {
		v = new(View)
	}
	info, _ := w.System().Info(w.desk)
	*v = View{Served: w.served, Waiting: info.Mailbox}
	return v
}

// AtRest implements sim.World.
func (w *World) AtRest() bool {
	info, _ := w.System().Info(w.desk)
	return info.Mailbox == 0
}
