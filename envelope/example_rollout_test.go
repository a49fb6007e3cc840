package envelope_test

import (
	"context"
	"fmt"

	"fanout/envelope"
)

// Services are converted one by one and in any order, because a receiver
// understands bare messages and envelopes alike. Each step is an option that
// can be taken back while the service runs.
func Example_rollout() {
	guild, err := envelope.New(envelope.Options{}) // the zero Options: as before
	if err != nil {
		panic(err)
	}
	session, err := envelope.New(envelope.Options{})
	if err != nil {
		panic(err)
	}
	deliver := func(step string) {
		msg, sent := guild.Wrap(sampled, "hello", 1_000)
		r := session.Handle(context.Background(), msg, func(context.Context, envelope.Received) {})
		fmt.Printf("%-28s %-13v %v\n", step, sent, r)
	}
	change := func(t *envelope.Transport, edit func(*envelope.Options)) {
		if err := t.Change(edit); err != nil {
			panic(err)
		}
	}

	deliver("nothing rolled out")
	change(guild, func(o *envelope.Options) { o.Envelopes = true })
	deliver("the guild sends envelopes")
	change(guild, func(o *envelope.Options) { o.ByValue = true })
	deliver("in one process, by value")
	change(guild, func(o *envelope.Options) { o.Envelopes = false })
	deliver("switched off again")
	// Output:
	// nothing rolled out           wrap bare     receive bare
	// the guild sends envelopes    wrap injected receive sampled
	// in one process, by value     wrap value    receive value sampled
	// switched off again           wrap bare     receive bare
}
