package main

import "time"

func init() {
	register(10, engineInfo{name: "loop", title: "plain loop over interface values", wasm: true,
		make: func() Engine { return loopEngine{} }})
}

// loopEngine is no engine: a slice of interface values whose methods are called
// one after the other. It is the floor, and the measure of the instrument.
type loopEngine struct{}

type handler interface{ Handle(*Msg) }

type loopFleet []handler

func (loopEngine) Spawn(n int) (Fleet, error) {
	f := make(loopFleet, n)
	for i := range f {
		m := NewMember(i)
		f[i] = &m
	}
	return f, nil
}

func (f loopFleet) Guild(order []int32) Guild { return loopFleet(arrange([]handler(f), order)) }

func (f loopFleet) FanOut(msg *Msg) {
	if !pausing {
		for _, h := range f {
			h.Handle(msg)
		}
	} else {
		for i, h := range f {
			h.Handle(msg)
			breathe(i)
		}
	}
	if msg.Done != nil {
		msg.Done.Wait()
	}
}

const noLoop = without("a loop has no mailboxes")

func (loopEngine) PingPong(int) (time.Duration, error) { return 0, noLoop }
func (loopEngine) Stream(int) (time.Duration, error)   { return 0, noLoop }
func (loopEngine) Call(int) (time.Duration, error)     { return 0, noLoop }
