package fanout

import (
	"go/ast"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// mostExports is how many names package sim may export: what a reader has to know who
// writes a model or a picture. What belongs together is a package below it.
const mostExports = 90

// TestExports holds the names that package sim exports to a number, and each of them to
// being read: outside of its folder, in other files than tests.
func TestExports(t *testing.T) {
	exported, read := map[string]bool{}, map[string]bool{}
	visitFiles(t, func(file string, f *ast.File) {
		switch {
		case strings.HasSuffix(file, "_test.go"):
		case path.Dir(file) == "sim":
			for _, name := range exportsOf(f) {
				exported[name] = true
			}
		default:
			for _, use := range qualified(f) {
				if use.pkg == "fanout/sim" {
					read[use.name] = true
				}
			}
		}
	})
	names := slices.Sorted(maps.Keys(exported))
	if len(names) == 0 {
		t.Fatal("package sim exports nothing: is its folder still the right one?")
	}
	if len(names) > mostExports {
		t.Errorf("package sim exports %d names; at most %d: %s", len(names), mostExports, strings.Join(names, ", "))
	}
	unread := slices.DeleteFunc(names, func(name string) bool { return read[name] })
	if len(unread) > 0 {
		t.Errorf("package sim exports names that only it and tests read: %s", strings.Join(unread, ", "))
	}
}

// exportsOf are the exported names that a file declares at its top level; methods and
// fields are not among them.
func exportsOf(f *ast.File) (names []string) {
	add := func(all ...*ast.Ident) {
		for _, id := range all {
			if id.IsExported() {
				names = append(names, id.Name)
			}
		}
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				add(d.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					add(s.Name)
				case *ast.ValueSpec:
					add(s.Names...)
				}
			}
		}
	}
	return names
}
