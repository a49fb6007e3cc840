// Package simtest holds a model of the simulation to what all models promise: a
// conformance suite, as testing/fstest has one for file systems. A model's own tests
// call [TestModel]; it knows nothing of any model.
package simtest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/setting"
)

// Options say how a model is tried. The zero value will do for a small one.
type Options struct {
	// Setup is what each history begins with, as command lines: what keeps it small
	// and lively.
	Setup []string

	// Most bounds the values that settings are given at random, by key, where their
	// own bound would make a history too large to test with.
	Most map[string]float64

	// Length is the virtual time of a history; 0 is 1 s.
	Length time.Duration

	// Check is what else always holds between two steps; nil for nothing.
	Check func(w sim.World) error

	// Golden names the file with the hashes of some histories, to which every platform,
	// wasm as well, is held; "" is testdata/histories.txt. The flag -rewrite writes it.
	Golden string
}

// rounds is how many random histories each test tries.
func rounds(full uint64) uint64 {
	if testing.Short() {
		return max(1, full/4)
	}
	return full
}

// TestModel runs the suite.
func TestModel(t *testing.T, m *sim.Model, o Options) {
	if o.Length == 0 {
		o.Length = time.Second
	}
	if o.Golden == "" {
		o.Golden = filepath.Join("testdata", "histories.txt")
	}
	s := &suite{m, o}
	if !t.Run("Tables", s.tables) {
		t.FailNow() // the rest would fail for the same reason, and say less
	}
	t.Run("Grammar", s.grammar)
	t.Run("OneHistory", s.oneHistory)
	t.Run("Travels", s.travels)
	t.Run("Checkpoints", s.checkpoints)
	t.Run("Conservation", s.conservation)
	t.Run("Glances", s.glances)
	t.Run("Foretold", s.foretold)
	t.Run("Golden", s.golden)
}

type suite struct {
	*sim.Model
	Options
}

// start is a fresh history.
func (s *suite) start(t testing.TB, seed uint64) *sim.Player {
	t.Helper()
	p, err := sim.NewPlayer(s.Model, append(s.Setup[:len(s.Setup):len(s.Setup)], fmt.Sprint("seed ", seed))...)
	require.NoError(t, err)
	return p
}

// line is a random command that changes the history.
func (s *suite) line(rng *rand.Rand) string {
	if n := len(s.Commands); n > 0 && rng.IntN(3) == 0 {
		return s.Commands[rng.IntN(n)].Example
	}
	if rng.IntN(8) == 0 {
		return fmt.Sprintf("cost %s %dns", s.Ops[rng.IntN(len(s.Ops))].Key, rng.IntN(100_000))
	}
	k := &s.Settings[rng.IntN(len(s.Settings))]
	return s.set(k, s.value(k, rng))
}

func (s *suite) set(k *setting.Setting, value string) string {
	if k.Kind == setting.KindSwitch {
		return "toggle " + k.Key + " " + value
	}
	return "set " + k.Key + " " + value
}

// value is a random value of a setting, as the grammar spells it.
func (s *suite) value(k *setting.Setting, rng *rand.Rand) string {
	switch k.Kind {
	case setting.KindSwitch:
		return []string{"on", "off"}[rng.IntN(2)]
	case setting.KindChoice:
		return k.Choices[rng.IntN(len(k.Choices))]
	}
	most := k.Most
	if bound, ok := s.Most[k.Key]; ok {
		most = min(most, bound)
	}
	return spell(k, k.Least+(most-k.Least)*math.Pow(rng.Float64(), 3))
}

// spell writes a number as the grammar takes one of a setting.
func spell(k *setting.Setting, v float64) string {
	switch k.Kind {
	case setting.KindNumber:
		return fmt.Sprint(int64(v))
	case setting.KindRate:
		return fmt.Sprintf("%.3f", math.Floor(v*1000)/1000)
	case setting.KindShare:
		return fmt.Sprintf("%.4f%%", math.Floor(v*1e6)/1e4)
	}
	return time.Duration(v).String()
}

// script is a random history: commands, each at a time.
type script []step

type step struct {
	at   time.Duration
	line string
}

func (s *suite) script(rng *rand.Rand) (all script) {
	at := time.Duration(0)
	for range 5 + rng.IntN(6) {
		at += time.Duration(rng.Int64N(int64(s.Length) / 8))
		all = append(all, step{at, s.line(rng)})
	}
	return all
}

func (s script) String() string {
	var b strings.Builder
	for _, step := range s {
		fmt.Fprintf(&b, "at %v %s\n", step.at, step.line)
	}
	return b.String()
}

// play has a script happen in one go.
func (s *suite) play(t testing.TB, seed uint64, all script) *sim.Player {
	t.Helper()
	p := s.start(t, seed)
	for _, step := range all {
		require.NoError(t, p.Do(fmt.Sprintf("at %v %s", step.at, step.line)))
	}
	run(t, p, s.Length)
	return p
}

// run goes to a time.
func run(t testing.TB, p *sim.Player, to time.Duration) {
	t.Helper()
	require.NoError(t, p.Do("goto "+to.String()))
	p.Finish()
}

// figures is all that scenarios can expect of a moment.
func (s *suite) figures(p *sim.Player) (hash uint64, all map[string]float64) {
	p.Frame(0, nil)
	return s.present(p)
}

// present is figures without a frame: of what the preview foretells, as far as it has come.
func (s *suite) present(p *sim.Player) (hash uint64, all map[string]float64) {
	var shot sim.Snapshot
	p.Snapshot(&shot)
	all = make(map[string]float64)
	for _, m := range s.AllMetrics() {
		all[m.Name] = m.Of(&shot)
	}
	return shot.Hash, all
}

// tables: every row is complete, and one that is missing is noticed.
func (s *suite) tables(t *testing.T) {
	require.NoError(t, s.Model.Check())
	names := make(map[string]bool)
	_, figures := s.figures(s.play(t, 1, nil))
	for _, m := range s.AllMetrics() {
		assert.False(t, names[m.Name], "two metrics are called %s", m.Name)
		names[m.Name] = true
		assert.False(t, math.IsNaN(figures[m.Name]), "metric %s is not a number", m.Name)
	}
	for _, name := range s.Figures {
		assert.True(t, names[name], "Figures names the metric %s, which is not there", name)
	}
	s.everyFieldIsSet(t)
	for _, table := range []struct {
		name string
		cut  func(m *sim.Model)
	}{
		{"Services", func(m *sim.Model) { m.Services = m.Services[:len(m.Services)-1] }},
		{"Stages", func(m *sim.Model) { m.Stages = m.Stages[:len(m.Stages)-1] }},
		{"Classes", func(m *sim.Model) { m.Classes = m.Classes[:len(m.Classes)-1] }},
		{"Ops", func(m *sim.Model) { m.Ops = m.Ops[:len(m.Ops)-1] }},
		{"Services", func(m *sim.Model) { m.Services = without(m.Services, 0) }},
		{"Stages", func(m *sim.Model) { m.Stages = without(m.Stages, 0) }},
		{"Classes", func(m *sim.Model) { m.Classes = without(m.Classes, 0) }},
		{"Ops", func(m *sim.Model) { m.Ops = without(m.Ops, 0) }},
		{"Settings", func(m *sim.Model) { m.Settings = without(m.Settings, 0) }},
	} {
		cut := *s.Model
		table.cut(&cut)
		assert.ErrorContains(t, cut.Check(), table.name, "nobody notices that %s has a row too few", table.name)
	}
}

// everyFieldIsSet: there is no part of the settings that no row sets.
func (s *suite) everyFieldIsSet(t *testing.T) {
	p := s.start(t, 1)
	fields := reflect.VisibleFields(reflect.TypeOf(s.Default))
	changed := make(map[string]bool)
	for i := range s.Settings {
		k := &s.Settings[i]
		for _, v := range s.possible(k) {
			_, before := state(p)
			require.NoError(t, p.Do(s.set(k, v)))
			_, after := state(p)
			for _, f := range fields {
				if reflect.ValueOf(before).FieldByIndex(f.Index).Interface() != reflect.ValueOf(after).FieldByIndex(f.Index).Interface() {
					changed[f.Name] = true
				}
			}
		}
	}
	for _, f := range fields {
		assert.True(t, changed[f.Name], "no row of Settings sets the field %s", f.Name)
	}
}

// without is a table in which nobody has written row i.
func without[T any](rows []T, i int) []T {
	rows = slices.Clone(rows)
	clear(rows[i : i+1])
	return rows
}

// grammar: every command and setting takes what is possible and refuses the rest in one
// sentence, with nothing changed.
func (s *suite) grammar(t *testing.T) {
	p := s.start(t, 1)
	for i := range s.Settings {
		k := &s.Settings[i]
		good := append([]string{k.Text(s.Default)}, s.possible(k)...)
		bad := []string{"", "x", "-1", "1e400", "∞", "1 2", "0x7", strings.Repeat("9", 50)}
		switch k.Kind {
		case setting.KindChoice:
		case setting.KindSwitch:
			bad = append(bad, "1")
		default:
			bad = append(bad, spell(k, k.Most*2+10))
		}
		for _, v := range good {
			require.NoError(t, p.Do(s.set(k, v)), "%s", k.Key)
			var shot sim.Snapshot
			p.Snapshot(&shot)
			if _, isText := find(good[1:], v); isText && k.Kind >= setting.KindSwitch {
				assert.Equal(t, v, k.Text(shot.Settings), "set %s", k.Key)
			}
		}
		for _, v := range bad {
			s.refuses(t, p, "set "+k.Key+" "+v)
		}
	}
	for _, c := range s.Commands {
		require.NoError(t, p.Do(c.Example))
		p.Finish()
		s.refuses(t, p, c.Verb+" nonsense that nobody could mean")
	}
	for _, line := range []string{"", "fly", "set", "set nonsense 1", "toggle nonsense", "cost nonsense 1ns", "costs nonsense", "at 1s pause", "goto -1s"} {
		s.refuses(t, p, line)
	}
}

// possible are values of a setting: all of few, and the bounds of many.
func (s *suite) possible(k *setting.Setting) []string {
	switch k.Kind {
	case setting.KindChoice:
		return k.Choices
	case setting.KindSwitch:
		return []string{"on", "off"}
	}
	most := k.Most
	if bound, ok := s.Most[k.Key]; ok {
		most = min(most, bound)
	}
	return []string{spell(k, k.Least), spell(k, most)}
}

func find(list []string, v string) (int, bool) {
	for i, x := range list {
		if x == v {
			return i, true
		}
	}
	return 0, false
}

func (s *suite) refuses(t *testing.T, p *sim.Player, line string) {
	t.Helper()
	before, beforeSettings := state(p)
	err := p.Do(line)
	if !assert.Error(t, err, "%q", line) {
		return
	}
	assert.NotContains(t, err.Error(), "\n", "%q", line)
	after, afterSettings := state(p)
	assert.Equal(t, before, after, "%q was refused and changed something", line)
	assert.Equal(t, beforeSettings, afterSettings, "%q was refused and changed a setting", line)
}

func state(p *sim.Player) (uint64, any) {
	var shot sim.Snapshot
	p.Snapshot(&shot)
	return shot.Hash, shot.Settings
}

// oneHistory: whatever frames and budgets it is played with, it is the same.
func (s *suite) oneHistory(t *testing.T) {
	for seed := range rounds(8) {
		rng := rand.New(rand.NewPCG(seed, 1))
		all := s.script(rng)
		want, wantAll := s.figures(s.play(t, seed, all))
		p := s.start(t, seed)
		for _, step := range all {
			require.NoError(t, p.Do(fmt.Sprintf("at %v %s", step.at, step.line)))
		}
		require.NoError(t, p.Do("speed 10"))
		require.NoError(t, p.Do("play"))
		for now(p) < s.Length {
			left := rng.IntN(40)
			p.Frame(min(time.Duration(rng.Int64N(int64(time.Second/60))), (s.Length-now(p))/10+1), func() bool { left--; return left < 0 })
			if rng.IntN(10) == 0 {
				s.figures(p) // looking changes nothing
			}
		}
		require.NoError(t, p.Do("pause"))
		run(t, p, s.Length)
		got, gotAll := s.figures(p)
		require.Equal(t, want, got, "seed %d\n%s", seed, all)
		s.sameFigures(t, wantAll, gotAll, fmt.Sprintf("seed %d\n%s", seed, all))
	}
}

// sameFigures compares figures, but for those that the way there may change: the means of the
// bars take in the preview as far as it has come.
func (s *suite) sameFigures(t *testing.T, want, got map[string]float64, hint string) {
	t.Helper()
	for name, v := range want {
		assert.Equal(t, v, got[name], "%s: %s", name, hint)
	}
}

// foretold: a figure that moves while the preview goes on says that it does.
func (s *suite) foretold(t *testing.T) {
	says := make(map[string]bool)
	for _, m := range s.AllMetrics() {
		says[m.Name] = m.Foretold()
	}
	for seed := range rounds(8) {
		p := s.play(t, seed, s.script(rand.New(rand.NewPCG(seed, 5))))
		hash, before := s.present(p)
		sim.Foretell(p, nil)
		again, after := s.present(p)
		require.Equal(t, hash, again, "seed %d", seed)
		for name, v := range after {
			if v != before[name] {
				assert.True(t, says[name], "%s, seed %d", name, seed)
			}
		}
	}
}

func now(p *sim.Player) time.Duration {
	var shot sim.Snapshot
	p.Snapshot(&shot)
	return time.Duration(shot.Now)
}

// glances: a snapshot that is glanced at at some moments and completed at others has at each of
// the latter all that a new one has, and at the former the figures of the last one that was whole.
func (s *suite) glances(t *testing.T) {
	for seed := range rounds(8) {
		rng := rand.New(rand.NewPCG(seed, 11))
		all := s.script(rng)
		p := s.play(t, seed, all)
		var kept, whole sim.Snapshot
		p.Snapshot(&whole)
		for at := 0; at < 12; at++ {
			run(t, p, time.Duration(rng.Int64N(int64(s.Length))))
			before := whole
			whole = sim.Snapshot{}
			p.Snapshot(&whole)
			sim.Glance(p, &kept)
			require.Equal(t, whole.Timeline, kept.Timeline, "seed %d\n%s", seed, all)
			require.Equal(t, whole.Log, kept.Log, "seed %d\n%s", seed, all)
			require.Equal(t, whole.Hash, kept.Hash, "seed %d\n%s", seed, all)
			if rng.IntN(2) == 0 && at > 0 {
				require.Equal(t, before.Services, kept.Services, "seed %d\n%s", seed, all)
				whole = before
				continue
			}
			sim.Complete(p, &kept)
			for _, m := range s.AllMetrics() {
				require.Equal(t, m.Of(&whole), m.Of(&kept), "%s, seed %d\n%s", m.Name, seed, all)
			}
		}
	}
}

// travels: going back and forth in time leaves the history as it was.
func (s *suite) travels(t *testing.T) {
	for seed := range rounds(8) {
		rng := rand.New(rand.NewPCG(seed, 2))
		all := s.script(rng)
		want, wantAll := s.figures(s.play(t, seed, all))
		p := s.play(t, seed, all)
		for range 6 {
			run(t, p, time.Duration(rng.Int64N(int64(s.Length))))
			if rng.IntN(2) == 0 {
				require.NoError(t, p.Do("back"))
				p.Finish()
			}
		}
		run(t, p, s.Length)
		got, gotAll := s.figures(p)
		require.Equal(t, want, got, "seed %d\n%s", seed, all)
		s.sameFigures(t, wantAll, gotAll, fmt.Sprintf("seed %d\n%s", seed, all))
		h := p.History()
		again, err := sim.NewPlayer(s.Model, h.Lines(int64(s.Length))...)
		require.NoError(t, err)
		again.Finish()
		got, _ = s.figures(again)
		require.Equal(t, want, got, "the lines of the history make another one, seed %d\n%s", seed, all)
	}
}

// checkpoints: a world that is restored goes on as it did, whatever happened meanwhile.
func (s *suite) checkpoints(t *testing.T) {
	for seed := range rounds(8) {
		rng := rand.New(rand.NewPCG(seed, 4))
		p := s.play(t, seed, s.script(rng))
		k := sim.KernelOf(p.World())
		c := k.Checkpoint()
		for !c.More(func() bool { return rng.IntN(3) == 0 }) {
		}
		at := k.Now()
		end := at + (at+1)/2
		before, _ := state(p)
		k.Run(end, nil)
		want, _ := state(p)
		for range 2 {
			k.Restore(c)
			got, _ := state(p)
			require.Equal(t, before, got, "seed %d: restored", seed)
			k.Run(end, nil)
			got, _ = state(p)
			require.Equal(t, want, got, "seed %d: gone on", seed)
		}
		require.Positive(t, c.Bytes())
		c.Release()
	}
}

// conservation: every message is accounted for, and so is what the model checks.
func (s *suite) conservation(t *testing.T) {
	for seed := range rounds(8) {
		rng := rand.New(rand.NewPCG(seed, 5))
		p := s.start(t, seed)
		for _, step := range s.script(rng) {
			run(t, p, step.at)
			require.NoError(t, p.Do(step.line))
			w := p.World()
			account := sim.KernelOf(w).System().Account()
			require.True(t, account.Closes(), "seed %d: %+v", seed, account)
			if s.Options.Check != nil {
				require.NoError(t, s.Options.Check(w), "seed %d after %s", seed, step.line)
			}
		}
		require.NoError(t, p.CheckTrees())
	}
}
