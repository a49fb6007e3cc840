package readout

import (
	"cmp"
	"math"
	"slices"

	"fanout/sim/exact"
)

// Frame is a frame of a flame graph: what was spent in it, and in the frames that it calls.
type Frame struct {
	Name    string
	Depth   int // 0 is the outermost
	Parent  int // index of the frame that calls it, -1 for none
	Samples int64
	Ns      int64
	Stack   StackTime // the dearest place below it; Depth+1 of its frames are the way here
}

// Path are the names on the way to the frame, itself included.
func (f *Frame) Path() []string {
	frames := f.Stack.Frames()
	return slices.Clone(frames[:f.Depth+1])
}

// Under reports whether the way to the frame begins with that path.
func (f *Frame) Under(path []string) bool {
	frames := f.Stack.Frames()
	return len(path) <= f.Depth+1 && slices.Equal(path, frames[:len(path)])
}

// Flame adds stacks up to frames, filled into old: each stands before those that it calls, the
// dearest of them first. Frames with one Parent add up to what it has.
func Flame(stacks []StackTime, old []Frame) []Frame {
	frames := old[:0]
	for i := range stacks {
		s := &stacks[i]
		parent := -1
		for depth, name := range s.Frames() {
			at := slices.IndexFunc(frames, func(f Frame) bool { return f.Parent == parent && f.Depth == depth && f.Name == name })
			if at < 0 {
				at = len(frames)
				frames = append(frames, Frame{Name: name, Depth: depth, Parent: parent, Stack: *s})
			}
			f := &frames[at]
			f.Samples, f.Ns = f.Samples+s.Samples, f.Ns+s.Ns
			if s.Ns > f.Stack.Ns {
				f.Stack = *s
			}
			parent = at
		}
	}
	return ordered(frames)
}

// ordered puts every frame behind the one that calls it, the dearest first.
func ordered(frames []Frame) []Frame {
	in := slices.Clone(frames)
	out := frames[:0]
	var put func(parent, as int)
	put = func(parent, as int) {
		var called []int
		for i := range in {
			if in[i].Parent == parent {
				called = append(called, i)
			}
		}
		slices.SortStableFunc(called, func(a, b int) int { return cmp.Compare(in[b].Ns, in[a].Ns) })
		for _, i := range called {
			f := in[i]
			f.Parent = as
			out = append(out, f)
			put(i, len(out)-1)
		}
	}
	put(-1, -1)
	return out
}

// SampledShare is the share of n samples that were found in one place, and by how much the true
// share may be off, with a confidence of 95 %. Of a place where none was found, or all, it is
// what n samples cannot tell from that (three in n).
func SampledShare(found, n int64) (share, margin exact.PPM) {
	if n <= 0 {
		return 0, exact.Whole
	}
	p := float64(found) / float64(n)
	off := 1.96 * math.Sqrt(p*(1-p)/float64(n))
	if found == 0 || found == n {
		off = 3 / float64(n)
	}
	whole := float64(exact.Whole)
	return exact.PPM(math.Round(p * whole)), exact.PPM(math.Round(min(off, 1) * whole))
}
