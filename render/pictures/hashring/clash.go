package ringpicture

import (
	"slices"
	"strconv"
	"strings"

	"fanout/sim/hashring"
)

// clash is that the texts of two machines' points run into each other: gs-1 with point
// 10 and gs-11 with point 0 are both gs-110, which is one point.
type clash struct {
	short, long           int // numbers of the two machines, 0 for none
	shortPoint, longPoint int
	text                  string // of both
	worst                 int    // the machine that is farthest from its fair share by it, 0 for none
	points                int    // that it has lost
	with                  []int  // machines that have them
}

// findClash looks for the first point that two machines of a circle have in common, and
// for the machine that suffers most from it. By modulo nobody does.
func findClash(c *hashring.Circle) (k clash) {
	if c.Lost() == 0 || c.Placement != hashring.PlaceRing {
		return k
	}
	for i := range c.Nodes {
		for j := range c.Nodes {
			if k.short == 0 {
				k.between(c, i, j)
			}
		}
	}
	far := -1.
	for i := range c.Nodes {
		lost := c.Ring.Node(i).Replicas - c.Nodes[i].Points
		if d := ofFair(c, &c.Nodes[i]) - 1; lost > 0 && max(d, -d) > far {
			far = max(d, -d)
			k.worst, k.points = c.Nodes[i].Number, lost
		}
	}
	for j := range c.Nodes {
		if n := c.Nodes[j].Number; k.worst > 0 && after(names[n], names[k.worst]) != "" {
			k.with = append(k.with, n)
		}
	}
	slices.Sort(k.with)
	return k
}

// between looks for the first point that machine i of a circle loses to machine j, whose
// name begins with its own.
func (k *clash) between(c *hashring.Circle, i, j int) {
	digits := after(c.Ring.Node(j).Name, c.Ring.Node(i).Name)
	if digits == "" {
		return
	}
	for point := range c.Ring.Node(j).Replicas {
		if n, err := strconv.Atoi(digits + strconv.Itoa(point)); err == nil && n < c.Ring.Node(i).Replicas {
			k.short, k.long, k.shortPoint, k.longPoint = c.Nodes[i].Number, c.Nodes[j].Number, n, point
			k.text = c.Ring.Node(j).Name + strconv.Itoa(point)
			return
		}
	}
}

// after is what follows in a long name after a short one if both can run into each other,
// or else "": gs-1 with a point is never gs-10 with one, since no number begins with 0.
func after(long, short string) string {
	digits, ok := strings.CutPrefix(long, short)
	if !ok || strings.HasPrefix(digits, "0") {
		return ""
	}
	return digits
}

// ofFair is the share of a machine as a multiple of a fair one.
func ofFair(c *hashring.Circle, n *hashring.Node) float64 {
	return float64(n.Keys) * float64(len(c.Nodes)) / hashring.Keys
}
