package sim

import (
	"fanout/sim/checkpoint"
	"fanout/sim/exact"
	"fanout/sim/readout"
)

// CheckpointBytes is about how much memory the checkpoints of a history may take, unless
// [Player.Limit] says otherwise. A million sessions are 42 MB each.
const CheckpointBytes = 256 << 20

// checkpointWork is how much work ([Kernel.work]) lies between two checkpoints at least: a
// tab does so much in about a tenth of a second, which is what a step back may
// take at best.
const checkpointWork = 200_000

// savedState is a checkpoint and what the player knew then.
type savedState struct {
	*checkpoint.Checkpoint
	work int64 // before it
	next int   // commands of the history done before it
	view shown
}

// checkpoints holds the checkpoints of a history, in the order of time. The first is
// its beginning and stays; the others thin out with their distance from the present,
// so that going back a little is quick and going back far is possible.
type checkpoints struct {
	list    []*savedState
	taking  *savedState // not complete yet
	bytes   int64
	limit   int64
	dropped int
}

func (b *checkpoints) totals() readout.Checkpoints {
	return readout.Checkpoints{Held: len(b.list), Bytes: b.bytes, Dropped: b.dropped}
}

// before is the last checkpoint at or before a time, and its place.
func (b *checkpoints) before(at int64) (int, *savedState) {
	for i := len(b.list) - 1; i >= 0; i-- {
		if int64(b.list[i].At()) <= at {
			return i, b.list[i]
		}
	}
	return -1, nil
}

// due reports whether a world that stands at now should be checkpointed: far enough
// behind the last checkpoint, and at rest, when there is least in motion. One
// that never rests is not waited for.
func (b *checkpoints) due(k *Kernel, work int64) bool {
	_, last := b.before(int64(k.system.Now()))
	if last == nil {
		return true
	}
	since := work - last.work
	return since >= checkpointWork && k.world.AtRest() || since >= 2*(checkpointWork+int64(k.actors()))
}

// add puts a complete checkpoint into its place and thins the others out.
func (b *checkpoints) add(p *savedState) {
	i, _ := b.before(int64(p.At()))
	b.list = append(b.list, nil)
	copy(b.list[i+2:], b.list[i+1:])
	b.list[i+1] = p
	b.bytes += p.Bytes()
	for b.bytes > b.limit && len(b.list) > 2 {
		b.thin(p)
		b.dropped++
	}
}

// thin drops the checkpoint that will be missed least: that which leaves the
// smallest gap for its distance from the present one.
func (b *checkpoints) thin(present *savedState) {
	least, missed := 0, int64(0)
	for i := 1; i < len(b.list); i++ {
		p := b.list[i]
		if p == present {
			continue
		}
		gap := p.work - b.list[i-1].work
		if i+1 < len(b.list) {
			gap = b.list[i+1].work - b.list[i-1].work
		}
		away := max(present.work-p.work, p.work-present.work)
		if m := exact.MulDiv(gap, 1<<20, away+1); least == 0 || m < missed {
			least, missed = i, m
		}
	}
	if least == 0 {
		return
	}
	b.remove(least)
}

func (b *checkpoints) remove(i int) {
	p := b.list[i]
	b.bytes -= p.Bytes()
	p.Release()
	b.list = append(b.list[:i], b.list[i+1:]...)
}

// cut removes what lies behind a time.
func (b *checkpoints) cut(at int64) {
	for i := len(b.list) - 1; i >= 0 && int64(b.list[i].At()) > at; i-- {
		b.remove(i)
	}
}

// abandon gives up a checkpoint that is being taken.
func (b *checkpoints) abandon() {
	if b.taking != nil {
		b.taking.Release()
		b.taking = nil
	}
}
