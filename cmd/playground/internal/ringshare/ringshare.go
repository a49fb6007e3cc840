// Package ringshare shows how evenly a consistent hash ring places keys and how
// few of them move when nodes are added: `playground ring`.
package ringshare

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"

	"fanout/sim/exact"
	"fanout/sim/ring"
)

// Limits of the flags.
const (
	mostNodes  = 1_000
	mostKeys   = 10_000_000
	mostPoints = 10_000
)

type options struct{ nodes, keys, points, add int }

// Main places keys as the arguments say, prints the result and returns the
// exit status: 0, 1 if the result could not be written, 2 if the arguments make
// no sense.
func Main(args []string, stdout, stderr io.Writer) int {
	o, err := parse(args, stdout)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintln(stderr, "playground ring:", err)
		return 2
	}
	if err := measure(o).write(stdout, o); err != nil {
		fmt.Fprintln(stderr, "playground ring:", err)
		return 1
	}
	return 0
}

const usage = `usage: playground ring [flags]

Places keys on nodes by a consistent hash ring, as the world places guilds and
sessions, prints each node's share, and adds nodes to see how many keys move.

`

func parse(args []string, stdout io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("playground ring", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.IntVar(&o.nodes, "nodes", 4, "`number` of nodes at first")
	flags.IntVar(&o.keys, "keys", 1_000_000, "`number` of keys")
	flags.IntVar(&o.points, "points", ring.Points, "`number` of points per node")
	flags.IntVar(&o.add, "add", 1, "`number` of nodes to add")
	err = flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, usage)
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		fmt.Fprint(stdout, "\nexample: playground ring -nodes 8 -add 2\n")
	}
	if err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	for _, f := range []struct {
		name               string
		value, least, most int
	}{
		{"nodes", o.nodes, 1, mostNodes}, {"keys", o.keys, 1, mostKeys},
		{"points", o.points, 1, mostPoints}, {"add", o.add, 0, mostNodes},
	} {
		if f.value < f.least || f.value > f.most {
			return o, fmt.Errorf("-%s is %d, want a whole number from %d to %s", f.name, f.value, f.least, exact.Thousands(int64(f.most)))
		}
	}
	return o, nil
}

// placement is where the keys are, before and after nodes were added.
type placement struct {
	before, after []int // keys by node
	moved         int   // keys that changed their node
	strayed       int   // of those, keys that did not go to a new node
}

func measure(o options) *placement {
	nodes := make([]uint32, o.nodes+o.add)
	for i := range nodes {
		nodes[i] = uint32(i)
	}
	old, grown := ring.New(o.points, nodes[:o.nodes]...), ring.New(o.points, nodes...)
	p := &placement{before: make([]int, o.nodes), after: make([]int, len(nodes))}
	for key := range uint64(o.keys) {
		from, to := old.Node(key), grown.Node(key)
		p.before[from]++
		p.after[to]++
		if from != to {
			p.moved++
			if int(to) < o.nodes {
				p.strayed++
			}
		}
	}
	return p
}

func (p *placement) write(w io.Writer, o options) error {
	_, err := fmt.Fprintf(w, "%s keys, %d points per node\n\n%-10s %12s %9s %12s %9s\n",
		exact.Thousands(int64(o.keys)), o.points, "node", "keys", "share", "then", "share")
	for node, after := range p.after {
		if err != nil {
			return err
		}
		before, share := "", ""
		if node < o.nodes {
			before, share = exact.Thousands(int64(p.before[node])), percent(p.before[node], o.keys)
		}
		_, err = fmt.Fprintf(w, "%-10d %12s %9s %12s %9s\n", node, before, share, exact.Thousands(int64(after)), percent(after, o.keys))
	}
	if err != nil {
		return err
	}
	b, a := summary(p.before, o.keys), summary(p.after, o.keys)
	for i, name := range []string{"least", "mean", "most", "deviation"} {
		if _, err = fmt.Fprintf(w, "%-10s %12s %9s %12s %9s\n", name, "", b[i], "", a[i]); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(w, "\nadding %d to %d nodes moved %s keys, %s; expected %s\nkeys that moved between old nodes: %s\n",
		o.add, o.nodes, exact.Thousands(int64(p.moved)), percent(p.moved, o.keys),
		percent(o.add, o.nodes+o.add), exact.Thousands(int64(p.strayed)))
	return err
}

// summary is the least, mean and greatest share and their standard deviation.
func summary(count []int, keys int) [4]string {
	least, most, sum := count[0], count[0], 0.0
	mean := float64(keys) / float64(len(count))
	for _, c := range count {
		least, most = min(least, c), max(most, c)
		sum += (float64(c) - mean) * (float64(c) - mean)
	}
	deviation := math.Sqrt(sum / float64(len(count)))
	return [4]string{
		percent(least, keys), fmt.Sprintf("%.2f %%", 100/float64(len(count))), percent(most, keys),
		fmt.Sprintf("%.2f %%", 100*deviation/float64(keys)),
	}
}

func percent(n, of int) string { return fmt.Sprintf("%.2f %%", 100*float64(n)/float64(of)) }
