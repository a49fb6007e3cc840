package headless_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/headless"
	"fanout/cmd/playground/internal/models"
)

func TestRefusesBeforeRunning(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"-for -1s", "-for is -1s, want more than 0 and at most 24h0m0s"},
		{"-for 48h", "-for is 48h0m0s"},
		{"-set head.rate", "want name=value"},
		{"-seed x", `invalid value "x"`},
		{"scenario.txt", `"scenario.txt" is neither a file nor a scenario; there are 01-ten-points,`},
		{"testdata", `"testdata" cannot be read: `},
		{"02 -for 2s", "-for does not go with scenarios"},
		{"02 -json -spans x", "go with the log of a scenario, not with its JSON"},
		{"-n 0", "-n is 0, want a whole number from 1 to 10000"},
		{"-n 2 -spans x", "go with one seed at a time"},
		{"-n 3 -seed 18446744073709551614", "-n is 3: there are not that many seeds from 18446744073709551614 to 18446744073709551615"},
		{"-set seed=5", "invalid value \"seed=5\" for flag -set: seed is no setting; expected -seed 5"},
		{"-set speed=5", "speed is no setting; a run goes as fast as it can"},
		{"-set do=1s send", "do is no setting; a scenario file has commands and times"},
		{"-set t=5s", "t is no setting; expected -for 5s, or -at 5s of a picture"},
		{"-set paused=", "paused is no setting; a run goes as fast as it can"},
		{"-set model=hashring", "model is no setting; expected -model hashring"},
		{"-n 2 -set joy=1", "there is no such setting"},
		{"-model joy", `model: "joy" is not a model; expected one of guild`},
		{"01 testdata/bad.txt", `testdata/bad.txt:3:13: members: "none" is not possible`},
		{"-nonsense", "-nonsense"},
	} {
		var stdout, stderr strings.Builder
		status := headless.Main(fields(c.args), &stdout, &stderr, headless.Env{})
		if status != 2 || stdout.Len() > 0 {
			t.Errorf("run %s: status %d and output %q, want 2 and none", c.args, status, &stdout)
		}
		if !strings.Contains(stderr.String(), c.want) || strings.Count(stderr.String(), "\n") != 1 {
			t.Errorf("run %s: said %q, want one line with %q", c.args, stderr.String(), c.want)
		}
	}
}

// fields are the words of a command line; what follows -set is one.
func fields(line string) []string {
	flag, value, ok := strings.Cut(line, "-set ")
	if !ok {
		return strings.Fields(line)
	}
	return append(strings.Fields(flag), "-set", value)
}

func TestHelp(t *testing.T) {
	var stdout, stderr strings.Builder
	if status := headless.Main([]string{"-h"}, &stdout, &stderr, headless.Env{}); status != 0 {
		t.Errorf("-h: status %d, want 0", status)
	}
	if !strings.Contains(stdout.String(), "example: playground run") || stderr.Len() > 0 {
		t.Errorf("-h has no example, or complains:\n%s%s", &stdout, &stderr)
	}
}

func TestProgressReachesTheEnd(t *testing.T) {
	var last time.Duration
	var stdout, stderr strings.Builder
	status := headless.Main([]string{"-for", "50ms"}, &stdout, &stderr, headless.Env{Progress: func(done, total time.Duration) {
		if done < last || done > total {
			t.Errorf("progress %v of %v after %v", done, total, last)
		}
		last = done
	}})
	if status != 0 || last != 50*time.Millisecond {
		t.Errorf("status %d, progress ended at %v; want 0 and 50ms; %s", status, last, &stderr)
	}
}

func TestRunsScenarios(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		want   string
	}{
		{"02", 0, "expect presence.busy / ignore = 2.00 ± 0.10: 2.00"},
		{"testdata/unmet.txt", 1, "1 of its expectations not met"},
		{"testdata/unmet.txt testdata/met.txt", 1, "expect deliveries < 1,000: "},
		{"testdata/met.txt testdata/met.txt", 0, "expect deliveries < 1,000: "},
		{"testdata/met.txt -seed 5", 0, "\n          0s  seed 5\n"},
		{"testdata/met.txt -seed 5 -json", 0, `"text": "seed 5"`},
		{"testdata/unmet.txt -json", 1, `"unmet": 1`},
		{"testdata/met.txt -n 3 -seed 5", 0, "seeds 5 to 7"},
		{"testdata/met.txt -n 3 -json", 0, `"met": 3`},
		{"testdata/unmet.txt -n 3", 1, "the first: playground run -seed 1 testdata/unmet.txt\n"},
	} {
		var stdout, stderr strings.Builder
		if status := headless.Main(strings.Fields(c.name), &stdout, &stderr, headless.Env{}); status != c.status {
			t.Errorf("run %s: status %d, want %d; %s", c.name, status, c.status, &stderr)
		}
		if !strings.Contains(stdout.String(), c.want) {
			t.Errorf("run %s printed\n%s\nwithout %q", c.name, &stdout, c.want)
		}
	}
}

// The spread of a figure over seeds is that of single runs with these seeds.
func TestSpreadOverSeeds(t *testing.T) {
	settings := []string{"-for", "1s", "-set", "members=100", "-set", "rate=40"}
	var least, most int64 = 1 << 62, 0
	var all []int64
	for seed := 3; seed <= 7; seed++ {
		var state struct{ Messages struct{ Deliveries int64 } }
		require.NoError(t, json.Unmarshal([]byte(run(t, append(settings, "-json", "-seed", strconv.Itoa(seed))...)), &state))
		least, most = min(least, state.Messages.Deliveries), max(most, state.Messages.Deliveries)
		all = append(all, state.Messages.Deliveries)
	}
	slices.Sort(all)
	var spread struct {
		FirstSeed string
		Seeds     int
		Metrics   map[string]struct{ Least, Median, Most float64 }
	}
	require.NoError(t, json.Unmarshal([]byte(run(t, append(settings, "-json", "-seed", "3", "-n", "5")...)), &spread))
	assert.Equal(t, "3", spread.FirstSeed)
	assert.Equal(t, 5, spread.Seeds)
	assert.Less(t, least, most)
	assert.EqualValues(t, least, spread.Metrics["deliveries"].Least)
	assert.EqualValues(t, all[2], spread.Metrics["deliveries"].Median)
	assert.EqualValues(t, most, spread.Metrics["deliveries"].Most)

	table := run(t, append(settings, "-n", "5", "-seed", "3")...)
	assert.Contains(t, table, "seeds 3 to 7, 1s of virtual time each\n")
	assert.Regexp(t, fmt.Sprintf(`(?m)^deliveries +%d +%d +%d$`, least, all[2], most), table)
}

// The help says of which time a figure is: two that are compared have to be of one.
func TestHelpSaysOfWhichTimeAMetricIs(t *testing.T) {
	for _, m := range models.All() {
		var help bytes.Buffer
		headless.Main([]string{"-model", m.Name, "-h"}, &help, io.Discard, headless.Env{})
		whole, recent, ok := strings.Cut(help.String(), "since the last change of a setting:")
		service := m.Services[0].Name
		if !ok || !strings.Contains(recent, service+".cpu ") || !strings.Contains(recent, "time."+m.Classes[0].Metric+" ") ||
			!strings.Contains(whole, service+".handled ") || strings.Contains(whole, ".cpu") {
			t.Errorf("%s:\n%s", m.Name, help.String())
		}
	}
}
