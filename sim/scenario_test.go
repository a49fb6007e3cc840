package sim

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var rewrite = flag.Bool("rewrite", false, "write the golden logs anew")

// Each scenario meets its own expectations, and its log, history included, is the
// golden one, on every machine.
func TestScenarios(t *testing.T) {
	for _, s := range Scenarios() {
		t.Run(s.Name, func(t *testing.T) {
			p, err := NewPlayer()
			require.NoError(t, err)
			var log strings.Builder
			failed, err := s.Run(p, &log, nil)
			require.NoError(t, err)
			assert.Zero(t, failed, "expectations not met in\n%s", log.String())
			golden := filepath.Join("testdata", s.Name+".log")
			if *rewrite {
				require.NoError(t, os.WriteFile(golden, []byte(log.String()), 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			assert.Equal(t, string(want), log.String(), "go test ./sim -run %s -rewrite writes it anew", t.Name())
		})
	}
}

func TestScenarioErrorsNameTheirPlace(t *testing.T) {
	for text, want := range map[string]string{
		"# t\n\nset members 0":        `f:3:1: members: "0" is not possible; expected a whole number from 1 to 1,000,000`,
		"  fly":                       `f:1:3: "fly" is not a command; expected one of set, toggle, send, burst, link, crash, seed, reset, play, pause, step, speed, run`,
		"expect":                      `f:1:1: expect: nothing expected; expected METRIC = VALUE`,
		"expect joy > 1":              `f:1:1: expect: "joy" is not a metric; playground run -h lists them`,
		"expect sessions.cpu = 45":    `f:1:1: expect: "45" is not possible; expected a percentage such as 45.1%`,
		"expect deliveries = 45%":     `f:1:1: expect: "45%" is not possible; expected a number`,
		"expect sessions.cpu / x = 2": `f:1:1: expect: there is no mark "x" before this line`,
		"mark a b":                    `f:1:1: mark: "a b" is not a name; expected one word`,
		"expect deliveries ~ 4":       `f:1:1: expect: "deliveries ~ 4" is not an expectation; expected = VALUE ± TOLERANCE, = VALUE, < VALUE or > VALUE`,
		"mark a\nexpect sessions.cpu / a = 2 ± x": `f:2:1: expect: "x" is not possible; expected a number`,
	} {
		_, err := ParseScenario("f", text)
		assert.EqualError(t, err, want)
	}
}

func TestAnUnmetExpectationIsReported(t *testing.T) {
	s, err := ParseScenario("f", "expect messages > 5\nexpect messages = 0")
	require.NoError(t, err)
	p, err := NewPlayer()
	require.NoError(t, err)
	var log strings.Builder
	failed, err := s.Run(p, &log, nil)
	require.NoError(t, err)
	assert.Equal(t, 1, failed)
	assert.Contains(t, log.String(), "expect messages > 5: 0, NOT MET")
}
