package sim

// PastSteps is how many steps of the past a view gets at most. When they are full,
// two neighbours become one, and a step is twice as long from there on.
const PastSteps = 480

// EventsKept is how many events a view gets at most; the oldest leave first.
const EventsKept = 1_000

// Past is what is remembered of a whole history. Its slices are the world's own:
// they must not be modified and are valid until the next call into the Player.
type Past struct {
	StepNs        int64      // virtual ns per step
	Steps         []PastStep // oldest first; the first begins at time 0
	Events        []Event    // oldest first
	EventsDropped int        // older ones that left
}

// PastStep is one step of the past, service by service.
type PastStep [NumServices]PastCPU

// PastCPU is what a service spent in one step.
type PastCPU struct {
	CPU  StageCost // the bars: mean cost per message since the last change × offered rate ÷ capacity
	Busy PPM       // virtual time really spent ÷ capacity
}

// EventKind is what happened.
type EventKind uint8

const (
	EventSent    EventKind = iota // the API accepted a user's message; its Carrier says whether it is sampled
	EventFanout                   // the guild sends it to N sessions
	EventHandled                  // the last of them has handled it, N ns after the first arrival
)

// Event is something worth telling that nobody commanded.
type Event struct {
	At      int64
	Message int64 // number of the user's message
	N       int64
	Kind    EventKind
	Carrier Carrier // that the message had at that point
}

// Service is where it happened.
func (e Event) Service() Service { return [...]Service{API, Guilds, Sessions}[e.Kind] }

// headCarrier says what the head sampler decided.
func headCarrier(root span) Carrier {
	if root.outcome.kept() {
		return CarrierSampled
	}
	return CarrierUnsampled
}

// past is the book behind a Past. A rehearsal keeps none.
type past struct {
	known    meter // of each class, the last messages that were handled, also before the last change
	steps    []PastStep
	halvings int
	sums     [NumServices]struct {
		stages [NumStages]int64
		busy   int64
	}
	samples int // in sums
	events  []Event
	dropped int
}

// sample adds the last BusyStepNs.
func (p *past) sample(w *World) {
	m := w.means()
	for c := range numClasses {
		if m.messages[c] == 0 { // none since the change: what is known is how it was
			m.messages[c], m.ops[c] = p.known.messages[c], p.known.ops[c]
		}
	}
	p.known = m
	for v, cpu := range m.bars(w.profile, &w.settings, w.capacity) {
		for st, share := range cpu {
			p.sums[v].stages[st] += int64(share)
		}
		p.sums[v].busy += int64(w.busy.steps[v][BusySteps-1])
	}
	if p.samples++; p.samples == 1<<p.halvings {
		p.close()
	}
}

// close makes a step of what has been added up.
func (p *past) close() {
	var step PastStep
	for v := range step {
		for st := range NumStages {
			step[v].CPU[st] = PPM(p.sums[v].stages[st] / int64(p.samples))
		}
		step[v].Busy = PPM(p.sums[v].busy / int64(p.samples))
		p.sums[v].stages, p.sums[v].busy = [NumStages]int64{}, 0
	}
	p.samples = 0
	if p.steps = append(p.steps, step); len(p.steps) == PastSteps {
		p.halve()
	}
}

// halve makes room for as much time again.
func (p *past) halve() {
	for i := range PastSteps / 2 {
		a, b := &p.steps[2*i], &p.steps[2*i+1]
		var mean PastStep
		for v := range mean {
			for st := range NumStages {
				mean[v].CPU[st] = (a[v].CPU[st] + b[v].CPU[st]) / 2
			}
			mean[v].Busy = (a[v].Busy + b[v].Busy) / 2
		}
		p.steps[i] = mean
	}
	p.steps = p.steps[:PastSteps/2]
	p.halvings++
}

// happened notes an event in the order of time: nodes may be ahead of each other by
// a window.
func (w *World) happened(e Event) {
	if w.rehearsal {
		return
	}
	p := &w.past
	if len(p.events) == EventsKept {
		copy(p.events, p.events[1:])
		p.events = p.events[:EventsKept-1]
		p.dropped++
	}
	i := len(p.events)
	p.events = append(p.events, e)
	for ; i > 0 && p.events[i-1].At > e.At; i-- {
		p.events[i], p.events[i-1] = p.events[i-1], e
	}
}

func (p *past) view() Past {
	return Past{StepNs: BusyStepNs << p.halvings, Steps: p.steps, Events: p.events, EventsDropped: p.dropped}
}
