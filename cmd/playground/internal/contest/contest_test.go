package contest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/contest"
	"fanout/cmd/playground/internal/lesson"
	"fanout/cmd/playground/internal/link"
	"fanout/cmd/playground/internal/timed"
	"fanout/sim"
	"fanout/sim/challenge"
	"fanout/sim/guild"
	"fanout/sim/hashring"
)

// table is a player at a table with chapters and challenges.
type table struct {
	*contest.Contest
	t       *testing.T
	player  *timed.Player
	lessons *lesson.Lessons
}

func sit(t *testing.T) *table {
	t.Helper()
	p, err := sim.NewPlayer(guild.Model(), "set members 40", "seed 4", "run 2s")
	require.NoError(t, err)
	clock := func() time.Duration { return 0 }
	player := timed.New(p, timed.Machine{Now: clock})
	lessons := lesson.New(player)
	return &table{contest.New(player, lessons, clock, "2026-11-28"), t, player, lessons}
}

// frames carries on until there is a result.
func (s *table) frames() *contest.Outcome {
	s.t.Helper()
	for range 100_000 {
		s.player.Frame(20*time.Millisecond, nil)
		s.lessons.Frame()
		s.Frame()
		if v := s.View(); v.Open != nil && v.Open.Result != nil {
			return v.Open.Result
		}
	}
	s.t.Fatal("it never ends")
	return nil
}

func TestAChallengeFromBeginningToBill(t *testing.T) {
	if testing.Short() {
		t.Skip("whole runs are played")
	}
	s := sit(t)
	assert.Nil(t, s.View().Open)
	assert.Len(t, s.View().All, 4)
	assert.EqualError(t, s.Leave(), "leave: no challenge is open")
	assert.ErrorContains(t, s.Open("77"), `"77" is not one of guild`)
	s.player.Finish()
	left := s.player.Now()

	require.NoError(t, s.Open("1"))
	first := challenge.Of(guild.Model())[0]
	assert.ErrorContains(t, s.player.Do("set members 5"), `"set members 5" is not yours to do in this challenge`)
	for _, e := range first.Pass {
		require.NoError(t, s.player.Do(e.Line))
	}
	require.NoError(t, s.player.Do("run 1m"))
	r := s.frames()
	assert.True(t, r.Passed)
	assert.Equal(t, r.Bill, s.View().All[0].Best)

	name, done, err := link.Run("https://example.org/?#" + s.Link())
	require.NoError(t, err)
	assert.Equal(t, "1-a-quiet-evening", name)
	again, err := challenge.Score(first, done)
	require.NoError(t, err)
	assert.Equal(t, r.Bill, again.Bill)

	require.NoError(t, s.Leave())
	assert.Equal(t, left, s.player.Now(), "free play waits where it was left")
	assert.NoError(t, s.player.Do("set members 5"), "and everything may be done there")

	other := sit(t)
	require.NoError(t, other.Watch(link.OfRun("1", done)))
	assert.True(t, other.View().Open.Watched)
	assert.Equal(t, r.Bill, other.frames().Bill)
	assert.Equal(t, int64(-1), other.View().All[0].Best, "somebody else's run is nobody's best")
}

// A chapter, a challenge and another world end each other.
func TestOneThingAtATime(t *testing.T) {
	s := sit(t)
	require.NoError(t, s.Open("today"))
	assert.Equal(t, "2026-11-28", s.View().Open.Name)
	require.NoError(t, s.lessons.Open(1))
	assert.Nil(t, s.View().Open)
	assert.NoError(t, s.player.Do("set members 5"))
	require.NoError(t, s.Open("2"))
	assert.Nil(t, s.lessons.View().Open)
	s.lessons.Leave()
	s.Frame()
	assert.Nil(t, s.View().Open)
	require.NoError(t, s.Open("1"))
	p, err := sim.NewPlayer(hashring.Model())
	require.NoError(t, err)
	s.player.Exchange(p)
	s.lessons.Frame()
	s.Frame()
	assert.Nil(t, s.View().Open)
	assert.Empty(t, s.View().All, "a world without challenges has none")
	assert.Error(t, s.Open("1"))
}

func TestBillsOfEarlierVisits(t *testing.T) {
	s := sit(t)
	best, err := contest.ReadBest(`{"1-a-quiet-evening": 4000, "9-none": 3, "2026-11-28": -1}`)
	require.NoError(t, err)
	assert.Error(t, s.SetBest(best))
	assert.Equal(t, map[string]int64{"1-a-quiet-evening": 4000}, s.Best())
	for _, bad := range []string{"", "garbage", `{"a": "b"}`, `[1]`} {
		_, err := contest.ReadBest(bad)
		assert.ErrorContains(t, err, "is no list of bills", bad)
	}
}
