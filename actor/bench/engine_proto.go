package main

import (
	"io"
	"log/slog"
	"time"

	proto "github.com/asynkron/protoactor-go/actor"
)

func init() {
	register(40, engineInfo{name: "proto-sync", title: "protoactor 2024-08-22, synchronized", wasm: true,
		make: func() Engine { return protoEngine{proto.NewSynchronizedDispatcher(300)} }})
	register(41, engineInfo{name: "proto", title: "protoactor 2024-08-22, default", wasm: true,
		make: func() Engine { return protoEngine{proto.NewDefaultDispatcher(300)} }})
}

// protoEngine is github.com/asynkron/protoactor-go with one of its dispatchers:
// the default one starts a goroutine for an actor that has messages, the
// synchronized one handles them inside the send.
type protoEngine struct{ dispatcher proto.Dispatcher }

func newProtoSystem() *proto.ActorSystem {
	return proto.NewActorSystem(proto.WithLoggerFactory(func(*proto.ActorSystem) *slog.Logger {
		return slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelError + 1}))
	}))
}

type protoMember struct{ Member }

func (m *protoMember) Receive(c proto.Context) {
	if msg, ok := c.Message().(*Msg); ok {
		m.Handle(msg)
	}
}

type protoGuild struct {
	root *proto.RootContext
	pids []*proto.PID
}

// Spawn uses the mailbox that is cheaper to allocate; the talking actors below
// use the one that is faster.
func (e protoEngine) Spawn(n int) (Fleet, error) {
	f := &protoGuild{root: newProtoSystem().Root, pids: make([]*proto.PID, n)}
	i := 0
	props := proto.PropsFromProducer(func() proto.Actor { return &protoMember{NewMember(i)} },
		proto.WithDispatcher(e.dispatcher), proto.WithMailbox(proto.UnboundedLockfree()))
	for i = range n {
		f.pids[i] = f.root.Spawn(props)
		breathe(i)
	}
	return f, nil
}

func (f *protoGuild) Guild(order []int32) Guild {
	f.pids = arrange(f.pids, order)
	return f
}

func (f *protoGuild) FanOut(msg *Msg) {
	for i, pid := range f.pids {
		f.root.Send(pid, msg)
		breathe(i)
	}
	msg.Done.Wait()
}

func (e protoEngine) spawnFunc(root *proto.RootContext, receive proto.ReceiveFunc) *proto.PID {
	return root.Spawn(proto.PropsFromFunc(receive, proto.WithDispatcher(e.dispatcher)))
}

func (e protoEngine) PingPong(n int) (time.Duration, error) {
	root := newProtoSystem().Root
	done := make(chan struct{})
	var pids [2]*proto.PID
	for i := range pids {
		left := n / 2
		pids[i] = e.spawnFunc(root, func(c proto.Context) {
			if msg, ok := c.Message().(*Msg); ok {
				if left == 0 {
					close(done)
					return
				}
				left--
				c.Send(pids[1-i], msg)
			}
		})
	}
	start := clock()
	root.Send(pids[0], &Msg{})
	<-done
	return clock() - start, nil
}

func (e protoEngine) Stream(n int) (time.Duration, error) {
	root := newProtoSystem().Root
	done := make(chan struct{})
	got := 0
	sink := e.spawnFunc(root, func(c proto.Context) {
		if _, ok := c.Message().(*Msg); ok {
			if got++; got == n {
				close(done)
			}
		}
	})
	msg := &Msg{}
	start := clock()
	for i := range n {
		root.Send(sink, msg)
		breathe(i)
	}
	<-done
	return clock() - start, nil
}

func (e protoEngine) Call(n int) (time.Duration, error) {
	root := newProtoSystem().Root
	server := e.spawnFunc(root, func(c proto.Context) {
		if msg, ok := c.Message().(*Msg); ok {
			c.Respond(msg)
		}
	})
	msg := &Msg{}
	start := clock()
	for i := range n {
		if _, err := root.RequestFuture(server, msg, callTimeout).Result(); err != nil {
			return 0, err
		}
		breathe(i)
	}
	return clock() - start, nil
}
