package export

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"fanout/sim"
)

var metrics = Format{
	Name: "metrics", Title: "Metrics as CSV", For: "spreadsheets",
	Doc:       "write every metric as it stands at the end to this `file`, as CSV with the columns name and value",
	New:       func(w io.Writer) Exporter { return atEnd{w, csv} },
	Extension: "csv", Type: "text/csv", OfState: true,
}

// csv writes the metrics that scenarios can expect, in the order of their list. A share
// is a part of 1; names have no commas.
func csv(w io.Writer, p *sim.Player) error {
	var s sim.Snapshot
	sim.Foretell(p, nil)
	p.Snapshot(&s)
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, "name,value")
	for _, m := range p.Model().AllMetrics() {
		fmt.Fprintf(out, "%s,%s\n", m.Name, strconv.FormatFloat(m.Of(&s), 'g', -1, 64))
	}
	return out.Flush()
}
