package main

import "time"

func init() {
	register(20, engineInfo{name: "chan", title: "goroutine + channel", wasm: true,
		make: func() Engine { return chanEngine{} }})
}

// chanEngine is an actor as Go people write it by hand: a goroutine that ranges
// over its channel.
type chanEngine struct{}

type chanFleet []chan *Msg

func (chanEngine) Spawn(n int) (Fleet, error) {
	f := make(chanFleet, n)
	for i := range f {
		c := make(chan *Msg, 1)
		f[i] = c
		go func() {
			m := NewMember(i)
			for msg := range c {
				m.Handle(msg)
			}
		}()
	}
	return f, nil
}

func (f chanFleet) Guild(order []int32) Guild { return chanFleet(arrange([]chan *Msg(f), order)) }

func (f chanFleet) FanOut(msg *Msg) {
	for i, c := range f {
		c <- msg
		breathe(i)
	}
	msg.Done.Wait()
}

func (chanEngine) PingPong(n int) (time.Duration, error) {
	ping, pong := make(chan *Msg, 1), make(chan *Msg, 1)
	go func() {
		for msg := range ping {
			pong <- msg
		}
	}()
	msg := &Msg{}
	start := clock()
	for range n / 2 {
		ping <- msg
		<-pong
	}
	return clock() - start, nil
}

func (chanEngine) Stream(n int) (time.Duration, error) {
	c, done := make(chan *Msg, 1024), make(chan struct{})
	go func() {
		for range n {
			<-c
		}
		close(done)
	}()
	msg := &Msg{}
	start := clock()
	for range n {
		c <- msg
	}
	<-done
	return clock() - start, nil
}

// chanRequest carries where to answer.
type chanRequest struct {
	msg   *Msg
	reply chan *Msg
}

func (chanEngine) Call(n int) (time.Duration, error) {
	server := make(chan chanRequest, 1)
	go func() {
		for r := range server {
			r.reply <- r.msg
		}
	}()
	msg := &Msg{}
	timeout := time.NewTimer(callTimeout)
	start := clock()
	for range n {
		r := chanRequest{msg: msg, reply: make(chan *Msg, 1)} // one per call: an answer may be late
		timeout.Reset(callTimeout)
		server <- r
		select {
		case <-r.reply:
		case <-timeout.C:
			return 0, without("a call timed out")
		}
	}
	return clock() - start, nil
}

// callTimeout is the timeout of every engine's calls, as in GenServer.
const callTimeout = 5 * time.Second
