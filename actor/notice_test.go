package actor

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// tight are actors whose mailbox takes one message.
func (st *stage) tight(policy Overflow, handle do) Kind[int] {
	return NewKind(st.s, "tight", Behaviour[int]{
		Handle: func(c *Context, _ *int, msg Message) {
			if f, ok := msg.(do); ok {
				f(c)
				return
			}
			st.write("got %v", msg)
			handle(c)
		},
		Mailbox: 1, Overflow: policy,
	})
}

// A refusal that is refused says so to nobody: it would come back at the same instant,
// and the clock would stand still.
func TestARefusalIsNotAnsweredByAnother(t *testing.T) {
	st := newStage()
	k := st.tight(Refuse, func(*Context) {})
	st.s.Send(k.Spawn(st.a, 0), do(func(c *Context) {
		c.Send(c.Self(), 1)
		c.Send(c.Self(), 2)
		c.Spend(time.Microsecond)
	}))
	looks := 0
	require.True(t, st.s.Run(Time(time.Second), func() bool { looks++; return looks == 1000 }))
	assert.Equal(t, []string{"got 1"}, st.log)
	assert.EqualValues(t, 2, st.a.Stats().Overflow, "2, and the refusal of it")
	assert.True(t, st.s.Account().Closes())

	st = newStage() // two full mailboxes on two nodes
	k = st.tight(Refuse, func(c *Context) { c.Spend(10 * time.Second) })
	one, two := k.Spawn(st.a, 0), k.Spawn(st.b, 0)
	for _, pair := range [][2]PID{{one, two}, {two, one}} {
		st.s.Send(pair[0], do(func(c *Context) {
			for i := range 4 {
				c.Send(pair[1], i)
			}
			c.Spend(time.Millisecond)
		}))
	}
	st.s.Run(Time(time.Second), nil)
	overflow := st.a.Stats().Overflow + st.b.Stats().Overflow
	assert.LessOrEqual(t, overflow, int64(16), "8 messages and as many refusals are all there ever was")
	assert.True(t, st.s.Account().Closes())
}

// Whatever its mailbox does with what is too much, an actor learns of every exit.
func TestNoticesOfExitsAreNeverDropped(t *testing.T) {
	for _, policy := range []Overflow{DropNewest, DropOldest, Refuse} {
		st := newStage()
		k := NewKind(st.s, "watcher", Behaviour[*stage]{
			Handle: func(c *Context, st **stage, msg Message) {
				switch m := msg.(type) {
				case do:
					m(c)
				case Down:
					(*st).write("down: %v, rank %d", m.Reason, c.Rank())
				case ExitSignal:
					(*st).write("exit signal: %v, rank %d", m.Reason, c.Rank())
				default:
					(*st).write("got %v", m)
				}
			},
			Mailbox: 1, Overflow: policy,
		})
		watcher, near, far := k.Spawn(st.a, st), st.kind.Spawn(st.a, st), st.kind.Spawn(st.b, st)
		st.s.Send(watcher, do(func(c *Context) {
			c.TrapExit(true)
			for _, pid := range []PID{near, far} {
				c.Monitor(pid)
				c.Link(pid)
			}
		}))
		st.s.Run(Time(time.Second), nil)
		st.s.Send(watcher, do(func(c *Context) { c.Spend(time.Second) }))
		at := st.s.Now() + 1
		st.s.SendAt(at, watcher, 1)
		at += Time(time.Millisecond)
		for _, pid := range []PID{near, far} {
			st.s.SendAt(at, pid, do(func(c *Context) { c.Exit(errFault) }))
		}
		at += Time(time.Millisecond)
		for i := range 3 {
			st.s.SendAt(at, watcher, i+2)
		}
		st.s.Run(Time(10*time.Second), nil)
		want := []string{"got 1", "down: fault, rank 0", "exit signal: fault, rank 0", "down: fault, rank 0", "exit signal: fault, rank 0"}
		if policy == DropOldest { // of the ordinary messages
			want = append(want[1:], "got 4")
		}
		assert.Equal(t, want, st.log, "policy %d", policy)
		account := st.s.Account()
		assert.EqualValues(t, 3, account.Overflow, "policy %d", policy)
		assert.True(t, account.Closes(), "%+v", account)
	}
}

// A mailbox that is full of notices of exits takes nothing else, and keeps them all.
func TestAMailboxFullOfNotices(t *testing.T) {
	st := newStage()
	k := st.tight(DropOldest, func(*Context) {})
	watcher := k.Spawn(st.a, 0)
	st.s.Send(watcher, do(func(c *Context) {
		for range 3 {
			peer := st.kind.Spawn(st.a, st)
			c.Monitor(peer)
			c.Send(peer, do(func(c *Context) { c.Exit(nil) }))
		}
		c.Spend(time.Millisecond)
	}))
	for range 5 {
		st.s.SendAt(Time(900*time.Microsecond), watcher, "too much")
	}
	st.s.Run(Time(time.Second), nil)
	assert.Len(t, st.log, 3, "three notices")
	assert.NotContains(t, st.log, "got too much")
	assert.EqualValues(t, 5, st.a.Stats().Overflow)
	assert.True(t, st.s.Account().Closes())
}
