package main

import (
	"fmt"
	"io"
	"strings"
)

const (
	oursName      = "ours"
	oursNodesName = "ours-nodes"
	loopName      = "loop"
)

// report is what the tables are made of.
type report struct {
	book    *book
	rows    []row
	engines []engineInfo
	procs   []int
	wasm    bool
}

// print writes Markdown: first each row with our own engine beside its limit,
// the plain loop and the best peer; then each row with all engines.
func (r *report) print(w io.Writer) {
	r.printSummary(w)
	for _, row := range r.rows {
		if row.ours == "" {
			r.printRow(w, row)
		}
	}
	r.printWithout(w)
}

func (r *report) printSummary(w io.Writer) {
	fmt.Fprintf(w, "Values at GOMAXPROCS %s. The best peer is an engine other than ours and the loop; × is its value over ours.\n\n",
		r.join(func(p int) string { return fmt.Sprint(p) }))
	fmt.Fprintln(w, "| the same work | must reach | ours | | plain loop | best peer | × |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|")
	for _, row := range r.rows {
		loop := r.join(func(p int) string { return cell(row.value(r.book, loopName, p)) })
		fmt.Fprintf(w, "| %s | %s | %s | %s | %s | %s | %s |\n", r.title(row), row.must,
			r.join(func(p int) string { return cell(row.value(r.book, row.engine(), p)) }),
			r.join(func(p int) string { return r.verdict(row, p) }), loop,
			r.join(func(p int) string {
				e, v := r.bestPeer(row, p)
				if e == "" {
					return "—"
				}
				return number(v) + " " + e
			}),
			r.join(func(p int) string {
				_, v := r.bestPeer(row, p)
				ours, err := row.value(r.book, row.engine(), p)
				if v == 0 || ours < 0.01 || err != nil {
					return "—"
				}
				return number(v / ours)
			}))
	}
	fmt.Fprintln(w)
}

// verdict says whether our engine keeps a row's limit.
func (r *report) verdict(row row, procs int) string {
	v, err := row.value(r.book, row.engine(), procs)
	if row.limit == nil || err != nil {
		return "—"
	}
	b := beside{wasm: r.wasm}
	if loop, err := row.value(r.book, loopName, procs); err == nil {
		b.loop = loop
	}
	_, b.peer = r.bestPeer(row, procs)
	limit := row.limit(b)
	switch {
	case limit == 0:
		return "—"
	case v <= limit:
		return "yes"
	}
	return "NO: " + number(limit)
}

func (r *report) bestPeer(row row, procs int) (name string, best float64) {
	for _, e := range r.engines {
		if strings.HasPrefix(e.name, oursName) || e.name == loopName {
			continue
		}
		if v, err := row.value(r.book, e.name, procs); err == nil && (name == "" || v < best) {
			name, best = e.name, v
		}
	}
	return name, best
}

func (r *report) printRow(w io.Writer, row row) {
	fmt.Fprintf(w, "**%s**\n\n| engine |", r.title(row))
	for _, p := range r.procs {
		fmt.Fprintf(w, " GOMAXPROCS %d | × ours |", p)
	}
	fmt.Fprintf(w, "\n|---|%s\n", strings.Repeat("--:|--:|", len(r.procs)))
	for _, e := range r.engines {
		fmt.Fprintf(w, "| %s |", e.title)
		for _, p := range r.procs {
			v, err := row.value(r.book, e.name, p)
			times := "—"
			if ours, oursErr := row.value(r.book, oursName, p); err == nil && oursErr == nil && ours > 0 {
				times = number(v / ours)
			}
			fmt.Fprintf(w, " %s | %s |", cell(v, err), times)
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintln(w)
}

// tasks are what an engine must do for the rows.
func (r *report) tasks(e engineInfo) []task { return tasksFor(r.rows, e.name, r.procs, r.book) }

// printWithout says why cells are empty.
func (r *report) printWithout(w io.Writer) {
	for _, e := range r.engines {
		if e.most > 0 && e.most < r.book.members {
			fmt.Fprintf(w, "- %s: its full fleet is of %d\n", e.title, e.most)
		}
		reasons := make(map[string]bool)
		for _, t := range r.tasks(e) {
			reason := r.book.without[t]
			if reason == "" || reasons[reason] {
				continue
			}
			reasons[reason] = true
			kind := string(t.kind)
			if t.kind == taskFleet {
				kind = fmt.Sprintf("%s of %d", t.kind, t.members)
			}
			fmt.Fprintf(w, "- %s, %s: %s\n", e.title, kind, reason)
		}
	}
}

func (r *report) title(row row) string {
	if row.unit == "" {
		return row.title
	}
	return row.title + ", " + row.unit
}

// engine is the one that the row is about.
func (row row) engine() string {
	if row.ours != "" {
		return row.ours
	}
	return oursName
}

// join puts one text for each GOMAXPROCS into a cell.
func (r *report) join(text func(procs int) string) string {
	var parts []string
	for _, p := range r.procs {
		parts = append(parts, text(p))
	}
	if len(parts) == 2 && parts[0] == parts[1] && parts[0] == "—" {
		return "—"
	}
	return strings.Join(parts, " / ")
}

func cell(v float64, err error) string {
	if err != nil {
		return "—"
	}
	return number(v)
}

// number writes three figures or all whole ones.
func number(v float64) string {
	switch {
	case v < 0.05 && v > -0.05:
		return "0"
	case v < 10:
		return fmt.Sprintf("%.2f", v)
	case v < 100:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.0f", v)
}
