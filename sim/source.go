package sim

import (
	"time"

	"fanout/actor"
	"fanout/sim/random"
)

// Source is an actor outside of the services that makes work arrive: users with
// their messages, or other services with their requests.
type Source struct {
	rng   random.RNG
	epoch int64 // of the rate in force; ticks of an older one are void
	count int64 // arrivals so far
}

// tick tells a source that the next arrival is due.
type tick struct{ epoch int64 }

// rateChanged makes a source draw its next arrival again. Exponential gaps have no
// memory, so nothing is lost by it.
type rateChanged struct{}

// Count is how many arrivals there have been, with the present one.
func (s *Source) Count() int64 { return s.count }

// Below draws from 0 … n-1.
func (s *Source) Below(n uint64) uint64 { return s.rng.Below(n) }

// gap is the time to the next arrival at a rate per 1,000 s.
func (s *Source) gap(ratePer1000s int64, even bool) time.Duration {
	mean := int64(1e12) / ratePer1000s
	if even {
		return time.Duration(mean)
	}
	return time.Duration(s.rng.Exponential(mean))
}

// Arrivals is how a source makes work arrive. All fields are required.
type Arrivals struct {
	Name    string
	Purpose uint64                            // of its random numbers, see random.Stream
	Rate    func() int64                      // per 1,000 s; 0 for none
	Even    func() bool                       // evenly spaced instead of Poisson
	Arrive  func(c *actor.Context, s *Source) // called for each arrival
}

// NewSource starts a source on the node of a process. It has to be told when its rate
// has changed, see Retime.
func (k *Kernel) NewSource(p *Process, a Arrivals) actor.PID {
	kind := actor.NewKind(k.system, a.Name, actor.Behaviour[Source]{
		Handle: func(c *actor.Context, s *Source, msg actor.Message) {
			switch t := msg.(type) {
			case *tick:
				if t.epoch != s.epoch || a.Rate() == 0 { // the latter if it was changed at this very time
					return
				}
				s.count++
				a.Arrive(c, s)
				c.SendAfter(s.gap(a.Rate(), a.Even()), c.Self(), t)
			case *rateChanged:
				s.epoch++
				if r := a.Rate(); r > 0 {
					c.SendAfter(s.gap(r, a.Even()), c.Self(), &tick{s.epoch})
				}
			}
		},
	})
	return kind.Spawn(p.node, Source{rng: random.Stream(k.seed, a.Purpose)})
}

// Retime tells a source that its rate or the way of its arrivals has changed, or that
// it may begin.
func (k *Kernel) Retime(source actor.PID) { k.system.Send(source, &rateChanged{}) }
