//go:build !js

package main

import (
	"fmt"
	"os"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/ergo-services/ergo"
	"github.com/ergo-services/ergo/etf"
	"github.com/ergo-services/ergo/gen"
	"github.com/ergo-services/ergo/node"
)

func init() {
	register(70, engineInfo{name: "ergo", title: "ergo v1.999.224 (2.2)", most: 200_000,
		make: func() Engine { return ergoEngine{} }})
}

// ergoEngine is Ergo Framework 2.2, the last one under the module path
// github.com/ergo-services/ergo. Its mailboxes are bounded and drop what does not
// fit.
type ergoEngine struct{}

func newErgo() node.Node {
	options := node.Options{StaticRoutesOnly: true}
	options.System.DisableAnonMetrics = true
	return must(ergo.StartNode(fmt.Sprintf("bench%d@localhost", os.Getpid()), "cookie", options))
}

// ergoServer is a gen.Server that does nothing but handle infos and calls.
type ergoServer struct {
	gen.Server
	info func(*gen.ServerProcess, etf.Term)
}

func (s *ergoServer) HandleInfo(p *gen.ServerProcess, msg etf.Term) gen.ServerStatus {
	s.info(p, msg)
	return gen.ServerStatusOK
}

func (s *ergoServer) HandleCall(_ *gen.ServerProcess, _ gen.ServerFrom, msg etf.Term) (etf.Term, gen.ServerStatus) {
	return msg, gen.ServerStatusOK
}

func spawnErgo(n node.Node, b gen.ProcessBehavior) gen.Process {
	return must(n.Spawn("", gen.ProcessOptions{MailboxSize: ergoMailbox}, b))
}

const ergoMailbox = 1<<16 - 1 // the most there can be

type ergoMember struct {
	gen.Server
	Member
}

func (m *ergoMember) HandleInfo(_ *gen.ServerProcess, msg etf.Term) gen.ServerStatus {
	m.Handle(msg.(*Msg))
	return gen.ServerStatusOK
}

type ergoGuild struct {
	sender gen.Process
	pids   []etf.Pid
}

func (ergoEngine) Spawn(n int) (Fleet, error) {
	nd := newErgo()
	f := &ergoGuild{sender: spawnErgo(nd, &ergoServer{}), pids: make([]etf.Pid, n)}
	for i := range f.pids {
		p, err := nd.Spawn("", gen.ProcessOptions{MailboxSize: 1, DirectboxSize: 1}, &ergoMember{Member: NewMember(i)})
		if err != nil {
			return nil, err
		}
		f.pids[i] = p.Self()
	}
	return f, nil
}

func (f *ergoGuild) Guild(order []int32) Guild {
	f.pids = arrange(f.pids, order)
	return f
}

func (f *ergoGuild) FanOut(msg *Msg) {
	for _, pid := range f.pids {
		if err := f.sender.Send(pid, msg); err != nil {
			panic(err)
		}
	}
	msg.Done.Wait()
}

func (ergoEngine) PingPong(n int) (time.Duration, error) {
	nd := newErgo()
	done := make(chan struct{})
	var players [2]gen.Process
	for i := range players {
		left := n / 2
		players[i] = spawnErgo(nd, &ergoServer{info: func(p *gen.ServerProcess, msg etf.Term) {
			if left == 0 {
				close(done)
				return
			}
			left--
			if err := p.Send(players[1-i].Self(), msg); err != nil {
				panic(err)
			}
		}})
	}
	start := clock()
	if err := players[1].Send(players[0].Self(), &Msg{}); err != nil {
		return 0, err
	}
	<-done
	return clock() - start, nil
}

func (ergoEngine) Stream(n int) (time.Duration, error) {
	nd := newErgo()
	done := make(chan struct{})
	var got atomic.Int64
	sink := spawnErgo(nd, &ergoServer{info: func(*gen.ServerProcess, etf.Term) {
		if got.Add(1) == int64(n) {
			close(done)
		}
	}})
	source := spawnErgo(nd, &ergoServer{})
	msg := &Msg{}
	start := clock()
	for i := range n {
		for i&1023 == 0 && int64(i)-got.Load() > ergoMailbox-1024 { // it would be dropped
			runtime.Gosched()
		}
		if err := source.Send(sink.Self(), msg); err != nil {
			return 0, err
		}
	}
	<-done
	return clock() - start, nil
}

func (ergoEngine) Call(n int) (time.Duration, error) {
	nd := newErgo()
	server := spawnErgo(nd, &ergoServer{})
	outcome := make(chan error)
	client := spawnErgo(nd, &ergoServer{info: func(p *gen.ServerProcess, msg etf.Term) {
		for range n {
			if _, err := p.Call(server.Self(), msg); err != nil {
				outcome <- err
				return
			}
		}
		outcome <- nil
	}})
	start := clock()
	if err := server.Send(client.Self(), etf.Atom("go")); err != nil {
		return 0, err
	}
	err := <-outcome
	return clock() - start, err
}
