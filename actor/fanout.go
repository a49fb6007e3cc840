package actor

import "unsafe"

// deliverRuns hands a fan-out's message to the recipients under its cursor, one
// after the other, for as long as that is all there is to do: they are idle, and neither
// another event nor another cursor comes first. It is deliverCast in a loop, with what
// cannot change in between looked up once, and stops before anything out of the
// ordinary. It returns how many it delivered.
func deliverRuns(n *Node, c *cast, until Time) (delivered int) {
	if c.loss > 0 {
		return 0
	}
	bound := n.schedule.alone(c, until)
	for delivered < pollEvery {
		k, more := n.deliverRun(c, bound, until)
		if delivered += k; !more || c.part.runs[c.run].n >= scattered { // those may be a batch
			break
		}
	}
	return delivered
}

// deliverRun is deliverRuns for recipients who lie side by side. It reports whether it may
// be called again: all was as usual, and the cursor stands on another recipient.
func (n *Node) deliverRun(c *cast, bound, until Time) (delivered int, more bool) {
	cells := n.cellsUnder(c)
	run := &c.part.runs[c.run]
	life, step := run.first.gen()<<flagBits|alive, c.step*int64(run.stride)
	stepNs, stepPs := Time(step/1000), step%1000
	sent, due := n.sent, c.due
	start := max(due, n.cores.first())
	if due >= bound || start >= until {
		return 0, false
	}
	ctx := &n.ctx
	ctx.beginCast(c, start)
	var k *kind
	var values *slab
	var value unsafe.Pointer
	var size uintptr
	at, state := nowhere, nowhere // of the value: among those of all kinds, and of its kind
	moved := step > 0
	for i := range cells {
		a := &cells[i]
		if a.life&^trapping != life || a.busyUntil.time() > due {
			break
		}
		at++
		if state++; a.value == at && at&chunkMask != 0 {
			value = unsafe.Add(value, size) // values of actors side by side lie so as well
		} else {
			at = a.value
			values, state = n.actors.value(a)
			k, size, value = values.kind, values.size, values.at(state)
		}
		// The cursor moves on before the handler runs: if that panics, the loop is
		// entered again behind this recipient.
		if delivered++; delivered == len(cells) {
			if more = c.advance(); !more {
				n.schedule.dropCast(c)
			}
		} else {
			c.index++
			c.delayBy(stepNs, stepPs)
		}
		n.reached = start
		n.stats.Handled++
		did := values.account(state)
		if did != nil {
			did.handled++
		}
		k.handle(ctx, value, c.msg)
		if n.sent != sent || ctx.exiting || ctx.job != nil {
			if ctx.job != nil {
				ctx.job.msg = c.msg
			}
			n.finish(a, ctx.self, start)
			more = false
			break
		}
		// finish, for a recipient that did nothing but spend.
		if ctx.spent > 0 || start > due {
			n.recordSpent(a, did, start, ctx.spent)
			ctx.spent = 0
			moved = true
		}
		if moved {
			due = c.due
			start = max(due, n.cores.first())
			if due >= bound || start >= until {
				break
			}
			ctx.start = start
		}
		ctx.self += 1 << pidGenBits
		ctx.number += run.stride
	}
	ctx.handling = false
	return delivered, more
}

// cellsUnder are those of the recipients under a cursor who lie side by side; none if it
// stands on a PID that was made up.
func (n *Node) cellsUnder(c *cast) []cell {
	run := &c.part.runs[c.run]
	slot := run.first.slot() + c.index
	if slot >= n.actors.used {
		return nil
	}
	if run.n < scattered && c.run >= c.touched {
		n.touched += n.actors.touch(c)
	}
	cells := n.actors.chunks[slot>>chunkBits][slot&chunkMask:]
	// No further than the run, the recipients that have departed, and the budget.
	return cells[:min(len(cells), int(run.below(c.limit)-c.index), pollEvery)]
}

// beginCast is begin for the first of the recipients under a cursor.
func (c *Context) beginCast(to *cast, start Time) {
	run := &to.part.runs[to.run]
	c.self = run.first + PID(to.index)<<pidGenBits
	c.number = run.rank + to.index*run.stride
	c.from, c.ref, c.exiting = to.from, 0, false
	c.start, c.spent = start, 0
	c.handling = true
}

// nowhere is no index of a value.
const nowhere = ^uint32(0)

// Recipients that do not lie side by side are not in the processor's cache, and
// waiting for one after the other takes longer than all the rest. So a cursor
// looks at some of them ahead, all at once: the processor then waits for many
// together.
const (
	scattered  = 8  // a run shorter than this is hardly one
	touchAhead = 32 // runs
)

// touch reads the cells, values and accounts of the first recipients of the next runs,
// into a sum of no meaning.
func (t *actorTable) touch(c *cast) (sum uint32) {
	c.touched = min(c.run+touchAhead, len(c.part.runs))
	runs := c.part.runs[c.run:c.touched]
	var cells [touchAhead]*cell
	for i := range runs {
		cells[i] = t.cell(min(runs[i].first.slot(), t.used-1))
		sum += cells[i].life + cells[i].busyUntil.low // a cell may lie in two lines
	}
	for _, a := range cells[:len(runs)] {
		if a.life&alive != 0 {
			values, i := t.value(a)
			value, did := values.both(i)
			if sum += uint32(*(*uint8)(value)); did != nil {
				sum += uint32(did.handled)
			}
		}
	}
	return sum
}
