package guild

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/actor"
)

// The guild is a queue with one server, and waits are those of the formulas for such.
//
// Why they apply: the guild handles one message at a time, in the order in which they
// came. It is never interrupted, though its work is cut into slices: its node has two
// cores, and the only other actor there with work is the gRPC server. Without
// envelopes and roots a message of a kind always takes the same time. Arrivals are
// Poisson: requests and users' messages are drawn so, and what they pass on their way
// delays them alike, as presence and the API are almost idle.

// queueing is what a guild's mailbox was like.
type queueing struct {
	wait, length mean // wait in seconds
	busy         mean // share of the time
	service      map[string]time.Duration
}

// mean is a mean with its standard error. What follows in a queue depends on what was
// before, so the error is that of the means of stretches that are long enough to be
// independent of each other.
type mean struct{ of, err float64 }

func meanOf(stretches []float64) (m mean) {
	n := float64(len(stretches))
	for _, x := range stretches {
		m.of += x / n
	}
	for _, x := range stretches {
		m.err += (x - m.of) * (x - m.of)
	}
	m.err = math.Sqrt(m.err / (n - 1) / n)
	return m
}

// is holds a mean against what it should be, with four standard errors, which must
// be few enough to tell the formula from others.
func (m mean) is(t *testing.T, want float64, what string) {
	t.Helper()
	t.Logf("%s: %.4g ± %.2g, expected %.4g", what, m.of, m.err, want)
	assert.InDelta(t, want, m.of, 4*m.err, what)
	assert.Less(t, m.err, 0.04*want, "%s: too few samples", what)
}

// queueAtTheGuild watches the large guild's mailbox. A stretch is 600 times as long as
// the longest handler.
func queueAtTheGuild(t *testing.T, longest time.Duration, lines ...string) *queueing {
	t.Helper()
	const stretches, looks = 60, 600
	p, _ := play(t, append([]string{
		"set envelopes.guild 0%", "set envelopes.sessions 0%", "toggle roots.guild off", "toggle roots.session off",
		"set nodes.guilds 1", "set guild.scale 100", "cost dispatch 0ns", "set latency.api 50us",
	}, append(lines, "run 1ms")...)...) // so that the guild is there
	w := world(p)
	guild := w.large().pid()
	require.GreaterOrEqual(t, w.large().node.Node().Cores(), 2)

	q := &queueing{service: make(map[string]time.Duration)}
	arrived := make(map[any]actor.Time) // who has not begun to be handled
	var waited actor.Time
	var handled int
	w.System().Trace(func(tr actor.Trace) {
		switch {
		case tr.What == actor.TraceSend && tr.To == w.large().addr:
			arrived[tr.Msg] = tr.Until
		case tr.What == actor.TraceHandle && tr.To == guild:
			if at, ok := arrived[tr.Msg]; ok {
				waited += tr.At - at
				handled++
				delete(arrived, tr.Msg)
			}
			kind, took := fmt.Sprintf("%T", tr.Msg), time.Duration(tr.Until-tr.At)
			if before, ok := q.service[kind]; ok {
				assert.Equal(t, before, took, "always the same time")
			}
			q.service[kind] = took
		}
	})
	var waits, lengths, shares []float64
	for i := range stretches {
		waited, handled = 0, 0
		length, info := 0, actor.Info{}
		before, _ := w.System().Info(guild)
		for range looks {
			w.Run(w.System().Now()+actor.Time(longest), nil)
			info, _ = w.System().Info(guild)
			length += info.Mailbox
		}
		if i == 0 {
			continue // it begins empty
		}
		require.Positive(t, handled)
		waits = append(waits, time.Duration(waited).Seconds()/float64(handled))
		lengths = append(lengths, float64(length)/looks)
		shares = append(shares, float64(info.Spent-before.Spent)/float64(longest*looks))
	}
	q.wait, q.length, q.busy = meanOf(waits), meanOf(lengths), meanOf(shares)
	return q
}

// A queue in which every message takes the same time: M/D/1.
func TestWaitsAreThoseOfMD1(t *testing.T) {
	t.Parallel()
	long(t)
	for _, rho := range []float64{0.3, 0.6, 0.8} {
		t.Run(fmt.Sprint("busy ", rho), func(t *testing.T) {
			t.Parallel()
			s := (100 * time.Duration(ops[opGuildSmall].Price)).Seconds()
			lambda := rho / s
			// Every request makes a small message, and no user's message gets through.
			q := queueAtTheGuild(t, time.Duration(5*s*1e9), "set members 1", "set rate 0.1", "link api guilds down",
				fmt.Sprintf("set grpc %.3f", lambda), fmt.Sprintf("set small %.3f", lambda))
			assert.Equal(t, map[string]time.Duration{"*guild.update": time.Duration(math.Round(s * 1e9))}, q.service)
			q.busy.is(t, rho, "busy")
			wait := rho * s / (2 * (1 - rho))
			q.wait.is(t, wait, "wait")
			q.length.is(t, lambda*wait, "length, by Little")
		})
	}
}

// Small messages and fan-outs, which take ten times as long: M/G/1 (Pollaczek and
// Khinchine). All wait alike.
func TestWaitsAreThoseOfMG1(t *testing.T) {
	t.Parallel()
	long(t)
	for _, rho := range []float64{0.3, 0.6, 0.8} {
		t.Run(fmt.Sprint("busy ", rho), func(t *testing.T) {
			t.Parallel()
			const members, send = 9, 10_000 // ns
			small := 100 * float64(ops[opGuildSmall].Price) / 1e9
			fanout := small + 100*members*send/1e9
			lambdaSmall, lambdaFanout := rho/2/small, rho/2/fanout // each makes half of the work
			q := queueAtTheGuild(t, time.Duration(fanout*1e9), fmt.Sprint("set members ", members), fmt.Sprintf("cost guild.send %dns", send),
				fmt.Sprintf("set rate %.3f", lambdaFanout), fmt.Sprintf("set grpc %.3f", lambdaSmall), fmt.Sprintf("set small %.3f", lambdaSmall))
			assert.Equal(t, map[string]time.Duration{
				"*guild.update": time.Duration(math.Round(small * 1e9)), "*guild.userMessage": time.Duration(math.Round(fanout * 1e9)),
			}, q.service)
			q.busy.is(t, rho, "busy")
			wait := (lambdaSmall*small*small + lambdaFanout*fanout*fanout) / (2 * (1 - rho))
			q.wait.is(t, wait, "wait")
			q.length.is(t, (lambdaSmall+lambdaFanout)*wait, "length, by Little")
		})
	}
}
