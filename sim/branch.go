package sim

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fanout/actor"
	"fanout/sim/readout"
)

// branch is a history that a change in the past, or an undo, has replaced: what can be gone
// back to. It has the seed and the beginning of the one that is played, and its first
// commands.
type branch struct {
	number int // its name: no other one of the history ever has it
	list   []entry
	latest actor.Time // it was computed up to here
	ahead  *timeline  // of then, nil if that was not here
	undone bool       // it was left by an undo
	by     *entry     // the command that replaced it, nil if none did

	// Where it parts from the history that is played: so many commands are common to both,
	// and the first that is not is due at that time.
	common int
	at     actor.Time
}

// branches are those of a history, in the order in which they were left.
type branches struct {
	list    []branch
	numbers int // given so far
	dropped int // the oldest, when there were too many
}

// branchesKept bounds the branches of a history: as many as a timeline can show apart.
const branchesKept = 8

// sameEntry reports whether two commands are one.
func sameEntry(a, b entry) bool { return a.at == b.at && a.text == b.text }

// part is where two histories part: after how many common commands, and when the first that
// is not common is due. ok is false if they are the same.
func part(a, b []entry) (common int, at actor.Time, ok bool) {
	for common < min(len(a), len(b)) && sameEntry(a[common], b[common]) {
		common++
	}
	switch {
	case common < len(a) && common < len(b):
		return common, min(a[common].at, b[common].at), true
	case common < len(a):
		return common, a[common].at, true
	case common < len(b):
		return common, b[common].at, true
	}
	return common, 0, false
}

// keep adds a branch, and drops the oldest if there are too many. It returns its number.
func (b *branches) keep(n branch) int {
	if b.numbers++; n.number == 0 {
		n.number = b.numbers
	}
	b.numbers = max(b.numbers, n.number)
	b.list = append(b.list, n)
	if len(b.list) > branchesKept {
		b.list = slices.Delete(b.list, 0, 1)
		b.dropped++
	}
	return n.number
}

// compare brings the branches into step with the history that is played, whose commands have
// changed: what is the same as that, or as a newer branch, is none.
func (b *branches) compare(played []entry) {
	for i := range b.list {
		n := &b.list[i]
		var parts bool
		if n.common, n.at, parts = part(n.list, played); !parts {
			n.number = 0
		}
		for j := range b.list[:i] {
			if _, _, parts := part(n.list, b.list[j].list); !parts {
				n.latest, b.list[j].number = max(n.latest, b.list[j].latest), 0
			}
		}
	}
	b.list = slices.DeleteFunc(b.list, func(n branch) bool { return n.number == 0 })
}

// replacedBy notes which command has replaced the branch of a number.
func (b *branches) replacedBy(number int, e entry) {
	for i := range b.list {
		if b.list[i].number == number {
			b.list[i].by = &e
		}
	}
}

// replaced is the index of the newest branch that the command of that index in the history
// that is played has replaced, -1 for none.
func (b *branches) replaced(e entry, index int) int {
	for i := len(b.list) - 1; i >= 0; i-- {
		if n := &b.list[i]; n.common == index && n.by != nil && sameEntry(*n.by, e) {
			return i
		}
	}
	return -1
}

// undone is the index of the newest branch that an undo has left and after which nothing was
// changed in the history that is played, which stands at now; -1 for none.
func (b *branches) undone(played []entry, now actor.Time) int {
	for i := len(b.list) - 1; i >= 0; i-- {
		n := &b.list[i]
		stands := n.common == 0 || played[n.common-1].at <= now+1 // an undo stands just before a command
		if n.undone && stands && (n.common == len(played) || played[n.common].at > now) {
			return i
		}
	}
	return -1
}

// fix adds a command to all branches, after the history that is played had it.
func (b *branches) fix(e entry, played []entry) {
	for i := range b.list {
		list := b.list[i].list
		at, _ := slices.BinarySearchFunc(list, e.at+1, func(one entry, at actor.Time) int { return cmp.Compare(one.at, at) })
		b.list[i].list = slices.Insert(list, at, e)
	}
	b.compare(played)
}

// own is what the branch does first that the history that is played does not.
func (b *branch) own() string {
	if b.common == len(b.list) {
		return "nothing"
	}
	return b.list[b.common].text
}

// leaving is the history that is played, as a branch.
func (r *record) leaving() branch {
	ahead := r.ahead
	if ahead == nil {
		now := r.k.timeline
		ahead = &now
	}
	return branch{list: slices.Clone(r.history.list), latest: r.latest, ahead: ahead}
}

// rewind makes the world one in which no more than so many commands were done, at a time not
// after at. What was computed behind that is void.
func rewind(p *Player, done int, at actor.Time) {
	p.checkpoints.abandon()
	p.checkpoints.void(int64(at), done)
	if at < p.latest {
		p.latest, p.ahead = at, nil
	}
	if p.k.system.Now() <= at && p.history.next <= done {
		return
	}
	if _, pt := p.checkpoints.before(int64(at)); pt != nil {
		restore(p, pt)
		return
	}
	p.k = KernelOf(build(p.model, p.k.seed, p.origin.settings, p.origin.costs, false)) // as at time 0
	p.k.spans.Export(p.export)
	p.history.next, p.shown, p.preview = 0, shown{}, preview{}
	p.real.world = p.k.allExecuted()
}

// void removes the checkpoints that lie behind a time, or in which more commands were done.
func (b *checkpoints) void(at int64, done int) {
	for i := len(b.list) - 1; i >= 0 && (int64(b.list[i].At()) > at || b.list[i].next > done); i-- {
		b.remove(i)
	}
}

// enterBranch has the history go on as the branch of that index, which takes its place. The
// one that was played is kept as a branch if it has a future that is not common to both; left
// is its number then, or 0.
func enterBranch(p *Player, i int, undone bool) (left int) {
	b, old := p.branches.list[i], p.leaving()
	p.branches.list = slices.Delete(p.branches.list, i, i+1)
	own := old.list[b.common:]
	if b.common < len(b.list) && b.list[b.common].at == b.at && (len(own) == 0 || own[0].at > b.at) {
		old.by = &b.list[b.common] // it is what had replaced this history
	}
	old.undone = undone
	if len(own) > 0 || old.latest > b.at {
		left = p.branches.keep(old)
	}
	rewind(p, b.common, b.at)
	p.log.leave(b.at, own)
	p.history.list = b.list
	for _, e := range b.list[b.common:] {
		p.log.insert(readout.LogEntry{At: int64(e.at), Command: true, Text: e.text})
	}
	if b.ahead != nil {
		p.latest, p.ahead = max(b.latest, p.latest), b.ahead
	}
	p.branches.compare(p.history.list)
	return left
}

// leave drops the entries behind a time, and commands that are not done then any more.
func (l *eventLog) leave(at actor.Time, own []entry) {
	l.cut(int64(at))
	l.entries = slices.DeleteFunc(l.entries, func(one readout.LogEntry) bool {
		return one.Command && slices.ContainsFunc(own, func(e entry) bool { return int64(e.at) == one.At && e.text == one.Text })
	})
}

// parseBranch reads the command that goes to a branch.
func parseBranch(_ *Model, args string) (action, error) {
	if args == "" {
		return func(p *Player) { goBranch(p, 0) }, nil
	}
	n, err := strconv.Atoi(args)
	if err != nil || n < 1 {
		return nil, fmt.Errorf("branch: %q is not the number of a branch; expected one from 1, or nothing for the one that was left last", Clip(args))
	}
	return func(p *Player) { goBranch(p, n) }, nil
}

// goBranch goes to the branch of that number, 0 for the one that was left last: to the same
// time in it, or to its end.
func goBranch(p *Player, number int) {
	at := p.arrival()
	p.halt()
	i := slices.IndexFunc(p.branches.list, func(b branch) bool { return b.number == number })
	if number == 0 {
		i = len(p.branches.list) - 1
	}
	if i < 0 {
		p.say(noBranch(p.branches.list, number))
		return
	}
	b := p.branches.list[i]
	left := enterBranch(p, i, false)
	p.travel(min(at, b.latest))
	p.say(fmt.Sprintf("branch %d is back", b.number) + keptText(left))
}

// keptText says that a history was kept as a branch, 0 for none.
func keptText(number int) string {
	if number == 0 {
		return ""
	}
	return fmt.Sprintf("; what it takes the place of is kept as branch %d", number)
}

// noBranch says that there is no such branch.
func noBranch(list []branch, number int) string {
	if len(list) == 0 {
		return "there is no branch: nothing in this history was replaced"
	}
	var have []string
	for _, b := range list {
		have = append(have, strconv.Itoa(b.number))
	}
	return fmt.Sprintf("there is no branch %d; expected one of %s", number, strings.Join(have, ", "))
}

// say enters something that nobody commanded into the log, at the present.
func (r *record) say(text string) {
	r.log.insert(readout.LogEntry{At: int64(r.k.system.Now()), Text: text})
}

// Branch is a history beside the one that is played, which has the same beginning.
type Branch struct {
	Number   int                // its name
	Common   int                // of the commands of the one that is played are also its
	Until    int64              // it was computed up to this virtual time
	Commands []readout.LogEntry // the others
}

// histories are the branches as a [History] has them.
func (b *branches) histories() (all []Branch) {
	for _, n := range b.list {
		h := Branch{Number: n.number, Common: n.common, Until: int64(n.latest)}
		for _, e := range n.list[n.common:] {
			h.Commands = append(h.Commands, readout.LogEntry{At: int64(e.at), Command: true, Text: e.text})
		}
		all = append(all, h)
	}
	return all
}

// view fills the part of the timeline that is about branches.
func (b *branches) view(t *readout.Timeline) {
	t.Branches, t.BranchesDropped = t.Branches[:0], b.dropped
	for _, n := range b.list {
		own := n.list[n.common:]
		one := readout.Branch{Number: n.number, At: int64(n.at), Until: int64(n.latest), Commands: len(own)}
		if len(own) > 0 {
			one.First = own[0].text
		}
		t.Branches = append(t.Branches, one)
	}
}

// Line is the command that gives a history that has been played this branch, see the verb
// keep.
func (b *Branch) Line() string {
	text := fmt.Sprintf("keep %d %v", b.Common, time.Duration(b.Until))
	for i, c := range b.Commands {
		text += fmt.Sprintf("%s %v %s", map[bool]string{false: ";"}[i == 0], time.Duration(c.At), c.Text)
	}
	return text
}

// parseKeep reads the command that adds a branch: what a link has of one.
func parseKeep(m *Model, args string) (action, error) {
	head, rest, _ := strings.Cut(args, " ")
	common, err := strconv.Atoi(head)
	if err != nil || common < 0 || common > historyKept {
		return nil, atWord(1, fmt.Errorf("keep: %q is not a number of commands; expected one from 0 to %d", Clip(head), historyKept))
	}
	until, rest, _ := strings.Cut(strings.TrimSpace(rest), " ")
	latest, err := parseTime("keep", until)
	if err != nil {
		return nil, err
	}
	var own []entry
	for one := range strings.SplitSeq(rest, ";") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		e, err := parsePlanned(m, "keep", one)
		if err != nil {
			return nil, err
		}
		own = append(own, e)
	}
	return func(p *Player) { keepBranch(p, common, latest, own) }, nil
}

// keepBranch adds a branch that has so many commands of the history that is played, and then
// its own.
func keepBranch(p *Player, common int, latest actor.Time, own []entry) {
	restoreBranch(p, 0, common, latest, own)
}

// restoreBranch is keepBranch for one that has a number already, if that is not 0.
func restoreBranch(p *Player, number, common int, latest actor.Time, own []entry) {
	b := branch{number: number, list: append(slices.Clone(p.history.list[:min(common, len(p.history.list))]), own...), latest: latest}
	slices.SortStableFunc(b.list, func(a, b entry) int { return cmp.Compare(a.at, b.at) })
	p.branches.keep(b)
	p.branches.compare(p.history.list)
}
