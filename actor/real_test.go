package actor

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type numbered struct {
	from PID
	n    int
}

func TestRealTimeKeepsOrderAndLosesNothing(t *testing.T) {
	const senders, each = 6, 20_000
	s := NewSystem(Config{})
	nodes := []*Node{s.AddNode("a", 1), s.AddNode("b", 1), s.AddNode("c", 1)}
	var mu sync.Mutex
	got, wrong := 0, 0
	all := make(chan struct{})
	sink := NewKind(s, "sink", Behaviour[map[PID]int]{
		Handle: func(c *Context, seen *map[PID]int, msg Message) {
			m := msg.(numbered)
			mu.Lock()
			defer mu.Unlock()
			if (*seen)[m.from] != m.n {
				wrong++
			}
			(*seen)[m.from] = m.n + 1
			if got++; got == senders*each {
				close(all)
			}
		},
	}).Spawn(nodes[2], map[PID]int{})
	source := NewKind(s, "source", Behaviour[int]{
		Handle: func(c *Context, n *int, msg Message) {
			for range 100 {
				c.Send(sink, numbered{c.Self(), *n})
				*n++
			}
			if *n < each {
				c.Send(c.Self(), msg)
			}
		},
	})
	r := s.Start()
	for i := range senders {
		var pid PID
		require.NoError(t, r.Do(nodes[i%3], func() { pid = source.Spawn(nodes[i%3], 0) }))
		require.True(t, r.Send(pid, "go"))
	}
	select {
	case <-all:
	case <-time.After(time.Minute):
		t.Fatal("not everything arrived")
	}
	r.Stop(time.Second)
	assert.Zero(t, wrong)
	assert.Equal(t, senders*each, got)
}

func TestRealTimeFanOutCallsTimersAndCrashes(t *testing.T) {
	s := NewSystem(Config{})
	a, b := s.AddNode("a", 1), s.AddNode("b", 1)
	var members []PID
	k := NewKind(s, "session", Behaviour[int]{
		Handle: func(c *Context, n *int, msg Message) {
			if msg == "crash" {
				panic("boom")
			}
			*n++
			if to, ok := c.Caller(); ok {
				c.Reply(to, *n)
			}
		},
	})
	for i := range 1000 {
		members = append(members, k.Spawn([]*Node{a, b}[i%2], 0))
	}
	g := NewGroup(members)
	guild := NewKind(s, "guild", Behaviour[int]{
		Handle: func(c *Context, _ *int, msg Message) {
			c.Spend(time.Hour) // takes no real time
			c.SendAll(g, msg, 120_000)
			c.SendAfter(5*time.Millisecond, members[0], "later")
		},
	}).Spawn(a, 0)
	var exits []Exit
	var mu sync.Mutex
	s.OnExit = func(e Exit) { mu.Lock(); exits = append(exits, e); mu.Unlock() }

	r := s.Start()
	r.Send(guild, "one")
	r.Send(guild, "two")
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for _, m := range members {
		assert.Eventually(t, func() bool {
			v, err := r.Call(ctx, m, "count")
			return err == nil && v.(int) >= 3
		}, 10*time.Second, time.Millisecond)
	}
	assert.Eventually(t, func() bool {
		v, _ := r.Call(ctx, members[0], "count")
		return v.(int) >= 5
	}, 10*time.Second, time.Millisecond, "two timers fired")

	r.Send(members[1], "crash")
	_, err := r.Call(ctx, members[1], "count")
	assert.ErrorIs(t, err, ErrNoProcess)
	short, cancelShort := context.WithTimeout(ctx, time.Millisecond)
	defer cancelShort()
	_, err = r.Call(short, guild, "never answered")
	assert.ErrorIs(t, err, context.DeadlineExceeded)

	stopped := r.Stop(time.Second)
	assert.True(t, stopped.Drained)
	assert.Zero(t, a.Live()+b.Live())
	_, err = r.Call(ctx, guild, "x")
	assert.ErrorIs(t, err, ErrStopped)
	assert.False(t, r.Send(guild, "x"))
	require.NotEmpty(t, exits)
	assert.ErrorContains(t, exits[0].Reason, "boom")
}

// An actor that keeps itself busy for ever does not starve its neighbour.
func TestRealTimeIsFair(t *testing.T) {
	s := NewSystem(Config{})
	n := s.AddNode("a", 1)
	hot := NewKind(s, "hot", Behaviour[int]{
		Handle: func(c *Context, _ *int, msg Message) { c.Send(c.Self(), msg) },
	}).Spawn(n, 0)
	echo := NewKind(s, "echo", Behaviour[int]{
		Handle: func(c *Context, _ *int, msg Message) { to, _ := c.Caller(); c.Reply(to, msg) },
	}).Spawn(n, 0)
	r := s.Start()
	r.Send(hot, "go")
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	v, err := r.Call(ctx, echo, "hello")
	require.NoError(t, err)
	assert.Equal(t, "hello", v)
	assert.False(t, r.Stop(100*time.Millisecond).Drained)
}

// Two actors that keep each other busy from node to node are served by one
// goroutine; what else their nodes have to do must not wait for them to end.
func TestRealTalkersLeaveRoomForOthers(t *testing.T) {
	s := NewSystem(Config{})
	nodes := []*Node{s.AddNode("a", 1), s.AddNode("b", 1), s.AddNode("c", 1)}
	type player struct{ peer PID }
	players := NewKind(s, "player", Behaviour[player]{
		Handle: func(c *Context, p *player, ball Message) { c.Send(p.peer, ball) },
	})
	one, two := players.Spawn(nodes[0], player{}), players.Spawn(nodes[1], player{})
	players.State(one).peer, players.State(two).peer = two, one
	echo := NewKind(s, "echo", Behaviour[int]{Handle: func(c *Context, _ *int, msg Message) {
		caller, _ := c.Caller()
		c.Reply(caller, msg)
	}})
	rang := make(chan int, 100)
	clocks := NewKind(s, "clock", Behaviour[int]{Handle: func(c *Context, n *int, _ Message) {
		if *n++; *n <= 5 {
			c.SendAfter(2*time.Millisecond, c.Self(), "tick")
			rang <- *n
		}
	}})
	var echoes []PID
	for _, n := range nodes {
		echoes = append(echoes, echo.Spawn(n, 0))
		s.Send(clocks.Spawn(n, 0), "tick")
	}
	r := s.Start()
	r.Send(one, "ball")
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for i := range 300 {
		v, err := r.Call(ctx, echoes[i%len(echoes)], i)
		require.NoError(t, err)
		require.Equal(t, i, v)
	}
	for range 5 * len(nodes) {
		select {
		case <-rang:
		case <-ctx.Done():
			t.Fatal("a timer did not go off")
		}
	}
	r.Stop(0)
	assert.True(t, s.Account().Closes(), "%+v", s.Account())
}

// What the nodes had not got to when the system stopped is handled after that, as
// something that begins then.
func TestRealStopHandlesWhatIsLeft(t *testing.T) {
	for range 20 {
		s := NewSystem(Config{})
		a, b := s.AddNode("a", 1), s.AddNode("b", 1)
		got := 0
		sink := NewKind(s, "sink", Behaviour[int]{Handle: func(*Context, *int, Message) { got++ }}).Spawn(b, 0)
		relay := NewKind(s, "relay", Behaviour[int]{Handle: func(c *Context, _ *int, msg Message) { c.Send(sink, msg) }}).Spawn(a, 0)
		r := s.Start()
		for range 5000 {
			require.True(t, r.Send(relay, "x"))
		}
		require.True(t, r.Stop(10*time.Second).Drained)
		require.Equal(t, 5000, got)
		require.Zero(t, a.Stats().Crashes)
		require.True(t, s.Account().Closes(), "%+v", s.Account())
	}
}

// A goroutine that goes on with another node may get stuck there. Its own node must
// not notice.
func TestRealHandlersHoldUpTheirOwnNodeOnly(t *testing.T) {
	s := NewSystem(Config{})
	nodes := []*Node{s.AddNode("a", 1), s.AddNode("b", 1), s.AddNode("c", 1)}
	release, stuck := make(chan struct{}), make(chan struct{}, 2)
	sleeper := NewKind(s, "sleeper", Behaviour[int]{Handle: func(*Context, *int, Message) {
		stuck <- struct{}{}
		<-release
	}})
	sleepers := []PID{sleeper.Spawn(nodes[1], 0), sleeper.Spawn(nodes[2], 0)}
	door := NewKind(s, "door", Behaviour[int]{Handle: func(c *Context, _ *int, msg Message) {
		if caller, ok := c.Caller(); ok {
			c.Reply(caller, msg)
			return
		}
		c.Send(msg.(PID), "sleep")
	}}).Spawn(nodes[0], 0)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	r := s.Start()
	for _, to := range sleepers {
		require.True(t, r.Send(door, to))
		<-stuck
		for range 5 {
			v, err := r.Call(ctx, door, "knock")
			require.NoError(t, err)
			require.Equal(t, "knock", v)
			time.Sleep(time.Millisecond) // so that goroutines fall asleep in between
		}
	}
	close(release)
	require.True(t, r.Stop(10*time.Second).Drained)
}
