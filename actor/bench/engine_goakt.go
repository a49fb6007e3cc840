//go:build !js

package main

import (
	"context"
	"strconv"
	"time"

	goakt "github.com/tochemey/goakt/v3/actor"
	"github.com/tochemey/goakt/v3/log"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

func init() {
	register(60, engineInfo{name: "goakt", title: "goakt v3.7.0", most: 100_000,
		make: func() Engine { return goaktEngine{} }})
}

// goaktEngine is github.com/tochemey/goakt. Its messages are protocol buffers, so
// the fleet's message travels as one and the handler looks up the Msg.
type goaktEngine struct{}

func newGoakt() goakt.ActorSystem {
	s := must(goakt.NewActorSystem("bench", goakt.WithLogger(log.DiscardLogger), goakt.WithActorInitMaxRetries(1)))
	if err := s.Start(context.Background()); err != nil {
		panic(err)
	}
	return s
}

// goaktActor is an actor that does nothing but receive.
type goaktActor struct{ receive func(*goakt.ReceiveContext) }

func (*goaktActor) PreStart(*goakt.Context) error { return nil }
func (*goaktActor) PostStop(*goakt.Context) error { return nil }

// Receive passes on messages of the benchmark only, not the engine's own.
func (a *goaktActor) Receive(c *goakt.ReceiveContext) {
	if _, ok := c.Message().(*wrapperspb.UInt64Value); ok {
		a.receive(c)
	}
}

func spawnGoakt(s goakt.ActorSystem, name string, a goakt.Actor) *goakt.PID {
	return must(s.Spawn(context.Background(), name, a, goakt.WithLongLived()))
}

// goaktMsg is what the fan-out on its way stands for.
var goaktMsg *Msg

type goaktMember struct{ Member }

func (*goaktMember) PreStart(*goakt.Context) error { return nil }
func (*goaktMember) PostStop(*goakt.Context) error { return nil }
func (m *goaktMember) Receive(c *goakt.ReceiveContext) {
	if _, ok := c.Message().(*wrapperspb.UInt64Value); ok {
		m.Handle(goaktMsg)
	}
}

type goaktGuild []*goakt.PID

func (goaktEngine) Spawn(n int) (Fleet, error) {
	s := newGoakt()
	f := make(goaktGuild, n)
	for i := range f {
		f[i] = spawnGoakt(s, "m"+strconv.Itoa(i), &goaktMember{NewMember(i)})
	}
	return f, nil
}

func (f goaktGuild) Guild(order []int32) Guild { return goaktGuild(arrange([]*goakt.PID(f), order)) }

func (f goaktGuild) FanOut(msg *Msg) {
	goaktMsg = msg
	ctx := context.Background()
	wire := wrapperspb.UInt64(msg.Value)
	for _, pid := range f {
		if err := goakt.Tell(ctx, pid, wire); err != nil {
			panic(err)
		}
	}
	msg.Done.Wait()
}

func (goaktEngine) PingPong(n int) (time.Duration, error) {
	s := newGoakt()
	done := make(chan struct{})
	var pids [2]*goakt.PID
	for i := range pids {
		left := n / 2
		pids[i] = spawnGoakt(s, "player"+strconv.Itoa(i), &goaktActor{func(c *goakt.ReceiveContext) {
			if left == 0 {
				close(done)
				return
			}
			left--
			c.Tell(pids[1-i], c.Message())
		}})
	}
	start := clock()
	if err := goakt.Tell(context.Background(), pids[0], wrapperspb.UInt64(1)); err != nil {
		return 0, err
	}
	<-done
	return clock() - start, nil
}

func (goaktEngine) Stream(n int) (time.Duration, error) {
	done := make(chan struct{})
	got := 0
	sink := spawnGoakt(newGoakt(), "sink", &goaktActor{func(*goakt.ReceiveContext) {
		if got++; got == n {
			close(done)
		}
	}})
	ctx, msg := context.Background(), wrapperspb.UInt64(1)
	start := clock()
	for range n {
		if err := goakt.Tell(ctx, sink, msg); err != nil {
			return 0, err
		}
	}
	<-done
	return clock() - start, nil
}

func (goaktEngine) Call(n int) (time.Duration, error) {
	server := spawnGoakt(newGoakt(), "server", &goaktActor{func(c *goakt.ReceiveContext) {
		c.Response(c.Message())
	}})
	ctx, msg := context.Background(), wrapperspb.UInt64(1)
	start := clock()
	for range n {
		if _, err := goakt.Ask(ctx, server, msg, callTimeout); err != nil {
			return 0, err
		}
	}
	return clock() - start, nil
}
