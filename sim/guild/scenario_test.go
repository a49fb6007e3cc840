package guild

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
)

func TestScenarioErrorsNameTheirPlace(t *testing.T) {
	for text, want := range map[string]string{
		"# t\n\nset members 0":                    `f:3:13: members: "0" is not possible; expected a whole number from 1 to 1,000,000`,
		"  fly":                                   `f:1:3: "fly" is not a command; expected one of set, toggle, costs, cost, send, `,
		"expect":                                  `f:1:7: expect: nothing expected; expected METRIC = VALUE`,
		"expect joy > 1":                          `f:1:8: expect: "joy" is not a metric; playground run -model guild -h lists them`,
		"expect sessions.cpu = 45":                `f:1:23: expect: "45" is not possible; expected a percentage such as 45.1%`,
		"expect deliveries = 45%":                 `f:1:21: expect: "45%" is not possible; expected a number`,
		"expect sessions.cpu / x = 2":             `f:1:23: expect: there is no mark "x" before this line`,
		"mark a b":                                `f:1:6: mark: "a b" is not a name; expected one word`,
		"expect deliveries ~ 4":                   `f:1:19: expect: "deliveries ~ 4" is not an expectation; expected = VALUE ± TOLERANCE, = VALUE, < VALUE or > VALUE`,
		"set":                                     `f:1:4: set : no value; expected set KEY VALUE`,
		"set joy 1":                               `f:1:5: set joy: there is no such setting in the model guild; expected one of `,
		"toggle  members":                         `f:1:9: toggle members: there is no such switch in the model guild; expected one of `,
		"\tburst  0":                              `f:1:9: burst: "0" is not possible; expected a whole number from 1 to 10,000`,
		"published deliveries = 5":                `f:1:25: published: "deliveries = 5" is too little; expected METRIC = VALUE ± TOLERANCE FIGURE (SOURCE)`,
		"published deliveries 5 all (me)":         `f:1:32: published: "deliveries 5 all (me)" is too little`,
		"published deliveries = 5 ± 1":            `f:1:29: published: "deliveries = 5 ± 1" is too little; expected METRIC = VALUE ± TOLERANCE FIGURE (SOURCE)`,
		"published deliveries = 5 ± 1 all":        `f:1:30: published: "all" is not a figure; expected its name and, in parentheses, its source`,
		"published deliveries = 5% ± 1 all (me)":  `f:1:24: expect: "5%" is not possible; expected a number`,
		"mark a\nexpect sessions.cpu / a = 2 ± x": `f:2:31: expect: "x" is not possible; expected a number`,
	} {
		_, err := model.ParseScenario("f", text)
		assert.ErrorContains(t, err, want)
	}
}

func TestAnUnmetExpectationIsReported(t *testing.T) {
	s, err := model.ParseScenario("f", "expect messages > 5\nexpect messages = 0")
	require.NoError(t, err)
	p, err := NewPlayer()
	require.NoError(t, err)
	var log strings.Builder
	failed, err := s.Run(p, &log, nil)
	require.NoError(t, err)
	assert.Equal(t, 1, failed)
	assert.Contains(t, log.String(), "expect messages > 5: 0, NOT MET")
}

// A scenario plays with any seed; where it sets one, the other takes its place.
func TestReseeded(t *testing.T) {
	for _, text := range []string{"seed 7\nset members 5\nrun 10ms", "set members 5\nrun 10ms"} {
		s, err := model.ParseScenario("f", text)
		require.NoError(t, err)
		for _, seed := range []uint64{7, 8} {
			p, err := NewPlayer()
			require.NoError(t, err)
			_, err = s.Reseeded(seed).Run(p, io.Discard, nil)
			require.NoError(t, err)
			want, err := NewPlayer("set members 5", fmt.Sprint("seed ", seed), "run 10ms")
			require.NoError(t, err)
			want.Finish()
			assert.Equal(t, hashOf(want), hashOf(p), "seed %d of %q", seed, text)
		}
	}
}

// What is published stands in the scenario, and is held against what was found.
func TestPublishedFigures(t *testing.T) {
	s, err := model.ParseScenario("f", "published keep.rate = 0.2% ± 0.1% kept of 10,000 (the post)\nexpect deliveries = 0")
	require.NoError(t, err)
	p, err := NewPlayer()
	require.NoError(t, err)
	var steps []sim.Step
	require.NoError(t, s.Play(p, nil, func(step sim.Step) error {
		steps = append(steps, step)
		return nil
	}))
	require.Len(t, steps, 2)
	assert.True(t, steps[0].Found.Met)
	assert.Equal(t, "0.10%", steps[0].Found.Text)
	assert.Equal(t, &sim.Published{Figure: "kept of 10,000", Source: "the post", Value: 0.002, Text: "0.20%", Share: true}, steps[0].Found.Published())
	assert.Equal(t, 2, steps[1].Line)
	assert.Nil(t, steps[1].Found.Published())
}
