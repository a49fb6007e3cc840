package actor

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Messages that come one after the other for one actor are handled in a loop of their own;
// whatever comes between them has its turn in between.
func TestMessagesInARow(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(c *Context, pids []PID, msg string) // what the actor does with a message
		want []string
	}{
		"nothing":   {func(*Context, []PID, string) {}, []string{"0 a", "10 b", "20 c", "30 d"}},
		"it spends": {func(c *Context, _ []PID, _ string) { c.Spend(15) }, []string{"0 a", "15 b", "30 c", "45 d"}},
		"it sends to itself": {func(c *Context, pids []PID, msg string) {
			if msg == "a" {
				c.SendAfter(5, c.Self(), "again")
			}
		}, []string{"0 a", "5 again", "10 b", "20 c", "30 d"}},
		"it sends to another": {func(c *Context, pids []PID, msg string) {
			if msg == "b" {
				c.Send(pids[1], "other")
			}
		}, []string{"0 a", "10 b", "10 other", "20 c", "30 d"}},
		"it fans out": {func(c *Context, pids []PID, msg string) {
			if msg == "b" {
				c.SendAll(NewGroup(pids[1:]), "all", 1000)
			}
		}, []string{"0 a", "10 b", "12 all", "12 all", "20 c", "30 d"}},
		"it works for long": {func(c *Context, _ []PID, msg string) {
			if msg == "b" {
				c.Spend(3 * time.Millisecond)
			}
		}, []string{"0 a", "10 b", "3000010 c", "3000010 d"}},
		"it exits": {func(c *Context, _ []PID, msg string) {
			if msg == "b" {
				c.Exit(nil)
			}
		}, []string{"0 a", "10 b"}},
		"it crashes": {func(c *Context, _ []PID, msg string) {
			if msg == "c" {
				panic(msg)
			}
		}, []string{"0 a", "10 b", "20 c"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			s := NewSystem(Config{})
			n := s.AddNode("a", 1)
			var pids []PID
			k := NewKind(s, "actor", Behaviour[int]{Handle: func(ctx *Context, st *int, msg Message) {
				got = append(got, fmt.Sprint(int64(ctx.Now()), " ", msg))
				if *st++; ctx.Self() == pids[0] {
					c.do(ctx, pids, msg.(string))
				}
			}})
			for range 3 {
				pids = append(pids, k.Spawn(n, 0))
			}
			for i, msg := range []string{"a", "b", "c", "d"} {
				s.SendAt(Time(10*i), pids[0], msg)
			}
			s.Run(Time(time.Second), nil)
			assert.Equal(t, c.want, got)
			assert.True(t, s.Account().Closes())
			if info, alive := s.Info(pids[0]); alive {
				require.Equal(t, *k.State(pids[0]), info.Handled)
			}
		})
	}
}
