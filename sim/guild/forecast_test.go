package guild

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/exact"
)

// What is forecast is what comes, in every combination of who may start a trace and of what
// travels in envelopes.
func TestForecast(t *testing.T) {
	t.Parallel()
	for name, lines := range map[string][]string{
		"as it is":                    nil,
		"no link":                     {"toggle grpc.link off"},
		"headers ignored":             {"set sieve ignore"},
		"unsampled context travels":   {"set sieve parse", "toggle skip.unsampled off"},
		"and roots after fan-outs":    {"set sieve parse", "toggle skip.unsampled off", "toggle no.roots off"},
		"sieved, and travels":         {"toggle skip.unsampled off"},
		"roots after fan-outs":        {"toggle no.roots off"},
		"nobody but sessions":         {"toggle grpc.link off", "toggle roots.guild off", "toggle no.roots off", "toggle skip.unsampled off"},
		"the guild only":              {"toggle grpc.link off", "toggle roots.session off"},
		"nobody":                      {"toggle grpc.link off", "toggle roots.session off", "toggle roots.guild off"},
		"half in envelopes":           {"set envelopes.guild 50%", "set envelopes.sessions 50%"},
		"more to the guild":           {"set envelopes.guild 80%", "set envelopes.sessions 40%"},
		"more to sessions":            {"set envelopes.guild 30%", "set envelopes.sessions 90%"},
		"none to sessions":            {"set envelopes.sessions 0%"},
		"one recipient":               {"set members 1"},
		"guilds not deployed":         {"set deploy.guilds 0%"},
		"guilds with a carrier only":  {"set deploy.guilds 0%", "set deploy.from carrier"},
		"sessions not deployed":       {"set deploy.sessions 0%"},
		"half of the sessions":        {"set deploy.sessions 50%", "toggle no.roots off"},
		"half with a carrier only":    {"set deploy.sessions 50%", "set deploy.from carrier"},
		"small guilds, half deployed": {"set guilds 20", "set guilds.rate 100", "set deploy.guilds 50%"},
	} {
		t.Run(name, func(t *testing.T) {
			lines := append([]string{"set members 40", "set rate 100", "set head.rate 40%", "set fanout flat", "set flat.rate 50%", "set grpc 0", "set small 0"}, lines...)
			_, s := play(t, append(lines, "run 20s")...)
			f := &s.Messages.Forecast
			for origin, rate := range map[int]int64{int(OriginAPI): f.Spans.API, int(OriginGuild): f.Spans.Guild, int(OriginSession): f.Spans.Session} {
				kept := s.Services[Sessions].Spans[origin]
				if rate == 0 {
					assert.Zero(t, kept, "origin %d", origin)
					continue
				}
				assert.InEpsilon(t, float64(rate)/1000, float64(kept)/20, .16, "origin %d", origin)
			}
			assert.InEpsilon(t, float64(s.Messages.SessionSpansExp)+1, float64(s.Messages.SessionSpans)+1, .08)
			var carried Shares
			fanouts := int64(0)
			for _, e := range s.Events.List {
				if e.Event == EventFanout {
					carried[e.Carrier] += exact.Whole
					fanouts++
				}
			}
			require.Positive(t, fanouts)
			for c := range carried {
				want, got := float64(f.ToSessions[c]), float64(int64(carried[c])/fanouts)
				assert.InDelta(t, want, got, 120_000, "carrier %d", c)
				assert.Equal(t, want == 0, got == 0, "carrier %d", c)
			}
		})
	}
}

// Shares of messages add up to the whole, whatever is set.
func TestForecastShares(t *testing.T) {
	all := byVersion{1, 1, 1}
	for seed := range uint64(2_000) {
		rng := rand.New(rand.NewPCG(seed, 11))
		var set any = DefaultSettings()
		for range 12 {
			_, change, _ := strings.Cut(anySetting(rng), " ")
			key, value, given := strings.Cut(change, " ")
			if !given {
				value = []string{"on", "off"}[rng.IntN(2)]
			}
			next, ok := model.Setting(key).Set(set, value)
			require.True(t, ok, change)
			set = next
		}
		s := set.(Settings)
		f := s.forecast(&all)
		for _, shares := range []Shares{f.ToGuild, f.ToSessions} {
			sum := exact.PPM(0)
			for c, share := range shares {
				assert.GreaterOrEqual(t, share, exact.PPM(0), "seed %d, %v", seed, sim.Carrier(c))
				sum += share
			}
			assert.Equal(t, exact.Whole, sum, "seed %d", seed)
		}
	}
}
