package link_test

import (
	"fmt"
	"slices"
	"testing"

	"fanout/cmd/playground/internal/link"
	"fanout/sim"
)

// restart is what settings without a seed end with: they are in force from time 0.
var restart = fmt.Sprint("seed ", sim.DefaultSeed)

func TestCommands(t *testing.T) {
	for query, want := range map[string][]string{
		"":                                   nil,
		"?seed=7&head.rate=1%25":             {"set head.rate 1%", "seed 7"},
		"#head.rate=1%":                      {"set head.rate 1%", restart}, // typed by hand
		"speed=0.5&paused":                   {"speed 0.5", "pause"},
		"no.roots=off&sieve=parse&members=5": {"toggle no.roots off", "set sieve parse", "set members 5", restart},
		"fanout=10%2Fn&":                     {"set fanout 10/n", restart},
		"costs=beam-published+roots%3Drecorded&cost.inject=5ns": {"costs beam-published roots=recorded", "cost inject 5ns", restart},
	} {
		got, err := link.Commands(query)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("Commands(%q) = %q, %v; want %q", query, got, err, want)
		}
	}
}

func TestCommandsRefuse(t *testing.T) {
	for _, query := range []string{"members=5%0Aseed 9", "=5", "%zz=1"} {
		if got, err := link.Commands(query); err == nil {
			t.Errorf("Commands(%q) = %q, want an error", query, got)
		}
	}
}

func TestQueryLeadsBack(t *testing.T) {
	s := sim.DefaultSettings()
	if got := link.Query(&s, sim.DefaultSeed); got != "" {
		t.Errorf("defaults have the link %q, want none", got)
	}
	s.HeadRate, s.MessageRate, s.NoRoots, s.Fanout, s.FanoutTable[2] = 316_228, 500, false, sim.FanoutCustom, 200_000
	query := link.Query(&s, 7)
	got, err := link.Commands(query)
	want := []string{"set rate 0.5", "set head.rate 31.6228%", "set fanout.100 20%", "toggle no.roots off", "seed 7"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q leads to %q, %v; want %q", query, got, err, want)
	}
}

// A link carries the costs: the list, what it leaves open, and the edits.
func TestCostsAreInTheLink(t *testing.T) {
	want := []string{"costs beam-published roots=recorded grpc=78.8%", "cost extract 1234ns", "seed 7"}
	p, err := sim.NewPlayer(want...)
	if err != nil {
		t.Fatal(err)
	}
	var s sim.Snapshot
	p.Snapshot(&s)
	query := link.Query(&s.Settings, s.Seed)
	if got, err := link.Commands(query); err != nil || !slices.Equal(got, want) {
		t.Errorf("%q leads to %q, %v; want %q", query, got, err, want)
	}
}
