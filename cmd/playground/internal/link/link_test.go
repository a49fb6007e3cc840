package link_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fanout/cmd/playground/internal/link"
	"fanout/sim"
	"fanout/sim/compare"
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
		{[]string{"?a&z&c&d", "#seed=7"}, []string{"seed 7"}, `"a" and 3 more in this address say nothing here and were ignored.`},
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
	made := linkOf(p, playing, look...)
	return made.Query, made.Whole
}

func linkOf(p *sim.Player, playing bool, look ...string) link.Made {
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

// What changes in the past have replaced is in the link: who follows it can go there.
func TestALinkHasTheBranches(t *testing.T) {
	p := play(t, "members=30&seed=7")
	for _, line := range []string{"run 2s", "set rate 9", "run 1s", "goto 1s", "toggle no.roots off", "run 1s", "undo", "goto 1500ms", "link guilds sessions loss 5%"} {
		if err := p.Do(line); err != nil {
			t.Fatal(err)
		}
		p.Finish()
	}
	made := linkOf(p, false)
	q := play(t, made.Query)
	if again := linkOf(q, false); again != made || made.Lacks() != "" {
		t.Errorf("%+v leads to %+v", made, again)
	}
	history := p.History()
	if len(history.Branches) != 2 {
		t.Fatalf("%d branches in %q", len(history.Branches), made.Query)
	}
	for i, b := range history.Branches {
		there, again := play(t, made.Query), play(t, linkOf(p, false).Query)
		for _, one := range []*sim.Player{there, again} {
			if err := one.Do(fmt.Sprint("branch ", i+1)); err != nil {
				t.Fatal(err)
			}
			one.Finish()
		}
		own, err := sim.NewPlayer(guild.Model(), "set members 30", "seed 7")
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range append(slices.Clone(history.Commands[:b.Common]), b.Commands...) {
			own.Do(fmt.Sprintf("at %v %s", time.Duration(c.At), c.Text))
		}
		own.Do(fmt.Sprint("goto ", there.Now()))
		own.Finish()
		var want, got sim.Snapshot
		own.Snapshot(&want)
		there.Snapshot(&got)
		if got.Hash != want.Hash || got.Now != want.Now {
			t.Errorf("branch %d leads to %x at %v, want %x at %v", b.Number, got.Hash, got.Now, want.Hash, want.Now)
		}
	}
}

// A link without room for all branches has the newest, and says how many it lacks.
func TestALinkSaysWhatItLacks(t *testing.T) {
	p := play(t, "members=300&seed=7")
	do := func(lines ...string) {
		for _, line := range lines {
			if err := p.Do(line); err != nil {
				t.Fatal(err)
			}
			p.Finish()
		}
	}
	for i := range 7 {
		do("goto 1s")
		for n := range 30 {
			do(fmt.Sprint("set members ", 200+i*30+n), "run 1ms")
		}
	}
	made := linkOf(p, false)
	if !made.Whole || made.Left == 0 || len(made.Query) > link.Longest+200 || !strings.Contains(made.Query, "&keep=") {
		t.Errorf("%d characters, whole %v, %d left", len(made.Query), made.Whole, made.Left)
	}
	if want := fmt.Sprintf("The link leads to this moment without %d branches of the timeline, for which it has no room.", made.Left); made.Lacks() != want {
		t.Errorf("%q", made.Lacks())
	}
	newest := p.History().Branches[len(p.History().Branches)-1].Line()
	if l := mustRead(t, made.Query); !slices.Contains(l.Commands, newest) {
		t.Errorf("the newest branch is not in %q", made.Query)
	}
}

// A link that was cut anywhere leads somewhere, or is refused in one sentence.
func TestLinksThatWereCut(t *testing.T) {
	whole := "model=guild&seed=7&members=300&do=1s+set+rate+9&do=2s+costs+beam-published+roots%3Drecorded&keep=1+3s+2s+link+guilds+sessions+loss+5%25;2.5s+send&t=2.5s&speed=0.5&zoom=2+150&tab=trace+full&trace=%233&chapter=7&paused"
	for n := range whole {
		l, err := link.Read(whole[:n])
		if err == nil && n%5 == 0 {
			_, err = sim.NewPlayer(l.Model, l.Commands...)
		}
		if err != nil && (err.Error() == "" || strings.Contains(err.Error(), "\n")) {
			t.Errorf("%q is refused with %q", whole[:n], err)
		}
	}
	if _, err := link.Read(whole); err != nil {
		t.Error(err)
	}
}

// Any text is a link, or is refused: it does not panic, what is accepted leads to
// lines that are accepted or refused in one sentence, and a link of a link's history
// is that link.
func FuzzRead(f *testing.F) {
	for _, query := range []string{"", "?seed=7&head.rate=1%25", "do=1s+send&t=2s", "t=1h", "do=at&zoom=3&follow=%23", "do=0s+set+members+9&do=1s+send&keep=1+3s+2s+set+members+5;3s+send&t=2s", "keep=0+1s&keep=5", "tab=log+full&trace=%231", "costs=x&cost.y=1ns", "&&=&%", "paused&speed=1e9"} {
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

// A second history is a part of the link, whose lines are those that playground compare takes.
func TestBeside(t *testing.T) {
	o, err := link.ReadOrigin("?members=300&seed=7&t=1s&b=toggle+no.roots+off;+set+head.rate+5%25")
	if err != nil || o.Other == nil {
		t.Fatal(err, o.Other)
	}
	want, err := compare.Otherwise(&o.History, "toggle no.roots off", "set head.rate 5%")
	if err != nil || !slices.Equal(o.Other.Setup, want.Setup) {
		t.Errorf("the second history begins with %q, want %q (%v)", o.Other.Setup, want.Setup, err)
	}
	l, err := link.Read("b=set+members+5&b=toggle+no.roots+off")
	if lines, ok := l.Other(); err != nil || !ok || !slices.Equal(lines, []string{"toggle no.roots off"}) {
		t.Errorf("the last one counts: %q, %v, %v", lines, ok, err)
	}
	if _, ok := new(link.Link).Other(); ok {
		t.Error("a link without b has no second history")
	}
	_, err = link.ReadOrigin("b=dance")
	if err == nil || !strings.Contains(err.Error(), `b: "dance" is not a command`) {
		t.Errorf("b=dance: %v", err)
	}
	p, err := sim.NewPlayer(guild.Model())
	if err != nil {
		t.Fatal(err)
	}
	h := p.History()
	query := link.Of(&h, nil, link.View{Look: []string{"b toggle no.roots off; set members 5"}, Playing: true}).Query
	if again, err := link.Read(query); err != nil || !slices.Equal(again.Look, []string{"b toggle no.roots off; set members 5"}) {
		t.Errorf("%q leads to %q, %v", query, again.Look, err)
	}
}

// A link to a chapter has its step, and what is looked at there.
func TestALinkOfAChapter(t *testing.T) {
	query := link.OfChapter(hashring.Model(), 1, 3, []string{"tab log full", "follow g7"})
	l, err := link.Read(query)
	if err != nil || l.Model != hashring.Model() || l.Chapter != "1" || l.Step != 3 || !slices.Equal(l.Look, []string{"tab log full", "follow g7"}) || l.Commands != nil {
		t.Errorf("%q: %+v, %v", query, l, err)
	}
	for _, step := range []string{"0", "-1", "joy", "99999999999999999999"} {
		if _, err := link.Read("chapter=1&step=" + step); err == nil || err.Error() != fmt.Sprintf("step: %q is not a step of a chapter; expected a number from 1", step) {
			t.Errorf("step %s: %v", step, err)
		}
	}
}
