package scene

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/sim/guild"
)

// A flag says what was changed in the words of the control that does it.
func TestFlagText(t *testing.T) {
	w := Words{Value: func(key, value string) string {
		if key == "sieve" {
			return "parse all, in short"
		}
		return ""
	}}
	for line, want := range map[string]string{
		"toggle no.roots on":          "No root spans: on",
		"set head.rate 5%":            "Head sampling: 5 %",
		"set members 1000000":         "Members: 1,000,000",
		"set sieve parse":             "Sieve: parse all, in short",
		"set fanout.10000 0.5%":       "Second layer at 10,000: 0.5 %",
		"set fanout 10/n":             "Second layer: 10/n",
		"toggle no.roots":             "toggle no.roots",
		"reset":                       "Reset to defaults",
		"costs beam-published":        "Costs: BEAM",
		"cost sieve 1us":              "cost sieve 1us", // there is no such price
		"cost grpc.handler 5276ns":    "Price of grpc.handler: 5.3 µs",
		"set latency 5ms":             "Latency: 5ms",
		"crash session 7":             "crash session 7", // which is not possible
		"crash guild":                 "Guild crashed and restarted",
		"crash node sessions-2":       "sessions-2 crashed",
		"link guilds sessions down":   "Link to sessions cut",
		"link sessions guilds up":     "Link to sessions restored",
		"link api guilds loss 2.5%":   "Link from API loses 2.5 %",
		"link presence guilds-1 down": "Link presence – guilds-1 cut",
		"reconnect 0.2":               "20 % of sessions reconnect",
		"burst 50":                    "50 messages at once",
		"costs this-machine a b c=1":  "Costs: measured",
	} {
		assert.Equal(t, want, w.flagText(guild.Model(), line), line)
	}
}
