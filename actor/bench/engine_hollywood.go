//go:build !js

package main

import (
	"io"
	"log/slog"
	"strconv"
	"time"

	hollywood "github.com/anthdm/hollywood/actor"
)

func init() {
	register(50, engineInfo{name: "hollywood", title: "hollywood v1.0.5",
		make: func() Engine { return hollywoodEngine{} }})
}

// hollywoodEngine is github.com/anthdm/hollywood.
type hollywoodEngine struct{}

func newHollywood() *hollywood.Engine {
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))
	return must(hollywood.NewEngine(hollywood.NewEngineConfig()))
}

type hollywoodMember struct{ Member }

func (m *hollywoodMember) Receive(c *hollywood.Context) {
	if msg, ok := c.Message().(*Msg); ok {
		m.Handle(msg)
	}
}

type hollywoodGuild struct {
	engine *hollywood.Engine
	pids   []*hollywood.PID
}

// Spawn takes the smallest inbox, which grows when it has to: the default one is
// of 32 KB.
func (hollywoodEngine) Spawn(n int) (Fleet, error) {
	f := &hollywoodGuild{engine: newHollywood(), pids: make([]*hollywood.PID, n)}
	for i := range f.pids {
		f.pids[i] = f.engine.Spawn(func() hollywood.Receiver { return &hollywoodMember{NewMember(i)} },
			"m", hollywood.WithID(strconv.Itoa(i)), hollywood.WithInboxSize(2))
	}
	return f, nil
}

func (f *hollywoodGuild) Guild(order []int32) Guild {
	f.pids = arrange(f.pids, order)
	return f
}

func (f *hollywoodGuild) FanOut(msg *Msg) {
	for _, pid := range f.pids {
		f.engine.Send(pid, msg)
	}
	msg.Done.Wait()
}

func (hollywoodEngine) PingPong(n int) (time.Duration, error) {
	e := newHollywood()
	done := make(chan struct{})
	var pids [2]*hollywood.PID
	for i := range pids {
		left := n / 2
		pids[i] = e.SpawnFunc(func(c *hollywood.Context) {
			if msg, ok := c.Message().(*Msg); ok {
				if left == 0 {
					close(done)
					return
				}
				left--
				c.Send(pids[1-i], msg)
			}
		}, "player")
	}
	start := clock()
	e.Send(pids[0], &Msg{})
	<-done
	return clock() - start, nil
}

func (hollywoodEngine) Stream(n int) (time.Duration, error) {
	e := newHollywood()
	done := make(chan struct{})
	got := 0
	sink := e.SpawnFunc(func(c *hollywood.Context) {
		if _, ok := c.Message().(*Msg); ok {
			if got++; got == n {
				close(done)
			}
		}
	}, "sink")
	msg := &Msg{}
	start := clock()
	for range n {
		e.Send(sink, msg)
	}
	<-done
	return clock() - start, nil
}

func (hollywoodEngine) Call(n int) (time.Duration, error) {
	e := newHollywood()
	server := e.SpawnFunc(func(c *hollywood.Context) {
		if msg, ok := c.Message().(*Msg); ok {
			c.Respond(msg)
		}
	}, "server")
	msg := &Msg{}
	start := clock()
	for range n {
		if _, err := e.Request(server, msg, callTimeout).Result(); err != nil {
			return 0, err
		}
	}
	return clock() - start, nil
}
