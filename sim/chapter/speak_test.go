package chapter

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/guild"
)

func TestSpeak(t *testing.T) {
	for _, c := range []struct {
		unit sim.Unit
		v    float64
		want string
	}{
		{sim.UnitShare, 0.45123, "45.1 %"}, {sim.UnitShare, 1, "100 %"}, {sim.UnitShare, 1.2944, "129 %"},
		{sim.UnitShare, 0.00025, "0.03 %"}, {sim.UnitShare, 0, "0 %"}, {sim.UnitShare, 0.9961, "99.6 %"},
		{sim.UnitCount, 1_003_000, "1,003,000"}, {sim.UnitCount, 2.004, "2"}, {sim.UnitCount, 1.0149, "1.01"},
		{sim.UnitCount, 12345.6, "12,346"}, {sim.UnitCount, -20, "-20"}, {sim.UnitCount, 9.999, "10"},
		{sim.UnitTime, 12, "12 ns"}, {sim.UnitTime, 357_000, "357 µs"}, {sim.UnitTime, 1_690_000, "1.69 ms"},
		{sim.UnitTime, 59.4e9, "59.4 s"}, {sim.UnitTime, 961e9, "16 min 1 s"}, {sim.UnitTime, 960e9, "16 min"},
		{sim.UnitTime, 34560e9, "9 h 36 min"}, {sim.UnitTime, 7200e9, "2 h"}, {sim.UnitTime, 0, "0 ns"},
		{sim.UnitCount, math.NaN(), "no number"}, {sim.UnitShare, math.Inf(1), "no number"},
	} {
		assert.Equal(t, c.want, Speak(c.unit, c.v), "%v %v", c.unit, c.v)
	}
}

func TestApart(t *testing.T) {
	for _, c := range []struct {
		unit          sim.Unit
		guess, answer float64
		want          string
	}{
		{sim.UnitShare, 0.49, 0.45, "4 points off"}, {sim.UnitShare, 0.46, 0.45, "1 point off"}, {sim.UnitShare, 0.45, 0.45, "exact"},
		{sim.UnitTime, 60e9, 961e9, "16 times too short"}, {sim.UnitTime, 961e9, 60e9, "16 times too long"},
		{sim.UnitCount, 20, 26, "6 off"}, {sim.UnitCount, 26, 26, "exact"}, {sim.UnitCount, 0, 26, "26 off"}, {sim.UnitCount, 5, 0, "5 off"}, {sim.UnitCount, 1, 2, "1 off"}, {sim.UnitCount, 4, 20, "5 times too low"},
		{sim.UnitCount, 5, math.NaN(), "nothing to compare with"},
	} {
		assert.Equal(t, c.want, apart(c.unit, c.guess, c.answer), "%v and %v", c.guess, c.answer)
	}
}

func TestGlossary(t *testing.T) {
	g, err := ParseGlossary("g", "\ufeff# Terms\r\n\r\norphan root | orphan\r\n  A root\r\n  span.\r\nBEAM\n\tA machine.\n")
	assert.NoError(t, err)
	term, ok := g.Find("Orphan")
	assert.True(t, ok)
	assert.Equal(t, Term{Name: "orphan root", Also: []string{"orphan"}, Definition: "A root span."}, term)
	assert.Len(t, g.Terms(), 2)
	_, ok = g.Find("sieve")
	assert.False(t, ok)
	g, err = ParseGlossary("g", "sieve | test [POST]\n  A test.\nload [MODEL]\n  A share.\n")
	assert.NoError(t, err)
	term, _ = g.Find("test")
	assert.Equal(t, Term{Name: "sieve", Also: []string{"test"}, Definition: "A test.", Tag: "POST"}, term)
	_, ok = g.Find("load")
	assert.True(t, ok, "the tag is no part of the name")
	for text, want := range map[string]string{
		"  text\n":         "g:1:1: a definition without a term; expected the term in a line before it",
		"a\nb\n  text\n":   `g:2:1: "a" has no definition; expected one before this line`,
		"a\n  t\nA\n  u\n": `g:3:1: "A" is a name of "a" already; expected each name once`,
		"a |\n  t\n":       "g:1:1: a name is missing; expected NAME or NAME | OTHER NAME",
		"a\n":              `g: "a" has no definition; expected one below it`,
		"a [post]\n  t\n":  `g:1:1: "[post]" is no tag; expected one of [POST], [MODEL], [TAB] at the end of the line`,
		"a [POST\n  t\n":   `g:1:1: "[POST" is no tag; expected one of [POST], [MODEL], [TAB] at the end of the line`,
		"\xff":             "g is no text in UTF-8; expected a glossary",
	} {
		_, err := ParseGlossary("g", text)
		assert.EqualError(t, err, want)
	}
}

// A guess is read as people write it.
func TestRead(t *testing.T) {
	for _, c := range []struct {
		metric, unit, text string
		want               float64
	}{
		{"guild.busy", "", "49", .49}, {"guild.busy", "", " 49 % ", .49}, {"guild.busy", "", "49%", .49},
		{"connects.longest", "", "90", 90e9}, {"connects.longest", "", "1.5 s", 1.5e9}, {"connects.longest", "", "16 min 2 s", 962e9}, {"connects.longest", "", "16m", 960e9},
		{"messages", "messages", "1,003", 1003}, {"messages", "messages", "1,003 messages", 1003},
	} {
		q, err := guild.Model().ParseQuantity(c.metric, nil)
		require.NoError(t, err)
		p := Prediction{Quantity: q, Unit: c.unit}
		v, err := p.Read(c.text)
		assert.NoError(t, err, c.text)
		assert.InDelta(t, c.want, v, 1e-9*c.want, c.text)
	}
	q, err := guild.Model().ParseQuantity("connects.longest", nil)
	require.NoError(t, err)
	_, err = (&Prediction{Quantity: q}).Read("long")
	assert.ErrorContains(t, err, `"long" is not possible; expected a duration`)
}
