package scene

import (
	"math"
	"strconv"
	"strings"

	"fanout/render/ui"
	"fanout/sim"
)

// dial is a setting that a slider moves. All dials are logarithmic, because everything
// here spans decades.
type dial struct {
	ui.Dial
	key  string // of the setting, as Snapshot.Changed spells it
	read func(*sim.Snapshot) float64
}

var dials = []dial{
	{
		key: "members", read: func(s *sim.Snapshot) float64 { return float64(settingsOf(s).Members) },
		Dial: ui.Dial{
			ID: "slider.members", Label: "Online members", Lo: 1, Hi: 1_000_000, Whole: true,
			Show:    func(v float64) string { return ui.Count(int64(v)) },
			Command: func(v float64) string { return "set members " + strconv.Itoa(int(v)) },
			Typed:   ui.Number{Lo: 1, Hi: 1_000_000, Whole: true, Expected: "a whole number from 1 to 1,000,000, such as 10,000 or 10k"},
		},
	},
	{
		key: "rate", read: func(s *sim.Snapshot) float64 { return float64(settingsOf(s).MessageRate) / 1000 },
		Dial: ui.Dial{
			ID: "slider.rate", Label: "Messages per second", Lo: .1, Hi: 100,
			Show: rateText, Command: rateCommand("rate"),
			Typed: ui.Number{Lo: .1, Hi: 100, Units: []string{"/s"}, Expected: "0.1 to 100 per second"},
		},
	},
	{
		key: "head.rate", read: func(s *sim.Snapshot) float64 { return share(settingsOf(s).HeadRate) },
		Dial: ui.Dial{
			ID: "slider.head.rate", Label: "Head sampling", Lo: 1e-4, Hi: 1, Tracing: true,
			Show:    ui.ShareText,
			Command: func(v float64) string { return "set head.rate " + ui.PlainShare(v) },
			Typed:   ui.Number{Lo: 0, Hi: 1, Percent: true, Expected: "0 to 100 %, such as 0.5 % or 1/1000"},
		},
	},
	{
		key: "grpc", read: func(s *sim.Snapshot) float64 { return float64(settingsOf(s).GRPCRate) / 1000 },
		Dial: ui.Dial{
			ID: "slider.grpc", Label: "Background requests per second", Lo: 1, Hi: 20_000,
			Show: rateText, Command: rateCommand("grpc"),
			Typed: ui.Number{Lo: 0, Hi: 20_000, Units: []string{"/s"}, Expected: "0 to 20,000 per second"},
		},
	},
	{
		key: "small", read: func(s *sim.Snapshot) float64 { return float64(settingsOf(s).SmallRate) / 1000 },
		Dial: ui.Dial{
			ID: "slider.small", Label: "Small messages per second", Lo: .1, Hi: 1000,
			Show: rateText, Command: rateCommand("small"),
			Typed: ui.Number{Lo: 0, Hi: 1000, Units: []string{"/s"}, Expected: "0 to 1,000 per second"},
		},
	},
	{
		key: "speed", read: func(s *sim.Snapshot) float64 { return share(s.Speed) },
		Dial: ui.Dial{
			ID: "slider.speed", Label: "Speed", Lo: 1e-4, Hi: 10,
			Show:    func(v float64) string { return ui.Times(ppm(v)) },
			Command: func(v float64) string { return "speed " + ui.PlainNumber(math.Round(v*1e6)/1e6) },
			Typed:   ui.Number{Lo: 1e-4, Hi: 10, Units: []string{"x"}, Expected: "0.0001 to 10, where 1 is real time"},
		},
	},
}

// rateText writes a rate per second.
func rateText(v float64) string { return ui.Rate(int64(v*1000 + .5)) }

// rateCommand sets a rate, to the thousandth per second.
func rateCommand(key string) func(float64) string {
	return func(v float64) string { return "set " + key + " " + ui.PlainNumber(math.Round(v*1000)/1000) }
}

// dialOf is the dial of the widget with that id.
func dialOf(id string) *dial {
	for i := range dials {
		if dials[i].ID == id {
			return &dials[i]
		}
	}
	panic("scene: no dial " + id)
}

// dial is the row of a dial.
func (v *view) dial(r ui.Rect, d *dial) {
	v.SliderRow(r, &d.Dial, d.read(v.snap), v.snap.Changed == d.key)
}

// share is a chip of a setting that is a share.
func (v *view) share(r ui.Rect, key, label string, value sim.PPM) {
	v.Chip(r, ui.ChipSpec{ID: "chip." + key, Label: label, Share: share(value), Prefix: "set " + key + " ", Changed: v.snap.Changed == key})
}

// toggle completes an option of the world: how it is flipped, and whether it was
// changed last.
func (v *view) toggle(o ui.Option) ui.Option {
	o.Command = flipCommand(&o)
	o.Changed = v.snap.Changed == o.ID || o.ID == "envelopes" && strings.HasPrefix(v.snap.Changed, "envelopes.")
	return o
}

// flipCommand is the command that flips an option: its own, or "toggle KEY on|off".
func flipCommand(o *ui.Option) string {
	switch {
	case o.Command != "":
		return o.Command
	case o.On:
		return "toggle " + o.ID + " off"
	}
	return "toggle " + o.ID + " on"
}

// flip is the option's key. One that cannot be used says why.
func (s *Scene) flip(o ui.Option) {
	if o.Disabled != "" {
		s.Tell(o.Title+": "+o.Disabled, s.now)
		return
	}
	s.in.Emit(flipCommand(&o))
}

func share(v sim.PPM) float64 { return float64(v) / float64(sim.Whole) }
func ppm(v float64) sim.PPM   { return sim.PPM(math.Round(v * float64(sim.Whole))) }
