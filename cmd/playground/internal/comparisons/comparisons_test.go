package comparisons_test

import (
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/comparisons"
	"fanout/cmd/playground/internal/headless"
	"fanout/cmd/playground/internal/interrupt"
)

var rewrite = flag.Bool("rewrite", false, "write the golden files again")

// small is a world that is quick to play, and quick one of a model that is quicker still.
const (
	small = "-set members=300 -set grpc=200 -set small=20 -for 500ms "
	quick = "-model hashring -set sessions=500 -for 300ms "
)

// run runs the command, words parted by blanks and quoted by bars.
func run(t testing.TB, line string) (status int, stdout, stderr string) {
	t.Helper()
	var out, complaint strings.Builder
	status = comparisons.Main(words(line), &out, &complaint, comparisons.Env{})
	return status, out.String(), complaint.String()
}

// words parts a line at blanks, but not between bars.
func words(line string) (all []string) {
	for i, part := range strings.Split(line, "|") {
		if i%2 == 1 {
			all = append(all, part)
		} else {
			all = append(all, strings.Fields(part)...)
		}
	}
	return all
}

// must is what the command prints if it succeeds.
func must(t testing.TB, line string) string {
	t.Helper()
	status, stdout, stderr := run(t, line)
	require.Zero(t, status, "%s: %s", line, stderr)
	require.Empty(t, stderr, line)
	return stdout
}

// What a newcomer reads.
func TestGolden(t *testing.T) {
	for name, line := range map[string]string{
		"one-seed":    small + "-a no.roots=off -b |set sieve parse; set fanout none|",
		"three-seeds": small + "-b no.roots=off -n 3",
		"ring":        "-model hashring -set sessions=1000 -for 200ms -b lookup=process -n 2 -metric lookups,lookups.table,machine.busy,time.ask",
	} {
		file := filepath.Join("testdata", name+".txt")
		got := "playground compare " + line + "\n\n" + must(t, line)
		if *rewrite {
			require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), got, "go test -rewrite, in this package, writes %s", file)
	}
}

// row is a row of the CSV.
type row map[string]string

func (r row) number(t testing.TB, column string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(r[column], 64)
	require.NoError(t, err, "%s of %s", column, r["metric"])
	return v
}

func rows(t testing.TB, text string) map[string]row {
	t.Helper()
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	all := make(map[string]row)
	for _, line := range lines[1:] {
		r := make(row)
		for i, name := range lines[0] {
			r[name] = line[i]
		}
		all[r["metric"]] = r
	}
	return all
}

// Every number of a comparison is that of `playground run` for the same seeds and settings.
func TestTheSameAsRuns(t *testing.T) {
	for _, c := range []struct{ world, a, b, same, differs string }{
		{quick, "cores=2", "lookup=process", "lookups", "lookups.table"},
		{small, "no.roots=off", "sieve=parse", "messages", "presence.cpu"},
	} {
		const seeds = 3
		found := rows(t, must(t, fmt.Sprintf("%s -a %s -b %s -n %d -format csv", c.world, c.a, c.b, seeds)))
		var a, b [seeds]map[string]float64
		for i := range seeds {
			a[i], b[i] = metricsOf(t, c.world, i+1, c.a), metricsOf(t, c.world, i+1, c.b)
		}
		require.Len(t, found, len(a[0]), "every metric has a row")
		for name, r := range found {
			agrees(t, r, name, a[:], b[:])
		}
		assert.Equal(t, "true", found[c.same]["same"], "chance does the same in both")
		assert.Equal(t, "false", found[c.differs]["same"])
	}
}

// metricsOf is what `playground run -metrics` writes of a seed.
func metricsOf(t testing.TB, world string, seed int, setting string) map[string]float64 {
	t.Helper()
	file := filepath.Join(t.TempDir(), "metrics.csv")
	var stdout, stderr strings.Builder
	line := fmt.Sprintf("%s -seed %d -set %s -metrics %s", world, seed, setting, file)
	require.Zero(t, headless.Main(strings.Fields(line), &stdout, &stderr, headless.Env{}), stderr.String())
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	all := make(map[string]float64)
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		name, value, _ := strings.Cut(line, ",")
		all[name], err = strconv.ParseFloat(value, 64)
		require.NoError(t, err)
	}
	return all
}

// agrees holds a row against the figures of three seeds, by another way to reckon.
func agrees(t testing.TB, r row, name string, a, b []map[string]float64) {
	t.Helper()
	n := float64(len(a))
	sumA, sumB, sum, squares, same := 0.0, 0.0, 0.0, 0.0, true
	for i := range a {
		d := b[i][name] - a[i][name]
		sumA, sumB, sum, squares, same = sumA+a[i][name], sumB+b[i][name], sum+d, squares+d*d, same && d == 0
	}
	mean := sum / n
	deviation := math.Sqrt(max(0, squares-n*mean*mean) / (n - 1))
	near := func(want, got float64, what string) {
		assert.InDelta(t, want, got, 1e-6*max(1, math.Abs(want), deviation), "%s of %s", what, name)
	}
	near(sumA/n, r.number(t, "a"), "a")
	near(sumB/n, r.number(t, "b"), "b")
	near(mean, r.number(t, "difference"), "difference")
	near(deviation, r.number(t, "deviation"), "deviation")
	near(2*4.302653*deviation/math.Sqrt(n), r.number(t, "high")-r.number(t, "low"), "interval")
	assert.Equal(t, strconv.FormatBool(same), r["same"], name)
}

// However many worlds are computed at a time, the result is the same.
func TestProcsChangeNothing(t *testing.T) {
	for _, format := range []string{"table", "json"} {
		line := quick + "-b lookup=process -n 5 -metric all -format " + format
		assert.Equal(t, must(t, line+" -procs 1"), must(t, line+" -procs 2"), format)
	}
}

// Settings, name=value and links are ways to say the same.
func TestWaysToSayIt(t *testing.T) {
	want := must(t, quick+"-seed 7 -a separator=on -b lookup=process")
	for _, line := range []string{
		quick + "-seed 7 -a |toggle separator on| -b |set lookup process|",
		quick + "-seed 7 -a |  separator=on ;| -b |lookup=constant; set  lookup process|",
		"-for 300ms -link ?model=hashring&sessions=500&seed=7 -a separator=on -b lookup=process",
		"-a https://example.org/#model=hashring&sessions=500&seed=7&separator=on&t=300ms -b |?model=hashring&sessions=500&seed=7&lookup=process&t=300ms|",
		"-a |?model=hashring&sessions=500&seed=7&t=300ms| -a separator=on -b |separator=off| -b lookup=process",
	} {
		assert.Equal(t, want, must(t, line), line)
	}
	// What was done in a link is done in both.
	const link = "-format csv -b cores=2 -link ?model=hashring&sessions=500&t=400ms"
	both, plain := rows(t, must(t, link+"&do=100ms+reconnect")), rows(t, must(t, link))
	assert.Greater(t, both["storm.lookups"].number(t, "a"), plain["storm.lookups"].number(t, "a"))
	assert.Equal(t, "true", both["storm.lookups"]["same"])
	status, _, stderr := run(t, "-for 100ms -link ?model=hashring&joy=1 -b nodes=3")
	assert.Zero(t, status)
	assert.Equal(t, "playground compare: \"joy\" in this address says nothing here and was ignored.\n", stderr)
}

func TestJSON(t *testing.T) {
	var out struct {
		Model, FirstSeed string
		Seeds            int
		LengthNs         time.Duration
		Differ           []map[string]string
		Parting          *struct {
			AtNs    time.Duration
			Where   string
			Metrics []map[string]any
		}
		Metrics []map[string]any
	}
	file := filepath.Join(t.TempDir(), "out.JSON")
	assert.Empty(t, must(t, quick+"-seed 3 -n 2 -b |at 100ms reconnect| -o "+file))
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &out))
	assert.Equal(t, "hashring 3 2 300ms", fmt.Sprint(out.Model, " ", out.FirstSeed, " ", out.Seeds, " ", out.LengthNs))
	assert.Equal(t, []map[string]string{{"name": "at 100ms", "a": "", "b": "reconnect"}}, out.Differ)
	require.NotNil(t, out.Parting)
	assert.Equal(t, 100*time.Millisecond, out.Parting.AtNs.Truncate(time.Millisecond))
	assert.NotEmpty(t, out.Parting.Where)
	assert.Greater(t, len(out.Metrics), 20, "all of them")
	idle := must(t, quick+"-b nodes=3 -metric lookups -format json") // no session asks where
	assert.Contains(t, idle, `"parting": null`)
	assert.Contains(t, must(t, quick+"-b nodes=3"), "The histories of seed 279 do not part: all nodes do the same at the same times.\n")
}

func TestRefusals(t *testing.T) {
	folder := t.TempDir()
	for line, want := range map[string]string{
		"":                                         "nothing differs between A and B; expected a setting, a price or a command that does",
		"-a no.roots=on":                           "nothing differs between A and B",
		"-a sieve=parse -b |set sieve parse|":      "nothing differs between A and B",
		"-a joy=1":                                 "-a: set joy: there is no such setting in the model guild; expected one of members",
		"-b |toggle sieve on|":                     "-b: toggle sieve: there is no such switch in the model guild",
		"-b head.rate=200%":                        `-b: head.rate: "200%" is not possible; expected a share`,
		"-b dance":                                 `-b: "dance" is not a command; expected one of set`,
		"-b |run 5s|":                              "-b: run is no part of what a history begins with; expected a command that changes it, such as set, toggle, send or at",
		"-b |seed 5|":                              "-b: seed is no part of what a history begins with",
		"-b seed=5":                                "-b: seed is no setting; expected -seed 5",
		"-b |at 1s run 5s|":                        "-b: at 1s: run cannot be put off",
		"-a |?seed=5| -b |?seed=6|":                "the seed of A is 5 and that of B 6; expected one seed, so that chance does the same in both",
		"-a |?model=hashring| -b |?seed=279|":      "the model of A is hashring and that of B guild; expected one model",
		"-a |?model=hashring| -b no.roots=off":     "-b: set no.roots: there is no such setting in the model hashring",
		"-a |?model=joy| -b sieve=parse":           `-a: model: "joy" is not a model; expected one of guild`,
		"-a |?t=1s| -b |?sieve=parse&t=2s|":        "the link of A leads to 1s and that of B to 2s; expected one time, or -for",
		"-a |?t=soon| -b sieve=parse":              `-a: t is "soon"; expected a time such as 12.5s`,
		"-a |?chapter=3| -b sieve=parse":           "-a: this one leads to a chapter or a challenge; expected one to a history in free play",
		"-a |?seed=5| -a |?seed=6|":                "-a: two links; expected one",
		"-link ?seed=5 -a |?seed=5|":               "-link is what A and B begin with; expected settings or commands as -a and -b, and no links",
		"-seed 4 -a |?seed=5| -b sieve=parse":      "-seed goes without a link, which has a model, a seed and settings",
		"-set rate=1 -link ?seed=5 -b sieve=parse": "-set goes without a link",
		"-b sieve=parse -metric joy":               `"joy" is not a metric; playground run -model guild -h lists them`,
		"-b sieve=parse -metric lookups":           `"lookups" is not a metric; playground run -model guild -h lists them`,
		"-b sieve=parse -metric a,":                "expected a name between commas",
		"-b sieve=parse -n 0":                      "-n is 0, want a whole number from 1 to 10000",
		"-b sieve=parse -procs -1":                 "-procs is -1, want a whole number from 1 to 1024",
		"-b sieve=parse -for 25h":                  "-for is 25h0m0s, want more than 0 and at most 24h0m0s",
		"-link ?t=0s -b sieve=parse":               "-for is 0s, want more than 0",
		"-b sieve=parse -format xml":               `-format is "xml", want one of table, csv, json`,
		"-b sieve=parse -o " + folder + "/no/x":    "-o: open " + folder + "/no/x: ",
		"sieve=parse":                              `unexpected argument "sieve=parse"; expected -a and -b with what differs`,
		"-b sieve=parse -nonsense":                 "-nonsense",
	} {
		status, stdout, stderr := run(t, line)
		assert.Equal(t, 2, status, line)
		assert.Empty(t, stdout, line)
		assert.True(t, strings.HasPrefix(stderr, "playground compare: "), line)
		assert.Contains(t, stderr, want, line)
		assert.Equal(t, 1, strings.Count(stderr, "\n"), line)
	}
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Empty(t, left)
}

// A signal ends it, with nothing printed and no file changed.
func TestStops(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.csv")
	var stdout, stderr strings.Builder
	signal := &interrupt.Signal{Name: "SIGINT", Status: 130}
	asked := 0
	status := comparisons.Main(words(quick+"-b lookup=process -n 2 -o "+file), &stdout, &stderr, comparisons.Env{Watch: func() (func() *interrupt.Signal, func()) {
		return func() *interrupt.Signal {
			if asked++; asked > 10 {
				return signal
			}
			return nil
		}, func() {}
	}})
	assert.Equal(t, 130, status)
	assert.Equal(t, "playground compare: interrupted by SIGINT before all histories were through: nothing is printed of them\n", stderr.String())
	assert.Empty(t, stdout.String())
	assert.NoFileExists(t, file)
}

func TestProgress(t *testing.T) {
	for _, n := range []string{"1", "3"} {
		var last, end time.Duration
		var stdout, stderr strings.Builder
		require.Zero(t, comparisons.Main(words(quick+"-b lookup=process -procs 1 -n "+n), &stdout, &stderr, comparisons.Env{Progress: func(done, total time.Duration) {
			assert.GreaterOrEqual(t, done, last)
			last, end = done, total
		}}))
		assert.Equal(t, end, last, "the line is cleared in the end")
		assert.Positive(t, end)
	}
}
