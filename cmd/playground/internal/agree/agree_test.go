package agree

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/setting"
)

// Whatever two places show of one thing agrees, under any settings, at any time. A failure
// prints the history as a command line.
func TestPlacesAgree(t *testing.T) {
	n := uint64(100)
	if testing.Short() {
		n = 10
	}
	for _, s := range subjects() {
		t.Run(s.model.Name, func(t *testing.T) { s.agree(t, 0, n) })
	}
}

// subject is a model whose places are held together.
type subject struct {
	model   *sim.Model
	screens func() []*screen
	pairs   []pair
	values  map[string][]string // of what is set, but for shares and switches
	shares  []string            // of what is set in percent
	begin   func(r *run)        // sets what comes first
	act     func(r *run)        // does something now and then
	calm    func(r *run)        // looks whether nothing is under way
}

func subjects() []*subject { return []*subject{ofGuild(), ofRing()} }

// instants is how often each history is looked at.
const instants = 20

func (m *subject) agree(t *testing.T, from, to uint64) {
	times := readTimes{}
	for seed := from; seed < to && !t.Failed(); seed++ {
		t.Run(fmt.Sprint("seed=", seed), func(t *testing.T) { m.newRun(t, seed, times).play() })
	}
	if to-from < 100 || t.Failed() {
		return
	}
	for i := range m.pairs {
		for _, r := range []*reading{&m.pairs[i].a, &m.pairs[i].b} {
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
	*subject
	t       *testing.T
	rng     *rand.Rand
	player  *sim.Player
	lines   []string
	snap    sim.Snapshot
	screens []*screen
	times   readTimes
	rest    rest
	bars    expectations
}

// rest is the last moment since which no setting was changed and at which nothing was under
// way.
type rest struct {
	known bool
	at    int64
	roots int64
}

// expectations are the bars as they were when settings were changed last.
type expectations struct {
	changed int // how many commands there had been
	cpu     []float64
}

func (m *subject) newRun(t *testing.T, seed uint64, times readTimes) *run {
	p, err := sim.NewPlayer(m.model, "pause")
	require.NoError(t, err)
	r := &run{subject: m, t: t, rng: rand.New(rand.NewPCG(seed, 3)), player: p, screens: m.screens(), times: times}
	r.do(fmt.Sprint("seed ", r.rng.Uint32()))
	m.begin(r)
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
	r.player.Frame(0, nil) // completes what foretells the bars
}

// command is the history so far as a command line.
func (r *run) command() string {
	return "playground window -model " + r.model.Name + " -screenshot x.png -do '" + strings.Join(r.lines, "' -do '") + "'"
}

// change sets something.
func (r *run) change() {
	all := r.model.Settings
	k := &all[r.rng.IntN(len(all))]
	list := r.values[k.Key]
	switch {
	case k.Kind == setting.KindSwitch:
		r.do("toggle " + k.Key)
		return
	case list == nil && k.Kind == setting.KindShare:
		list = r.shares
		if strings.HasPrefix(k.Key, "fanout.") || k.Key == "flat.rate" {
			list = list[:5]
		}
	}
	require.NotEmpty(r.t, list, "no values to draw for %s", k.Key)
	r.do("set " + k.Key + " " + r.pick(list...))
}

func (r *run) play() {
	for i := range instants {
		r.act(r)
		r.do(fmt.Sprintf("run %dus", 1+r.rng.IntN([]int{500, 20_000, 400_000}[r.rng.IntN(3)])))
		r.player.Snapshot(&r.snap)
		r.expect()
		r.look(i)
		r.calm(r)
		if r.t.Failed() {
			return
		}
	}
}

// expect holds what is expected to what it was when settings were changed last.
func (r *run) expect() {
	cpu := make([]float64, len(r.snap.Services))
	for i := range cpu {
		cpu[i] = float64(r.snap.Services[i].CPU.Total())
	}
	changed := 0
	for i, line := range r.lines {
		switch verb, _, _ := strings.Cut(line, " "); verb {
		case "set", "toggle", "costs", "cost", "seed":
			changed = i + 1
		}
	}
	if r.bars.changed == changed && r.model.Preview.Length > 0 && !slices.Equal(cpu, r.bars.cpu) {
		r.t.Errorf("at %d ns the bars expect %v, before %v, and no setting has changed\n%s", r.snap.Now, cpu, r.bars.cpu, r.command())
	}
	r.bars = expectations{changed, cpu}
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
	for i := range r.pairs {
		if problem := r.pairs[i].wrong(of); problem != "" {
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
