package ring

import (
	"crypto/md5"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// digest is the MD5 of the lines, as the source's answers were digested.
func digest(lines []string) string {
	return fmt.Sprintf("%x", md5.Sum([]byte(strings.Join(lines, "\n"))))
}

// answers are the nodes found for the keys g0 … g9999, a line each.
func answers(find func(key string) []string) []string {
	lines := make([]string, 10_000)
	for i := range lines {
		lines[i] = strings.Join(find("g"+strconv.Itoa(i)), ",")
	}
	return lines
}

// oracle is the ring as its definition has it: a heap of points that is scanned.
type oracle struct {
	nodes  int
	points []oraclePoint
	fixed  []Override
}

type oraclePoint struct {
	hash uint64
	name string
}

func newOracle(c Config) *oracle {
	o := &oracle{nodes: len(c.Nodes), fixed: c.Overrides}
	for _, n := range c.Nodes {
		replicas := n.Replicas
		if replicas == 0 {
			replicas = c.Replicas
		}
		for i := 0; i < replicas; i++ {
			p := oraclePoint{Hash(fmt.Sprint(n.Name, c.Separator, i)), n.Name}
			same := slices.IndexFunc(o.points, func(q oraclePoint) bool { return q.hash == p.hash })
			if same >= 0 {
				o.points[same] = p
			} else {
				o.points = append(o.points, p)
			}
		}
	}
	return o
}

// after is the point strictly after hash, or the first: the one with the least
// way to go, a point at hash itself having the whole circle to go.
func (o *oracle) after(hash uint64) oraclePoint {
	best, found := uint64(math.MaxUint64), oraclePoint{}
	for _, p := range o.points {
		if way := p.hash - hash - 1; way <= best {
			best, found = way, p
		}
	}
	return found
}

func (o *oracle) find(key string, n int) (names []string) {
	if o.nodes == 0 {
		return nil
	}
	for _, f := range o.fixed {
		if f.Key == key {
			names = slices.Clone(f.Nodes) // the last one counts
		}
	}
	hash := Hash(key)
	for range o.points {
		p := o.after(hash)
		if hash = p.hash; !slices.Contains(names, p.name) {
			names = append(names, p.name)
		}
	}
	return names[:min(n, len(names))]
}

// randomConfig has names of two characters that often hash the same text.
func randomConfig(rng *rand.Rand) Config {
	c := Config{Replicas: 1 + rng.IntN(15), Separator: []string{"", "", "-", "0"}[rng.IntN(4)]}
	for _, i := range rng.Perm(30)[:rng.IntN(9)] {
		c.Nodes = append(c.Nodes, Node{strconv.FormatInt(int64(i), 3), rng.IntN(25) - 1})
	}
	for range rng.IntN(4) {
		o := Override{Key: strconv.Itoa(rng.IntN(5))}
		for range rng.IntN(4) {
			o.Nodes = append(o.Nodes, strconv.FormatInt(int64(rng.IntN(40)), 3))
		}
		c.Overrides = append(c.Overrides, o)
	}
	return c
}

func requireAsOracle(t *testing.T, c Config, r *Published, key string, n int) {
	t.Helper()
	o := newOracle(c)
	require.Equal(t, len(o.points), r.NumPoints(), "%+v", c)
	want := o.find(key, n)
	got := r.FindN([]string{"before"}, key, n)
	require.Equal(t, append([]string{"before"}, want...), got, "%+v key %q", c, key)
	first, ok := r.Find(key)
	one := o.find(key, 1)
	require.Equal(t, len(one) > 0, ok, "%+v key %q", c, key)
	if ok {
		require.Equal(t, one[0], first, "%+v key %q", c, key)
	}
	if i := r.Locate(Hash(key)); len(o.points) == 0 {
		require.Equal(t, -1, i)
	} else {
		require.Equal(t, o.after(Hash(key)).name, r.Node(i).Name, "%+v key %q", c, key)
	}
}

func TestFindAgreesWithTheDefinition(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		c := randomConfig(rng)
		r := published(t, c)
		for range 10 {
			requireAsOracle(t, c, r, strconv.Itoa(rng.IntN(200)), rng.IntN(12))
		}
		for i := range r.NumPoints() { // at, before and after each point
			p := r.Point(i)
			for _, h := range []uint64{p.Hash - 1, p.Hash, p.Hash + 1} {
				require.Equal(t, newOracleOf(r).after(h).name, r.Node(r.Locate(h)).Name, "%+v hash %d", c, h)
			}
		}
	}
}

// newOracleOf scans the points that a ring says it has.
func newOracleOf(r *Published) *oracle {
	o := &oracle{nodes: r.NumNodes()}
	for i := range r.NumPoints() {
		o.points = append(o.points, oraclePoint{r.Point(i).Hash, r.Node(r.Point(i).Node).Name})
	}
	return o
}

func FuzzFind(f *testing.F) {
	f.Add("guilds-1 guilds-11 guilds-12", 20, "", "g0", 2)
	f.Add("a a- -", 3, "-", "", 5)
	f.Add("", 1, "x", "key", 1)
	f.Fuzz(func(t *testing.T, names string, replicas int, separator, key string, n int) {
		list := strings.Split(names, " ")
		slices.Sort(list)
		list = slices.Compact(list)
		c := Config{Nodes: Nodes(list...), Replicas: 1 + (replicas&math.MaxInt)%30, Separator: separator}
		c.Overrides = []Override{{Key: "fixed", Nodes: list[len(list)/2:]}}
		c.Nodes = c.Nodes[:min(len(list), 12)]
		requireAsOracle(t, c, published(t, c), key, (n&math.MaxInt)%20)
	})
}

// The nodes found are distinct, as many as asked for or there are, and a longer
// answer begins with the shorter one.
func TestFindNIsDistinct(t *testing.T) {
	r := published(t, Config{Nodes: append(Nodes(named("gs-%d", 7)...), Node{"none", NoPoints})})
	for i := range 500 {
		key := "g" + strconv.Itoa(i)
		all := r.FindN(nil, key, 100)
		assert.Len(t, all, 7)
		assert.NotContains(t, all, "none")
		sorted := slices.Sorted(slices.Values(all))
		assert.Len(t, slices.Compact(sorted), 7)
		for n := range 8 {
			require.Equal(t, all[:n], r.FindN([]string{}, key, n))
		}
		assert.Empty(t, r.FindN(nil, key, -1))
	}
}

// What the source found with these overrides; see also TestStableOfTheSource.
func TestOverrides(t *testing.T) {
	fixed := []Override{{"g0", []string{"x"}}, {"g1", []string{"x", "y", "new"}}, {"g2", []string{"new"}}, {"g3", nil}, {"g4", []string{"x", "x"}}}
	plain := published(t, Config{Nodes: []Node{{"node-a", 40}, {Name: "new"}}})
	r := plain.WithOverrides(fixed)
	for key, want := range map[string][]string{
		"g0": {"x", "new", "node-a"}, "g1": {"x", "y", "new"}, "g2": {"new", "node-a"}, "g3": {"new", "node-a"}, "g4": {"x", "x", "new"},
	} {
		for n := range 4 {
			assert.Equal(t, want[:min(n, len(want))], r.FindN([]string{}, key, n), "%s, %d nodes", key, n)
		}
		name, ok := r.Find(key)
		assert.True(t, ok)
		assert.Equal(t, want[0], name)
	}
	name, _ := plain.Find("g0")
	assert.Equal(t, "new", name, "the other ring has none")
	assert.Equal(t, "new", r.Node(r.Locate(Hash("g0"))).Name, "a hash has none")
	fixed[0].Nodes[0] = "changed by the caller"
	name, _ = r.Find("g0")
	assert.Equal(t, "x", name)
}

func TestWithoutNodesOrPoints(t *testing.T) {
	fixed := []Override{{"a", []string{"x"}}, {"b", []string{"x"}}, {"b", nil}}
	empty := published(t, Config{Overrides: fixed})
	drained := published(t, Config{Overrides: fixed, Nodes: []Node{{"z", NoPoints}}})
	for _, p := range []Placement{empty, Modulo{}, Modulo(nil)} {
		_, ok := p.Find("a")
		assert.False(t, ok)
		assert.Equal(t, -1, p.Locate(5))
	}
	assert.Empty(t, empty.FindN(nil, "a", 1))
	assert.Equal(t, []string{"x"}, drained.FindN(nil, "a", 2), "as the source does")
	_, ok := drained.Find("b")
	assert.False(t, ok)
	assert.Empty(t, drained.FindN(nil, "b", 2))
	assert.Equal(t, -1, drained.Locate(5))
}

// Of 100,000 keys an eleventh node takes 9,324 on the ring, about an eleventh; by
// modulo 91,151 move. The source gives the same two numbers.
func TestKeysThatMove(t *testing.T) {
	moved := func(from, to Placement) (n int) {
		for i := range 100_000 {
			key := "g" + strconv.Itoa(i)
			before, _ := from.Find(key)
			if after, _ := to.Find(key); after != before {
				n++
			}
		}
		return n
	}
	names := named("gs-%d", 11)
	ten, eleven := published(t, Config{Nodes: Nodes(names[:10]...)}), published(t, Config{Nodes: Nodes(names...)})
	onRing := moved(ten, eleven)
	assert.Equal(t, 9_324, onRing)
	assert.InDelta(t, 1.0/11, float64(onRing)/100_000, 0.006)
	byModulo := moved(Modulo(names[:10]), Modulo(names))
	assert.Equal(t, 91_151, byModulo)
	assert.InDelta(t, 10.0/11, float64(byModulo)/100_000, 0.006)
	_, share := Diff(ten, eleven)
	assert.Equal(t, uint64(9_259), share.Of(100_000), "of all keys there can be")
}

func TestFindDoesNotAllocate(t *testing.T) {
	r := published(t, Config{Nodes: Nodes(named("gs-%d", 16)...), Overrides: []Override{{"g1", []string{"x"}}}})
	to, key := make([]string, 0, 4), strings.Repeat("k", 64)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		r.Find(key)
		r.Locate(Hash(key))
		Modulo(to).Find(key)
		to = r.FindN(to[:0], key, 3)
		_ = r.Share(r.Point(3).Node).Of(100)
	}))
}

func BenchmarkFind(b *testing.B) {
	r := published(b, Config{Nodes: Nodes(named("gs-%d", 16)...)})
	b.Run("Find", func(b *testing.B) {
		for b.Loop() {
			r.Find("guild-41771983423143937")
		}
	})
	b.Run("Locate", func(b *testing.B) {
		h, sum := uint64(0), 0
		for b.Loop() {
			sum += r.Locate(h)
			h += 0x9e3779b97f4a7c15
		}
		_ = sum
	})
	b.Run("FindN3", func(b *testing.B) {
		var to []string
		for b.Loop() {
			to = r.FindN(to[:0], "guild-41771983423143937", 3)
		}
	})
}
