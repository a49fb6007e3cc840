package ring

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// named returns n names, the format with 1 … n in it.
func named(format string, n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf(format, i+1)
	}
	return list
}

// letters are node-a … up to the letter: no two of them hash the same text.
func letters(to rune) []string {
	var list []string
	for c := 'a'; c <= to; c++ {
		list = append(list, "node-"+string(c))
	}
	return list
}

func published(t testing.TB, c Config) *Published {
	t.Helper()
	r, err := NewPublished(c)
	require.NoError(t, err)
	return r
}

// The digests of RFC 1321, A.5, whose second half is read backwards, and what
// the source answers for texts that occur on rings.
func TestHash(t *testing.T) {
	for _, c := range []struct {
		text string
		want uint64
	}{
		{"", 0x7e42f8ec980980e9},               // d41d8cd98f00b204 e9800998ecf8427e
		{"a", 0x61267769e299c331},              // 0cc175b9c0f1b6a8 31c399e269772661
		{"abc", 0x727fe1287d3f96d6},            // 900150983cd24fb0 d6963f7d28e17f72
		{"message digest", 0xd061f1aa312f5a52}, // f96b697d7cb7938d 525a2f31aaf161d0
		{strings.Repeat("x", 100), 0xb24715427a594c65},
		{"guilds-110", 15474581388178842390},
		{"node-a0", 3798832625748626917},
		{"node-a511", 17152998087684179754},
		{"g99999", 10016719985011815763},
		{"äöü", 9309083943632692965},
	} {
		assert.Equal(t, c.want, Hash(c.text), c.text)
	}
}

// allPoints writes the points as lines of hash and name.
func allPoints(r *Published) []string {
	var lines []string
	for i := range r.NumPoints() {
		p := r.Point(i)
		lines = append(lines, fmt.Sprintf("%020d %s", p.Hash, r.Node(p.Node).Name))
	}
	return lines
}

// Three rings of the source, run under OTP 25 and Elixir 1.14, had points and
// answered for the keys g0 … g9999 as these digests say.
func TestPointsAndAnswersOfTheSource(t *testing.T) {
	for _, c := range []struct {
		name   string
		config Config
		points int
		rows   string
		found  map[int]string // by n
	}{
		{
			"usual", Config{Nodes: Nodes(letters('l')...)}, 6144, "98f34b66207a75bd2cc2eda09c3997dc",
			map[int]string{1: "a469dfefc2aeebd10b106f23bd6e17d9", 3: "eac1ea569205be526ae524beed747c7d", 20: "df148a4d63a4b0ec98c4b70dea49a05f"},
		},
		{
			"weights", Config{Nodes: []Node{{"small", 100}, {Name: "usual"}, {"big", 2000}, {"none", NoPoints}}}, 2612, "f7287fee44bcc87704ff935b8614b884",
			map[int]string{1: "a038ae82d4b27c27a69c7a4df4ccece4", 3: "b2802ae5659cd21e767ce5b66d15ea68"},
		},
		{
			"8 replicas", Config{Replicas: 8, Nodes: []Node{{Name: "usual"}, {"big", 30}}}, 38, "1beac233e0fe7e7cb248c5eefea8d417",
			map[int]string{1: "886c3fc132b0588d9dd9088e11aba431", 2: "4e084ba9ad27ea9b90b32b047ec9b7d7"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := published(t, c.config)
			assert.Equal(t, c.points, r.NumPoints())
			rows := allPoints(r)
			for i := range rows {
				rows[i] = strings.TrimLeft(rows[i], "0")
			}
			assert.Equal(t, c.rows, digest(rows))
			for n, want := range c.found {
				assert.Equal(t, want, digest(answers(func(key string) []string { return r.FindN(nil, key, n) })), "%d nodes", n)
			}
		})
	}
}

// Texts that two nodes share make one point, which the later node keeps. In the
// order guilds-1 … guilds-12 the first loses 100 points to guilds-11 and 100 to
// guilds-12. A separator ends it.
func TestSharedTexts(t *testing.T) {
	up := named("guilds-%d", 12)
	r := published(t, Config{Nodes: Nodes(up...)})
	assert.Equal(t, 5944, r.NumPoints())
	assert.Equal(t, 312, r.Kept(0))
	assert.InDelta(t, 0.59, 12*r.Share(0).Float(), 0.005)
	assert.Equal(t, Hash("guilds-1"+"10"), Hash("guilds-11"+"0"))
	assert.Equal(t, "guilds-11", ownerOf(r, Hash("guilds-110")))
	for i := 1; i < 12; i++ {
		assert.Equal(t, 512, r.Kept(i), "node %d", i)
	}

	down := []string{up[11], up[10], up[0]}
	r = published(t, Config{Nodes: Nodes(down...)})
	assert.Equal(t, []int{412, 412, 512}, []int{r.Kept(0), r.Kept(1), r.Kept(2)})
	assert.Equal(t, "guilds-1", ownerOf(r, Hash("guilds-110")))

	r = published(t, Config{Nodes: Nodes(up...), Separator: "-"})
	assert.Equal(t, 6144, r.NumPoints())
	assert.Equal(t, 512, r.Kept(0))
	assert.Equal(t, "guilds-11", ownerOf(r, Hash("guilds-11-0")))
}

// ownerOf is the name of the node whose point has this hash, "" for none.
func ownerOf(r *Published, hash uint64) string {
	for i := range r.NumPoints() {
		if p := r.Point(i); p.Hash == hash {
			return r.Node(p.Node).Name
		}
	}
	return ""
}

// spread is the standard deviation of the shares as a part of the fair share.
func spread(r *Published) float64 {
	n, sum := float64(r.NumNodes()), 0.0
	for i := range r.NumNodes() {
		d := n*r.Share(i).Float() - 1
		sum += d * d
	}
	return math.Sqrt(sum / n)
}

// The spread of one ring lies in the bands of the case study, entry 23, and the
// mean of 40 rings is what independent points lead to: with N nodes of r points
// √((N-1)/(N·r+1)), which is about 1/√r.
func TestSpreadOfShares(t *testing.T) {
	for _, c := range []struct {
		replicas    int
		least, most float64
	}{{1, 0.30, 0.88}, {8, 0.255, 0.325}, {64, 0.10, 0.12}, {512, 0.03, 0.05}} {
		for _, n := range []int{4, 10, 20} {
			one := spread(published(t, Config{Nodes: Nodes(named("guild-%02d", n)...), Replicas: c.replicas}))
			assert.True(t, c.least <= one && one <= c.most, "%d x %d: %.3f", n, c.replicas, one)
			squares := 0.0
			for set := range 40 {
				names := named(fmt.Sprintf("set-%d-%%02d", set), n)
				s := spread(published(t, Config{Nodes: Nodes(names...), Replicas: c.replicas}))
				squares += s * s / 40
			}
			want := math.Sqrt(float64(n-1) / float64(n*c.replicas+1))
			assert.InEpsilon(t, want, math.Sqrt(squares), 0.25, "%d x %d", n, c.replicas)
		}
	}
}

// Numbered names spoil the evenness: of gs-1 … gs-20 the first keeps 60 of its 512
// points, those numbered 0 … 9, 100 … 109, … 500 … 509, and the others of it
// belong to gs-11 … gs-19. A separator repairs it.
func TestSharedTextsSpoilTheSpread(t *testing.T) {
	without := published(t, Config{Nodes: Nodes(named("gs-%d", 20)...)})
	assert.Equal(t, 60, without.Kept(0))
	assert.InDelta(t, 0.160, 20*without.Share(0).Float(), 0.0005)
	assert.InDelta(t, 0.195, spread(without), 0.0005)
	with := published(t, Config{Nodes: Nodes(named("gs-%d", 20)...), Separator: "/"})
	assert.Equal(t, 512, with.Kept(0))
	assert.InDelta(t, 0.038, spread(with), 0.0005)
}

func TestNewPublishedRefuses(t *testing.T) {
	for _, c := range []struct {
		config Config
		want   error
		text   string
	}{
		{Config{Nodes: Nodes("a", "b", "a")}, ErrNodeExists, `ring: node exists: "a"`},
		{Config{Nodes: []Node{{"a", -2}}}, ErrReplicas, `ring: bad number of replicas: -2 of node "a"`},
		{Config{Replicas: -1}, ErrReplicas, "ring: bad number of replicas: -1 per node"},
		{Config{Nodes: []Node{{"a", MostPoints}, {"b", 1}}}, ErrTooManyPoints, "ring: too many points: over 1048576"},
		{Config{Nodes: []Node{{"a", math.MaxInt}}}, ErrTooManyPoints, "ring: too many points: over 1048576"},
		{Config{Nodes: make([]Node, MostPoints+1)}, ErrTooManyPoints, "ring: too many points: 1048577 nodes"},
	} {
		r, err := NewPublished(c.config)
		assert.Nil(t, r)
		require.ErrorIs(t, err, c.want)
		assert.EqualError(t, err, c.text)
	}
}

func TestNodesOfARing(t *testing.T) {
	c := Config{Nodes: []Node{{Name: "a"}, {"b", 3}, {"c", NoPoints}}, Replicas: 5}
	r := published(t, c)
	c.Nodes[0].Name = "changed by the caller"
	assert.Equal(t, []Node{{"a", 5}, {"b", 3}, {"c", NoPoints}}, []Node{r.Node(0), r.Node(1), r.Node(2)})
	assert.Equal(t, 3, r.NumNodes())
	assert.Equal(t, []int{0, 2, -1}, []int{r.Index("a"), r.Index("c"), r.Index("d")})
	assert.Equal(t, []int{5, 3, 0}, []int{r.Kept(0), r.Kept(1), r.Kept(2)})
	assert.Equal(t, Share{}, r.Share(2))
}

func BenchmarkNewPublished(b *testing.B) {
	c := Config{Nodes: Nodes(named("gs-%d", 16)...)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NewPublished(c); err != nil {
			b.Fatal(err)
		}
	}
}
