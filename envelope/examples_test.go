package envelope_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shownWith are types that stand in an example of something else.
var shownWith = map[string]string{
	"Field":      "Carrier",
	"HeaderMode": "Options",
	"Op":         "Receipt",
	"Verdict":    "Scan",
	"Part":       "Inspection",
	"Step":       "Inspection",
	"Pass":       "Reading",
	"Skew":       "ReadBatch",
	"Point":      "NewTable",
	"Delivery":   "Fanout",
	"Handler":    "TestHandler",
}

// Each exported type of these packages, or what it is shown with, has an example that
// runs.
func TestEveryTypeHasAnExample(t *testing.T) {
	for _, dir := range []string{".", "sampling", "genserver", "envelopetest"} {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		require.NoError(t, err)
		require.NotEmpty(t, names)
		fset := token.NewFileSet()
		var files []*ast.File
		for _, name := range names {
			f, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
			require.NoError(t, err)
			files = append(files, f)
		}
		pkg, err := doc.NewFromFiles(fset, files, "fanout/envelope/"+dir)
		require.NoError(t, err)
		shown := make(map[string]bool)
		for _, f := range pkg.Funcs {
			shown[f.Name] = hasOutput(f.Examples)
		}
		for _, typ := range pkg.Types {
			shown[typ.Name] = hasOutput(typ.Examples)
			for _, f := range typ.Funcs {
				shown[f.Name] = hasOutput(f.Examples)
				shown[typ.Name] = shown[typ.Name] || shown[f.Name]
			}
			for _, m := range typ.Methods {
				shown[typ.Name] = shown[typ.Name] || hasOutput(m.Examples)
			}
		}
		for _, typ := range pkg.Types {
			assert.True(t, shown[typ.Name] || shown[shownWith[typ.Name]], "%s: no example of %s", dir, typ.Name)
		}
	}
}

func hasOutput(examples []*doc.Example) bool {
	for _, e := range examples {
		if e.Output != "" || e.EmptyOutput {
			return true
		}
	}
	return false
}
