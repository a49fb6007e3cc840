package guild

import (
	"errors"
	"fanout/sim/exact"
	"fanout/sim/row"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fanout/actor"
	"fanout/sim"
)

// fault is what a command did to the links between two services or nodes, both ways.
// Nobody in the world is told: what is in flight is lost and counted, and callers learn of
// it by their timeouts.
type fault struct {
	a, b string
	down bool
	loss exact.PPM
}

// outages are the links that fail and the nodes that are down.
type outages struct {
	world    *World
	faults   []fault
	crash    Crash // of the large guild, the last one
	restarts []restart
}

func serviceName(v row.Service) string { return services[v].Name }

// linked are the services that have links between them.
var linked = [][2]row.Service{{API, Guilds}, {Guilds, Sessions}, {Guilds, Presence}}

// The links between services, in the order of linked.
const (
	LinkAPI      = iota // API and guilds
	LinkSessions        // guilds and sessions
	LinkPresence        // guilds and presence
	NumLinks
)

// LinkView is the worst of what faults do to the links between two services.
type LinkView struct {
	Down   bool
	Loss   exact.PPM
	Partly bool // only those of single nodes
}

// Faulty reports whether anything is wrong with the link.
func (l LinkView) Faulty() bool { return l.Down || l.Loss > 0 }

// links is how the links between services are.
func (o *outages) links() (links [NumLinks]LinkView) {
	for i, pair := range linked {
		l, whole := &links[i], false
		for _, f := range o.faults {
			a, first, _ := serviceOf(f.a)
			b, second, _ := serviceOf(f.b)
			if pair == [2]row.Service{a, b} || pair == [2]row.Service{b, a} {
				l.Down, l.Loss, whole = l.Down || f.down, max(l.Loss, f.loss), whole || first+second == 0
			}
		}
		l.Partly = l.Faulty() && !whole
	}
	return links
}

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

// inject replaces the fault between two names by another one.
func (o *outages) inject(f fault) {
	w := o.world
	o.faults = slices.DeleteFunc(slices.Clone(o.faults), func(g fault) bool {
		return g.a == f.a && g.b == f.b || g.a == f.b && g.b == f.a
	})
	if f.down || f.loss > 0 {
		o.faults = append(o.faults, f)
	}
	w.connectNodes()
}

// apply is a link between two processes with the faults injected into it. The
// last one counts.
func (o *outages) apply(a, b *process, l actor.Link) actor.Link {
	for _, f := range o.faults {
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
	return func(w sim.World) { w.(*World).outages.inject(struck) }, nil
}

// linkFlag says what became of a link.
func linkFlag(args string) string {
	f := strings.Fields(args)
	a, b := f[0], f[1]
	name := "Link " + a + " – " + b
	if a == serviceName(Guilds) {
		a, b = b, a
	}
	if b == serviceName(Guilds) {
		name = "Link to " + a
		if a == serviceName(API) {
			name = "Link from API"
		}
	}
	switch f[2] {
	case "down":
		return name + " cut"
	case "up":
		return name + " restored"
	}
	return name + " loses " + shareText(f[3])
}

const crashUsage = "crash guild | crash node NAME"

func parseCrash(args string) (func(sim.World), error) {
	switch f := strings.Fields(args); {
	case len(f) == 1 && f[0] == "guild":
		return func(w sim.World) { w.(*World).outages.crashGuild(w.(*World).large()) }, nil
	case len(f) == 2 && f[0] == "node":
		v, number, ok := serviceOf(f[1])
		if !ok || number == 0 || v != Guilds && v != Sessions {
			return nil, fmt.Errorf("crash: %q cannot crash; expected a node such as guilds-1 or sessions-2", sim.Clip(f[1]))
		}
		return func(w sim.World) { w.(*World).outages.crashNode(v, number-1) }, nil
	}
	return nil, fmt.Errorf("crash: %q is not possible; expected %s", sim.Clip(args), crashUsage)
}

// crashFlag says what crashed.
func crashFlag(args string) string {
	if f := strings.Fields(args); len(f) == 2 {
		return f[1] + " crashed"
	}
	return "Guild crashed and restarted"
}

// errCrash is the exit reason of what a command crashed.
var errCrash = errors.New("guild: crashed by command")

// RestartNs is the virtual time that a crashed node takes to come back.
const RestartNs = int64(2 * time.Second)

// crashGuild ends a guild's actor. Its supervisor starts it again at once; what was
// in its mailbox is gone, and those whom it had not sent its message to yet do not
// get it.
func (o *outages) crashGuild(g *guild) {
	w := o.world
	o.down(g)
	w.System().Kill(g.pid(), errCrash)
}

// Crash is the last one of the large guild, for its card.
type Crash struct {
	Count    int   // of crashes since the start; 0: there was none, and the rest is 0
	At       int64 // virtual time
	BackAt   int64 // when it was up again, 0 while it is down
	DueAt    int64 // when it will be, while it is down
	Messages int   // that were in its mailbox, and are gone
}

// Down reports whether the guild is down.
func (c *Crash) Down() bool { return c.Count > 0 && c.BackAt == 0 }

// down notes that a guild goes down now.
func (o *outages) down(g *guild) {
	w := o.world
	info, up := w.System().Info(g.pid())
	if g.id > 0 || !up {
		return
	}
	now := int64(w.System().Now())
	o.crash = Crash{Count: o.crash.Count + 1, At: now, DueAt: now, Messages: info.Mailbox}
	w.Observe(sim.Occurrence{Event: EventCrashed, At: now, N: int64(info.Mailbox)})
}

// up notes that a guild has been started.
func (o *outages) up(g *guild, at actor.Time) {
	if g.id > 0 || o.crash.Count == 0 || o.crash.BackAt > 0 {
		return
	}
	o.crash.BackAt = int64(at)
	o.world.Observe(sim.Occurrence{Event: EventRestarted, At: int64(at), N: int64(at) - o.crash.At})
}

// crashNode ends everything on a node, if there is such a node and it is up. It
// comes back after RestartNs with all that belongs there; until then what is sent
// there are dead letters.
func (o *outages) crashNode(v row.Service, index int) {
	w := o.world
	now := w.System().Now()
	back := now + actor.Time(RestartNs)
	switch {
	case v == Guilds && index < len(w.guildNodes) && !w.guildNodes[index].down:
		n := w.guildNodes[index]
		n.down = true
		w.Observe(sim.Occurrence{Event: EventGuildsDown, At: int64(now), N: int64(index + 1)})
		for _, g := range w.guilds {
			if g.node == n {
				o.down(g)
				if g.id == 0 {
					o.crash.DueAt = int64(back)
				}
				w.System().Kill(g.supervisor, errCrash)
				w.System().Kill(g.pid(), errCrash)
			}
		}
		for _, r := range w.relays {
			if r.node == n {
				w.System().Kill(r.pid, errCrash)
			}
		}
		w.System().Kill(n.Node().Whereis("grpc"), errCrash)
	case v == Sessions && index < len(w.sessionNodes) && !w.sessionNodes[index].down:
		n := w.sessionNodes[index]
		n.down = true
		w.Observe(sim.Occurrence{Event: EventSessionsDown, At: int64(now), N: int64(index + 1)})
		for _, pid := range slices.Backward(n.members) {
			if st := n.kind.State(pid); st != nil {
				n.forget(st.number)
			}
			w.System().Kill(pid, errCrash)
		}
	default:
		return
	}
	o.restarts = append(o.restarts, restart{back, v, index})
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
func (o *outages) recoverNodes() {
	w := o.world
	for len(o.restarts) > 0 && o.restarts[0].at <= w.System().Now() {
		r := o.restarts[0]
		o.restarts = o.restarts[1:]
		if r.v == Sessions {
			w.sessionNodes[r.index].down = false
			w.placeSessions(0, false)
			w.Observe(sim.Occurrence{Event: EventSessionsUp, At: int64(r.at), N: int64(r.index + 1)})
			continue
		}
		n := w.guildNodes[r.index]
		n.down = false
		w.Observe(sim.Occurrence{Event: EventGuildsUp, At: int64(r.at), N: int64(r.index + 1)})
		n.serve()
		w.arrangeMembers() // its relays have other addresses now
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
