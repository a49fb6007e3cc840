//go:build !js

package headless

import (
	"flag"
	"time"

	"fanout/cmd/playground/internal/collector"
)

func networkFlag(flags *flag.FlagSet, endpoint *string) {
	flags.StringVar(endpoint, "otlp-endpoint", "", "send every recorded span to this OTLP/HTTP `URL`, such as http://localhost:4318; the run ends at the present")
}

// openNetwork prepares to send to an endpoint. The run ends at the present, to the
// second, on the clock of those who get its spans: most look at the last hour, and not
// at the future.
func openNetwork(endpoint string, length time.Duration) (sender, error) {
	return collector.Open(endpoint, time.Now().Truncate(time.Second).Add(-length), collector.Clock{Now: time.Now, Sleep: time.Sleep})
}
