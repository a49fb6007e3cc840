package actor

import (
	"time"
	"unsafe"
)

// Batch is recipients of one fan-out who live side by side on a node and come one after
// the other: what [Behaviour.HandleBatch] gets. It is valid during that call only.
type Batch struct {
	node   *Node
	cast   *cast
	cells  []cell
	bound  Time // somebody else has the turn
	until  Time // the node stops
	open   bool // Spend may be called
	starts [pollEvery]Time
	taken  int
}

// Spend lets the recipients begin with the message one after the other, each as soon as it
// is due and a core is free, and take d on that core. It returns when each begins, the
// first being that of the first state; len of it have handled the message by that, and the
// others are left to Handle.
//
// Left out are those that are not idle when they are due, those who would not be done by
// the time given, and all of them if d is more than a slice. A negative d panics, as does a
// second call.
func (b *Batch) Spend(d time.Duration, by Time) []Time {
	if !b.open || d < 0 {
		panic("actor: Batch.Spend: expected one call in HandleBatch, of no negative time")
	}
	b.open = false
	n, c, took := b.node, b.cast, Time(d)
	if took > n.system.slice {
		return nil
	}
	run := &c.part.runs[c.run]
	step := c.step * int64(run.stride)
	stepNs, stepPs := Time(step/1000), step%1000
	due, frac, gen := c.due, c.frac, run.first.gen()
	life, value := gen<<flagBits|alive, b.cells[0].value
	cells, starts, bound, until, latest := b.cells, &b.starts, b.bound, b.until, by-took
	cores := n.cores // put back behind the loops
	k := 0
	if took == 0 && step == 0 && due < bound && due < until && due <= latest && cores.first() <= due {
		// All of them begin now, and nobody takes time.
		for ; k < len(cells) && k < len(starts); k++ {
			a := &cells[k]
			if !a.idles(life, value, due) {
				break
			}
			starts[k] = due
			value++
		}
	}
	for ; k < len(cells) && k < len(starts); k++ {
		a := &cells[k]
		if !a.idles(life, value, due) {
			break
		}
		start := max(due, cores.first())
		if due >= bound || start >= until || start > latest {
			break
		}
		if took > 0 {
			end := start + took
			if end >= cores.latest {
				cores.occupyLast(end)
			} else {
				cores.occupyLess(end)
			}
			a.busyUntil = instantOf(end)
		} else if start > due {
			a.busyUntil = instantOf(start)
		}
		starts[k] = start
		value++
		// As delayBy does.
		due += stepNs
		if frac += stepPs; frac >= 1000 {
			frac -= 1000
			due++
		}
	}
	n.cores = cores
	if k > 0 {
		b.take(k, took)
	}
	return b.starts[:k]
}

// idles reports whether an actor is the one that is expected and has nothing to do at that time.
func (a *cell) idles(life, value uint32, at Time) bool {
	return a.life&^trapping == life && a.value == value && a.busyUntil.time() <= at
}

// take moves the cursor behind the first k recipients, who have taken that long each.
func (b *Batch) take(k int, took Time) {
	b.taken = k
	n, c := b.node, b.cast
	if n.actors.kind(&b.cells[0]).accounts > 0 {
		for i := range b.cells[:k] {
			did := n.actors.account(&b.cells[i])
			did.handled++
			did.spent += took
		}
	}
	n.reached = b.starts[k-1]
	n.stats.Handled += int64(k)
	n.stats.Spent += time.Duration(k) * time.Duration(took)
	c.index += uint32(k - 1)
	if !c.advance() {
		n.schedule.dropCast(c)
	}
}

// crashed counts the message of a handler that crashed before it took any for the first
// recipient, with whom the runtime ends.
func (b *Batch) crashed() {
	if b.open {
		b.open = false
		b.starts[0] = b.node.ctx.start
		b.take(1, 0)
	}
}

// deliver hands a fan-out's message to the recipients under its cursor by their
// kind's HandleBatch. It returns how many have handled it, and does nothing for the others:
// they are for deliverRuns, which does the same one by one.
func (b *Batch) deliver(n *Node, c *cast, until Time) int {
	if c.loss > 0 || n.real != nil {
		return 0
	}
	if c.part.runs[c.run].n < scattered {
		return 0
	}
	cells := n.cellsUnder(c)
	if len(cells) < 2 || cells[0].life&alive == 0 {
		return 0
	}
	values, state := n.actors.value(&cells[0])
	if values.kind.batch == nil {
		return 0
	}
	cells = cells[:min(len(cells), chunkSize-int(state&chunkMask))] // whose values lie in one chunk
	b.node, b.cast, b.cells, b.taken = n, c, cells, 0
	b.bound, b.until = n.schedule.alone(c, until), until
	start := max(c.due, n.cores.first())
	if c.due >= b.bound || start >= until {
		return 0
	}
	n.ctx.beginCast(c, start)
	b.open = true
	values.kind.batch(b, values.at(state), len(cells), c.msg)
	n.ctx.handling, b.open = false, false
	return b.taken
}

// batcher restores the type of the states in a batch handler. Nil stays nil.
func batcher[T any](f func(*Batch, []T, Message)) func(*Batch, unsafe.Pointer, int, Message) {
	if f == nil {
		return nil
	}
	return func(b *Batch, first unsafe.Pointer, n int, msg Message) {
		f(b, unsafe.Slice((*T)(first), n), msg)
	}
}
