package actor

// cast is one fan-out on its way through one receiving node: a cursor over the
// node's part of the group. Recipient number r of the group is due at
// start + r·step.
//
// A fan-out is one record, not a million mailbox writes. [Context.SendAll] puts a cursor
// into each receiving node, and the node merges its cursors with its other events in
// order of time. A recipient that is busy or suspended when its rank comes up gets the
// message into its mailbox, like any other. This keeps global order and makes an idle
// recipient cost no memory.
type cast struct {
	part    *groupPart
	run     int    // current run
	index   uint32 // position in the run
	touched int    // runs below this have been looked at ahead
	due     Time   // of the current recipient; never when the cursor waits for its sender
	frac    int64  // picoseconds that due was rounded down by
	ord     order
	start   Time
	step    int64  // picoseconds
	limit   uint32 // ranks below this have departed; the sender raises it
	from    PID
	msg     Message
	job     uint64 // the sending job, by which a later slice finds its cursor
	cut     bool   // limit will not be raised any more
	delay   Time   // of the link, in start
	loss    uint32 // of the link
	dice    uint64
	letter  uint32 // its number in the backlog of its sender, if it is in there
}

func (c *cast) rank() uint32 {
	r := &c.part.runs[c.run]
	return r.rank + c.index*r.stride
}

func (c *cast) at(rank uint32) Time { return c.start + Time(int64(rank)*c.step/1000) }

// settle computes when the current recipient is due; false means that the
// cursor has passed its last recipient.
func (c *cast) settle() bool {
	if c.run == len(c.part.runs) {
		return false
	}
	r := c.rank()
	if r >= c.limit {
		c.due = never
		return !c.cut
	}
	c.due = c.at(r)
	c.frac = int64(r) * c.step % 1000
	return true
}

// advance moves to the next recipient.
func (c *cast) advance() bool {
	if c.index++; c.index == c.part.runs[c.run].n {
		c.index = 0
		c.run++
	}
	return c.settle()
}

// delayBy puts off what is due by a step of the fan-out.
func (c *cast) delayBy(ns Time, ps int64) {
	c.due += ns
	if c.frac += ps; c.frac >= 1000 {
		c.frac -= 1000
		c.due++
	}
}

// seek puts the cursor on the first recipient whose rank is at least the given
// one; false means that there is none.
func (c *cast) seek(rank uint32) bool {
	c.run = c.part.search(rank)
	c.index = 0
	if c.run > 0 {
		// The run before may reach that far as well.
		r := &c.part.runs[c.run-1]
		if i := r.below(rank); i < r.n {
			c.run, c.index = c.run-1, i
		}
	}
	return c.settle()
}

// lost decides whether the message to one recipient of a fan-out is lost.
func (c *cast) lost(rank uint32) bool {
	return c.loss > 0 && mix(c.dice+uint64(rank)*0x9e3779b97f4a7c15)%1_000_000 < uint64(c.loss)
}

// arrived counts the recipients before or at now that the cursor has not reached.
func (c *cast) arrived(now Time) int {
	if c.due > now || c.due == never {
		return 0
	}
	end := c.limit // ranks below have arrived by now
	if c.step > 0 && now != never {
		end = min(end, uint32(min(int64(c.limit), (int64(now-c.start)+1)*1000/c.step)+1))
	}
	passed := c.index
	if c.run < len(c.part.runs) {
		passed += c.part.runs[c.run].before
	} else {
		passed = uint32(c.part.size)
	}
	return int(c.part.below(end)) - int(min(passed, c.part.below(end)))
}

// passed reports whether the cursor is behind a rank.
func (c *cast) passed(rank uint32) bool {
	return c.run == len(c.part.runs) || c.rank() > rank
}
