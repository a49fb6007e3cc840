package timed_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/timed"
	"fanout/sim"
	"fanout/sim/guild"
)

var (
	swarmSeed  = flag.Uint64("swarm.seed", 1, "first seed of TestSwarmStaysWithinMemory")
	swarmSeeds = flag.Uint64("swarm.seeds", 3, "number of seeds of TestSwarmStaysWithinMemory")
)

// Whatever a person does, memory stays below half as much again as the bound at which
// time stops: random settings, faults, bursts, runs of minutes and ways back, one after
// the other, with no time to rest.
func TestSwarmStaysWithinMemory(t *testing.T) {
	const most, collected = 400 << 20, 256 << 20 // the page has 1000 and 640
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(collected))
	seeds := *swarmSeeds
	if testing.Short() {
		seeds = min(seeds, 1)
	}
	for seed := *swarmSeed; seed < *swarmSeed+seeds; seed++ {
		r := rand.New(rand.NewPCG(seed, 0))
		player, err := sim.NewPlayer(guild.Model())
		require.NoError(t, err)
		start := time.Now()
		p := timed.New(player, timed.Machine{
			Now: func() time.Duration { return time.Since(start) }, Live: memory("/gc/heap/live:bytes"), Most: most, Collect: runtime.GC,
		})
		peak, done := int64(0), []string(nil)
		used := memory("/memory/classes/heap/objects:bytes")
		for range 40 {
			line := swarmCommand(r)
			done = append(done, line)
			if p.Do(line) != nil {
				done[len(done)-1] += "   (refused)"
			}
			for range 30 {
				work := 0 // a frame is bounded by work, so that a seed means the same everywhere
				p.Frame(50*time.Millisecond, func() bool { work++; return work > 400 })
				peak = max(peak, used())
			}
		}
		require.Less(t, peak, int64(most+most/2), "go test ./cmd/playground/internal/timed -run SwarmStays -swarm.seed %d -swarm.seeds 1\n%s", seed, strings.Join(done, "\n"))
		t.Logf("seed %d: %d MiB at most\n%s", seed, peak>>20, strings.Join(done, "; "))
	}
}

func memory(name string) func() int64 {
	sample := []metrics.Sample{{Name: name}}
	return func() int64 {
		metrics.Read(sample)
		return int64(sample[0].Value.Uint64())
	}
}

// swarmCommand is something a person may do next.
func swarmCommand(r *rand.Rand) string {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	switch r.IntN(12) {
	case 0:
		return "set members " + pick("2", "1000", "100000", "1000000")
	case 1:
		return "set rate " + pick("0.1", "4", "20", "100")
	case 2:
		return "set " + pick("head.rate 100%", "head.rate 1%", "small 1000", "grpc 20000", "guilds 10000", "guilds.rate 1000", "nodes.sessions 64", "guild.scale 100", "jitter 500ms", "latency 500ms")
	case 3:
		return "toggle " + pick("relays", "skip.unsampled", "no.roots", "roots.session", "even")
	case 4:
		return "set fanout " + pick("none", "flat", "table")
	case 5:
		return pick("reconnect 100%", "reconnect 10%", "crash guild", "crash node sessions-1", "crash node guilds-1")
	case 6:
		return "link guilds sessions " + pick("up", "down", "loss 10%")
	case 7:
		return fmt.Sprintf("burst %d", 1+r.IntN(1000))
	case 8:
		return fmt.Sprintf("run %ds", 1+r.IntN(600))
	case 9:
		return fmt.Sprintf("goto %ds", r.IntN(60))
	case 10:
		return pick("play", "end", "back", "next", "reset", "set sieve parse")
	}
	return fmt.Sprintf("speed %d", 1+r.IntN(10))
}
