package actor

// deliverRun hands a fan-out's message to the recipients under its cursor, one
// after the other, for as long as that is all there is to do: the recipients are
// idle and neither another event nor another cursor comes first. It is
// deliverCast in a loop, with what cannot change in between looked up once, and
// stops before anything out of the ordinary. It returns false if it delivered
// nothing.
func (n *Node) deliverRun(c *cast, until Time, most int) bool {
	if c.loss > 0 {
		return false
	}
	bound := until
	for _, d := range n.casts {
		if d != c {
			bound = min(bound, d.due)
		}
	}
	casts := len(n.casts)
	run := &c.part.runs[c.run]
	first, gen := run.first.slot(), run.first.gen()
	step := c.step * int64(run.stride)
	stepNs, stepPs := Time(step/1000), step%1000
	ctx := &n.ctx
	ctx.from, ctx.ref = c.from, 0
	ctx.exiting = false
	var k *kind
	var values *slab
	kindID := -1

	delivered := 0
	for delivered < most && c.due < bound && len(n.casts) == casts {
		if e := n.events.first(); e != nil && e.at <= c.due {
			break
		}
		slot := first + c.index
		a := n.cell(slot)
		if a.flags&^trapping != alive || a.gen != gen || a.mailbox != 0 || a.busyUntil > c.due {
			break
		}
		start := max(c.due, n.cores.first())
		if start >= until {
			break
		}
		if int(a.kind) != kindID {
			kindID = int(a.kind)
			k = n.system.kinds[kindID]
			values = k.slab(n.id)
		}
		ctx.number = run.rank + c.index*run.stride
		// The cursor moves on before the handler runs: if that panics, the loop is
		// entered again behind this recipient.
		same := c.stepInRun(run, stepNs, stepPs)
		if !same && !c.advance() {
			n.drop(c)
		}
		delivered++

		n.reached = start
		ctx.self = run.first + PID(slot-first)<<pidGenBits
		ctx.start, ctx.spent, ctx.handling = start, 0, true
		a.handled++
		n.stats.Handled++
		k.handle(ctx, values.at(a.state), c.msg)
		n.finish(a, ctx.self, start)
		if !same {
			break
		}
	}
	return delivered > 0
}

// stepInRun moves the cursor to the next recipient if that is in the same run
// and has departed, without multiplying and dividing as settle does. Otherwise it
// leaves the cursor alone.
func (c *cast) stepInRun(run *groupRun, stepNs Time, stepPs int64) bool {
	if c.index+1 >= run.n || run.rank+(c.index+1)*run.stride >= c.limit {
		return false
	}
	c.index++
	c.due += stepNs
	if c.frac += stepPs; c.frac >= 1000 {
		c.frac -= 1000
		c.due++
	}
	return true
}
