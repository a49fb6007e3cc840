package sim

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
)

// source is an actor outside of the services that makes work arrive: users with
// their messages, or other services with their requests.
type source struct {
	rng   rng
	epoch int64 // of the rate in force; ticks of an older one are void
	count int64 // arrivals so far
}

// tick tells a source that the next arrival is due.
type tick struct{ epoch int64 }

// gap is the time to the next arrival at a rate per 1,000 s.
func (s *source) gap(ratePer1000s int64, even bool) time.Duration {
	mean := int64(1e12) / ratePer1000s
	if even {
		return time.Duration(mean)
	}
	return time.Duration(s.rng.exponential(mean))
}

// sourceKind registers a source whose rate is read from the settings and which
// does arrive for each arrival.
func sourceKind(w *World, name string, rate func() int64, arrive func(c *actor.Context, s *source)) actor.Kind[source] {
	return actor.NewKind(w.system, name, actor.Behaviour[source]{
		Handle: func(c *actor.Context, s *source, msg actor.Message) {
			switch t := msg.(type) {
			case *tick:
				if t.epoch != s.epoch || rate() == 0 { // the latter if it was changed at this very time
					return
				}
				s.count++
				arrive(c, s)
				c.SendAfter(s.gap(rate(), w.settings.Even), c.Self(), t)
			case *rateChanged:
				s.epoch++
				if r := rate(); r > 0 {
					c.SendAfter(s.gap(r, w.settings.Even), c.Self(), &tick{s.epoch})
				}
			}
		},
	})
}

// rateChanged makes a source draw its next arrival anew. Exponential gaps have no
// memory, so nothing is lost by it.
type rateChanged struct{}

// userMessage is what a user sends: the message that is fanned out.
type userMessage struct {
	number int64 // from 1
	guild  int   // to which guild
}

// headers are those of a gRPC request.
type headers map[string][]string

// update is a background request, and what presence makes of some of them: a
// small message to the guild.
type update struct {
	number  int64
	headers headers
}

// callRequest makes one background request: a service that is not shown opens a
// trace and calls presence. Its own time costs nothing here.
func (w *World) callRequest(c *actor.Context, s *source) {
	p := w.callers
	at := c.Now()
	ctx, sp, out := p.start(context.Background(), "presence.call", trace.SpanKindClient, at, tag(OriginBackground, s.count))
	h := make(headers, 2)
	if w.settings.GRPCLink {
		p.transport.InjectHeaders(ctx, h)
	}
	if out.kept() {
		end(sp, at)
	}
	c.Send(w.presencePID, &update{s.count, h})
}
