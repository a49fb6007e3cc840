package sim

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/setting"
)

// A model's tables are complete, or Check names what is missing.
func TestCheck(t *testing.T) {
	require.NoError(t, tinyModel(true).Check())
	require.NoError(t, tinyModel(false).Check())
	for want, spoil := range map[string]func(m *Model){
		`model tiny: 0 rows in Services; expected 1 to 8`:                             func(m *Model) { m.Services = nil },
		`model tiny: 17 rows in Classes; expected 1 to 16`:                            func(m *Model) { m.Classes = make([]Class, 17) },
		`model "tiny": Name, Title, About, Default and New are required`:              func(m *Model) { m.About = "" },
		`model tiny: row 1 of Services is not complete: ["back" ""]`:                  func(m *Model) { m.Services[1].Title = "" },
		`model tiny: row 0 of Stages (work): it has no Letter`:                        func(m *Model) { m.Stages[0].Letter = 0 },
		`model tiny: row 1 of Classes (serve): its Service has no row`:                func(m *Model) { m.Classes[1].Service = 2 },
		`model tiny: row 0 of Classes is not complete: ["ask" "" "ask"]`:              func(m *Model) { m.Classes[0].Actor = "" },
		`model tiny: row 2 of Ops (ping): its Stage has no row`:                       func(m *Model) { m.Ops[2].Stage = 2 },
		`model tiny: row 3 of Ops is not complete: ["never" "" "never"]`:              func(m *Model) { m.Ops[3].Doc = "" },
		`model tiny: row 0 of Events (asked): it has a line in the log, and no Text`:  func(m *Model) { m.Events[0].Text = nil },
		`model tiny: row 0 of Commands (ask): it has no Parse`:                        func(m *Model) { m.Commands[0].Parse = nil },
		`model tiny: row 0 of Commands (ask): its Example is not possible: ask: "x"`:  func(m *Model) { m.Commands[0].Example = "ask x" },
		`model tiny: row 0 of Lists (this-machine): the first list is the default`:    func(m *Model) { m.Lists = m.Lists[2:] },
		`model tiny: rows 0 and 1 of Events are both called asked`:                    func(m *Model) { m.Events[1].Name = "asked" },
		`model tiny: rows 1 and 2 of Settings are both called pings`:                  func(m *Model) { m.Settings[2].Key = "pings" },
		`model tiny: row 0 of Settings (rate): its default value cannot be set`:       func(m *Model) { m.Default = tinySettings{Rate: -1, Latency: 200_000} },
		`model tiny: row 4 of Settings (latency): its default value cannot be set`:    func(m *Model) { m.Default = tinySettings{} },
		`model tiny: row 1 of Settings (pings): its least value is greater than its `: func(m *Model) { m.Settings[1].Least = 1e6 },
		`model tiny: row 0 of Settings (x): it was made by none of the functions for`: func(m *Model) {
			m.Settings = []setting.Setting{{Row: setting.Row{Key: "x", Label: "x", Group: "x", Doc: "x"}, Expect: "x"}}
		},
	} {
		m := tinyModel(true)
		m.Services, m.Stages, m.Classes, m.Ops = slices.Clone(m.Services), slices.Clone(m.Stages), slices.Clone(m.Classes), slices.Clone(m.Ops)
		spoil(m)
		assert.ErrorContains(t, m.Check(), want)
	}
}

// The lines of a setup make it of the defaults, also when other lists and edits are in
// force.
func TestSetupLines(t *testing.T) {
	for _, lines := range [][]string{
		nil,
		{"set rate 7.25", "set pings 0", "toggle even on", "set latency 1ms"},
		{"set head 3%", "costs listed asks=dear pings=free", "cost serve 5ns"},
		{"costs recorded", "cost ask 0ns"},
		{"costs this-machine date=2026-01-31 on=y ask=1..2..3ns serve=4ns ping=5ns inject=6ns extract.empty=7ns extract=8ns headers=9ns sieve=1ns root=2ns root.kept=3ns child=4ns capture=5ns export=6ns"},
	} {
		p := tiny(t, lines...)
		want := p.k.setup()
		var s Snapshot
		p.Snapshot(&s)
		assert.Equal(t, lines, s.Setup())
		q := tiny(t, s.Setup()...)
		assert.Equal(t, want, q.k.setup())
		require.NoError(t, q.Do("seed 9"))
		assert.Equal(t, want, q.k.setup(), "a new seed keeps it")
		assert.Equal(t, lines, q.History().Setup)
		require.NoError(t, q.Do("reset"))
		assert.Equal(t, q.model.defaultSetup(), q.k.setup())
	}
}

// A bad command changes nothing, and its error names the model's own rows.
func TestBadCommands(t *testing.T) {
	p := tiny(t, "run 10ms")
	before := *do(t, p)
	for line, want := range map[string]string{
		"fly":                 `"fly" is not a command; expected one of set, toggle, costs, cost, ask, seed, reset, play, pause, step, speed, run, back, goto, end, next, undo, redo, branch, previous, at, keep, try`,
		"set x 1":             `set x: there is no such setting in the model tiny; expected one of rate, pings, head, even, latency`,
		"set pings -1":        `pings: "-1" is not possible; expected a whole number from 0 to 10,000`,
		"toggle rate":         `toggle rate: there is no such switch in the model tiny; expected one of even`,
		"ask 0":               `ask: "0" is not possible; expected a number from 1`,
		"costs cheap":         `costs: "cheap" is not a price list; expected one of listed, recorded, this-machine`,
		"costs listed asks=x": `costs: "asks=x" is not possible; expected one of usual, dear`,
		"costs listed ask=1":  `costs: "ask=1" does not go with listed; expected asks=usual|dear or pings=usual|free, and cost KEY TIME edits a price`,
		"costs recorded x":    `costs: "x" is too much; expected nothing after recorded`,
		"cost never":          `cost never: "" is not possible; expected a time from 0ns to 100ms, such as 1234ns`,
		"at 1s run 1s":        `at 1s: run cannot be put off; expected a command that changes the history, such as set or send`,
	} {
		assert.EqualError(t, p.Do(line), want)
	}
	after := do(t, p)
	assert.Equal(t, before.Hash, after.Hash)
	assert.Equal(t, before.Log, after.Log)
	assert.Equal(t, before.Setup(), after.Setup())
	_, err := p.model.ParseScenario("f", "# t\nmodel guild\nset rate 1")
	assert.ErrorContains(t, err, `f:2:7: model: the scenario is for the model "guild"; expected one for tiny`)
	assert.Equal(t, "guild", ModelOf("# t\n\n  model  guild \nset rate 1"))
	assert.Empty(t, ModelOf("# model guild\nset rate 1"))
}

// Every metric of a model has a name that no other has.
func TestMetricNames(t *testing.T) {
	for _, traced := range []bool{false, true} {
		seen := make(map[string]bool)
		p, err := NewPlayer(tinyModel(traced), "run 100ms")
		require.NoError(t, err)
		s := do(t, p)
		for _, m := range p.Model().AllMetrics() {
			assert.False(t, seen[m.Name], m.Name)
			seen[m.Name] = true
			assert.NotEmpty(t, m.Text(m.Of(s)), m.Name)
		}
		for _, name := range []string{"asked", "time.ask", "front.busy", "back.cpu.trace"} {
			assert.True(t, seen[name], fmt.Sprint(name, traced))
		}
	}
}
