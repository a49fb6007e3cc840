package sim

import "fanout/sim/row"

// Snapshot fills s with the present state.
func (p *Player) Snapshot(s *Snapshot) {
	Glance(p, s)
	Complete(p, s)
}

// Glance fills s with what moves with virtual time and what was commanded: all that a picture
// needs in every frame. Services, Costs, Real, Profile, Checkpoints and the Summary, which are
// read less often, stay as s has them.
func Glance(p *Player, s *Snapshot) {
	p.settle()
	s.Model = p.model
	s.Playing, s.Speed, s.Changed = p.playing, p.speed, p.changed
	s.Reached = 0
	if p.playing {
		s.Reached = p.pace.reached(p.speed)
	}
	p.k.before = p.was
	p.k.glance(s)
	s.Log.Entries = append(s.Log.Entries[:0], p.log.entries...)
	s.Log.Dropped, s.Log.Notes, s.Log.Note = p.log.dropped, p.log.notes, p.log.note
	p.viewTimeline(&s.Timeline)
	s.Timeline.Idle = !p.playing && !p.Busy() && p.preview.complete(p.k)
	s.Travels = p.travels
}

// Complete fills s with what Glance left out, since which nothing may have happened.
func Complete(p *Player, s *Snapshot) {
	p.k.viewServices(s)
	p.k.profiled.view(p.k, &s.Profile)
	p.k.spans.Summarize(&s.Summary)
	expected, m := p.preview.expected(p.k), p.preview.blended(p.k)
	bars := p.k.bars(&expected)
	wavers := !p.preview.complete(p.k)
	s.times = m.times(&p.k.costs, &p.k.weights)
	for v := range s.Services {
		s.Services[v].CPU, s.Services[v].Wavers = bars[v], wavers
		s.Services[v].Useless = m.uselessShare(p.model, row.Service(v))
		s.Services[v].Before, s.Services[v].HasBefore = p.before[v], p.was != nil
		if s.Services[v].SizedFrom = s.Services[v].Capacity; p.was != nil {
			s.Services[v].SizedFrom = thousandths(p.sized[v])
		}
	}
	p.k.costs.view(p.model, &s.Costs)
	s.Real = p.real.RealTime
	s.Real.Units = p.units.Source
	s.Checkpoints = p.checkpoints.totals()
}
