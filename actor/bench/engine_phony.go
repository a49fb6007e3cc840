package main

import (
	"time"

	"github.com/Arceliar/phony"
)

func init() {
	register(30, engineInfo{name: "phony", title: "phony 2022-09-03", wasm: true,
		make: func() Engine { return phonyEngine{} }})
}

// phonyEngine is github.com/Arceliar/phony: an actor is a struct with an inbox, a
// message is a function.
type phonyEngine struct{}

type phonyMember struct {
	phony.Inbox
	Member
}

type phonyFleet []*phonyMember

func (phonyEngine) Spawn(n int) (Fleet, error) {
	f := make(phonyFleet, n)
	for i := range f {
		f[i] = &phonyMember{Member: NewMember(i)}
	}
	return f, nil
}

func (f phonyFleet) Guild(order []int32) Guild { return phonyFleet(arrange([]*phonyMember(f), order)) }

func (f phonyFleet) FanOut(msg *Msg) {
	for i, m := range f {
		m.Act(nil, func() { m.Handle(msg) })
		breathe(i)
	}
	msg.Done.Wait()
}

type phonyPlayer struct {
	phony.Inbox
	peer *phonyPlayer
	left int
	hit  func() // one function for all messages: the cheapest there is
	done chan struct{}
}

func newPhonyPlayer(left int, done chan struct{}) *phonyPlayer {
	p := &phonyPlayer{left: left, done: done}
	p.hit = func() {
		if p.left == 0 {
			close(p.done)
			return
		}
		p.left--
		p.peer.Act(p, p.peer.hit)
	}
	return p
}

func (phonyEngine) PingPong(n int) (time.Duration, error) {
	done := make(chan struct{})
	a, b := newPhonyPlayer(n/2, done), newPhonyPlayer(n/2, done)
	a.peer, b.peer = b, a
	start := clock()
	a.Act(nil, a.hit)
	<-done
	return clock() - start, nil
}

func (phonyEngine) Stream(n int) (time.Duration, error) {
	var source, sink phony.Inbox
	done := make(chan struct{})
	got := 0
	take := func() {
		if got++; got == n {
			close(done)
		}
	}
	left := n
	var burst func()
	burst = func() {
		for range min(left, 100) { // back-pressure acts between two messages of the source
			sink.Act(&source, take)
		}
		if left -= 100; left > 0 {
			source.Act(nil, burst)
		}
	}
	start := clock()
	source.Act(nil, burst)
	<-done
	return clock() - start, nil
}

// Call has no timeout: phony's Block waits for ever.
func (phonyEngine) Call(n int) (time.Duration, error) {
	var server phony.Inbox
	answered := 0
	answer := func() { answered++ }
	start := clock()
	for range n {
		phony.Block(&server, answer)
	}
	took := clock() - start
	if answered != n {
		return 0, without("lost messages")
	}
	return took, nil
}
