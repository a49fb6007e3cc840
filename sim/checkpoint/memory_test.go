package checkpoint

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// here is what to copy in these tests: structs of this package.
var here = &How{Packages: []string{reflect.TypeFor[Checkpoint]().PkgPath()}}

// Every field of what a world consists of is copied, or has a tag that says that it
// need not be: a new one cannot be forgotten.
func TestWhatCannotBeRememberedSaysSo(t *testing.T) {
	type stranger struct{ f func() }
	_, err := capture(&stranger{}, here)
	require.NoError(t, err)
	_, err = capture(&stranger{f: func() {}}, here)
	assert.EqualError(t, err, "stranger.f: a func() cannot be copied: give the field a tag, or the type a keeper")
	type nameless struct{ p *struct{ r *rand.Rand } }
	_, err = capture(&nameless{&struct{ r *rand.Rand }{rand.New(rand.NewPCG(1, 1))}}, here)
	assert.EqualError(t, err, "nameless.p: a pointer to struct { r *rand.Rand } cannot be copied: give the field a tag, or the type a keeper")
	type foreign struct{ r *rand.Rand }
	_, err = capture(&foreign{rand.New(rand.NewPCG(1, 1))}, here)
	assert.EqualError(t, err, "foreign.r: a pointer to rand.Rand cannot be copied: give the field a tag, or the type a keeper")
	type wrong struct {
		f func() `checkpoint:"share"`
	}
	_, err = capture(&wrong{func() {}}, here)
	assert.ErrorContains(t, err, "wrong.f: a func() cannot be copied", "a tag that is misspelt is none")
}

// What has the tag is neither copied nor followed.
func TestSharedFieldsAreLeftAlone(t *testing.T) {
	type tagged struct {
		f    func()     `checkpoint:"shared"`
		r    *rand.Rand `checkpoint:"shared"`
		list []int      `checkpoint:"shared"`
		own  []int
	}
	x := &tagged{f: func() {}, r: rand.New(rand.NewPCG(1, 1)), list: []int{1}, own: []int{1}}
	r := x.r
	m, err := capture(x, here)
	require.NoError(t, err)
	x.list[0], x.own[0] = 2, 2
	x.r = nil
	m.restore()
	assert.Equal(t, []int{2}, x.list, "its content is not the history's")
	assert.Equal(t, []int{1}, x.own)
	assert.Same(t, r, x.r, "the reference is")
}

// Every kind of memory is taken apart: neither side of a copy feels the other.
func TestRemember(t *testing.T) {
	type leaf struct{ n int }
	type tree struct {
		list   []int
		leaves []*leaf
		byName map[string]*leaf
		grid   [2][]int
		self   *tree
		one    leaf
	}
	a, b := &leaf{1}, &leaf{2}
	root := &tree{list: []int{1, 2}, leaves: []*leaf{a, b, a}, byName: map[string]*leaf{"a": a}, grid: [2][]int{{7}, nil}, one: leaf{9}}
	root.self = root
	list := root.list
	m, err := capture(root, here)
	require.NoError(t, err)
	for range 2 {
		list[0], root.list = 5, append(root.list, 6)
		root.leaves[0], root.leaves = b, root.leaves[:1]
		root.byName["b"] = b
		root.grid[0][0], root.grid[1] = 8, []int{1}
		a.n, b.n, root.one.n = 10, 20, 90
		root.self = nil
		m.restore()
		assert.Equal(t, []int{1, 2}, root.list)
		assert.Equal(t, []*leaf{a, b, a}, root.leaves)
		assert.Same(t, a, root.byName["a"])
		assert.Len(t, root.byName, 1)
		assert.Equal(t, [2][]int{{7}, nil}, root.grid)
		assert.Equal(t, []int{1, 2, 9}, []int{a.n, b.n, root.one.n})
		assert.Same(t, root, root.self)
		root.list[0] = 4 // what was brought back is not the memory itself
	}
}
