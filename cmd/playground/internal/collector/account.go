package collector

import (
	"fmt"

	"fanout/sim/exact"
)

// Account is what became of the spans of a run: each recorded one was accepted, rejected
// or lost.
type Account struct {
	URL      string `json:"url"`
	Recorded int    `json:"recorded"`
	Sent     int    `json:"sent"`     // in requests that were answered
	Accepted int    `json:"accepted"` // by an answer that says so
	Rejected int    `json:"rejected"` // by an answer that says that some were
	Lost     int    `json:"lost"`     // not sent, or in a request that failed
	Warning  string `json:"warning,omitempty"`
}

// String is the account as a sentence of a report.
func (a *Account) String() string {
	n := func(n int) string { return exact.Thousands(int64(n)) }
	text := fmt.Sprintf("%s: %s spans recorded, %s sent, %s accepted, %s rejected, %s lost", a.URL, n(a.Recorded), n(a.Sent), n(a.Accepted), n(a.Rejected), n(a.Lost))
	if a.Warning != "" {
		text += "; it warns: " + a.Warning
	}
	return text
}
