//go:build !js

package main

import (
	"time"

	goactor "github.com/vladopajic/go-actor/actor"
)

func init() {
	register(80, engineInfo{name: "go-actor", title: "go-actor v0.9.1-0.2024-11-15",
		make: func() Engine { return goactorEngine{} }})
}

// goactorEngine is github.com/vladopajic/go-actor: a goroutine for each worker,
// with mailboxes that wrap a channel, the faster of the two it has.
type goactorEngine struct{}

// goactorWorker takes messages of one type from its mailbox.
type goactorWorker[T any] struct {
	box    goactor.Mailbox[T]
	handle func(goactor.Context, T)
}

func (w *goactorWorker[T]) DoWork(c goactor.Context) goactor.WorkerStatus {
	select {
	case <-c.Done():
		return goactor.WorkerEnd
	case msg := <-w.box.ReceiveC():
		w.handle(c, msg)
		return goactor.WorkerContinue
	}
}

// startGoactor starts a worker and its mailbox.
func startGoactor[T any](capacity int, handle func(goactor.Context, T)) goactor.Mailbox[T] {
	box := goactor.NewMailbox[T](goactor.OptAsChan(), goactor.OptCapacity(capacity))
	box.Start()
	goactor.New(&goactorWorker[T]{box: box, handle: handle}).Start()
	return box
}

type goactorMember struct {
	Member
	box goactor.Mailbox[*Msg]
}

func (m *goactorMember) DoWork(c goactor.Context) goactor.WorkerStatus {
	select {
	case <-c.Done():
		return goactor.WorkerEnd
	case msg := <-m.box.ReceiveC():
		m.Handle(msg)
		return goactor.WorkerContinue
	}
}

type goactorGuild []goactor.Mailbox[*Msg]

func (goactorEngine) Spawn(n int) (Fleet, error) {
	f := make(goactorGuild, n)
	for i := range f {
		f[i] = goactor.NewMailbox[*Msg](goactor.OptAsChan(), goactor.OptCapacity(1))
		f[i].Start()
		goactor.New(&goactorMember{Member: NewMember(i), box: f[i]}).Start()
	}
	return f, nil
}

func (f goactorGuild) Guild(order []int32) Guild {
	return goactorGuild(arrange([]goactor.Mailbox[*Msg](f), order))
}

func (f goactorGuild) FanOut(msg *Msg) {
	c := goactor.ContextStarted()
	for _, box := range f {
		if err := box.Send(c, msg); err != nil {
			panic(err)
		}
	}
	msg.Done.Wait()
}

func (goactorEngine) PingPong(n int) (time.Duration, error) {
	done := make(chan struct{})
	var boxes [2]goactor.Mailbox[*Msg]
	for i := range boxes {
		left := n / 2
		boxes[i] = startGoactor(1, func(c goactor.Context, msg *Msg) {
			if left == 0 {
				close(done)
				return
			}
			left--
			if err := boxes[1-i].Send(c, msg); err != nil {
				panic(err)
			}
		})
	}
	start := clock()
	if err := boxes[0].Send(goactor.ContextStarted(), &Msg{}); err != nil {
		return 0, err
	}
	<-done
	return clock() - start, nil
}

func (goactorEngine) Stream(n int) (time.Duration, error) {
	done := make(chan struct{})
	got := 0
	sink := startGoactor(1024, func(goactor.Context, *Msg) {
		if got++; got == n {
			close(done)
		}
	})
	c, msg := goactor.ContextStarted(), &Msg{}
	start := clock()
	for range n {
		if err := sink.Send(c, msg); err != nil {
			return 0, err
		}
	}
	<-done
	return clock() - start, nil
}

// Call is built from a channel in the request: the library has no calls.
func (goactorEngine) Call(n int) (time.Duration, error) {
	server := startGoactor(1, func(_ goactor.Context, r chanRequest) { r.reply <- r.msg })
	c, msg := goactor.ContextStarted(), &Msg{}
	timeout := time.NewTimer(callTimeout)
	start := clock()
	for range n {
		r := chanRequest{msg: msg, reply: make(chan *Msg, 1)}
		timeout.Reset(callTimeout)
		if err := server.Send(c, r); err != nil {
			return 0, err
		}
		select {
		case <-r.reply:
		case <-timeout.C:
			return 0, without("a call timed out")
		}
	}
	return clock() - start, nil
}
