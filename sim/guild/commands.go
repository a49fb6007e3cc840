package guild

import (
	"fmt"
	"strconv"

	"fanout/sim"
	"fanout/sim/exact"
)

// commands are those besides the player's own.
var commands = []sim.Command{
	{Verb: "send", Usage: "send", Example: "send", Button: "Send one", Doc: "let a user send one message now", Parse: sim.Plain(func(w sim.World) { w.(*World).send() })},
	{Verb: "burst", Usage: "burst N", Example: "burst 50", Button: "Send 50", Flag: burstFlag, Doc: "let users send N messages at once, 1 to 10,000", Parse: parseBurst},
	{Verb: "fail", Usage: "fail", Example: "fail", Flag: func(string) string { return "A message whose handler fails" }, Doc: "let a user send one message now whose handler in the guild fails", Parse: sim.Plain(func(w sim.World) { w.(*World).sendFailing() })},
	{Verb: "link", Usage: linkUsage, Example: "link guilds sessions loss 20%", Flag: linkFlag, Doc: "cut a link between two services or nodes, make it lossy, or restore it", Parse: parseLink},
	{Verb: "crash", Usage: crashUsage, Example: "crash node sessions-2", Flag: crashFlag, Doc: "end a guild or all that runs on a node; it comes back", Parse: parseCrash},
	{Verb: "reconnect", Usage: "reconnect SHARE", Example: "reconnect 20%", Flag: reconnectFlag, Doc: "let a share of the sessions, at most 100,000, lose their connections and connect again to their guilds", Parse: parseReconnect},
}

// burstFlag says what a burst did.
func burstFlag(args string) string {
	if n, _ := strconv.Atoi(args); n != 1 {
		return exact.Thousands(int64(n)) + " messages at once"
	}
	return "1 message"
}

func parseBurst(args string) (func(sim.World), error) {
	n, err := strconv.Atoi(args)
	if err != nil || n < 1 || n > 10_000 {
		return nil, fmt.Errorf("burst: %q is not possible; expected a whole number from 1 to 10,000", sim.Clip(args))
	}
	return func(w sim.World) {
		for range n {
			w.(*World).send()
		}
	}, nil
}
