package guild

import (
	"fanout/sim/setting"
	"fanout/sim/span"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"fanout/sim"
)

// values are what a random world sets, but for shares and switches.
var values = map[string][]string{
	"members": {"1", "37", "400", "5000"}, "rate": {"0.5", "4", "60"}, "small": {"0", "131", "900"}, "grpc": {"0", "131", "900"},
	"nodes.guilds": {"1", "2", "3", "5"}, "nodes.sessions": {"1", "2", "3", "7"},
	"guilds": {"0", "3", "40"}, "guilds.rate": {"0.1", "5", "40"}, "guild.scale": {"1", "10", "200"},
	"latency": {"50us", "200us", "1ms", "7ms"}, "latency.api": {"50us", "200us", "1ms", "7ms"}, "jitter": {"0s", "50us", "1ms", "7ms"},
	"fanout": {"table", "10/n", "flat", "none"}, "sieve": {"ignore", "parse", "sieve"}, "deploy.from": versionNames, "callers": callersNames[:],
}

// change is a random change of a setting. One that it knows no values for, it names.
func change(key string, rng *rand.Rand) string {
	k, list := model.Setting(key), values[key]
	switch {
	case k.Kind == setting.KindSwitch:
		return "toggle " + key
	case list == nil && strings.HasPrefix(k.Expect, "a share"):
		list = []string{"1%", "20%", "100%"}
	case list == nil:
		panic("no values to draw for " + key)
	}
	return "set " + key + " " + list[rng.IntN(len(list))]
}

func anySetting(rng *rand.Rand) string {
	return change(settings[rng.IntN(len(settings))].Key, rng)
}

// anything is one random command that changes the history.
func anything(rng *rand.Rand) string {
	pick := func(of ...string) string { return of[rng.IntN(len(of))] }
	switch n := rng.IntN(32); {
	case n < 8:
		return fmt.Sprint("burst ", 1+rng.IntN(5))
	case n < 9:
		return pick("send", "fail")
	case n < 13:
		return pick("crash guild", "crash node guilds-1", "crash node guilds-2", "crash node sessions-2",
			"link api guilds loss 20%", "link guilds sessions down", "link guilds sessions-1 loss 3%", "link guilds sessions up",
			"link api-2 guilds down", "link presence guilds-1 loss 50%", "link sessions-2 guilds-1 down")
	case n < 15:
		return pick("reconnect 3%", "reconnect 60%")
	case n < 16:
		return pick("cost forward 82540ns", "cost guild.send 900ns", "cost span.root 0ns", "costs go-native",
			"costs beam-published", "costs beam-published roots=recorded grpc=78.8%")
	}
	return anySetting(rng)
}

// strikes reports whether a command is a fault: after it deliveries may be missing.
func strikes(line string) bool {
	verb, _, _ := strings.Cut(line, " ")
	return verb == "crash" || verb == "link" || verb == "reconnect"
}

// movesActors reports whether a command moves actors, or ends some: what is under way to
// them is lost to dead letters.
func movesActors(line string) bool {
	f := strings.Fields(line)
	return len(f) > 1 && (f[1] == "members" || f[1] == "guilds" || f[1] == "relays" || strings.HasPrefix(f[1], "nodes."))
}

// Random settings, rollouts and faults, and what always holds. A failure prints how
// it comes again.
func TestSwarm(t *testing.T) {
	t.Parallel()
	seeds := uint64(20)
	if testing.Short() {
		seeds = 3
	}
	swarm(t, 0, seeds)
}

func swarm(t *testing.T, from, to uint64) {
	for seed := from; seed < to; seed++ {
		t.Run(fmt.Sprint("seed=", seed), func(t *testing.T) {
			t.Parallel()
			s := newSwarmRun(t, seed)
			defer s.report()
			s.play()
			s.check()
		})
	}
}

// swarmRun is a history in the making, and the lines that make it.
type swarmRun struct {
	t     *testing.T
	seed  uint64
	lines []string
	p     *sim.Player
	ledger
	spans []*span.Span // all that were recorded

	strikes, moves, prices bool // whether it has such commands
}

func newSwarmRun(t *testing.T, seed uint64) *swarmRun {
	p, err := NewPlayer()
	require.NoError(t, err)
	return &swarmRun{t: t, seed: seed, p: p}
}

// report tells how a failure comes again.
func (s *swarmRun) report() {
	if e := recover(); e != nil {
		s.t.Errorf("panic: %v\n%s", e, debug.Stack())
	}
	if !s.t.Failed() {
		return
	}
	text := s.text()
	file := filepath.Join(os.TempDir(), fmt.Sprintf("swarm-%d.txt", s.seed))
	err := os.WriteFile(file, []byte(text), 0o644)
	tags := ""
	if strings.HasPrefix(s.t.Name(), "TestVerify") {
		tags = "-tags verify "
	}
	s.t.Logf("again, with its checks:\n\tgo test %s./sim/guild -run '%s$'\nagain, as it is (the file was written: %v):\n\tgo run ./cmd/playground run %s\n\n%s",
		tags, s.t.Name(), err == nil, file, text)
}

// text is the history as a scenario.
func (s *swarmRun) text() string {
	text := fmt.Sprintf("# Swarm, seed %d\n\n%s\n", s.seed, strings.Join(s.lines, "\n"))
	if !s.strikes && !s.moves {
		text += "expect deliveries.missing = 0\n"
	}
	return text
}

// do plays one line. What is wrong already ends the script there, and keeps it short.
func (s *swarmRun) do(line string) {
	s.lines = append(s.lines, line)
	require.NoError(s.t, s.p.Do(line), line)
	s.p.Finish()
	require.True(s.t, world(s.p).System().Account().Closes(), "every message is somewhere")
	if s.w != nil {
		s.checkLedger()
	}
}

// play plays a random history and brings it to rest.
func (s *swarmRun) play() {
	rng := rand.New(rand.NewPCG(s.seed, 41))
	still, whole := rng.IntN(3) == 0, rng.IntN(2) == 0
	s.do(fmt.Sprint("seed ", rng.Uint32()))
	s.open(world(s.p))
	s.p.Export(func(span *span.Span) {
		kept := *span
		s.spans = append(s.spans, &kept)
	})
	// Nothing is under way yet. Most worlds have something to count, and none is large.
	s.do(change("members", rng))
	for _, key := range []string{"head.rate", "guilds"} {
		if rng.IntN(4) > 0 {
			s.do(change(key, rng))
		}
	}
	for range 5 {
		s.do(anySetting(rng))
	}
	var faultyLinks []string
	for range 20 {
		line := anything(rng)
		if still && movesActors(line) || (still || whole) && strikes(line) {
			continue
		}
		verb, _, _ := strings.Cut(line, " ")
		s.strikes = s.strikes || strikes(line)
		s.moves = s.moves || movesActors(line)
		s.prices = s.prices || verb == "cost" || verb == "costs" || strings.Contains(line, "guild.scale")
		if f := strings.Fields(line); verb == "link" {
			faultyLinks = append(faultyLinks, strings.Join(f[:3], " "))
		}
		s.do(line)
		if rng.IntN(3) > 0 { // otherwise two at one time
			s.do(fmt.Sprint("run ", time.Duration(rng.Int64N(int64(300*time.Millisecond)))+1))
		}
	}
	for _, link := range faultyLinks {
		s.do(link + " up")
	}
	for _, line := range []string{"set grpc 0", "set guilds.rate 4", "toggle even on"} {
		s.do(line)
	}
	// Each change of a rate draws the next message again: with even arrivals it is
	// never less than 9.9 s away.
	for i := range 200 {
		rate := []string{"0.1", "0.101"}[i%2]
		if world(s.p).settings.Guilds > 0 {
			s.do("set guilds.rate " + rate)
		}
		s.do("set rate " + rate)
		s.do("run 9800ms")
		if s.rests() {
			return
		}
	}
	require.Fail(s.t, "the world does not come to rest")
}

// rests reports whether nothing is under way and nobody is at work or waits.
func (s *swarmRun) rests() bool {
	w := world(s.p)
	ticks := int64(1) // of those who send
	if w.settings.Guilds > 0 {
		ticks++
	}
	if !w.System().Idle() || w.System().Account().InFlight != ticks || len(w.outages.restarts) > 0 {
		return false
	}
	for _, p := range w.Processes() {
		if info := p.Node().Info(); info.Busy != info.Spent { // booked ahead
			return false
		}
		for pid := range p.Node().Actors() {
			if info, _ := w.System().Info(pid); info.Suspended {
				return false
			}
		}
	}
	return true
}
