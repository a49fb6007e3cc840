package sim

// foretold is the preview of the settings in force: a small world under the settings
// of the large one, run through the same code as fast as it goes. Its mean costs stand
// in for those of the large one until that has measured some. It is made when
// somebody asks: on the way to another time nobody does. It has begun by then, or the
// bars would fall to nothing for a frame. Nil if the model has none.
//
// The bars are mean costs per message, class by class, times the offered rates of the
// classes. The means start over with every change of a setting, and start from this
// preview. So a bar answers at once at any speed of time, and real deliveries take the
// preview's place as they come.
func (p *Player) foretold() *Kernel {
	preview := &p.model.Preview
	if preview.Length == 0 {
		return nil
	}
	if p.preview == nil {
		p.preview = KernelOf(build(p.model, 1, preview.Settings(p.k.settings), p.k.costs, true))
		p.preview.Run(preview.Least, nil)
		p.real.preview = meter{}
	}
	return p.preview
}

// foretell runs the preview of the settings in force as far as the budget lasts.
func (p *Player) foretell(over func() bool) {
	if k := p.foretold(); k != nil {
		k.Run(p.model.Preview.Length, over)
	}
}

// blended is what the world and the preview have counted since the last change.
func (p *Player) blended() meter {
	m := p.k.means()
	small := p.foretold()
	if small == nil {
		return m
	}
	r := small.means()
	// What varies is the message, not the delivery: all deliveries of one are
	// sampled or none is. So a message of the preview counts as much as a real one,
	// though it has fewer recipients.
	for c := range p.model.Classes {
		if f := p.model.Classes[c].Counts; f != nil {
			r.scale(c, f(p.k.settings))
		}
	}
	m.add(&r)
	return m
}
