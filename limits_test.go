package fanout

import (
	"go/ast"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// A type that has more is several things: it can be read as a whole no longer.
const (
	mostFields  = 25
	mostMethods = 40
)

// drawing are the types of the draw list: one method for each thing that can be drawn.
var drawing = []string{"render/ui.List", "render/ui.Op", "render/ui.Painter"}

// TestLimits holds every type of the program to a size.
func TestLimits(t *testing.T) {
	fields, methods := map[string]int{}, map[string]int{}
	visitFiles(t, func(file string, f *ast.File) {
		if strings.HasSuffix(file, "_test.go") {
			return
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if name := receiver(d); name != "" {
					methods[path.Dir(file)+"."+name]++
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if s, ok := s.(*ast.TypeSpec); ok {
						fields[path.Dir(file)+"."+s.Name.Name] += countFields(s.Type)
					}
				}
			}
		}
	})
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if slices.Contains(drawing, name) {
			continue
		}
		if n := fields[name]; n > mostFields {
			t.Errorf("%s has %d fields; at most %d", name, n, mostFields)
		}
		if n := methods[name]; n > mostMethods {
			t.Errorf("%s has %d methods; at most %d", name, n, mostMethods)
		}
	}
}

// receiver is the name of the type that a function is a method of, "" if it is none.
func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return ""
	}
	x := d.Recv.List[0].Type
	for {
		switch at := x.(type) {
		case *ast.StarExpr:
			x = at.X
		case *ast.IndexExpr:
			x = at.X
		case *ast.IndexListExpr:
			x = at.X
		case *ast.Ident:
			return at.Name
		default:
			return ""
		}
	}
}

// countFields is how many fields a struct declares, embedded ones too.
func countFields(x ast.Expr) (n int) {
	s, ok := x.(*ast.StructType)
	if !ok {
		return 0
	}
	for _, f := range s.Fields.List {
		n += max(1, len(f.Names))
	}
	return n
}
