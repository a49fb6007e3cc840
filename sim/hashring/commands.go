package hashring

import (
	"fmt"
	"strconv"
	"strings"

	"fanout/sim"
)

// commands are those besides the player's own.
var commands = []sim.Command{
	{Verb: "reconnect", Usage: "reconnect", Example: "reconnect", Button: "Reconnect all", Flag: func(string) string { return "All sessions reconnect" }, Doc: "all sessions of the machine lose their connections and look up their guilds again",
		Parse: sim.Plain(func(w sim.World) { w.(*World).reconnect() })},
	{Verb: "where", Usage: "where GUILD", Example: "where g7", Doc: "ask the ring's process which machine holds a guild, such as g381; the log has the answer", Parse: parseWhere},
	{Verb: "leave", Usage: "leave NODE", Example: "leave gs-2", Flag: func(node string) string { return node + " left" }, Doc: "take a machine away, such as gs-3; the last one stays", Parse: parseNode("leave", (*World).leave)},
	{Verb: "join", Usage: "join NODE", Example: "join gs-2", Flag: func(node string) string { return node + " is back" }, Doc: "put a machine back that has left; the setting nodes says how many there are", Parse: parseNode("join", (*World).join)},
}

func parseNode(verb string, do func(*World, int)) func(string) (func(sim.World), error) {
	return func(args string) (func(sim.World), error) {
		digits, ok := strings.CutPrefix(args, "gs-")
		n, err := strconv.Atoi(digits)
		if !ok || err != nil || n < 1 || n > MostNodes || strconv.Itoa(n) != digits {
			return nil, fmt.Errorf("%s: %q is not a machine; expected one from gs-1 to gs-%d", verb, sim.Clip(args), MostNodes)
		}
		return func(w sim.World) { do(w.(*World), n-1) }, nil
	}
}

func parseWhere(args string) (func(sim.World), error) {
	digits, ok := strings.CutPrefix(args, "g")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 0 || n >= Keys || strconv.Itoa(n) != digits {
		return nil, fmt.Errorf("where: %q is not a guild; expected one from g0 to g%d", sim.Clip(args), Keys-1)
	}
	return func(world sim.World) {
		w := world.(*World)
		w.System().Send(w.ringPID, &where{uint32(n)})
	}, nil
}
