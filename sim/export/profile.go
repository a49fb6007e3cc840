package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"fanout/sim"
)

var profile = Format{
	Name: "profile", Title: "Folded stacks", For: "flamegraph.pl and speedscope",
	Doc:       "write where the time went to this `file` as folded stacks, in virtual nanoseconds, for flamegraph.pl or speedscope",
	New:       func(w io.Writer) Exporter { return atEnd{w, folded} },
	Extension: "folded.txt", Type: "text/plain", OfState: true,
}

// folded writes stacks in the folded form that flamegraph.pl and speedscope read: the
// frames, outermost first, and the virtual nanoseconds spent there.
func folded(w io.Writer, p *sim.Player) error {
	out := bufio.NewWriter(w)
	for _, s := range p.Stacks() {
		frames := s.Frames()
		fmt.Fprintf(out, "%s %d\n", strings.Join(frames[:], ";"), s.Ns)
	}
	return out.Flush()
}
