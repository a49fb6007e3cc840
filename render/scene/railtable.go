package scene

import "fanout/render/ui"

// Rail is a picture's controls as a table: what it draws, and what it offers. V is a picture's
// own view. A section of which nothing is offered leaves no trace.
type Rail[V any] []RailSection[V]

// RailSection is rows with a title, "" for none.
type RailSection[V any] struct {
	Title string
	Rows  []RailRow[V]
}

// RailRow is what stands in the rail as one thing. It is drawn if any of its controls is offered,
// and leaves out those that are not.
type RailRow[V any] struct {
	IDs  []string // of its controls; none if it only shows something
	Draw func(v V, c *ui.Column)
	If   func(v V) bool // there is any use for it; nil for always
}

// Draw draws the rows that are offered. rule draws the line between two sections.
func (r Rail[V]) Draw(of V, v *View, c *ui.Column, rule func(*ui.Column)) {
	any := false
	for i := range r {
		s, begun := &r[i], false
		for j := range s.Rows {
			row := &s.Rows[j]
			if row.If != nil && !row.If(of) || len(row.IDs) > 0 && !v.Offers(row.IDs...) {
				continue
			}
			if any && !begun {
				rule(c)
			}
			if !begun && s.Title != "" {
				v.Text(c.X, c.Take(20).CenterY(), ui.LabelStrong, v.Theme.T1, s.Title)
			}
			any, begun = true, true
			row.Draw(of, c)
		}
	}
}

// IDs are those of all its controls.
func (r Rail[V]) IDs() (ids []string) {
	for _, s := range r {
		for _, row := range s.Rows {
			ids = append(ids, row.IDs...)
		}
	}
	return ids
}
