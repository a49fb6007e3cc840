package sim

import (
	"fanout/actor"
	"fanout/sim/readout"
	"fanout/sim/span"
	"iter"
	"slices"
	"strings"
	"time"
)

// record is all there is of a history: the world where it stands, the commands that make
// it what it is, what was noted on the way, and what can be gone back to.
type record struct {
	k   *Kernel
	log eventLog

	origin      setup // at time 0
	history     history
	branches    branches   // what it has replaced
	trial       trial      // of a command, until it is given for good
	latest      actor.Time // the history is computed up to here
	ahead       *timeline  // of then, nil if that is the present
	checkpoints checkpoints
	seek        seek
	travels     int64 // checkpoints restored
	shown
}

// World is the world of the history as it stands, for tests and tools of its model.
// Nothing may be changed through it.
func (r *record) World() World { return r.k.world }

// Now is the virtual time at which the history stands.
func (r *record) Now() time.Duration { return time.Duration(r.k.system.Now()) }

// History is the history as it stands, with the part of it that lies after the
// present.
func (r *record) History() History {
	h := History{Model: r.k.model, Seed: r.k.seed, Setup: r.k.model.lines(r.origin), Whole: !r.history.lost}
	for _, e := range r.history.list {
		h.Commands = append(h.Commands, readout.LogEntry{At: int64(e.at), Command: true, Text: e.text})
	}
	h.Branches = r.branches.histories()
	return h
}

// Spans goes through the recorded spans that the store holds, see [Kernel.Spans].
func (r *record) Spans() iter.Seq2[int64, *span.Span] { return r.k.Spans() }

// Span is the recorded span of that number, from 1; ok is false if it has left the
// store or never was.
func (r *record) Span(number int64) (s span.Span, ok bool) { return r.k.Span(number) }

// CheckTrees verifies that the spans of this history form trees, as far as the
// store holds them: a parent may be missing if it has not ended yet, or if spans
// have left the store since the trace began.
func (r *record) CheckTrees() error { return r.k.spans.CheckTrees() }

// Stacks is where time was spent since the start of the history, by service, the
// dearest place of each service first: what a snapshot has of the whole history.
func (r *record) Stacks() []readout.StackTime {
	var p readout.Profile
	r.k.profiled.view(r.k, &p)
	return p.Whole.Stacks
}

// arrival is the present, or the time to which a seek under way leads.
func (r *record) arrival() actor.Time {
	if r.seek.on && !r.seek.next {
		return r.seek.to
	}
	return r.k.system.Now()
}

// begin is the earliest time that can be gone back to.
func (r *record) begin() actor.Time {
	if len(r.checkpoints.list) == 0 {
		return r.k.system.Now()
	}
	return r.checkpoints.list[0].At()
}

// idle reports whether a setting is to become what it is.
func (r *record) idle(line string) bool { return r.idleIn(r.k.setup(), line) }

// idleIn reports whether a setting is to become what it is in a setup.
func (r *record) idleIn(s setup, line string) bool {
	words := strings.SplitN(line, " ", 3)
	if len(words) != 3 {
		return false
	}
	next, err := r.k.model.change(s.settings, words[1], words[2])
	return err == nil && next == s.settings
}

// settle brings all nodes to one time, so that a command can take effect.
func (r *record) settle() { r.k.system.Settle() }

// checkpoint takes the checkpoint that is due, if one is, as far as the budget
// lasts. It reports whether the world may move on.
func (r *record) checkpoint(over func() bool) bool {
	b := &r.checkpoints
	if b.taking == nil {
		work := r.k.work()
		if !b.due(r.k, work) {
			return true
		}
		b.taking = &savedState{Checkpoint: r.k.Checkpoint(), work: work, next: r.history.next, view: r.shown}
	}
	if !b.taking.More(over) {
		return false
	}
	b.add(b.taking)
	b.taking = nil
	return true
}

// forgetOldest drops the older half of too many commands that are done, and with them
// the times that cannot be gone back to any more.
func (r *record) forgetOldest() {
	d := &r.history
	half := d.limit / 2
	if len(d.list) <= d.limit || d.next < half {
		return
	}
	d.list = slices.Delete(d.list, 0, half)
	d.next -= half
	d.lost = true
	r.branches.dropped += len(r.branches.list) // they begin with those
	r.branches.list = nil
	keep := r.checkpoints.list[:0]
	for _, pt := range r.checkpoints.list {
		if pt.next -= half; pt.next >= 0 {
			keep = append(keep, pt)
			continue
		}
		r.checkpoints.bytes -= pt.Bytes()
		pt.Release()
	}
	clear(r.checkpoints.list[len(keep):])
	r.checkpoints.list = keep
	r.checkpoints.abandon()
}

// viewTimeline fills the view of the whole history.
func (r *record) viewTimeline(t *readout.Timeline) {
	c := &r.k.timeline
	if r.ahead != nil {
		c = r.ahead
	}
	c.view(t)
	t.Latest, t.Target, t.Begin = int64(r.latest), -1, int64(r.begin())
	r.branches.view(t)
	far := t.Latest
	if r.seek.on && !r.seek.next {
		t.Target = int64(r.seek.to)
		far = max(far, t.Target)
	}
	if n := len(r.history.list); n > 0 {
		far = max(far, int64(r.history.list[n-1].at))
	}
	for t.Span = timelineLeast; t.Span < far; {
		t.Span *= 2
	}
}
