package scene

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/span"
)

// DrawerVerbs are the verbs of lines for Look that are about the drawer, of every picture.
func DrawerVerbs() []string { return []string{"tab", "trace", whatIfVerb} }

// Looks are the lines that have Look show what is shown now, on any canvas: none for
// the whole field with nothing followed and the drawer closed.
func (s *Scene) Looks() []string {
	return slices.Concat(s.pic.Looks(), s.drawer.looks(), s.split.looks())
}

// looks are those of the open tab.
func (d *drawer) looks() []string {
	if d.snap == drawerClosed {
		return nil
	}
	id, _, _ := d.current().tab()
	lines := []string{"tab " + id}
	if d.snap == drawerFull {
		lines[0] += " full"
	}
	if p, ok := d.current().(*traceTab); ok && p.list.chosen != (span.TraceID{}) {
		lines = append(lines, "trace "+p.list.chosen.String())
	}
	if p, ok := d.current().(*whatIfTab); ok {
		lines = append(lines, p.looks()...)
	}
	return lines
}

// look does what a line with one of the DrawerVerbs says.
func (d *drawer) look(verb, rest string) error {
	if verb == "trace" {
		return d.lookAtTrace(rest)
	}
	if verb == whatIfVerb {
		return d.lookAtWhatIf(rest)
	}
	id, how, _ := strings.Cut(rest, " ")
	i := slices.IndexFunc(d.tabs, func(t drawerTab) bool { have, _, _ := t.tab(); return have == id })
	switch {
	case i < 0:
		return fmt.Errorf("tab: %q is not a tab; expected one of %s", ui.Clip(id, 40), d.ids())
	case how != "" && how != "full":
		return fmt.Errorf("tab: %q is not possible; expected nothing after the tab, or full", ui.Clip(how, 40))
	case !d.offers(i):
		return fmt.Errorf("tab: the open chapter hides the tab %s", id)
	}
	d.show(id)
	if full := how == "full"; full != (d.snap == drawerFull) {
		d.toggleFull()
	}
	return nil
}

// ids are the tabs, as a link names them.
func (d *drawer) ids() string {
	var all []string
	for _, t := range d.tabs {
		id, _, _ := t.tab()
		all = append(all, id)
	}
	return strings.Join(all, ", ")
}

// lookAtTrace shows a trace: that of a message, or the one with that id.
func (d *drawer) lookAtTrace(which string) error {
	snap := d.s.shell.Snap()
	if snap == nil {
		return errors.New("trace: there is no picture yet")
	}
	if !d.hasTab("trace") {
		return errors.New("trace: the open chapter hides the tab with traces")
	}
	if len(which) == len(span.TraceID{})*2 {
		return d.lookAtTraceOf(snap, which)
	}
	n, err := strconv.ParseInt(strings.TrimPrefix(which, "#"), 10, 64)
	if err != nil || n < 1 {
		return fmt.Errorf("trace: %q is not the number of a message, such as #1, nor the id of a trace", ui.Clip(which, 40))
	}
	t := snap.Kept.OfMessage(n)
	if t == nil {
		return fmt.Errorf("trace: no span of message %s is stored at %s", Numbered(n), ui.Clock(snap.Now))
	}
	d.openTrace(t.ID, span.SpanID{})
	return nil
}

// lookAtTraceOf shows the trace with that id, in hexadecimal figures.
func (d *drawer) lookAtTraceOf(snap *sim.Snapshot, id string) error {
	for t := range snap.Kept.Traces {
		if t.ID.String() == id {
			d.openTrace(t.ID, span.SpanID{})
			return nil
		}
	}
	return fmt.Errorf("trace: no span of %s is stored at %s", id, ui.Clock(snap.Now))
}
