package sim

import (
	"time"

	"fanout/actor"
	"fanout/sim/row"
	"fanout/sim/span"
)

// Deliveries counts the messages of one class that a process has handled by their
// [span.Path] since the last change of a setting: the short way of booking for a handler
// that runs once for each of a million recipients. It takes one increment for each
// message instead of one for each of its operations.
type Deliveries struct {
	class  row.Class
	base   row.Op // the work itself
	counts [span.NumPaths]int64
	price  [span.NumPaths]int64 // ns
}

// NewDeliveries makes a counter of the process: of messages of a class whose own work
// is the operation base.
func (p *Process) NewDeliveries(class row.Class, base row.Op) *Deliveries {
	d := &Deliveries{class: class, base: base}
	d.reprice(p.kernel)
	p.deliveries = append(p.deliveries, d)
	return d
}

// reprice takes over the price list in force.
func (d *Deliveries) reprice(k *Kernel) {
	for path := range d.price {
		d.price[path] = 0
		for _, o := range k.charges.of(span.Path(path), d.base) {
			d.price[path] += k.costs.price[o]
		}
	}
}

// PriceNs is what the handling of a message on that path takes, in virtual ns.
func (d *Deliveries) PriceNs(path span.Path) int64 { return d.price[path] }

// Deliver books a message that the handler at work has handled on that path, and takes
// its time. The handler has spent no other time.
func (p *Process) Deliver(c *actor.Context, d *Deliveries, path span.Path) {
	at := c.Now()
	d.counts[path]++
	c.Spend(time.Duration(d.price[path]))
	if end := c.Now(); end > p.kernel.busy.next || end-at > sliceLength {
		p.recordDelivery(c, at, d, path)
	}
}

// DeliverBatch is Deliver for recipients of a fan-out whose messages are all on that path:
// it returns when each of those begins whom it has booked. The others have to be booked one
// by one, since they may be under way at the next sample.
func (p *Process) DeliverBatch(b *actor.Batch, d *Deliveries, path span.Path) []actor.Time {
	starts := b.Spend(time.Duration(d.price[path]), p.kernel.busy.next)
	d.counts[path] += int64(len(starts))
	p.batched += int64(len(starts))
	return starts
}

// drain books what was counted with its process and forgets it.
func (d *Deliveries) drain(p *Process) {
	k, m := p.kernel, &p.meter
	for path, n := range d.counts {
		if n == 0 {
			continue
		}
		d.counts[path] = 0
		m.used |= 1 << d.class
		m.messages[d.class] += n
		p.recorder.durations.add(d.class, d.price[path], n)
		m.received(d.class, span.Path(path).Receipt(), n)
		for _, o := range k.charges.of(span.Path(path), d.base) {
			m.ops[d.class][o] += n
		}
	}
}

// recordDelivery notes a delivery that may be under way at the next sample.
func (p *Process) recordDelivery(c *actor.Context, at actor.Time, d *Deliveries, path span.Path) {
	r := &p.recorder
	r.keep(p.kernel.busy.next)
	r.now.pid, r.start, r.delivered = c.Self(), at, true
	for _, o := range p.kernel.charges.of(path, d.base) {
		at += actor.Time(p.kernel.costs.price[o])
		r.now.ops = append(r.now.ops, workOp{at, d.class, o})
	}
}
