package sim

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fanout/actor"
)

// fault is what somebody did to the links between two services or nodes, both ways.
// Nobody is told: what is under way is lost and counted, and callers learn of it
// by their timeouts.
type fault struct {
	a, b string
	down bool
	loss PPM
}

// linked are the services that have links between them.
var linked = [][2]Service{{API, Guilds}, {Guilds, Sessions}, {Guilds, Presence}}

// mostNodes is how many nodes a service can have.
var mostNodes = [NumServices]int{API: len(apiNames), Guilds: mostGuildNodes, Sessions: mostSessionNodes, Presence: 1}

// serviceOf finds the service of a name: its own, or a node's such as sessions-2,
// whose number is 0 for a service.
func serviceOf(name string) (v Service, number int, ok bool) {
	for v := range NumServices {
		if name == v.String() {
			return v, 0, true
		}
		if digits, is := strings.CutPrefix(name, v.String()+"-"); is {
			n, err := strconv.Atoi(digits)
			return v, n, err == nil && n >= 1 && n <= mostNodes[v] && mostNodes[v] > 1 && strconv.Itoa(n) == digits
		}
	}
	return 0, 0, false
}

// goesBy reports whether a name of a service or a node is this process's.
func (p *process) goesBy(name string) bool {
	return name == p.sink.resource.Service || name == p.sink.resource.Instance
}

// strike replaces the fault between two names by another one.
func (w *World) strike(f fault) {
	w.faults = slices.DeleteFunc(slices.Clone(w.faults), func(g fault) bool {
		return g.a == f.a && g.b == f.b || g.a == f.b && g.b == f.a
	})
	w.struck = true
	if f.down || f.loss > 0 {
		w.faults = append(w.faults, f)
	}
	w.cable()
}

// faulty is a link between two processes with what was done to it. What was done
// last counts.
func (w *World) faulty(a, b *process, l actor.Link) actor.Link {
	for _, f := range w.faults {
		if a.goesBy(f.a) && b.goesBy(f.b) || a.goesBy(f.b) && b.goesBy(f.a) {
			l.Down, l.Loss = f.down, int(f.loss)
		}
	}
	return l
}

const linkUsage = "link A B up|down|loss SHARE"

func parseLink(args string) (action, error) {
	f := strings.Fields(args)
	if len(f) < 3 {
		return nil, fmt.Errorf("link: %q is too little; expected %s", clip(args), linkUsage)
	}
	struck := fault{a: f[0], b: f[1]}
	var ends [2]Service
	for i, name := range f[:2] {
		v, _, ok := serviceOf(name)
		if !ok {
			return nil, fmt.Errorf("link: %q is neither a service nor a node; expected such as guilds or sessions-2", clip(name))
		}
		ends[i] = v
	}
	if !slices.Contains(linked, ends) && !slices.Contains(linked, [2]Service{ends[1], ends[0]}) {
		return nil, fmt.Errorf("link: %s and %s have no link; guilds have one to api, sessions and presence", ends[0], ends[1])
	}
	switch {
	case len(f) == 3 && f[2] == "up":
	case len(f) == 3 && f[2] == "down":
		struck.down = true
	case len(f) == 4 && f[2] == "loss":
		p, ok := parsePPM(f[3])
		if !ok || p > Whole {
			return nil, fmt.Errorf("link: loss %q is not possible; expected a share from 0%% to 100%%, such as 1%% or 0.01", clip(f[3]))
		}
		struck.loss = p
	default:
		return nil, fmt.Errorf("link: %q is not possible; expected up, down or loss SHARE", clip(strings.Join(f[2:], " ")))
	}
	return func(p *Player) { p.world.strike(struck) }, nil
}

const crashUsage = "crash guild | crash node NAME"

func parseCrash(args string) (action, error) {
	switch f := strings.Fields(args); {
	case len(f) == 1 && f[0] == "guild":
		return func(p *Player) { p.world.crashGuild(p.world.large()) }, nil
	case len(f) == 2 && f[0] == "node":
		v, number, ok := serviceOf(f[1])
		if !ok || number == 0 || v != Guilds && v != Sessions {
			return nil, fmt.Errorf("crash: %q cannot crash; expected a node such as guilds-1 or sessions-2", clip(f[1]))
		}
		return func(p *Player) { p.world.crashNode(v, number-1) }, nil
	}
	return nil, fmt.Errorf("crash: %q is not possible; expected %s", clip(args), crashUsage)
}

// errCrash is the exit reason of what somebody crashed.
var errCrash = errors.New("sim: crashed by command")

// RestartNs is the virtual time that a crashed node takes to come back.
const RestartNs = int64(2 * time.Second)

// crashGuild ends a guild's actor. Its supervisor starts it again at once; what was
// in its mailbox is gone, and those whom it had not sent its message to yet do not
// get it.
func (w *World) crashGuild(g *guild) {
	w.struck = true
	w.system.Kill(g.pid(), errCrash)
}

// crashNode ends everything on a node, if there is such a node and it is up. It
// comes back after RestartNs with all that belongs there; until then what is sent
// there are dead letters.
func (w *World) crashNode(v Service, index int) {
	w.struck = true
	switch {
	case v == Guilds && index < len(w.guildNodes) && !w.guildNodes[index].down:
		n := w.guildNodes[index]
		n.down = true
		for _, g := range w.guilds {
			if g.node == n {
				w.system.Kill(g.supervisor, errCrash)
				w.system.Kill(g.pid(), errCrash)
			}
		}
		w.system.Kill(n.node.Whereis("grpc"), errCrash)
	case v == Sessions && index < len(w.sessionNodes) && !w.sessionNodes[index].down:
		n := w.sessionNodes[index]
		n.down = true
		for _, pid := range slices.Backward(n.members) {
			if st := n.kind.State(pid); st != nil {
				n.lose(st.number)
			}
			w.system.Kill(pid, errCrash)
		}
		for _, wv := range w.waves {
			wv.stale = true
		}
	default:
		return
	}
	w.restarts = append(w.restarts, restart{w.system.Now() + actor.Time(RestartNs), v, index})
}

// restart is a node that will come back.
type restart struct {
	at    actor.Time
	v     Service
	index int
}

// nextRestart is when the next node comes back, or until if none does before.
func (w *World) nextRestart(until actor.Time) actor.Time {
	if len(w.restarts) > 0 {
		until = min(until, w.restarts[0].at)
	}
	return until
}

// comeBack starts the nodes whose time has come. All nodes stand at one time.
func (w *World) comeBack() {
	for len(w.restarts) > 0 && w.restarts[0].at <= w.system.Now() {
		r := w.restarts[0]
		w.restarts = w.restarts[1:]
		if r.v == Sessions {
			w.sessionNodes[r.index].down = false
			w.enlist(0, false)
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
			w.settleGuild(g)
		}
	}
}

// mayGoOn reports whether a fan-out can still reach anyone. After a fault some
// recipients may be missing for ever: that is certain once everything was sent and
// no session node has anything waiting.
func (w *World) mayGoOn(wv *wave) bool {
	const patience = actor.Time(time.Second)
	sent := actor.Time(wv.Start+int64(wv.Size)*wv.Step/1000+w.settings.Jitter) + patience
	if !w.struck || w.system.Now() < sent {
		return true
	}
	return slices.ContainsFunc(w.sessionNodes, func(n *sessionNode) bool { return n.node.Waiting(w.system.Now()) > 0 })
}
