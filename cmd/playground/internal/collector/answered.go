//go:build !js

package collector

import "fmt"

// note enters what was answered to a request with n spans, and returns how many of them
// were rejected.
func (a *Account) note(n int, answer *answer) (rejected int) {
	if answer.status != "" {
		a.Sent += n
	}
	if answer.failure != "" {
		return 0
	}
	rejected = min(answer.rejected, n)
	a.Rejected += rejected
	a.Accepted += n - rejected
	if message := clip(answer.message); rejected == 0 && message != "" && a.Warning == "" {
		a.Warning = message
	}
	return rejected
}

// refusal says that an answer rejected spans.
func (a *answer) refusal() string {
	return fmt.Sprintf("it answered %s and rejected spans: %q", a.status, clip(a.message))
}
