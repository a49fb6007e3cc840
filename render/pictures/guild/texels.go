package guildpicture

import (
	"math"

	"fanout/sim/guild"
)

// progress is what the texels show of the world, so that the next frame need only
// look at the dots that have changed since. Of 15,625 dots the edges of a wave
// pass a few hundred between two frames, and the others age so slowly that most
// keep their byte for many frames: looking at all of them took more time than
// everything else that is drawn.
type progress struct {
	known   bool // false: every dot must be looked at
	now     int64
	fanout  int64
	settled int64
	waves   []guild.Wave
	until   []int64 // by dot: virtual time up to which its age stays the same byte
	rows    []int64 // by row of dots: the first of these times
}

// look has a dot looked at in the next frame.
func (p *progress) look(d int, now int64) {
	p.until[d], p.rows[d/len(p.rows)] = now, now
}

// never is later than any virtual time.
const never = math.MaxInt64

// paint brings the texels up to date and reports whether any of them changed.
func (f *field) paint(g *grid, view *guild.FieldView, now, fanout, settled int64) bool {
	p := &f.progress
	if !f.follow(g, view, now, fanout, settled) {
		p.until, p.rows = resized(p.until, g.dots*g.dots), resized(p.rows, g.dots)
		for d := range p.until {
			p.until[d] = now
		}
		for row := range p.rows {
			p.rows[row] = now
		}
	}
	p.known, p.now, p.fanout, p.settled = true, now, fanout, settled
	p.waves = append(p.waves[:0], view.Waves...)

	changed := false
	for row, first := range p.rows {
		if now >= first {
			changed = f.paintRow(g, view, row, now, fanout, settled) || changed
		}
	}
	return changed
}

// paintRow brings a row in step: those of its dots whose time has come.
func (f *field) paintRow(g *grid, view *guild.FieldView, row int, now, fanout, settled int64) (changed bool) {
	p := &f.progress
	scale, first := 1/float64(max(fanout, 1)), int64(never)
	for d := row * g.dots; d < (row+1)*g.dots; d++ {
		if now < p.until[d] {
			first = min(first, p.until[d])
			continue
		}
		age, state := g.dotState(view, d, now, settled)
		value, alpha := f.ageByte(float64(age)*scale, state), byte(255)
		p.until[d] = now + stays(age, value, state, fanout)
		first = min(first, p.until[d])
		if state == nobody {
			value, state, alpha = 0, 0, 0
		}
		texel := f.Texels[4*d : 4*d+4 : 4*d+4]
		if was := texel[1]; texel[0] != value || was != state || texel[3] != alpha {
			texel[0], texel[1], texel[3] = value, state, alpha
			f.countLost(was == lost, state == lost)
			f.touch(row)
			changed = true
		}
	}
	p.rows[row] = first
	return changed
}

// follow marks the dots that a wave's edge has passed since the last frame. It
// reports false if that is not all that may have happened.
func (f *field) follow(g *grid, view *guild.FieldView, now, fanout, settled int64) bool {
	p := &f.progress
	if !p.known || now < p.now || fanout != p.fanout || settled != p.settled ||
		len(view.Waves) != len(p.waves) || len(p.until) != g.dots*g.dots {
		return false
	}
	passed := 0
	for i := range p.waves {
		was, is := &p.waves[i], &view.Waves[i]
		if was.Message != is.Message || was.Start != is.Start || was.Step != is.Step || was.Size != is.Size ||
			is.Arrived < was.Arrived || is.Handled < was.Handled || is.Arrived > len(g.idOf) {
			return false
		}
		passed += is.Arrived - was.Arrived + is.Handled - was.Handled
	}
	if passed > 4*len(p.until) && g.dotOf != nil {
		return false // looking at every dot is cheaper
	}
	if g.dotOf == nil { // a part of the field: most ranks are elsewhere
		p.pass(g, view, now)
		return true
	}
	for i := range p.waves {
		was, is := &p.waves[i], &view.Waves[i]
		for _, d := range g.dotOf[was.Arrived:is.Arrived] {
			p.look(int(d), now)
		}
		for _, d := range g.dotOf[was.Handled:is.Handled] {
			p.look(int(d), now)
		}
	}
	return true
}

// pass marks the dots between whose first and last rank a wave's edge has moved.
func (p *progress) pass(g *grid, view *guild.FieldView, now int64) {
	for d, sp := range g.spans {
		for i := range p.waves {
			was, is := &p.waves[i], &view.Waves[i]
			if int(sp.last) >= was.Arrived && int(sp.first) < is.Arrived || int(sp.last) >= was.Handled && int(sp.first) < is.Handled {
				p.look(d, now)
			}
		}
	}
}

// stays is for how long at least a dot of that age keeps its byte, if no wave
// comes by.
func stays(age int64, value, state byte, fanout int64) int64 {
	next := (float64(value) + .5) / 255
	next *= next // on the ramp, where the byte changes
	if state == nobody || state == notReached || state == lost || value == 255 || state == waiting && next > xWaiting {
		return never / 2
	}
	return max(1, int64(next*float64(max(fanout, 1)))-1-age) // 1 ns for what the float rounds
}

// touch notes that a row of texels has changed since they were handed over.
func (f *field) touch(row int) {
	if !f.Changed {
		f.Changed, f.Rows = true, [2]int{row, row + 1}
		return
	}
	f.Rows[0], f.Rows[1] = min(f.Rows[0], row), max(f.Rows[1], row+1)
}

// touchAll notes that all of them have.
func (f *field) touchAll() { f.Changed, f.Rows = true, [2]int{0, f.Dots} }

// resized is s with n elements, of whatever value.
func resized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// countLost notes that a dot shows a loss, or does so no longer.
func (f *field) countLost(was, is bool) {
	if was {
		f.lost--
	}
	if is {
		f.lost++
	}
}
