package fanout

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// phrases are what texts of this project do not say, and what to say instead.
// Each of them makes a reader stop: nobody says it aloud, or it leaves open who is
// meant. If a new one creeps in, add a line.
var phrases = []struct{ phrase, instead string }{
	{"anew", "again"},
	{"in hand", "name it: the message being handled, the present slice, this machine"},
	{"whoever", "name them: the sender, the caller, the actor that has the name"},
	{"of its own", "separate, or its own before the noun"},
	{"that there is not", "that does not exist"},
	{"is no more", "has exited, has ended, no longer exists"},
	{"what came of", "the result of"},
}

// identifiers are names that Go code no longer uses, and the standard terms that
// replaced them. A reader who knows the field finds the standard one by a search.
// Only names that mean nothing else here are listed: a letter may be one of the
// alphabet, and a wave one that is drawn.
var identifiers = map[string]string{
	"deed": "command", "deeds": "history", "Story": "History", "recall": "restore",
	"chronicle": "series", "rehearsal": "preview",
	"muster": "arrangeMembers", "enlist": "placeSessions", "settleGuild": "placeGuild",
	"comeBack": "recoverNodes", "goesBy": "matches",
	"parcel": "wireMessage", "passage": "trail", "lookInto": "unwrap",
	"postOffice": "mailboxes", "turnLetters": "activationMessages", "evTurn": "evActivate", "ties": "relations",
}

// TestWords holds every text of the tree to the phrases, and Go code to the
// identifiers as well.
func TestWords(t *testing.T) {
	seen := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && notText(path) {
			return fs.SkipDir
		}
		if !d.Type().IsRegular() || !isText(path) || path == "words_test.go" { // which has to spell them out
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		seen++
		for _, f := range phrasesIn(string(text)) {
			t.Errorf("%s:%d: %q; say instead: %s", path, f.line, f.word, f.instead)
		}
		if filepath.Ext(path) == ".go" {
			for _, f := range identifiersIn(t, path, text) {
				t.Errorf("%s:%d: the name %s; use instead: %s", path, f.line, f.word, f.instead)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 100 {
		t.Fatalf("only %d texts found: is this the module's root?", seen)
	}
}

// notText reports whether a folder holds no text of ours: hidden, built, fetched, or
// data. Golden files in testdata are data.
func notText(folder string) bool {
	base := filepath.Base(folder)
	return strings.HasPrefix(base, ".") || slices.Contains([]string{
		"build", "dist", "node_modules", "testdata", "fonts",
	}, base)
}

// isText reports whether people read a file, as code or as prose. wasm_exec.js is a
// copy of Go's own.
func isText(path string) bool {
	base := filepath.Base(path)
	return base == "Makefile" || base != "wasm_exec.js" &&
		slices.Contains([]string{".go", ".js", ".html", ".md", ".css", ".txt"}, filepath.Ext(base))
}

// found is one hit.
type found struct {
	line          int
	word, instead string
}

// phrasesIn finds the phrases in a text, in capitals or not, and also where one
// begins at the end of a line and goes on in the next.
func phrasesIn(text string) (hits []found) {
	lines := strings.Split(text, "\n")
	for _, p := range phrases {
		whole := regexp.MustCompile(`(?i)\b` + strings.ReplaceAll(p.phrase, " ", `\s+`) + `\b`)
		for i, line := range lines {
			joined := line
			if i+1 < len(lines) {
				joined += " " + strings.TrimLeft(lines[i+1], " \t/*#")
			}
			if at := whole.FindStringIndex(joined); at != nil && at[0] < len(line) {
				hits = append(hits, found{i + 1, p.phrase, p.instead})
			}
		}
	}
	return hits
}

// identifiersIn finds the identifiers in Go code. Comments and strings may use the
// words, which are good English.
func identifiersIn(t *testing.T, path string, code []byte) (hits []found) {
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, path, code, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && identifiers[id.Name] != "" {
			hits = append(hits, found{files.Position(id.Pos()).Line, id.Name, identifiers[id.Name]})
		}
		return true
	})
	return hits
}

// TestWordsAreFound shows that the rules find what they are there to find.
func TestWordsAreFound(t *testing.T) {
	for text, want := range map[string]int{
		"// It is sorted anew.":                 1,
		"// Whoever asks\n// is told.":          1,
		"// It has a clock of its\n// own.":     1,
		"its own clock, in handy form, renewed": 0,
	} {
		if hits := phrasesIn(text); len(hits) != want {
			t.Errorf("%q: %v; expected %d", text, hits, want)
		}
	}
	code := "package p\n\n// passage is a good word in a comment.\nfunc f(passage string) {}\n"
	if hits := identifiersIn(t, "p.go", []byte(code)); len(hits) != 1 || hits[0].line != 4 {
		t.Errorf("%v; expected the parameter in line 4", hits)
	}
}
