package sim

// preview is a small world under the settings of the large one, run through the same code
// as fast as it goes. The zero value has not begun.
//
// The bars are mean costs per message, class by class, times the offered rates of the
// classes, and the means are the preview's alone. So a bar answers at once at any speed of
// time, says the same for the same settings, and does not move while they stay: which
// messages chance has sampled so far is seen in what was spent. The mean times of messages
// start from the preview too, and real deliveries take its place as they come.
type preview struct {
	small   *Kernel // nil until somebody asks for it
	charged meter   // what it had counted when real time was shared out last
}

// drop ends the preview: the settings have changed.
func (f *preview) drop() { f.small = nil }

// world is the small world for the large one. It is made when somebody asks: on the way
// to another time nobody does. It has begun by then, or the bars would fall to nothing
// for a frame. Nil if the model has none.
func (f *preview) world(large *Kernel) *Kernel {
	how := &large.model.Preview
	if how.Length == 0 {
		return nil
	}
	if f.small == nil {
		f.small = KernelOf(build(large.model, 1, how.Settings(large.settings), large.costs, true))
		f.small.Run(how.Least, nil)
		f.charged = meter{}
	}
	return f.small
}

// run runs the preview as far as the budget lasts.
func (f *preview) run(large *Kernel, over func() bool) {
	if k := f.world(large); k != nil {
		k.Run(large.model.Preview.Length, over)
	}
}

// complete reports whether there is nothing left to run.
func (f *preview) complete(large *Kernel) bool {
	small := f.world(large)
	return small == nil || small.Now() >= large.model.Preview.Length
}

// expected is what the settings lead to: what the preview has counted, or the world since
// the last change if the model has no preview.
func (f *preview) expected(large *Kernel) meter {
	if small := f.world(large); small != nil {
		return small.means()
	}
	return large.means()
}

// blended is what the world and the preview have counted since the last change.
func (f *preview) blended(large *Kernel) meter {
	m := large.means()
	small := f.world(large)
	if small == nil {
		return m
	}
	r := small.means()
	// What varies is the message, not the delivery: all deliveries of one are
	// sampled or none is. So a message of the preview counts as much as a real one,
	// though it has fewer recipients.
	for c := range large.model.Classes {
		if f := large.model.Classes[c].Counts; f != nil {
			r.scale(c, f(large.settings))
		}
	}
	m.add(&r)
	return m
}
