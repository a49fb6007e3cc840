package sim

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/envelope"
	"fanout/envelope/sampling"
	"fanout/sim/exact"
	"fanout/sim/row"
	"fanout/sim/setting"
	"fanout/sim/span"
)

// The tiny model is the least that the engine's own tests need: somebody asks, somebody
// else answers, and pings go with it that make work. It can be traced.

// Its services, stages, classes, operations and events.
const (
	tinyFront row.Service = iota
	tinyBack
	tinyServices
)

const (
	tinyWork row.Stage = iota
	tinyTrace
	tinyStages
)

const (
	tinyAsk row.Class = iota
	tinyServe
	tinyClasses
)

const (
	tinyOpAsk row.Op = iota
	tinyOpServe
	tinyOpPing
	tinyOpNever // nobody does it: it is only modelled
	tinyInject
	tinyExtractEmpty
	tinyExtract
	tinyHeaders
	tinySieve
	tinyRoot
	tinyRootKept
	tinyChild
	tinyCapture
	tinyExport
	tinyOps
)

const (
	tinyAsked row.Event = iota
	tinyServed
	tinyEvents
)

type tinySettings struct {
	Rate    int64 // asks per 1,000 s
	Pings   int   // with each
	Head    exact.PPM
	Even    bool
	Latency int64
}

// tinyModel makes the model.
func tinyModel(traced bool) *Model {
	of := func(f func(s *tinySettings) int64) func(any) int64 { return setting.Of(f) }
	m := &Model{
		Name: "tiny", Title: "Tiny", About: "One who asks and one who answers.",
		Rows:     row.Counts{Services: tinyServices, Stages: tinyStages, Classes: tinyClasses, Ops: tinyOps, Events: tinyEvents},
		Services: []Service{tinyFront: {Name: "front", Title: "Front"}, tinyBack: {Name: "back", Title: "Back"}},
		Stages:   []Stage{tinyWork: {Name: "work", Title: "Work", Letter: 'W'}, tinyTrace: {Name: "trace", Title: "Tracing", Letter: 'T'}},
		Classes: []Class{
			tinyAsk:   {Metric: "ask", Service: tinyFront, Actor: "asker", Action: "ask", Offered: of(func(s *tinySettings) int64 { return s.Rate })},
			tinyServe: {Metric: "serve", Service: tinyBack, Actor: "server", Action: "serve", Offered: of(func(s *tinySettings) int64 { return s.Rate * int64(1+s.Pings) })},
		},
		Ops: []Op{
			tinyOpAsk:        {Key: "ask", Doc: "ask", Frame: "ask", Stage: tinyWork, Price: 20_000},
			tinyOpServe:      {Key: "serve", Doc: "answer", Frame: "serve", Stage: tinyWork, Price: 30_000},
			tinyOpPing:       {Key: "ping", Doc: "take a ping", Frame: "ping", Stage: tinyWork, Price: 100},
			tinyOpNever:      {Key: "never", Doc: "what nobody does", Frame: "never", Stage: tinyWork, Price: 7, Modelled: true},
			tinyInject:       {Key: "inject", Doc: "inject", Frame: "inject", Stage: tinyTrace, Price: 2_000},
			tinyExtractEmpty: {Key: "extract.empty", Doc: "look", Frame: "extract_empty", Stage: tinyTrace, Price: 100},
			tinyExtract:      {Key: "extract", Doc: "extract", Frame: "extract", Stage: tinyTrace, Price: 3_000},
			tinyHeaders:      {Key: "headers", Doc: "headers", Frame: "headers", Stage: tinyTrace, Price: 4_000},
			tinySieve:        {Key: "sieve", Doc: "sieve", Frame: "sieve", Stage: tinyTrace, Price: 50},
			tinyRoot:         {Key: "root", Doc: "ask for a root", Frame: "root", Stage: tinyTrace, Price: 1_000},
			tinyRootKept:     {Key: "root.kept", Doc: "keep a root", Frame: "root_kept", Stage: tinyTrace, Price: 10},
			tinyChild:        {Key: "child", Doc: "ask for a child", Frame: "child", Stage: tinyTrace, Price: 1_500},
			tinyCapture:      {Key: "capture", Doc: "record", Frame: "capture", Stage: tinyTrace, Price: 200},
			tinyExport:       {Key: "export", Doc: "export", Frame: "export", Stage: tinyTrace, Price: 300},
		},
		Events: []Event{
			tinyAsked:  {Name: "asked", Service: tinyFront, Log: true, Step: true, Tick: true, Text: func(o *Occurrence) string { return fmt.Sprint("asked ", o.Subject) }},
			tinyServed: {Name: "served", Service: tinyBack, Log: true, Step: true, Text: func(*Occurrence) string { return "served" }},
		},
		Lists: []PriceList{
			{Name: "listed", Label: "Listed", Doc: "as the rows say", Options: []ListOption{{"asks", []string{"usual", "dear"}}, {"pings", []string{"usual", "free"}}},
				Prices: func(m *Model, options []int) Profile {
					p := m.Listed("the rows")
					if options[0] == 1 {
						p.SetPrice(tinyOpAsk, 2*p.Price(tinyOpAsk))
					}
					if options[1] == 1 {
						p.SetPrice(tinyOpPing, 0)
					}
					return p
				}},
			{Name: "recorded", Label: "Recorded", Doc: "as measured once", Prices: func(m *Model, _ []int) Profile {
				return m.Recorded("costs this-machine date=2026-01-31 on=x ask=9ns serve=7..8..9ns", "a test")
			}},
			{Name: ThisMachine, Label: "Here", Doc: "as measured here"},
		},
		Settings: []setting.Setting{
			setting.Rate(setting.Row{Key: "rate", Label: "Asks per second", Group: "All", Doc: "asks per second"}, 0, 1_000_000_000, func(s *tinySettings) *int64 { return &s.Rate }),
			setting.Number(setting.Row{Key: "pings", Label: "Pings", Group: "All", Doc: "pings with each"}, 0, 10_000, func(s *tinySettings) *int { return &s.Pings }),
			setting.Share(setting.Row{Key: "head", Label: "Head sampling", Group: "All", Doc: "probability that a trace is kept"}, 0, func(s *tinySettings) *exact.PPM { return &s.Head }).Amber(),
			setting.Switch(setting.Row{Key: "even", Label: "Even", Group: "All", Doc: "even arrivals"}, func(s *tinySettings) *bool { return &s.Even }),
			setting.Duration(setting.Row{Key: "latency", Label: "Latency", Group: "All", Doc: "one way"}, setting.LeastLatency, func(s *tinySettings) *int64 { return &s.Latency }),
		},
		Commands: []Command{{Verb: "ask", Usage: "ask N", Example: "ask 2", Doc: "ask N times now", Parse: func(args string) (func(World), error) {
			n, err := strconv.Atoi(args)
			if err != nil || n < 1 {
				return nil, fmt.Errorf("ask: %q is not possible; expected a number from 1", Clip(args))
			}
			return func(w World) { w.(*tinyWorld).askMany(n) }, nil
		}}},
		Metrics: []Metric{Count("asked", func(s *Snapshot) int64 { return s.View.(*tinyView).Asked })},
		Default: tinySettings{Rate: 100_000, Pings: 3, Head: 100_000, Latency: 200_000},
		Preview: Preview{Settings: func(s any) any { return s }, Length: actor.Time(time.Second), Least: actor.Time(time.Second) / 16},
		Files: fstest.MapFS{"scenarios/01-ask.txt": &fstest.MapFile{Data: []byte(
			"# Ask\n# Prose.\nmodel tiny\nset head 100%\nrun 1s\nexpect asked > 50\n")}},
		New: newTiny,
	}
	if !traced {
		m.Ops, m.Rows.Ops = m.Ops[:tinyInject], tinyInject
		return m
	}
	m.Tracing = &span.Tracing{
		Inject: tinyInject, ExtractEmpty: tinyExtractEmpty, Extract: tinyExtract, Headers: tinyHeaders, Sieve: tinySieve,
		Root: tinyRoot, RootKept: tinyRootKept, Child: tinyChild, Capture: tinyCapture, Export: tinyExport,
		Origins: []string{"front"}, Leaf: tinyBack, Gaps: []string{"whole", "the end is missing"},
		Gap: func(t *span.TraceSummary) row.Gap {
			if t.Has(tinyFront, tinyBack) {
				return 0
			}
			return 1
		},
		Weigh: func(s *span.Span) span.Weight {
			if s.Resource.In(tinyBack) {
				return span.WeighBoth
			}
			return span.WeighHead
		},
	}
	return m
}

// tinyWorld is its world: an actor that asks and waits for the answer, and two that
// serve.
type tinyWorld struct {
	*Kernel
	settings    tinySettings
	front, back *Process
	asker       actor.PID
	server      actor.PID
	pinged      actor.PID
	source      actor.PID
	pings       *Deliveries

	// The asker's own.
	asked   int64
	root    ActiveSpan
	waiting bool
}

type tinyView struct {
	Asked int64
	Open  bool // an ask waits for its answer
}

type (
	tinyQuestion struct{ number int64 }
	tinyPing     struct{}
)

func newTiny(k *Kernel, settings any) World {
	w := &tinyWorld{Kernel: k, settings: settings.(tinySettings)}
	w.front, w.back = k.NewProcess("front", "front-1", 1), k.NewProcess("back", "back-1", 2)
	for _, p := range []*Process{w.front, w.back} {
		must(p.Transport().SetOptions(envelope.Options{Envelopes: true, KeepEmpty: true}))
	}
	w.pings = w.back.NewDeliveries(tinyServe, tinyOpPing)
	w.asker = actor.NewKind(k.System(), "asker", actor.Behaviour[int]{Handle: w.handleAsk, Resume: w.handleAnswer}).Spawn(w.front.Node(), 0)
	w.server = actor.NewKind(k.System(), "server", actor.Behaviour[int]{Handle: w.handleServe}).Spawn(w.back.Node(), 0)
	w.pinged = actor.NewKind(k.System(), "pinged", actor.Behaviour[int]{Handle: w.handlePing}).Spawn(w.back.Node(), 0)
	w.source = k.NewSource(w.front, Arrivals{Name: "asks", Purpose: 1,
		Rate: func() int64 { return w.settings.Rate }, Even: func() bool { return w.settings.Even },
		Arrive: func(c *actor.Context, s *Source) { c.Send(w.asker, &tinyQuestion{s.Count()}) }})
	k.SetKeepRate(func(int) exact.PPM { return exact.Whole })
	w.configure()
	w.Retime(w.source)
	return w
}

func (w *tinyWorld) traced() bool { return w.model.Tracing != nil }

func (w *tinyWorld) configure() {
	w.SetCapacity(tinyFront, 1e9)
	w.SetCapacity(tinyBack, 2e9)
	for _, p := range []*Process{w.front, w.back} {
		p.SetSampling(w.settings.Head, sampling.None())
	}
	link := actor.Link{Latency: time.Duration(w.settings.Latency)}
	w.System().Link(w.front.Node(), w.back.Node(), link)
	w.System().Link(w.back.Node(), w.front.Node(), link)
}

func (w *tinyWorld) Apply(_, next any, _ bool) {
	old := w.settings
	w.settings = next.(tinySettings)
	w.configure()
	if w.settings.Rate != old.Rate || w.settings.Even != old.Even {
		w.Retime(w.source)
	}
}

func (w *tinyWorld) View(old any) any {
	v, ok := old.(*tinyView)
	if !ok {
		v = new(tinyView)
	}
	*v = tinyView{w.asked, w.waiting}
	return v
}

func (w *tinyWorld) AtRest() bool { return !w.waiting }

func (w *tinyWorld) askMany(n int) {
	for i := range n {
		w.System().Send(w.asker, &tinyQuestion{int64(1_000_000 + i)})
	}
}

func (w *tinyWorld) handleAsk(c *actor.Context, _ *int, msg actor.Message) {
	q := msg.(*tinyQuestion)
	p := w.front
	p.Begin(c, tinyAsk, q.number)
	w.asked++
	w.waiting = true
	var out any = q
	carrier := CarrierBare
	if w.traced() {
		ctx, root := p.StartSpan(c, tinyAsk, context.Background(), "ask", trace.SpanKindClient, span.Tag(0, q.number))
		if root.Outcome.Kept() {
			root.SetAttributes(span.MessageKey.Int64(q.number), span.RecipientsKey.Int(1))
		}
		w.root = root
		var r envelope.Receipt
		out, r = p.Transport().Wrap(ctx, q, 1)
		p.Wrapped(c, tinyAsk, r.Op)
		carrier = CarrierOf(r, ctx)
		w.NoteFanout(1)
	}
	w.Observe(Occurrence{Event: tinyAsked, At: int64(c.Now()), Began: int64(p.Began()), Subject: q.number, Carrier: carrier})
	p.Charge(c, tinyAsk, tinyOpAsk)
	for range w.settings.Pings {
		c.Send(w.pinged, tinyPing{})
	}
	c.Call(w.server, out, 0, uint64(q.number))
}

func (w *tinyWorld) handleAnswer(c *actor.Context, _ *int, r actor.Reply) {
	w.front.Note(c, r.Tag)
	w.front.EndSpan(c, tinyAsk, w.root)
	w.root, w.waiting = ActiveSpan{}, false
}

func (w *tinyWorld) handleServe(c *actor.Context, _ *int, msg actor.Message) {
	p := w.back
	ctx, got := p.Transport().Receive(context.Background(), msg)
	number := got.Message.(*tinyQuestion).number
	p.Begin(c, tinyServe, number)
	var s ActiveSpan
	if w.traced() {
		p.Receive(c, tinyServe, got.Receipt.Op)
		_, s = p.StartSpan(c, tinyServe, ctx, "serve", trace.SpanKindServer, span.Tag(0, number))
	}
	p.Charge(c, tinyServe, tinyOpServe)
	w.Observe(Occurrence{Event: tinyServed, At: int64(c.Now()), Subject: number})
	p.EndSpan(c, tinyServe, s)
	caller, _ := c.Caller()
	c.Reply(caller, nil)
}

func (w *tinyWorld) handlePing(c *actor.Context, n *int, _ actor.Message) {
	at, path := c.Now(), span.PathOf(envelope.ReceiveBare, span.SpanNone)
	*n++
	w.back.Deliver(c, w.pings, path)
	w.back.NoteDelivery(at, uint32(*n), path)
}

// tiny plays a history of the tiny model, traced.
func tiny(t testing.TB, lines ...string) *Player {
	t.Helper()
	p, err := NewPlayer(tinyModel(true))
	require.NoError(t, err)
	do(t, p, lines...)
	return p
}

// do plays lines to their end.
func do(t testing.TB, p *Player, lines ...string) *Snapshot {
	t.Helper()
	for _, line := range lines {
		require.NoError(t, p.Do(line), line)
		p.Finish()
	}
	s := new(Snapshot)
	p.Snapshot(s)
	require.True(t, p.k.system.Account().Closes())
	return s
}

func (p *Player) now() time.Duration { return time.Duration(p.k.system.Now()) }

func hashAt(t *testing.T, p *Player, at time.Duration) uint64 {
	t.Helper()
	do(t, p, fmt.Sprint("goto ", at))
	require.Equal(t, at, p.now())
	return p.k.hash()
}
