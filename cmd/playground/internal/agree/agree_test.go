package agree

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/setting"
)

// Whatever two places show of one thing agrees, under any settings, at any time. A failure
// prints the history as a command line.
func TestPlacesAgree(t *testing.T) {
	n := uint64(100)
	if testing.Short() {
		n = 10
	}
	agree(t, 0, n)
}

// instants is how often each history is looked at.
const instants = 20

func agree(t *testing.T, from, to uint64) {
	times := readTimes{}
	for seed := from; seed < to && !t.Failed(); seed++ {
		t.Run(fmt.Sprint("seed=", seed), func(t *testing.T) { newRun(t, seed, times).play() })
	}
	if to-from < 100 || t.Failed() {
		return
	}
	for i := range pairs {
		for _, r := range []*reading{&pairs[i].a, &pairs[i].b} {
			assert.Positive(t, times[r.key()], "nowhere and at no time was there: %s", r.key())
		}
	}
}

// readTimes counts how often each reading was there.
type readTimes map[string]int

// key tells readings apart.
func (r *reading) key() string { return r.at + ", " + r.name }

// run is one history, and the screens that look at it.
type run struct {
	t       *testing.T
	rng     *rand.Rand
	player  *sim.Player
	lines   []string
	snap    sim.Snapshot
	screens []*screen
	calm    calm
	times   readTimes
}

// calm is the last moment since which no setting was changed and at which no fan-out was under
// way.
type calm struct {
	known bool
	at    int64
	roots int64
}

func newRun(t *testing.T, seed uint64, times readTimes) *run {
	m := guild.Model()
	p, err := sim.NewPlayer(m, "pause")
	require.NoError(t, err)
	r := &run{t: t, rng: rand.New(rand.NewPCG(seed, 3)), player: p, screens: screens(m), times: times}
	r.do(fmt.Sprint("seed ", r.rng.Uint32()))
	r.do("set members " + r.pick("1", "2", "7", "37", "37", "100", "100", "400", "400", "2000"))
	for range 2 + r.rng.IntN(6) {
		r.change()
	}
	return r
}

func (r *run) pick(of ...string) string { return of[r.rng.IntN(len(of))] }

func (r *run) do(line string) {
	r.lines = append(r.lines, line)
	require.NoError(r.t, r.player.Do(line), r.command())
	r.player.Finish()
}

// command is the history so far as a command line.
func (r *run) command() string {
	return "playground window -screenshot x.png -do '" + strings.Join(r.lines, "' -do '") + "'"
}

// values are what is set, but for shares and switches.
var values = map[string][]string{
	"members": {"1", "2", "37", "100", "400"}, "rate": {"0.5", "4", "20", "60"}, "small": {"0", "131", "900"}, "grpc": {"0", "131", "1035"},
	"nodes.guilds": {"1", "2", "3"}, "nodes.sessions": {"1", "2", "3", "7"}, "guilds": {"0", "0", "3", "20"}, "guilds.rate": {"0.1", "5", "40"},
	"guild.scale": {"1", "10", "200"}, "latency": {"50us", "200us", "7ms"}, "latency.api": {"50us", "500us", "7ms"}, "jitter": {"0s", "50us", "7ms"},
	"fanout": {"table", "10/n", "flat", "none"}, "sieve": {"ignore", "parse", "sieve"}, "deploy.from": {"bare", "carrier"},
}

// change sets something.
func (r *run) change() {
	all := guild.Model().Settings
	k := &all[r.rng.IntN(len(all))]
	list := values[k.Key]
	switch {
	case k.Kind == setting.KindSwitch:
		r.do("toggle " + k.Key)
		return
	case list == nil && k.Kind == setting.KindShare:
		list = []string{"0.1%", "1%", "20%", "50%", "100%", "0%"}
		if strings.HasPrefix(k.Key, "fanout.") || k.Key == "flat.rate" {
			list = list[:5]
		}
	}
	require.NotEmpty(r.t, list, "no values to draw for %s", k.Key)
	r.do("set " + k.Key + " " + r.pick(list...))
}

// act does something now and then.
func (r *run) act() {
	switch n := r.rng.IntN(16); {
	case n < 2:
		r.do("send")
	case n < 4:
		r.do(fmt.Sprint("burst ", 2+r.rng.IntN(20)))
	case n < 6:
		r.change()
		r.calm.known = false
	case n == 6:
		r.do("reconnect 20%")
	case n == 7 && r.rng.IntN(4) == 0:
		r.do(r.pick("crash guild", "crash node sessions-1", "link guilds sessions loss 20%", "costs go-native", "costs beam-published roots=recorded"))
		r.calm.known = false
	}
}

func (r *run) play() {
	for i := range instants {
		r.act()
		r.do(fmt.Sprintf("run %dus", 1+r.rng.IntN([]int{500, 20_000, 400_000}[r.rng.IntN(3)])))
		r.player.Snapshot(&r.snap)
		r.look(i)
		if v := guild.ViewOf(&r.snap); !r.calm.known && len(v.Field.Waves) == 0 && v.Guild.Mailbox == 0 && r.atRest() {
			r.calm = calm{true, r.snap.Now, v.Messages.OrphanRoots}
		}
		if r.t.Failed() {
			return
		}
	}
}

// atRest reports whether no service has anything waiting.
func (r *run) atRest() bool {
	for i := range r.snap.Services {
		if r.snap.Services[i].Mailbox > 0 {
			return false
		}
	}
	return true
}

// look reads what some of the screens show, and compares.
func (r *run) look(instant int) {
	seen := map[string]*source{"": {snap: &r.snap, run: r}}
	seen[""].scripts()
	for i, s := range r.screens {
		// The stage at all times, the others by turns, and all at the end.
		if i == 0 || i%4 == instant%4 || instant == instants-1 {
			s.look(&r.snap)
			seen[s.name] = &source{screen: s, snap: &r.snap, run: r}
			r.words(s)
		}
	}
	read := map[string]value{}
	missing := map[string]bool{}
	of := func(from *reading) (value, bool) {
		key := from.key()
		if v, ok := read[key]; ok || missing[key] {
			return v, ok
		}
		s, ok := seen[from.at]
		if !ok {
			return value{}, false
		}
		v, ok := from.read(s)
		if missing[key] = !ok; ok {
			read[key] = v
			r.times[key]++
		}
		return v, ok
	}
	for i := range pairs {
		if problem := pairs[i].wrong(of); problem != "" {
			r.t.Errorf("at %d ns: %s\n%s", r.snap.Now, problem, r.command())
		}
	}
}

// one is a plural after a single thing.
var one = regexp.MustCompile(`(^|[^\d,.])1 (messages|members|sessions|recipients|spans|roots|cores|points|copies|traces|headers|seconds|nodes)\b`)

// words holds what is written to a few rules of the language.
func (r *run) words(s *screen) {
	for _, op := range s.texts {
		if one.MatchString(op.Text) {
			r.t.Errorf("%s writes %q\n%s", s.name, op.Text, r.command())
		}
	}
}
