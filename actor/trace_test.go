package actor

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// tally adds up what a trace tells, to be held against what the nodes count.
type tally struct {
	mu     sync.Mutex
	counts [TraceLost + 1]int64
}

func (ta *tally) add(t Trace) {
	ta.mu.Lock()
	defer ta.mu.Unlock()
	ta.counts[t.What] += int64(t.Count)
}

func TestATraceLeavesTheHistoryAlone(t *testing.T) {
	for seed := range seeds(40) {
		run := func(s *System) { s.Run(50_000*us, nil) }
		want, stats := chaosHistory(seed, run)
		var ta tally
		got, gotStats := tracedChaos(seed, ta.add, run)
		require.Equal(t, want, got, "seed %d", seed)
		require.Equal(t, stats, gotStats, "seed %d", seed)
		var sum NodeStats
		for _, s := range stats {
			sum.Handled += s.Handled
			sum.DeadLetters += s.DeadLetters
			sum.Lost += s.Lost
			sum.Sent += s.Sent
		}
		require.Equal(t, sum.Handled, ta.counts[TraceHandle], "seed %d", seed)
		require.Equal(t, sum.DeadLetters, ta.counts[TraceDeadLetter], "seed %d", seed)
		require.Equal(t, sum.Lost, ta.counts[TraceLost], "seed %d", seed)
		// A fan-out whose sender is killed does not all depart.
		require.GreaterOrEqual(t, ta.counts[TraceSend]+ta.counts[TraceFanOut], sum.Sent, "seed %d", seed)
		require.Positive(t, ta.counts[TraceResume])
	}
}

// What a picture needs: when each thing leaves and arrives, and who works when.
func TestWhatATraceTells(t *testing.T) {
	s := NewSystem(Config{Latency: 100 * time.Microsecond})
	a, b := s.AddNode("a", 1), s.AddNode("b", 1)
	server := NewKind(s, "server", Behaviour[int]{
		Handle: func(c *Context, _ *int, msg Message) {
			caller, ok := c.Caller()
			c.Spend(20 * time.Microsecond)
			if ok {
				c.Reply(caller, "pong")
			}
		},
		Mailbox: 1,
	}).Spawn(b, 0)
	var g *Group
	guild := NewKind(s, "guild", Behaviour[int]{
		Handle: func(c *Context, _ *int, msg Message) {
			c.Spend(10 * time.Microsecond)
			c.Call(server, msg, time.Second, 0)
		},
		Resume: func(c *Context, _ *int, r Reply) {
			c.SendAll(g, "news", 1_000_000)
			c.Send(makePID(1, 77, 1), "nobody")
		},
	}).Spawn(a, 0)
	g = NewGroup([]PID{server, server, server})
	var got []Trace
	s.Trace(func(t Trace) { got = append(got, t) })
	s.Send(guild, "ping")
	s.Run(Time(time.Millisecond), nil)
	want := []Trace{
		{What: TraceSend, To: guild, Msg: "ping", Count: 1},
		{What: TraceSend, At: 10 * us, Until: 110 * us, From: guild, To: server, Msg: "ping", Call: true, Count: 1},
		{What: TraceHandle, Until: 10 * us, To: guild, Msg: "ping", Count: 1},
		{What: TraceReply, At: 130 * us, Until: 230 * us, From: server, To: guild, Msg: "pong", Count: 1},
		{What: TraceHandle, At: 110 * us, Until: 130 * us, From: guild, To: server, Msg: "ping", Call: true, Count: 1},
		{What: TraceFanOut, At: 230 * us, Until: 230 * us, From: guild, Msg: "news", Count: 3, Group: g, Step: 1_000_000},
		{What: TraceSend, At: 233 * us, Until: 333 * us, From: guild, To: makePID(1, 77, 1), Msg: "nobody", Count: 1},
		{What: TraceResume, At: 230 * us, Until: 233 * us, From: server, To: guild, Msg: "pong", Count: 1},
		{What: TraceHandle, At: 330 * us, Until: 350 * us, From: guild, To: server, Msg: "news", Count: 1},
		{What: TraceOverflow, At: 332 * us, Until: 332 * us, From: guild, To: server, Msg: "news", Count: 1},
		{What: TraceDeadLetter, At: 333 * us, Until: 333 * us, From: guild, To: makePID(1, 77, 1), Msg: "nobody", Count: 1},
		{What: TraceHandle, At: 350 * us, Until: 370 * us, From: guild, To: server, Msg: "news", Rank: 1, Count: 1},
	}
	assert.Equal(t, want, got)

	s.Trace(nil)
	s.Send(guild, "ping")
	s.Run(Time(2*time.Millisecond), nil)
	assert.Len(t, got, len(want), "nothing more is told")
	assert.True(t, s.Account().Closes())
}

func TestRealTimeTrace(t *testing.T) {
	st := newStage()
	var ta tally
	st.s.Trace(ta.add)
	g := NewGroup([]PID{st.kind.Spawn(st.a, newStage()), st.kind.Spawn(st.b, newStage())})
	r := st.s.Start()
	assert.PanicsWithValue(t, "actor: Trace while the system runs in real time", func() { st.s.Trace(nil) })
	for range 100 {
		r.Send(st.me, do(func(c *Context) { c.SendAll(g, "x", 0); c.Send(0, "nobody"); c.Call(makePID(1, 99, 1), "x", 0, 0) }))
	}
	require.True(t, r.Stop(10*time.Second).Drained)
	account := st.s.Account()
	assert.Equal(t, account.Handled, ta.counts[TraceHandle])
	assert.Equal(t, account.DeadLetters, ta.counts[TraceDeadLetter])
	assert.Equal(t, account.Sent, ta.counts[TraceSend]+ta.counts[TraceFanOut])
	assert.EqualValues(t, 200, ta.counts[TraceFanOut])
	assert.EqualValues(t, 100, ta.counts[TraceReply])
	assert.EqualValues(t, 100, ta.counts[TraceResume])
	assert.EqualValues(t, 200, account.DeadLetters)
}
