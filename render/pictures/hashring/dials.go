package ringpicture

import (
	"math"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/hashring"
	"fanout/sim/setting"
)

type sceneView = scene.View

// dial is a setting of the model that a slider moves.
type dial struct {
	ui.Dial
	row *setting.Setting
}

// newDials makes the dials of all numbers and rates among the model's settings.
func newDials() (list []dial) {
	m := hashring.Model()
	for i := range m.Settings {
		row := &m.Settings[i]
		if row.Kind != setting.KindNumber && row.Kind != setting.KindRate {
			continue
		}
		low, high := row.Ends()
		whole := row.Kind == setting.KindNumber
		key := row.Key
		label := row.Label
		if len(label) > 24 {
			label = row.Name()
		}
		list = append(list, dial{row: row, Dial: ui.Dial{
			ID: "slider." + key, Label: label, Lo: low, Hi: high, Linear: row.Even, Whole: whole,
			Show: func(v float64) string {
				if whole || v >= 10 {
					return ui.Count(int64(math.Round(v)))
				}
				return ui.TrimZeros(ui.Decimal(v, 2))
			},
			Command: func(v float64) string { return "set " + key + " " + ui.PlainNumber(math.Round(v*1000)/1000) },
			Typed:   ui.Number{Lo: row.Least, Hi: row.Most, Whole: whole, Expected: row.Expect},
		}})
	}
	return list
}

// dial is the dial of a setting.
func (pic *Picture) dial(key string) *dial {
	for i := range pic.dials {
		if pic.dials[i].row.Key == key {
			return &pic.dials[i]
		}
	}
	panic("ringpicture: no number " + key)
}

// dial draws the row of a setting.
func (v controls) dial(c *ui.Column, key string) {
	d := v.pic.dial(key)
	shown := d.Text(v.In.Shown(d.ID, d.row.Value(v.Snap.Settings)))
	if key == "replicas" && v.set.Placement == hashring.PlaceModulo {
		shown += ", for the ring"
	}
	v.dialRow(c, d, shown)
}

// dialRow draws a slider with its label, what it shows, and what the ends of its track
// are. It is marked if it was changed last.
func (v controls) dialRow(c *ui.Column, d *dial, shown string) {
	t := v.Theme
	r := c.Take(58)
	v.Text(r.X, r.Y+12, ui.Label, t.T2, d.Label)
	value := d.row.Value(v.Snap.Settings)
	v.TextRight(r.Right(), r.Y+12, ui.BodyStrong, t.T1, shown)
	hit := ui.Box(r.X-4, r.Y+14, r.W+8, 32)
	if v.Size.Touch() {
		hit = ui.Box(r.X-4, r.Y+2, r.W+8, 44)
	}
	v.Slider(&d.Dial, value, ui.Box(r.X+2, r.Y+31, r.W-4, 4), hit)
	v.Text(r.X, r.Y+49, ui.Tick, t.T3, d.Text(d.Lo))
	v.TextRight(r.Right(), r.Y+49, ui.Tick, t.T3, d.Text(d.Hi))
	v.EntryTarget(d.ID, ui.Box(r.Right()-108, r.Y+2, 112, 20))
	v.EntryField(d.ID, r.Right(), r.Y+12, 116)
	if v.Snap.Changed == d.row.Key {
		v.ChangedMark(ui.Box(r.X-8, r.Y-2, r.W+16, r.H+2))
	}
}

// stepTo is the command that sets the number of machines by so many more or fewer; ""
// if there cannot be so many.
func stepTo(set *hashring.Settings, by int) string {
	n := set.Nodes + by
	if n < 1 || n > hashring.MostNodes {
		return ""
	}
	return "set nodes " + numbers[n]
}

// drawStepper is the number of machines on a phone, with a button for one less and one
// more.
func (v *view) drawStepper() {
	t, r := v.Theme, v.l.stepper
	if r.Empty() || v.pic.covered(r) {
		return
	}
	box := ui.Box(r.X+8, r.Y+2, r.W-16, r.H-6)
	shown := numbers[v.set.Nodes]
	fill, line := t.Bg2, t.Line2
	if before, ok := v.Snap.Before.(hashring.Settings); ok && v.Snap.Changed == "nodes" {
		fill, line = t.AccDim, t.Acc
		if before.Nodes != v.set.Nodes {
			shown = numbers[before.Nodes] + " → " + shown
		}
	}
	v.Panel(box, 8, fill, line)
	minus, plus := stepTo(&v.set, -1), stepTo(&v.set, 1)
	button := func(x float64, id, label, command, reason string, icon ui.Icon) {
		if !v.Offers("button." + id) {
			return
		}
		spec := ui.ButtonSpec{ID: id, Label: label, Icon: icon, Command: command}
		if command == "" {
			spec.Disabled = reason
		}
		v.Button(ui.Box(x, box.Y+(box.H-44)/2, 44, 44), spec)
	}
	button(box.Right()-112, "nodes.less", "One node less", minus, "the last one stays", ui.IconMinus)
	button(box.Right()-52, "nodes.more", "One node more", plus, "there are no more", ui.IconPlus)
	v.Text(box.X+12, box.CenterY()-9, ui.BodyStrong, t.T1, "Nodes")
	hint := "of " + numbers[hashring.MostNodes]
	if next := v.set.Nodes + 1; next <= hashring.MostNodes {
		hint = "one more moves 1 key in " + numbers[len(v.ring.Change.New.Nodes)+1]
		if v.set.Placement == hashring.PlaceModulo {
			hint = "by modulo one more moves " + ui.Decimal(v.story.moduloMoveOf(next)*100, 0) + " %"
		}
	}
	room := box.W - 112 - 24 - v.Width(ui.Section, shown) - 12
	v.Text(box.X+12, box.CenterY()+10, ui.Tick, t.T2, v.Fit(ui.Tick, room, hint, "of "+numbers[hashring.MostNodes], ""))
	v.TextRight(box.Right()-124, box.CenterY(), ui.Section, t.T1, shown)
}
