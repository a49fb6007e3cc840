package guild_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/chapter"
	"fanout/sim/guild"
)

// There are ten chapters, 0 to 9, each with a name that begins with its number.
func TestChapterNumbers(t *testing.T) {
	all := chapter.Of(guild.Model())
	require.Len(t, all, 10)
	for i, c := range all {
		assert.Equal(t, i, c.Number, c.Name)
		assert.Regexp(t, "^0"+string(rune('0'+i))+"-", c.Name)
		assert.NotEmpty(t, c.Code, c.Name)
	}
}

// unsaid is what the voice of the chapters leaves out.
var unsaid = regexp.MustCompile(`(?i)!|\b(simply|just|obviously|of course|easy|easily)\b`)

// Chapters are plain: nothing is praised or scolded, and only a prediction asks.
func TestVoice(t *testing.T) {
	for _, c := range chapter.Of(guild.Model()) {
		texts := []string{c.Title, c.Beat, c.Know.String()}
		for _, s := range c.Steps {
			texts = append(texts, s.Prose.String())
			if p := s.Predict; p != nil {
				assert.NotRegexp(t, unsaid, p.Question.String(), c.Name)
				assert.Equal(t, 1, strings.Count(p.Question.String(), "?"), "%s:%d", c.Name, p.Line)
				texts = append(texts, p.Reveal.String())
			}
			if k := s.Check; k != nil {
				texts = append(texts, k.Text.String())
				for _, h := range k.Hints {
					texts = append(texts, h.String())
				}
				assert.Len(t, k.Hints, 2, "%s:%d", c.Name, k.Line)
			}
		}
		for _, text := range texts {
			assert.NotRegexp(t, unsaid, text, c.Name)
			assert.NotContains(t, text, "?", c.Name)
		}
	}
	for _, term := range chapter.GlossaryOf(guild.Model()).Terms() {
		assert.NotRegexp(t, unsaid, term.Definition, term.Name)
		assert.LessOrEqual(t, strings.Count(term.Definition, ". ")+1, 2, term.Name)
	}
}

// What a chapter says has just run is there, in that file and by that name.
func TestChapterCode(t *testing.T) {
	root := filepath.Join("..", "..")
	for _, c := range chapter.Of(guild.Model()) {
		for _, code := range c.Code {
			file := filepath.Join(root, filepath.FromSlash(code.File))
			_, err := os.Stat(file)
			require.NoError(t, err, c.Name)
			assert.Contains(t, declared(t, file), code.Symbol, "%s: %s", c.Name, code.File)
		}
	}
}

// declared are the names that a file declares at its top level, methods with their types.
func declared(t *testing.T, file string) (names []string) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	require.NoError(t, err)
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			name := d.Name.Name
			if d.Recv != nil {
				on := d.Recv.List[0].Type
				if star, ok := on.(*ast.StarExpr); ok {
					on = star.X
				}
				if id, ok := on.(*ast.Ident); ok {
					name = id.Name + "." + name
				}
			}
			names = append(names, name)
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if s, ok := s.(*ast.TypeSpec); ok {
					names = append(names, s.Name.Name)
				}
			}
		}
	}
	return names
}
