package ring

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func history(t *testing.T, c HistoryConfig) *History {
	t.Helper()
	h, err := NewHistory(c)
	require.NoError(t, err)
	return h
}

// nodeNames are the names on a ring, in its order.
func nodeNames(r *Published) []string {
	var list []string
	for i := range r.NumNodes() {
		list = append(list, r.Node(i).Name)
	}
	return list
}

// The source, run under OTP 25 with these changes, found for g0 … g9999 what the
// digests say.
func TestStableOfTheSource(t *testing.T) {
	h := history(t, HistoryConfig{Ring: Config{Nodes: Nodes(letters('j')...)}, Depth: 3})
	stable := func() string {
		return digest(answers(func(key string) []string { return h.FindStable(nil, key, 2) }))
	}
	assert.Equal(t, "476e2424d62235311a04641ba8d1ce46", stable())
	require.NoError(t, h.Add(0, Node{Name: "node-k"}, Node{"node-l", 100}))
	assert.Equal(t, append([]string{"node-k", "node-l"}, letters('j')...), nodeNames(h.Current()))
	assert.Equal(t, "28e544de256418fd0652377f15c6f10c", stable())
	require.NoError(t, h.Remove(0, "node-c", "node-k"))
	assert.Equal(t, "6b48350ee97d1e3c68648f17635eac90", stable())
	require.NoError(t, h.Set(0, Node{"node-a", 40}, Node{Name: "new"}))
	assert.Equal(t, "f5611d52486825978d2e618c3b96689f", stable())
	for back, want := range map[int]string{1: "2b883b5861eeb1abbb359951d0f4f5ba", 2: "b0867e387c28f4849f39db7a7176c12a"} {
		assert.Equal(t, want, digest(answers(func(key string) []string { return h.Back(back).FindN(nil, key, 2) })))
	}
	assert.Nil(t, h.Back(3))
	assert.Nil(t, h.Back(-1))

	h.SetOverrides([]Override{{"g0", []string{"x"}}, {"g1", []string{"x", "y", "new"}}, {"g2", []string{"new"}}, {"g3", nil}, {"g4", []string{"x", "x"}}})
	assert.Equal(t, "47e7639168f28d32ebcc8e38996e6876", stable())
	assert.Equal(t, 4, h.Generation(), "overrides make no generation")
	for key, want := range map[string][]string{
		"g0": {"x", "new", "node-a", "node-e", "node-f"},
		"g1": {"x", "y", "new"},
		"g2": {"new", "node-a", "node-h", "node-b", "node-c"},
		"g3": {"new", "node-a", "node-e", "node-f", "node-k"},
		"g4": {"x", "x", "new", "node-d", "node-k"},
	} {
		assert.Equal(t, want, h.FindStable(nil, key, 3), key)
	}
}

// A stale generation is held for the delay and found by its number, and by
// nothing else.
func TestGenerationsExpire(t *testing.T) {
	h := history(t, HistoryConfig{Ring: Config{Nodes: Nodes("a", "b")}})
	_, ok := h.NextExpiry()
	assert.False(t, ok)
	const second = 1_000_000_000
	require.NoError(t, h.Add(5*second, Node{Name: "c"}))
	require.NoError(t, h.Add(7*second, Node{Name: "d"}))
	assert.Equal(t, 3, h.Generation())
	assert.Equal(t, []string{"d", "c", "a", "b"}, nodeNames(h.Current()))
	assert.Equal(t, []string{"a", "b"}, nodeNames(h.Held(1)))
	assert.Nil(t, h.Back(1), "the depth is 1")
	assert.Equal(t, (2+3+4)*512, h.Rows())
	assert.Equal(t, h.Current().FindN(nil, "key", 2), h.FindStable(nil, "key", 2))

	at, ok := h.NextExpiry()
	assert.True(t, ok)
	assert.Equal(t, int64(15*second), at)
	assert.Zero(t, h.Expire(15*second-1))
	assert.Equal(t, 1, h.Expire(15*second))
	assert.Nil(t, h.Held(1))
	assert.Equal(t, []string{"c", "a", "b"}, nodeNames(h.Held(2)))
	assert.Equal(t, 1, h.Expire(100*second))
	assert.Zero(t, h.Expire(1000*second), "the current one is never stale")
	assert.Equal(t, 4*512, h.Rows())
	assert.Nil(t, h.Held(4))
}

// A change that is refused changes nothing.
func TestHistoryRefuses(t *testing.T) {
	for _, c := range []HistoryConfig{{Depth: -1}, {GCDelayNs: -1}} {
		_, err := NewHistory(c)
		assert.ErrorIs(t, err, ErrDepth)
	}
	_, err := NewHistory(HistoryConfig{Ring: Config{Nodes: Nodes("a", "a")}})
	assert.ErrorIs(t, err, ErrNodeExists)

	h := history(t, HistoryConfig{Ring: Config{Nodes: Nodes("a", "b")}})
	assert.ErrorIs(t, h.Add(0, Nodes("new", "a")...), ErrNodeExists)
	assert.ErrorIs(t, h.Remove(0, "a", "unknown"), ErrNoNode)
	assert.EqualError(t, h.Remove(0, "unknown"), `ring: no such node: "unknown"`)
	assert.ErrorIs(t, h.Set(0, Node{"a", -7}), ErrReplicas)
	assert.Equal(t, 1, h.Generation())
	assert.Equal(t, []string{"a", "b"}, nodeNames(h.Current()))

	half := Node{"big", MostPoints / 2}
	require.NoError(t, h.Set(0, half))
	assert.ErrorIs(t, h.Set(0, half), ErrTooManyPoints, "1024 + half + half")
	assert.Equal(t, 2, h.Generation())
	assert.Equal(t, 1, h.Expire(GCDelayNs))
	assert.NoError(t, h.Set(0, half))
}

// The first nodes found are those of now, and the generations without nodes are
// passed over.
func TestStableMerges(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for range 100 {
		depth := 1 + rng.IntN(4)
		h := history(t, HistoryConfig{Ring: randomConfig(rng), Depth: depth})
		rings := []*Published{h.Current()} // the newest first
		for range rng.IntN(6) {
			require.NoError(t, h.Set(0, randomConfig(rng).Nodes...))
			rings = slices.Insert(rings, 0, h.Current())
		}
		for range 20 {
			key, n := strconv.Itoa(rng.IntN(50)), rng.IntN(5)
			want := []string{"before"}
			for _, r := range rings[:min(depth, len(rings))] {
				first := len(want) == 1
				for _, name := range r.FindN(nil, key, n) {
					if first || !slices.Contains(want[1:], name) {
						want = append(want, name)
					}
				}
			}
			require.Equal(t, want, h.FindStable([]string{"before"}, key, n))
		}
	}
}
