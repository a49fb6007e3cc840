package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// The measures of the picture, in px.
const (
	width  = 1120
	boxH   = 34
	rowH   = 84
	margin = 28
)

// families are what the boxes are coloured by: the first part of the path, and pictures.
var families = map[string]string{
	"actor": "#dbeafe", "envelope": "#fef3c7", "sim": "#d1fae5", "render": "#ede9fe", "cmd": "#e5e7eb", "web": "#e5e7eb",
}

type box struct {
	name    string
	x, y, w float64
}

// svg draws the graph.
func (g *graph) svg() string {
	boxes, height := g.place()
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%.0f" viewBox="0 0 %d %.0f" font-family="Inter, Helvetica, Arial, sans-serif" font-size="13">`+"\n",
		width, height, width, height)
	fmt.Fprintf(&b, `<title>Which package imports which</title><rect width="%d" height="%.0f" fill="#ffffff"/>`+"\n", width, height)
	b.WriteString(`<defs><marker id="to" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#64748b"/></marker></defs>` + "\n")
	for _, name := range slices.Sorted(maps.Keys(boxes)) {
		from := boxes[name]
		for _, q := range g.direct(name) {
			to := boxes[q]
			x0, y0, x1, y1 := from.x+from.w/2, from.y+boxH, to.x+to.w/2, to.y-2
			fmt.Fprintf(&b, `<path d="M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f" fill="none" stroke="#94a3b8" marker-end="url(#to)"/>`+"\n",
				x0, y0, x0, y0+rowH*.4, x1, y1-rowH*.4, x1, y1)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(boxes)) {
		at := boxes[name]
		family, _, _ := strings.Cut(name, "/")
		fmt.Fprintf(&b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%d" rx="6" fill="%s" stroke="#475569"/><text x="%.1f" y="%.1f" text-anchor="middle" fill="#0f172a">%s</text>`+"\n",
			at.x, at.y, at.w, boxH, families[family], at.x+at.w/2, at.y+boxH/2+4.5, name)
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// place puts each box into the row of its rank, the lowest at the bottom, near the middle
// of what it imports.
func (g *graph) place() (boxes map[string]box, height float64) {
	rows := map[int][]string{}
	top := 0
	for name, rank := range g.rank {
		rows[rank] = append(rows[rank], name)
		top = max(top, rank)
	}
	boxes = map[string]box{}
	for rank := 0; rank <= top; rank++ {
		row := rows[rank]
		want := map[string]float64{}
		for _, name := range row {
			want[name] = width / 2
			if list := g.direct(name); len(list) > 0 {
				sum := 0.
				for _, q := range list {
					sum += boxes[q].x + boxes[q].w/2
				}
				want[name] = sum / float64(len(list))
			}
		}
		slices.SortFunc(row, func(a, b string) int { return cmp.Or(cmp.Compare(want[a], want[b]), cmp.Compare(a, b)) })
		all := 0.
		for _, name := range row {
			all += boxW(name)
		}
		space := (width - 2*margin - all) / float64(len(row))
		x := margin + space/2
		for _, name := range row {
			boxes[name] = box{name, x, margin + float64(top-rank)*rowH, boxW(name)}
			x += boxW(name) + space
		}
	}
	return boxes, 2*margin + float64(top)*rowH + boxH
}

func boxW(name string) float64 { return 7.2*float64(len(name)) + 24 }
