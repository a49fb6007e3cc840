package scene

import (
	"math"
	"strconv"
	"time"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/setting"
)

// dial is a setting that a slider moves. Nearly all dials are logarithmic, because most
// things here span decades.
type dial struct {
	ui.Dial
	setting *setting.Setting
	unit    float64 // of the setting's value in one of the dial's
	value   float64 // in force
}

// msUnit is the unit of dials of durations, in ns.
const msUnit = float64(time.Millisecond)

// newDial makes the dial of a setting; false if it is set otherwise.
func newDial(k *setting.Setting) (d dial, ok bool) {
	if k.Kind == setting.KindSwitch || k.Kind == setting.KindChoice {
		return d, false
	}
	d = dial{setting: k, unit: 1}
	if k.Kind == setting.KindDuration {
		d.unit = msUnit
	}
	low, high := k.Ends()
	d.Dial = ui.Dial{ID: "slider." + k.Key, Label: k.Label, Lo: low / d.unit, Hi: high / d.unit, Linear: k.Even, Tracing: k.Sampling}
	d.Typed = ui.Number{Lo: k.Least / d.unit, Hi: k.Most / d.unit}
	prefix := "set " + k.Key + " "
	switch k.Kind {
	case setting.KindNumber:
		d.Whole, d.Typed.Whole = true, true
		d.Show = func(v float64) string { return ui.Count(int64(v)) }
		d.Command = func(v float64) string { return prefix + strconv.Itoa(int(v)) }
		d.Typed.Expected = "a whole number from " + d.Show(d.Typed.Lo) + " to " + d.Show(d.Typed.Hi)
		if d.Typed.Hi >= 10_000 {
			d.Typed.Expected += ", such as 10,000 or 10k"
		}
	case setting.KindRate:
		d.Show, d.Typed.Units = rateText, []string{"/s"}
		d.Command = func(v float64) string { return prefix + ui.PlainNumber(math.Round(v*1000)/1000) }
		d.Typed.Expected = rateText(d.Typed.Lo) + " to " + rateText(d.Typed.Hi) + " per second"
	case setting.KindShare:
		d.Show, d.Typed.Percent = ui.ShareText, true
		d.Command = func(v float64) string { return prefix + ui.PlainShare(v) }
		d.Typed.Expected = ui.TrimZeros(ui.PlainNumber(d.Typed.Lo*100)) + " to 100 %, such as 0.5 % or 1/1000"
	case setting.KindDuration:
		d.Show = func(v float64) string { return ui.Duration(int64(v * msUnit)) }
		d.Command = func(v float64) string { return prefix + time.Duration(math.Round(v*msUnit)).String() }
		d.Typed.Units = []string{"ms"}
		d.Typed.Expected = d.Show(d.Typed.Lo) + " to " + d.Show(d.Typed.Hi) + ", in ms"
	}
	if d.Lo == 0 && !d.Linear { // a logarithm needs something to begin with
		d.Lo = map[setting.Kind]float64{setting.KindNumber: 1, setting.KindShare: 1e-4, setting.KindRate: d.Hi / 1e4, setting.KindDuration: .01}[k.Kind]
	}
	return d, true
}

// speedDial is the slider of virtual time beside real time.
func speedDial() ui.Dial {
	return ui.Dial{
		ID: "slider.speed", Label: "Speed", Lo: 1e-4, Hi: 10,
		Show:    func(v float64) string { return ui.Times(PPM(v)) },
		Command: func(v float64) string { return "speed " + ui.PlainNumber(math.Round(v*1e6)/1e6) },
		Typed:   ui.Number{Lo: 1e-4, Hi: 10, Units: []string{"x"}, Expected: "0.0001 to 10, where 1 is real time"},
	}
}

// dials are the sliders of a scene: the speed, and those of the model's settings.
type dials struct {
	speed ui.Dial
	list  []dial
	of    any // the settings whose values the dials have
}

func newDials(m *sim.Model) dials {
	all := dials{speed: speedDial()}
	for i := range m.Settings {
		if d, ok := newDial(&m.Settings[i]); ok {
			all.list = append(all.list, d)
		}
	}
	return all
}

// read brings the values of the dials up to date: only when settings have changed, for it
// takes memory.
func (all *dials) read(settings any) {
	if settings == all.of {
		return
	}
	all.of = settings
	for i := range all.list {
		d := &all.list[i]
		d.value = d.setting.Value(settings) / d.unit
	}
}

// find is the dial of a setting, nil if it has none.
func (all *dials) find(key string) *dial {
	for i := range all.list {
		if all.list[i].setting.Key == key {
			return &all.list[i]
		}
	}
	return nil
}

// rateText writes a rate per second.
func rateText(v float64) string { return ui.Rate(int64(v*1000 + .5)) }

// Dial is a row with the slider of the setting of that key. What r is higher than 44 px
// belongs to the row as well: a hint below the track.
func (v *View) Dial(r ui.Rect, key string) {
	all := &v.Shell.scene.dials
	all.read(v.Snap.Settings)
	d := all.find(key)
	if d == nil {
		panic("scene: no dial of a setting " + key)
	}
	v.SliderRow(r, &d.Dial, d.value, v.Snap.Changed == key)
}

// Setting is the control of the setting of that key, as its kind has it: a slider, a
// switch, or a segment below its label. One that is not offered leaves no trace.
func (v *View) Setting(c *ui.Column, key string) {
	k := v.Snap.Model.Setting(key)
	switch {
	case k == nil:
		panic("scene: no setting " + key)
	case !v.offersSetting(k):
	case k.Kind == setting.KindSwitch:
		v.ToggleLine(c.TakeWide(v.Tall(28)), v.Option(key))
	case k.Kind == setting.KindChoice:
		v.choices(c, k)
	default:
		v.Dial(c.Take(44), key)
	}
}

// Option is the switch of the setting of that key.
func (v *View) Option(key string) ui.Option {
	k := v.Snap.Model.Setting(key)
	o := ui.Option{ID: key, Title: k.Label, On: k.Value(v.Snap.Settings) != 0, Changed: v.Snap.Changed == key}
	o.Command = FlipCommand(&o)
	return o
}

// choices is the segment of a setting below its label.
func (v *View) choices(c *ui.Column, k *setting.Setting) {
	now := k.Text(v.Snap.Settings)
	if v.Snap.Changed == k.Key {
		v.ChangedMark(ui.Box(c.X-8, c.Y-2, c.W+16, 22+v.Tall(26)+6))
	}
	v.Text(c.X, c.Take(22).CenterY(), ui.LabelStrong, v.Theme.T1, k.Label)
	list := make([]ui.Choice, len(k.Choices))
	for i, name := range k.Choices {
		list[i] = ui.Choice{ID: name, Label: name, Command: "set " + k.Key + " " + name, On: name == now}
	}
	v.Segment(c.Take(v.Tall(26)), k.Key, list)
	c.Y += 6
}

// Rule is the line between two groups of controls of a column that stands in a rail.
func (v *View) Rule(c *ui.Column) {
	v.HLine(c.X-15, c.Y+4, c.W+31, v.Theme.Line)
	c.Y += 10
}

// FlipCommand is the command that flips an option: its own, or "toggle KEY on|off".
func FlipCommand(o *ui.Option) string {
	switch {
	case o.Command != "":
		return o.Command
	case o.On:
		return "toggle " + o.ID + " off"
	}
	return "toggle " + o.ID + " on"
}

// Share is a share of 1; PPM is the reverse.
func Share(v exact.PPM) float64 { return float64(v) / float64(exact.Whole) }

// PPM is a share of 1 in millionths.
func PPM(v float64) exact.PPM { return exact.PPM(math.Round(v * float64(exact.Whole))) }
