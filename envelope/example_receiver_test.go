package envelope_test

import (
	"context"
	"fmt"

	"fanout/envelope"
)

// A machine hands a message of a fan-out to all of its sessions: each receives it, and the
// options are looked up once.
func ExampleReceiver() {
	t, err := envelope.New(envelope.Options{Envelopes: true, SkipUnsampled: true, NoRootsAfterFanout: true})
	if err != nil {
		panic(err)
	}
	msg, _ := t.Wrap(context.Background(), "hello", 3)
	receiver := t.Receiver()
	for session := range 3 {
		_, got := receiver.Receive(context.Background(), msg)
		fmt.Println(session, got.Message, got.Receipt.Op, got.MayStart)
	}
	// Output:
	// 0 hello receive empty false
	// 1 hello receive empty false
	// 2 hello receive empty false
}
