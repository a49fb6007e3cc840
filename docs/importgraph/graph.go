package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// module is what the paths of this module's packages begin with.
const module = "fanout/"

// together are folders whose packages are drawn as one box: what is below them is of no
// interest to the others.
var together = []string{"cmd/playground", "envelope", "actor"}

// aside are folders that are not of the program.
var aside = []string{"docs", "test", "build", "dist", "cmd/bare", "sim/simtest", "actor/bench"}

// graph is which package imports which.
type graph struct {
	imports map[string][]string
	rank    map[string]int // 0 imports nothing of this module
}

// read reads the imports of all Go files of a module, for every platform, tests apart.
func read(root fs.FS) (*graph, error) {
	g := &graph{imports: map[string][]string{}, rank: map[string]int{}}
	err := fs.WalkDir(root, ".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && file != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules" || d.Name() == "testdata" || slices.Contains(aside, file)):
			return fs.SkipDir
		case d.IsDir(), !strings.HasSuffix(file, ".go"), strings.HasSuffix(file, "_test.go"), path.Dir(file) == ".":
			return nil
		}
		return g.add(root, file)
	})
	if err != nil {
		return nil, err
	}
	for p := range g.imports {
		if strings.HasSuffix(p, "test") { // what tests of others use
			delete(g.imports, p)
		}
	}
	for p := range g.imports {
		g.rankOf(p)
	}
	return g, nil
}

func (g *graph) add(root fs.FS, file string) error {
	text, err := fs.ReadFile(root, file)
	if err != nil {
		return err
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, text, parser.ImportsOnly)
	if err != nil {
		return err
	}
	from := boxOf(path.Dir(file))
	list := g.imports[from]
	for _, spec := range parsed.Imports {
		name, _ := strconv.Unquote(spec.Path.Value)
		to, ours := strings.CutPrefix(name, module)
		if to = boxOf(to); ours && to != from && !slices.Contains(list, to) {
			list = append(list, to)
		}
	}
	slices.Sort(list)
	g.imports[from] = list
	return nil
}

// boxOf is the box in which a package is drawn.
func boxOf(pkg string) string {
	for _, t := range together {
		if pkg == t || strings.HasPrefix(pkg, t+"/") {
			return t
		}
	}
	return pkg
}

func (g *graph) rankOf(p string) int {
	if r, ok := g.rank[p]; ok {
		return r
	}
	r := 0
	for _, q := range g.imports[p] {
		r = max(r, g.rankOf(q)+1)
	}
	g.rank[p] = r
	return r
}

// direct are the imports of a package that do not follow from its other imports.
func (g *graph) direct(p string) (list []string) {
	for _, q := range g.imports[p] {
		if !slices.ContainsFunc(g.imports[p], func(other string) bool { return other != q && g.reaches(other, q) }) {
			list = append(list, q)
		}
	}
	return list
}

func (g *graph) reaches(from, to string) bool {
	return from == to || slices.ContainsFunc(g.imports[from], func(q string) bool { return g.reaches(q, to) })
}
