package fanout

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers says what each package may import besides the standard library: one
// line per package, the lowest layer first. "p/..." is p and everything below
// it. Names in capitals stand for several: modules of others, or the engine (see
// modules). A package without a line may not exist; a layer is added here before
// it is written.
const layers = `
	actor                 :
	actor/actortest       : actor
	envelope              : OTEL
	envelope/genserver    : OTEL actor/... envelope
	envelope/sampling     : OTEL SDK envelope
	envelope/envelopetest : OTEL SDK envelope
	sim/ring              :
	sim/calibrate         :
	sim/exact             :
	sim/random            :
	sim/row               :
	sim/checkpoint        : actor
	sim/setting           : actor sim/exact
	sim/span              : OTEL SDK envelope envelope/sampling sim/exact sim/row
	sim/readout           : sim/exact sim/row
	sim/stats             :
	sim                   : OTEL SDK actor envelope envelope/sampling SIM sim/calibrate sim/checkpoint sim/ring
	sim/otlp              : OTEL SDK SIM
	sim/export            : OTEL WIRE SIM sim/otlp
	sim/chapter           : SIM
	sim/compare           : SIM sim/stats
	sim/sweep             : SIM sim/stats
	sim/simtest           : SIM TESTING
	sim/...               : OTEL SDK actor envelope envelope/sampling SIM sim/calibrate sim/ring
	render/ui             : sim/exact
	render/language       :
	render/worldmap       : render/ui
	render/guide          : render/ui
	render/scene          : SIM sim/compare sim/stats sim/sweep render/ui render/worldmap render/guide
	render/scene/scenetest : SIM render/ui render/language
	render/pictures       : sim/... render/scene render/pictures/...
	render/pictures/guild/guildtest : OTEL SIM envelope envelope/sampling sim/guild render/scene/scenetest
	render/pictures/guild/... : SIM envelope sim/guild render/ui render/worldmap render/scene/... render/pictures/guild/...
	render/pictures/hashring/... : SIM sim/hashring sim/ring render/ui render/worldmap render/scene/... render/pictures/hashring/...
	render/...            : EBITEN SIM render/ui render/guide render/scene
	test/seam             : actor SIM sim/simtest render/ui render/scene/...
	docs/importgraph      :
	docs/costs            :
	web/...               : SYSTEM DRAWING sim/chapter render/language render/ui render/scene render/pictures
	cmd/playground/internal/collector : OTEL SDK OTLP PDATA SIM sim/otlp
	cmd/...               : EBITEN sim/... render/... web/... cmd/...
`

// modules spells out the names in capitals. SIM is the engine: sim and the packages
// of its terms, for what declares a model or reads of a history. A _test.go may also
// import TESTING, the packages beside its own, and the SDK where its package has the
// API: the oracles are there.
var modules = map[string][]string{
	"OTEL": {
		"go.opentelemetry.io/otel", "go.opentelemetry.io/otel/attribute", "go.opentelemetry.io/otel/baggage",
		"go.opentelemetry.io/otel/codes", "go.opentelemetry.io/otel/propagation", "go.opentelemetry.io/otel/trace/...",
	},
	"SDK":     {"go.opentelemetry.io/otel/sdk/...", "go.opentelemetry.io/otel/semconv/..."},
	"OTLP":    {"go.opentelemetry.io/otel/exporters/otlp/otlptrace/...", "go.opentelemetry.io/proto/otlp/...", "google.golang.org/protobuf/proto"},
	"PDATA":   {"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"},
	"SYSTEM":  {"golang.org/x/sys/unix"},
	"DRAWING": {"golang.org/x/image/vector"},
	"WIRE":    {"google.golang.org/protobuf/encoding/protowire"},
	"EBITEN":  {"github.com/hajimehoshi/ebiten/v2/...", "github.com/ebitenui/ebitenui/...", "golang.org/x/image/..."},
	"SIM": {
		"fanout/sim", "fanout/sim/exact", "fanout/sim/random", "fanout/sim/readout", "fanout/sim/row",
		"fanout/sim/setting", "fanout/sim/span",
	},
	"TESTING": {"github.com/cockroachdb/datadriven", "github.com/stretchr/testify/...", "go.opentelemetry.io/collector/pdata/...", "github.com/google/pprof/profile"},
}

// outside are the parts of the standard library that reach out of the program.
// Only cmd may import them, web and docs, whose Go code writes files, and tests, which
// read files.
var outside = []string{"os/...", "io/ioutil", "net/...", "syscall/...", "log", "crypto/rand", "plugin"}

// onlyTheWire are exceptions to outside: names and formats that travel over a
// network, used without opening one.
var onlyTheWire = []string{"net/http", "net/textproto", "net/url"}

// mayReadClock lists the files below cmd that may ask what time it is, because
// driving by the real clock is what they are for.
var mayReadClock = []string{"actor/real.go", "actor/realstop.go", "actor/serve.go"}

// clockFuncs are the functions of package time that read or wait for the clock.
var clockFuncs = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}

// seeded are the names of math/rand/v2 that bring their own seed. Everything
// else in the package draws from a global source that no history can repeat.
var seeded = []string{"New", "NewPCG", "NewChaCha8", "NewZipf", "Rand", "PCG", "ChaCha8", "Zipf", "Source"}

// testKit is what models' tests call: it reads and writes their golden files.
const testKit = "sim/simtest"

// TestLayers parses every Go file of the module, so that build tags hide
// nothing, and holds each import to the layers.
func TestLayers(t *testing.T) {
	rules := parseLayers(t)
	visitFiles(t, func(file string, f *ast.File) {
		pkg := path.Dir(file)
		if pkg == "." {
			return // this test
		}
		allowed, ok := ruleFor(rules, pkg)
		if !ok {
			t.Errorf("%s: package %s has no line in layers", file, pkg)
			return
		}
		inTest := strings.HasSuffix(file, "_test.go") || pkg == testKit
		if inTest {
			allowed = allowedInTest(pkg, allowed)
		}
		for _, spec := range f.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			if problem := judge(pkg, imported, allowed, inTest); problem != "" {
				t.Errorf("%s: %s", file, problem)
			}
		}
	})
}

// TestNoExporterInWasm holds the exporter to files that are not built for the browser:
// it links gRPC, and the page sends nothing to anyone but the server that it is from.
func TestNoExporterInWasm(t *testing.T) {
	browser := build.Default
	browser.GOOS, browser.GOARCH = "js", "wasm"
	exporters := 0
	visitFiles(t, func(file string, f *ast.File) {
		for _, spec := range f.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			if !matchAny(modules["OTLP"], imported) {
				continue
			}
			exporters++
			if built, err := browser.MatchFile(filepath.Split(filepath.FromSlash(file))); built || err != nil {
				t.Errorf("%s imports %s and is built for wasm (%v)", file, imported, err)
			}
		}
	})
	if exporters == 0 {
		t.Error("nothing imports the exporter: is its path still the right one?")
	}
}

// TestNoClockNoGlobalRandom holds everything below cmd to the time and the
// random numbers that its caller hands in: a history is then its seed and its
// commands. Tests may measure time, but draw no unrepeatable numbers.
func TestNoClockNoGlobalRandom(t *testing.T) {
	visitFiles(t, func(file string, f *ast.File) {
		top, _, _ := strings.Cut(file, "/")
		if !slices.Contains([]string{"actor", "envelope", "sim", "render"}, top) {
			return
		}
		clockFree := !strings.HasSuffix(file, "_test.go") && !slices.Contains(mayReadClock, file)
		for _, use := range qualified(f) {
			switch {
			case use.pkg == "time" && clockFree && slices.Contains(clockFuncs, use.name):
				t.Errorf("%s: time.%s: only cmd reads the clock; take the time as an argument", file, use.name)
			case use.pkg == "math/rand":
				t.Errorf("%s: math/rand: use math/rand/v2 with a seeded source", file)
			case use.pkg == "math/rand/v2" && !slices.Contains(seeded, use.name):
				t.Errorf("%s: rand.%s draws from the global source; take a *rand.Rand", file, use.name)
			}
		}
	})
}

// allowedInTest is what the tests of pkg may import.
func allowedInTest(pkg string, allowed []string) []string {
	top, _, _ := strings.Cut(pkg, "/")
	more := append(slices.Clone(allowed), "fanout/"+top+"/...")
	more = append(more, modules["TESTING"]...)
	more = append(more, "fanout/sim/guild", "fanout/sim/compare", "fanout/sim/sweep") // a model to try things with, also against itself and over a range
	if matchAny(allowed, modules["OTEL"][0]) {
		more = append(more, modules["SDK"]...)
	}
	return more
}

// judge returns what is wrong with pkg importing imported, or "".
func judge(pkg, imported string, allowed []string, inTest bool) string {
	first, _, _ := strings.Cut(imported, "/")
	if first != "fanout" && !strings.Contains(first, ".") { // standard library
		top, _, _ := strings.Cut(pkg, "/")
		mayReachOut := inTest || top == "cmd" || top == "web" || top == "docs" || slices.Contains(onlyTheWire, imported)
		if !mayReachOut && matchAny(outside, imported) {
			return fmt.Sprintf("%s may not import %s: only cmd reaches outside the program", pkg, imported)
		}
		return ""
	}
	if matchAny(allowed, imported) {
		return ""
	}
	return fmt.Sprintf("%s may not import %s (see layers)", pkg, imported)
}

type rule struct {
	pattern string
	allowed []string
}

// parseLayers reads layers into rules whose patterns are import paths.
func parseLayers(t *testing.T) []rule {
	t.Helper()
	var rules []rule
	for line := range strings.Lines(layers) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		pattern, list, ok := strings.Cut(line, ":")
		if !ok {
			t.Fatalf("layers: no colon in %q", line)
		}
		r := rule{pattern: strings.TrimSpace(pattern)}
		for _, word := range strings.Fields(list) {
			if paths, ok := modules[word]; ok {
				r.allowed = append(r.allowed, paths...)
			} else {
				r.allowed = append(r.allowed, "fanout/"+word)
			}
		}
		rules = append(rules, r)
	}
	return rules
}

// ruleFor returns what pkg may import by the first rule that matches it. The
// folders of a package's own internal part belong to the package.
func ruleFor(rules []rule, pkg string) ([]string, bool) {
	for _, r := range rules {
		if match(r.pattern, pkg) {
			return r.allowed, true
		}
	}
	return nil, false
}

func matchAny(patterns []string, p string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return match(pattern, p) })
}

// match reports whether p is the pattern or, for "x/...", x or below x.
func match(pattern, p string) bool {
	prefix, subtree := strings.CutSuffix(pattern, "/...")
	return p == prefix || subtree && strings.HasPrefix(p, prefix+"/")
}

// visitFiles parses every .go file of the module whatever its build tags.
func visitFiles(t *testing.T, visit func(file string, f *ast.File)) {
	t.Helper()
	seen := 0
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != "." && notOurs(name) {
				return filepath.SkipDir
			}
			return nil
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		seen++
		visit(filepath.ToSlash(name), f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 10 {
		t.Fatalf("only %d Go files found: is this the module's root?", seen)
	}
}

// notOurs reports whether a folder holds no source of this module: hidden, left out by the Go
// command, built, data, or a separate module, such as benchmarks against other libraries.
func notOurs(folder string) bool {
	base := filepath.Base(folder)
	if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || slices.Contains([]string{"build", "dist", "node_modules", "testdata"}, base) {
		return true
	}
	_, err := os.Stat(filepath.Join(folder, "go.mod"))
	return err == nil
}

type use struct{ pkg, name string }

// qualified returns every pkg.Name in f whose pkg is an import of f.
func qualified(f *ast.File) []use {
	imports := make(map[string]string) // local name -> import path
	for _, spec := range f.Imports {
		p, _ := strconv.Unquote(spec.Path.Value)
		name := strings.TrimSuffix(p, "/v2")
		name = name[strings.LastIndexByte(name, '/')+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		imports[name] = p
	}
	var uses []use
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if id, ok := sel.X.(*ast.Ident); ok && imports[id.Name] != "" {
			uses = append(uses, use{imports[id.Name], sel.Sel.Name})
		}
		return true
	})
	return uses
}

// TestJudge shows that the rules do forbid what they are there to forbid.
func TestJudge(t *testing.T) {
	rules := parseLayers(t)
	for _, c := range []struct {
		pkg, imported string
		ok            bool
	}{
		{"actor", "sync", true},
		{"actor", "fanout/envelope", false},
		{"actor", "go.opentelemetry.io/otel", false},
		{"envelope", "fanout/actor", false},
		{"envelope", "go.opentelemetry.io/otel/sdk/trace", false},
		{"envelope/sampling", "go.opentelemetry.io/otel/sdk/trace", true},
		{"sim", "fanout/render/scene", false},
		{"sim/span", "fanout/sim", false},
		{"sim/span", "fanout/sim/row", true},
		{"render/scene", "fanout/sim/readout", true},
		{"sim", "os", false},
		{"render/scene", "github.com/hajimehoshi/ebiten/v2", false},
		{"render/scene", "fanout/sim", true},
		{"render/scene", "fanout/sim/guild", false},
		{"render/scene", "fanout/render/pictures", false},
		{"render/scene", "fanout/render/pictures/guild", false},
		{"render/pictures/guild", "fanout/sim/hashring", false},
		{"render/pictures/guild", "fanout/render/pictures/hashring", false},
		{"render", "fanout/render/pictures/guild", false},
		{"render/ui", "fanout/sim", false},
		{"render/ui", "fanout/sim/exact", true},
		{"render/ui", "fanout/render/scene", false},
		{"render", "golang.org/x/image/font/sfnt", true},
		{"render", "syscall/js", false},
		{"render", "fanout/cmd/playground", false},
		{"cmd/playground", "syscall/js", true},
	} {
		allowed, ok := ruleFor(rules, c.pkg)
		if !ok {
			t.Fatalf("no rule for %s", c.pkg)
		}
		if problem := judge(c.pkg, c.imported, allowed, false); (problem == "") != c.ok {
			t.Errorf("%s importing %s: allowed %v, want %v", c.pkg, c.imported, problem == "", c.ok)
		}
	}
}
