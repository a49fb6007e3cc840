package link_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fanout/cmd/playground/internal/link"
	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/hashring"
)

// restart is what settings without a seed end with: they are in force from time 0.
var restart = fmt.Sprint("seed ", sim.DefaultSeed)

func TestRead(t *testing.T) {
	for query, want := range map[string][]string{
		"":                                   nil,
		"?seed=7&head.rate=1%25":             {"set head.rate 1%", "seed 7"},
		"#head.rate=1%":                      {"set head.rate 1%", restart}, // typed by hand
		"speed=0.5&paused":                   {"speed 0.5", "pause"},
		"no.roots=off&sieve=parse&members=5": {"toggle no.roots off", "set sieve parse", "set members 5", restart},
		"fanout=10%2Fn&":                     {"set fanout 10/n", restart},
		"t=2s&do=1.5s+send&members=5":        {"set members 5", restart, "at 1.5s send", "goto 2s", "play"},
		"paused&t=2s&speed=1":                {"speed 1", "goto 2s"},
		"costs=beam-published+roots%3Drecorded&cost.inject=5ns": {"costs beam-published roots=recorded", "cost inject 5ns", restart},
	} {
		got, err := link.Read(query)
		if err != nil || !slices.Equal(got.Commands, want) {
			t.Errorf("Read(%q) = %q, %v; want %q", query, got.Commands, err, want)
		}
	}
}

// A link of a model has that model's settings and that picture's lines, wherever in the
// link the name stands. Those of another model are refused before anything starts.
func TestALinkIsOfOneModel(t *testing.T) {
	l, err := link.Read("nodes=11&lens=0.412&model=hashring&follow=g7")
	if err != nil || l.Model != hashring.Model() || !slices.Equal(l.Commands, []string{"set nodes 11", restart}) ||
		!slices.Equal(l.Look, []string{"lens 0.412", "follow g7"}) {
		t.Errorf("%+v, %v", l, err)
	}
	for query, ignored := range map[string]string{"model=hashring&members=5": "members", "nodes=11": "nodes", "lens=0.5": "lens"} {
		l, err := link.Read(query)
		if err != nil || !slices.Equal(l.Ignored, []string{ignored}) || l.Commands != nil || l.Look != nil {
			t.Errorf("%s: %+v, %v; want %s ignored", query, l, err, ignored)
		}
	}
}

// What others add to addresses, and what no longer is a setting, is told once; the rest of
// the link holds.
func TestWhatOthersAddIsIgnored(t *testing.T) {
	for _, c := range []struct {
		parts    []string
		commands []string
		note     string
	}{
		{[]string{"?utm_source=news", "#members=50"}, []string{"set members 50", restart}, `"utm_source" in this address says nothing here and was ignored.`},
		{[]string{"", "#members=50&fbclid=abc"}, []string{"set members 50", restart}, `"fbclid" in this address says nothing here and was ignored.`},
		{[]string{"?gclid=%zz&gclid=2&msclkid=1", ""}, nil, `"gclid" and "msclkid" in this address say nothing here and were ignored.`},
		{[]string{"?a&b&c&d", "#seed=7"}, []string{"seed 7"}, `"a" and 3 more in this address say nothing here and were ignored.`},
		{[]string{"?=5&%zz=1&cost.joy=1ns&cost.inject=1ns"}, []string{"cost inject 1ns", restart}, `"" and 2 more in this address say nothing here and were ignored.`},
		{[]string{"?members=5", "#controls"}, []string{"set members 5", restart}, ""},
		{[]string{"?x%0Ay"}, nil, `"x\ny" in this address says nothing here and was ignored.`},
		{[]string{"members=5&members=joy&members=7&seed=1&seed=2"}, []string{"set members 7", "seed 2"}, ""},
	} {
		l, err := link.ReadParts(c.parts...)
		if err != nil || !slices.Equal(l.Commands, c.commands) || l.Note() != c.note {
			t.Errorf("%q: %q, %v, %q; want %q, %q", c.parts, l.Commands, err, l.Note(), c.commands, c.note)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, query := range []string{"members=5%0Aseed 9", "model=joy", strings.Repeat("do=0s+send&", 2_000)} {
		if got, err := link.Read(query); err == nil {
			t.Errorf("Read(%q) = %q, want an error", query, got.Commands)
		}
	}
}

func TestQueryLeadsBack(t *testing.T) {
	if got := link.Query(guild.Model(), nil, sim.DefaultSeed); got != "" {
		t.Errorf("defaults have the link %q, want none", got)
	}
	want := []string{"set rate 0.5", "set head.rate 31.6228%", "set fanout.100 20%", "toggle no.roots off", "seed 7"}
	p, err := sim.NewPlayer(guild.Model(), want...)
	if err != nil {
		t.Fatal(err)
	}
	var s sim.Snapshot
	p.Snapshot(&s)
	query := link.Query(s.Model, s.Setup(), s.Seed)
	got, err := link.Read(query)
	if err != nil || !slices.Equal(got.Commands, want) {
		t.Errorf("%q leads to %q, %v; want %q", query, got.Commands, err, want)
	}
}

// A link carries the costs: the list, what it leaves open, and the edits.
func TestCostsAreInTheLink(t *testing.T) {
	want := []string{"costs beam-published roots=recorded grpc=78.8%", "cost extract 1234ns", "seed 7"}
	p, err := sim.NewPlayer(guild.Model(), want...)
	if err != nil {
		t.Fatal(err)
	}
	var s sim.Snapshot
	p.Snapshot(&s)
	query := link.Query(s.Model, s.Setup(), s.Seed)
	if got, err := link.Read(query); err != nil || !slices.Equal(got.Commands, want) {
		t.Errorf("%q leads to %q, %v; want %q", query, got.Commands, err, want)
	}
}

// play starts a history as a page with such a link does, and goes on to where it leads.
func play(t *testing.T, query string) *sim.Player {
	t.Helper()
	l, err := link.Read(query)
	if err != nil {
		t.Fatalf("%q: %v", query, err)
	}
	p, err := sim.NewPlayer(l.Model, l.Commands...)
	if err != nil {
		t.Fatalf("%q: %v", query, err)
	}
	p.Finish()
	return p
}

func linkTo(p *sim.Player, playing bool, look ...string) (query string, whole bool) {
	var s sim.Snapshot
	p.Snapshot(&s)
	h := p.History()
	return link.Of(&h, s.Setup(), link.View{Now: s.Now, Playing: playing, Look: look})
}

// Following a link shows the moment that it was taken at, to the byte, and gives the
// same link again.
func TestALinkLeadsToTheMoment(t *testing.T) {
	p, err := sim.NewPlayer(guild.Model(), "set members 300", "seed 7")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"run 1s", "toggle no.roots off", "burst 3", "run 250ms", "costs beam-published roots=recorded",
		"link guilds sessions loss 5%", "run 1s", "back"} {
		if err := p.Do(line); err != nil {
			t.Fatal(err)
		}
		p.Finish()
	}
	var want, got sim.Snapshot
	p.Snapshot(&want)
	query, whole := linkTo(p, false, "zoom 2 150", "follow #3")
	if !whole {
		t.Fatalf("%q is not the whole history", query)
	}
	q := play(t, query)
	q.Snapshot(&got)
	if got.Hash != want.Hash || got.Now != want.Now || got.Playing {
		t.Errorf("%q leads to %x at %v, want %x at %v", query, got.Hash, got.Now, want.Hash, want.Now)
	}
	if again, _ := linkTo(q, false, "zoom 2 150", "follow #3"); again != query {
		t.Errorf("the link there is %q, want %q", again, query)
	}
	l, _ := link.Read(query)
	if want := []string{"zoom 2 150", "follow #3"}; !slices.Equal(l.Look, want) {
		t.Errorf("%q looks at %q, want %q", query, l.Look, want)
	}
	if running, _ := linkTo(p, true); !slices.Contains(mustRead(t, running).Commands, "play") {
		t.Errorf("%q does not go on", running)
	}
}

func mustRead(t *testing.T, query string) link.Link {
	t.Helper()
	l, err := link.Read(query)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// What was done may be too much for a link. It then starts with what is in force.
func TestALongHistoryIsNotInTheLink(t *testing.T) {
	p, err := sim.NewPlayer(guild.Model(), "seed 7")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 500 {
		if err := p.Do(fmt.Sprint("set members ", i+1)); err != nil {
			t.Fatal(err)
		}
		p.Do("run 1ms")
		p.Finish()
	}
	query, whole := linkTo(p, false)
	if want := "seed=7&members=500&paused"; whole || query != want {
		t.Errorf("the link is %q, whole %v; want %q", query, whole, want)
	}
}

// Any text is a link, or is refused: it does not panic, what is accepted leads to
// lines that are accepted or refused in one sentence, and a link of a link's history
// is that link.
func FuzzRead(f *testing.F) {
	for _, query := range []string{"", "?seed=7&head.rate=1%25", "do=1s+send&t=2s", "t=1h", "do=at&zoom=3&follow=%23", "costs=x&cost.y=1ns", "&&=&%", "paused&speed=1e9"} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		l, err := link.Read(query)
		if err != nil {
			if len(err.Error()) == 0 || slices.Contains([]byte(err.Error()), '\n') {
				t.Fatalf("%q is refused with %q", query, err)
			}
			return
		}
		p, err := sim.NewPlayer(l.Model, l.Commands...)
		if err != nil {
			if slices.Contains([]byte(err.Error()), '\n') {
				t.Fatalf("%q is refused with %q", query, err)
			}
			return
		}
		again, whole := linkTo(p, true, l.Look...)
		if !whole {
			return
		}
		second := mustRead(t, again)
		q, err := sim.NewPlayer(second.Model, second.Commands...)
		if err != nil {
			t.Fatalf("%q has the link %q, which is refused: %v", query, again, err)
		}
		if third, _ := linkTo(q, true, second.Look...); third != again {
			t.Fatalf("%q has the link %q, and that one %q", query, again, third)
		}
	})
}

// A challenge has its own history: what is done in it is not done in free play.
func TestAChallengeIsNoHistory(t *testing.T) {
	l, err := link.ReadParts("?lang=de", "#challenge=1&do=0s+set+members+5")
	if err != nil || l.Challenge != "1" || len(l.Commands) > 0 {
		t.Errorf("%+v, %v", l, err)
	}
}
