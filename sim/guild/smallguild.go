package guild

import (
	"cmp"
	"fanout/sim/random"
	"slices"

	"fanout/actor"
	"fanout/sim"
)

// A small guild is one of the many beside the large one: some of the sessions are
// its members, too. How many depends on its number alone, so that what is expected
// of a world depends on its settings alone; who they are is drawn from the seed of
// the history.

// mostGuilds is the most small guilds that there can be.
const mostGuilds = 10_000

// smallGuilds is who is a member of which.
//
// There are no small guilds and no relays unless they are set. The picture is of one
// guild, and the published shares are those of a service whose sessions get large
// fan-outs; small guilds are for the scenarios in which it matters that one guild is slow
// and the others are not. Their sizes depend on their numbers alone, so that what is
// expected of a world follows from its settings, and a preview can have one guild that
// stands for all.
type smallGuilds struct {
	world  *World
	former map[int]*guild   // those that are gone, by number: where they were
	sizes  []int64          // added up
	of     map[uint32][]int `checkpoint:"shared"` // by number of the session: the guilds it is a member of
}

// smallSizeMost is the greatest number of members.
const smallSizeMost = 255

// smallSize is the number of members of small guild number id, from 1: 2 to 255,
// with as many guilds between 2 and 4 as between 128 and 256.
func (s *Settings) smallSize(id int) int {
	h := random.Mix(uint64(id))
	octave := uint64(2) << (h % 7)
	return int(min(octave+(h>>8)%octave, uint64(s.Members)))
}

// smallLoad is what the small guilds add up to. Users send to a guild in proportion
// to its members, as one of them sends as often as another.
type smallLoad struct {
	members int64 // of all small guilds
	squares int64 // sum of the squares: members × squares/members is a message's recipients
}

func (s *Settings) smallLoad() (l smallLoad) {
	for id := 1; id <= s.Guilds; id++ {
		n := int64(s.smallSize(id))
		l.members += n
		l.squares += n * n
	}
	return l
}

// smallMessages is the user messages to small guilds per 1,000 s.
func (s *Settings) smallMessages() int64 {
	if s.Guilds == 0 {
		return 0
	}
	return s.GuildRate
}

// recipients is the mean number of recipients of a message to a small guild.
func (l smallLoad) recipients() int64 { return (l.squares + l.members/2) / max(1, l.members) }

// place brings the small guilds to the number of the settings and makes their lists
// of members again. A preview has one guild that stands for all of them.
func (l *smallGuilds) place() {
	w := l.world
	guilds := w.settings.Guilds
	if w.IsPreview() {
		guilds = min(guilds, 1)
	}
	for len(w.guilds) > 1+guilds {
		last := w.guilds[len(w.guilds)-1]
		last.end()
		l.former[last.id] = &guild{id: last.id, node: last.node, addr: last.addr}
		w.guilds = w.guilds[:len(w.guilds)-1]
	}
	for len(w.guilds) < 1+guilds {
		w.guilds = append(w.guilds, &guild{id: len(w.guilds)})
	}
	l.sizes = make([]int64, w.settings.Guilds) // added up
	sum := int64(0)
	for i := range l.sizes {
		sum += int64(w.settings.smallSize(i + 1))
		l.sizes[i] = sum
	}
	l.of = make(map[uint32][]int)
	if guilds == 0 {
		return
	}
	all := w.sessionNodes.byNumber()
	for _, g := range w.guilds[1:] {
		w.placeGuild(g)
		g.size = min(w.settings.smallSize(g.id), len(all))
		pids, on := make([]actor.PID, 0, g.size), make(map[uint32]bool)
		for _, s := range l.membersOf(g, all) {
			pids = append(pids, s.pid)
			l.of[s.number] = append(l.of[s.number], g.id)
			on[w.sessionRing.Node(sessionKey(int(s.number)))] = true
		}
		g.nodes = len(on)
		g.group = actor.NewGroup(pids)
	}
}

// membersOf draws the members of a guild from all sessions, in the order of nodes and
// slots, as a fan-out goes through them.
func (l *smallGuilds) membersOf(g *guild, all []numbered) []numbered {
	r := random.Stream(l.world.Seed(), purposeMembers+uint64(g.id))
	chosen := make(map[actor.PID]bool, g.size)
	members := make([]numbered, 0, g.size)
	for len(members) < g.size {
		if s := all[r.Below(uint64(len(all)))]; !chosen[s.pid] {
			chosen[s.pid] = true
			members = append(members, s)
		}
	}
	slices.SortFunc(members, func(a, b numbered) int { return cmp.Compare(a.pid, b.pid) })
	return members
}

// userSends lets a user send a message to one of the small guilds.
func (l *smallGuilds) userSends(c *actor.Context, s *sim.Source) {
	w := l.world
	w.totals.messages++
	at := int64(s.Below(uint64(l.sizes[len(l.sizes)-1])))
	i, _ := slices.BinarySearch(l.sizes, at+1)
	m := &userMessage{number: w.totals.messages, guild: i + 1}
	c.Send(w.apis[s.Below(uint64(len(w.apis)))].pid, m)
}

// guildOf is the guild that handles the messages to the one of that number. What is
// still in flight to one that no longer exists goes where that was, and finds nobody.
func (w *World) guildOf(id int) *guild {
	if w.IsPreview() {
		id = min(id, 1)
	}
	if id >= len(w.guilds) {
		return w.small.former[id]
	}
	return w.guilds[id]
}

// recipientsOf is the number of recipients that a message to a guild says it has.
func (s *Settings) recipientsOf(id int) int {
	if id == 0 {
		return s.Members
	}
	return s.smallSize(id)
}
