package actor_test

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"fanout/actor"
)

// An observer asks a node how busy it was, and which of its actors have the longest
// mailboxes and what they are at.
func ExampleNodeInfo() {
	s := actor.NewSystem(actor.Config{})
	node := s.AddNode("a", 2)
	worker := actor.NewKind(s, "worker", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) { c.Spend(msg.(time.Duration)) },
	})
	for i := range 5 {
		pid := worker.Spawn(node, struct{}{})
		for range i * i {
			s.Send(pid, 4*time.Millisecond)
		}
	}
	s.Run(actor.Time(10*time.Millisecond), nil)
	before := node.Info()
	s.Run(actor.Time(21500*time.Microsecond), nil)
	now := node.Info()
	fmt.Printf("%d actors, %d messages wait, %d in the run queue, %.0f %% busy\n",
		now.Live, now.Waiting, now.Ready, float64(now.Utilisation(before))/10_000)

	type row struct {
		pid actor.PID
		actor.Info
	}
	var rows []row
	for pid := range node.Actors() {
		info, _ := s.Info(pid)
		rows = append(rows, row{pid, info})
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(b.Mailbox, a.Mailbox) })
	for _, r := range rows[:2] {
		fmt.Println(r.pid, r.Kind, "handled", r.Handled, "in", r.Spent, "with", r.Mailbox, "waiting and", r.Left, "of work left")
	}
	// Output:
	// 5 actors, 17 messages wait, 1 in the run queue, 100 % busy
	// <0.4.1> worker handled 4 in 13ms with 12 waiting and 3ms of work left
	// <0.3.1> worker handled 4 in 13ms with 5 waiting and 3ms of work left
}

// A trace tells what a picture of the traffic needs: when each message leaves and
// arrives, and who works when.
func ExampleSystem_Trace() {
	s := actor.NewSystem(actor.Config{Latency: 200 * time.Microsecond})
	here, there := s.AddNode("here", 1), s.AddNode("there", 1)
	sink := actor.NewKind(s, "sink", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) { c.Spend(time.Millisecond) },
	}).Spawn(there, struct{}{})
	source := actor.NewKind(s, "source", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) { c.Send(sink, msg) },
	}).Spawn(here, struct{}{})

	s.Trace(func(t actor.Trace) {
		switch t.What {
		case actor.TraceSend:
			fmt.Println(t.Msg, "travels from", t.From, "to", t.To, "until", time.Duration(t.Until))
		case actor.TraceHandle:
			fmt.Println(t.To, "worked from", time.Duration(t.At), "to", time.Duration(t.Until))
		}
	})
	s.Send(source, "hello")
	s.Run(actor.Time(time.Second), nil)
	// Output:
	// hello travels from <0.0.0> to <0.0.1> until 0s
	// hello travels from <0.0.1> to <1.0.1> until 200µs
	// <0.0.1> worked from 0s to 0s
	// <1.0.1> worked from 200µs to 1.2ms
}
