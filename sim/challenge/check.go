package challenge

import (
	"fmt"
	"time"

	"fanout/sim/readout"
)

// Check plays what the file says passes and what it says fails, and nothing at all, and
// tells what is not as it should be.
func Check(c *Challenge) (pass, fail Result, problems []string) {
	pass, fail, idle := c.score(c.Pass), c.score(c.Fail), c.score(nil)
	if !pass.Passed {
		problems = append(problems, "what should pass breaks a rule: "+pass.broken())
	}
	if fail.Passed {
		problems = append(problems, "what should fail keeps every rule")
	}
	if idle.Passed && idle.Bill <= pass.Bill {
		problems = append(problems, fmt.Sprintf("doing nothing passes, for a bill of %d; expected that something is to be done", idle.Bill))
	}
	return pass, fail, problems
}

func (c *Challenge) score(events []Event) Result {
	var done []readout.LogEntry
	for _, e := range events {
		done = append(done, readout.LogEntry{At: int64(e.At), Command: true, Text: e.Line})
	}
	r, err := Score(c, done)
	must(err) // they were checked when the file was read
	return r
}

// broken names the first rule that was not kept.
func (r *Result) broken() string {
	for _, k := range r.Rules {
		if !k.Met {
			return fmt.Sprintf("%v, found %s after %v", k.Expect, k.Value, k.At.Round(time.Millisecond))
		}
	}
	return "none"
}
