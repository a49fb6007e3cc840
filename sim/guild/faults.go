package guild

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fanout/actor"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/row"
)

// fault is what a command did to the links between two services or nodes, both ways.
// Nobody is told: what is in flight is lost and counted, and callers learn of it
// by their timeouts.
type fault struct {
	a, b string
	down bool
	loss exact.PPM
}

// outages are the links that fail and the nodes that are down.
type outages struct {
	faults   []fault
	any      bool // there was one, ever
	restarts []restart
}

func serviceName(v row.Service) string { return services[v].Name }

// linked are the services that have links between them.
var linked = [][2]row.Service{{API, Guilds}, {Guilds, Sessions}, {Guilds, Presence}}

// mostNodes is how many nodes a service can have.
var mostNodes = [NumServices]int{API: len(apiNames), Guilds: mostGuildNodes, Sessions: mostSessionNodes, Presence: 1}

// serviceOf finds the service of a name: its own, or a node's such as sessions-2,
// whose number is 0 for a service.
func serviceOf(name string) (v row.Service, number int, ok bool) {
	for v := range NumServices {
		if name == serviceName(v) {
			return v, 0, true
		}
		if digits, is := strings.CutPrefix(name, serviceName(v)+"-"); is {
			n, err := strconv.Atoi(digits)
			return v, n, err == nil && n >= 1 && n <= mostNodes[v] && mostNodes[v] > 1 && strconv.Itoa(n) == digits
		}
	}
	return 0, 0, false
}

// matches reports whether a name of a service or a node is this process's.
func (p *process) matches(name string) bool {
	return name == p.Service() || name == p.Node().Name()
}

// injectFault replaces the fault between two names by another one.
func (w *World) injectFault(f fault) {
	w.outages.faults = slices.DeleteFunc(slices.Clone(w.outages.faults), func(g fault) bool {
		return g.a == f.a && g.b == f.b || g.a == f.b && g.b == f.a
	})
	w.outages.any = true
	if f.down || f.loss > 0 {
		w.outages.faults = append(w.outages.faults, f)
	}
	w.connectNodes()
}

// applyFaults is a link between two processes with the faults injected into it. The
// last one counts.
func (w *World) applyFaults(a, b *process, l actor.Link) actor.Link {
	for _, f := range w.outages.faults {
		if a.matches(f.a) && b.matches(f.b) || a.matches(f.b) && b.matches(f.a) {
			l.Down, l.Loss = f.down, int(f.loss)
		}
	}
	return l
}

const linkUsage = "link A B up|down|loss SHARE"

func parseLink(args string) (func(sim.World), error) {
	f := strings.Fields(args)
	if len(f) < 3 {
		return nil, fmt.Errorf("link: %q is too little; expected %s", sim.Clip(args), linkUsage)
	}
	struck := fault{a: f[0], b: f[1]}
	var ends [2]row.Service
	for i, name := range f[:2] {
		v, _, ok := serviceOf(name)
		if !ok {
			return nil, fmt.Errorf("link: %q is neither a service nor a node; expected such as guilds or sessions-2", sim.Clip(name))
		}
		ends[i] = v
	}
	if !slices.Contains(linked, ends) && !slices.Contains(linked, [2]row.Service{ends[1], ends[0]}) {
		return nil, fmt.Errorf("link: %s and %s have no link; guilds have one to api, sessions and presence", serviceName(ends[0]), serviceName(ends[1]))
	}
	switch {
	case len(f) == 3 && f[2] == "up":
	case len(f) == 3 && f[2] == "down":
		struck.down = true
	case len(f) == 4 && f[2] == "loss":
		p, ok := exact.ParsePPM(f[3])
		if !ok || p > exact.Whole {
			return nil, fmt.Errorf("link: loss %q is not possible; expected a share from 0%% to 100%%, such as 1%% or 0.01", sim.Clip(f[3]))
		}
		struck.loss = p
	default:
		return nil, fmt.Errorf("link: %q is not possible; expected up, down or loss SHARE", sim.Clip(strings.Join(f[2:], " ")))
	}
	return func(w sim.World) { w.(*World).injectFault(struck) }, nil
}

const crashUsage = "crash guild | crash node NAME"

func parseCrash(args string) (func(sim.World), error) {
	switch f := strings.Fields(args); {
	case len(f) == 1 && f[0] == "guild":
		return func(w sim.World) { w.(*World).crashGuild(w.(*World).large()) }, nil
	case len(f) == 2 && f[0] == "node":
		v, number, ok := serviceOf(f[1])
		if !ok || number == 0 || v != Guilds && v != Sessions {
			return nil, fmt.Errorf("crash: %q cannot crash; expected a node such as guilds-1 or sessions-2", sim.Clip(f[1]))
		}
		return func(w sim.World) { w.(*World).crashNode(v, number-1) }, nil
	}
	return nil, fmt.Errorf("crash: %q is not possible; expected %s", sim.Clip(args), crashUsage)
}

// errCrash is the exit reason of what a command crashed.
var errCrash = errors.New("guild: crashed by command")

// RestartNs is the virtual time that a crashed node takes to come back.
const RestartNs = int64(2 * time.Second)

// crashGuild ends a guild's actor. Its supervisor starts it again at once; what was
// in its mailbox is gone, and those whom it had not sent its message to yet do not
// get it.
func (w *World) crashGuild(g *guild) {
	w.outages.any = true
	w.System().Kill(g.pid(), errCrash)
}

// crashNode ends everything on a node, if there is such a node and it is up. It
// comes back after RestartNs with all that belongs there; until then what is sent
// there are dead letters.
func (w *World) crashNode(v row.Service, index int) {
	w.outages.any = true
	switch {
	case v == Guilds && index < len(w.guildNodes) && !w.guildNodes[index].down:
		n := w.guildNodes[index]
		n.down = true
		for _, g := range w.guilds {
			if g.node == n {
				w.System().Kill(g.supervisor, errCrash)
				w.System().Kill(g.pid(), errCrash)
			}
		}
		w.System().Kill(n.Node().Whereis("grpc"), errCrash)
	case v == Sessions && index < len(w.sessionNodes) && !w.sessionNodes[index].down:
		n := w.sessionNodes[index]
		n.down = true
		for _, pid := range slices.Backward(n.members) {
			if st := n.kind.State(pid); st != nil {
				n.forget(st.number)
			}
			w.System().Kill(pid, errCrash)
		}
		for _, flight := range w.inFlight {
			flight.stale = true
		}
	default:
		return
	}
	w.outages.restarts = append(w.outages.restarts, restart{w.System().Now() + actor.Time(RestartNs), v, index})
}

// restart is a node that will come back.
type restart struct {
	at    actor.Time
	v     row.Service
	index int
}

// nextRestart is when the next node comes back, or until if none does before.
func (o *outages) nextRestart(until actor.Time) actor.Time {
	if len(o.restarts) > 0 {
		until = min(until, o.restarts[0].at)
	}
	return until
}

// recoverNodes starts the nodes whose time has come. All nodes stand at one time.
func (w *World) recoverNodes() {
	for len(w.outages.restarts) > 0 && w.outages.restarts[0].at <= w.System().Now() {
		r := w.outages.restarts[0]
		w.outages.restarts = w.outages.restarts[1:]
		if r.v == Sessions {
			w.sessionNodes[r.index].down = false
			w.placeSessions(0, false)
			continue
		}
		n := w.guildNodes[r.index]
		n.down = false
		n.serve()
		for _, g := range w.guilds {
			if g.node == n {
				g.start()
			}
		}
		for _, g := range w.guilds {
			w.placeGuild(g)
		}
	}
}

// mayGoOn reports whether a fan-out can still reach anyone. After a fault some
// recipients may be missing for ever: that is certain once everything was sent and
// no session node has anything waiting.
func (w *World) mayGoOn(flight *inFlightFanout) bool {
	const patience = actor.Time(time.Second)
	sent := actor.Time(flight.Start+int64(flight.Size)*flight.Step/1000+w.settings.Jitter) + patience
	if !w.outages.any || w.System().Now() < sent {
		return true
	}
	return slices.ContainsFunc(w.sessionNodes, func(n *sessionNode) bool { return n.Node().Waiting(w.System().Now()) > 0 })
}
