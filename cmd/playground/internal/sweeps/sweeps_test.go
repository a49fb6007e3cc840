package sweeps

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/headless"
	"fanout/cmd/playground/internal/interrupt"
)

var rewrite = flag.Bool("rewrite", false, "write the golden files again")

// small is a sweep that is quick to play.
const small = "-set members=300 -set grpc=200 -set small=20 -for 300ms "

// rates is one over a range.
const rates = small + "-set head.rate=1%..100%:3 -metric messages.sampled,spans.recorded,sessions.busy,time.fan_out -n 5 "

// quick is one of a model that is quicker still, with counts, shares and times, and a number
// of jobs that can be divided by 3 alone.
const quick = "-model hashring -set sessions=300 -set lookup=process -for 300ms -set guilds=1..20:3 -metric lookups,machine.busy,machine.cpu,time.ask -n 3 "

func run(t testing.TB, line string, env Env) (status int, stdout, stderr string) {
	t.Helper()
	var out, complaint strings.Builder
	status = Main(strings.Fields(line), &out, &complaint, env)
	return status, out.String(), complaint.String()
}

// must is what the command prints if it succeeds.
func must(t testing.TB, line string) string {
	t.Helper()
	status, stdout, stderr := run(t, line, Env{Program: "test"})
	require.Zero(t, status, "%s: %s", line, stderr)
	require.Empty(t, stderr, line)
	return stdout
}

// What a newcomer reads.
func TestGolden(t *testing.T) {
	for name, line := range map[string]string{
		"range":   rates,
		"grid":    small + "-set head.rate=1%,100% -set fanout=table,none -metric spans.recorded -n 2",
		"one":     "-model hashring -set sessions=1000 -for 100ms -set nodes=5..20:4 -metric nodes.present,share.largest",
		"csv":     small + "-set no.roots=on,off -metric sessions.cpu,sessions.spans.session -n 3 -format csv",
		"without": small + "-set no.roots=on,off -metric sessions.cpu -format csv",
	} {
		file := filepath.Join("testdata", name+".txt")
		got := "playground sweep " + line + "\n\n" + must(t, line)
		if *rewrite {
			require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), got, "go test -rewrite, in this package, writes %s", file)
	}
}

// shards runs every shard of a sweep, and returns the names of the parts.
func shards(t testing.TB, line string, of int) (names []string) {
	t.Helper()
	folder := t.TempDir()
	for i := range of {
		name := filepath.Join(folder, fmt.Sprint("part", i+1))
		require.Empty(t, must(t, fmt.Sprintf("%s -shard %d/%d -o %s", line, i+1, of, name)))
		names = append(names, name)
	}
	return names
}

// In however many parts a sweep is done, and in whatever order they are put together, the
// result has the same bytes; also if there are more parts than jobs.
func TestShardsAddUpToTheWhole(t *testing.T) {
	whole := make(map[string]string)
	for _, format := range []string{"table", "csv", "json"} {
		whole[format] = must(t, quick+"-format "+format)
	}
	parts := []int{2, 7, 1, 11}
	if testing.Short() {
		parts = parts[:2]
	}
	for _, of := range parts {
		names := shards(t, quick, of)
		names = append(names[of/2:], names[:of/2]...)
		for format, want := range whole {
			assert.Equal(t, want, must(t, "merge -format "+format+" "+strings.Join(names, " ")), "%d shards", of)
		}
	}
	part := must(t, quick+"-shard 1/1")
	file := filepath.Join(t.TempDir(), "x.json")
	require.NoError(t, os.WriteFile(file+".part", []byte(part), 0o600))
	assert.Empty(t, must(t, "merge -o "+file+" "+file+".part"))
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, whole["json"], string(text), "a part on standard output, a result in a file")
}

func TestProcsChangeNothing(t *testing.T) {
	assert.Equal(t, must(t, quick+"-format json -procs 1"), must(t, quick+"-format json -procs 2"))
	assert.Equal(t, must(t, quick+"-shard 2/3 -procs 1"), must(t, quick+"-shard 2/3 -procs 2"))
}

// A point of a sweep with one seed is what `playground run` has for it, also by way of a
// link.
func TestTheSameAsARun(t *testing.T) {
	file := filepath.Join(t.TempDir(), "metrics.csv")
	var stdout, stderr strings.Builder
	require.Zero(t, headless.Main(strings.Fields("-model hashring -set sessions=500 -for 300ms -seed 7 -set guilds=50 -metrics "+file), &stdout, &stderr, headless.Env{}), stderr.String())
	metrics, err := os.ReadFile(file)
	require.NoError(t, err)
	for _, line := range []string{
		"-model hashring -set sessions=500 -for 300ms -seed 7 -set guilds=1,50 -metric lookups,machine.busy -format csv",
		"-link ?model=hashring&sessions=500&seed=7&t=300ms -set guilds=1,50 -metric lookups,machine.busy -format csv",
	} {
		found := 0
		for row := range strings.Lines(must(t, line)) {
			if f := strings.Split(row, ","); f[0] == "50" {
				found++
				assert.Contains(t, string(metrics), "\n"+f[1]+","+f[4]+"\n", line)
			}
		}
		assert.Equal(t, 2, found, line)
	}
	status, _, complaint := run(t, "-for 10ms -link ?model=hashring&sessions=50&joy=1 -set nodes=2,3 -metric lookups", Env{})
	assert.Zero(t, status)
	assert.Equal(t, "playground sweep: \"joy\" in this address says nothing here and was ignored.\n", complaint)
}

func TestRefusals(t *testing.T) {
	const two = "-set head.rate=1%,2% "
	for line, want := range map[string]string{
		"":                                "no -set has several values; expected one, such as -set head.rate=0.1%..10%:5, or two",
		"-set members=5 -metric messages": "no -set has several values",
		two:                               "-metric is missing; expected one or more, such as -metric sessions.cpu",
		two + "-metric joy":               `"joy" is not a metric; playground run -model guild -h lists them`,
		two + "-metric messages,messages": "the metric messages comes twice; expected each one once",
		"-set joy=1,2 -metric messages":   "-set: set joy: there is no such setting in the model guild",
		"-set joy=1 " + two + "-metric a": "-set: set joy: there is no such setting in the model guild",
		"-set members=0..5 -metric a":     `-set: members: "0" is not possible; expected a whole number from 1 to 1,000,000`,
		"-set members -metric a":          "want name=values, such as head.rate=0.1%..10%:5",
		"-set seed=1,2 -metric messages":  "-set: seed is no setting; expected -seed 1,2",
		two + two + "-metric a":           "-set: head.rate comes twice; expected each setting once",
		two + "-set no.roots=on,off -set sieve=parse,sieve -metric messages": "3 settings have several values; expected one or two",
		two + "-metric messages -n 10001":                                    "-n is 10001, want a whole number from 1 to 10000",
		two + "-metric messages -procs -1":                                   "-procs is -1, want a whole number from 1 to 1024",
		two + "-metric messages -for 0s":                                     "-for is 0s, want more than 0 and at most 24h0m0s",
		two + "-metric messages -format xml":                                 `-format is "xml", want one of table, csv, json`,
		two + "-metric messages -o nowhere/x":                                "-o: open nowhere/x: ",
		two + "-metric messages -model joy":                                  `model: "joy" is not a model`,
		two + "-metric a -link ?model=joy":                                   `-link: model: "joy" is not a model`,
		two + "-metric a -link ?chapter=1":                                   "-link: this one leads to a chapter or a challenge",
		two + "-metric a -link ?seed=1 -seed 2":                              "-seed goes without -link, which has a model and a seed",
		"-shard 0/2":                                                         `-shard is "0/2", want a part of so many, such as 2/7, of at most 10000`,
		"-shard 3/2":                                                         `-shard is "3/2"`,
		"-shard 1":                                                           `-shard is "1"`,
		"-shard 1/2 -format csv":                                             "-format goes without -shard, which writes a part for merge; merge takes -format",
		"head.rate=1%,2%":                                                    `unexpected argument "head.rate=1%,2%"; expected -set and -metric, or the word merge in front`,
		"-nonsense":                                                          "-nonsense",
		"merge":                                                              "merge: no file is named; expected the parts of a sweep",
		"merge nowhere":                                                      "merge: open nowhere: ",
		"merge -shard 1/2":                                                   "merge: flag provided but not defined: -shard",
		"merge -format xml x":                                                `merge: -format is "xml"`,
	} {
		refused(t, line, want)
	}
}

// refused is a command line that makes no sense: one sentence, and nothing else.
func refused(t testing.TB, line, want string) {
	t.Helper()
	status, stdout, stderr := run(t, line, Env{Program: "test"})
	assert.Equal(t, 2, status, line)
	assert.Empty(t, stdout, line)
	assert.True(t, strings.HasPrefix(stderr, "playground sweep: "), "%s: %s", line, stderr)
	assert.Contains(t, stderr, want, line)
	assert.Equal(t, 1, strings.Count(stderr, "\n"), line)
}

// Parts that do not make one whole are refused, and so are files that are no whole part.
func TestMergeRefuses(t *testing.T) {
	const line = "-model hashring -set sessions=1000 -for 200ms -set guilds=1,2 -metric lookups "
	parts := shards(t, line, 3)
	folder := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		return file
	}
	text, err := os.ReadFile(parts[0])
	require.NoError(t, err)
	other := func(name, flags string) string { return write(name, must(t, line+"-shard 2/3 "+flags)) }
	refused(t, "merge "+parts[0], "of 3 shards these are missing: 2, 3; expected all of them")
	refused(t, "merge "+strings.Join([]string{parts[0], parts[1], parts[1], parts[2]}, " "), parts[1]+" is shard 2 of 3, and so is "+parts[1]+"; expected each shard once")
	refused(t, "merge "+parts[0]+" "+other("n", "-n 2"), "is a part of another sweep than "+parts[0]+": firstSeed is 279 there and 1 here; expected parts of one sweep")
	refused(t, "merge "+parts[0]+" "+other("for", "-for 300ms"), "lengthNs is 200000000 there and 300000000 here")
	refused(t, "merge "+parts[0]+" "+other("metric", "-metric points"), `metrics is ["lookups"] there and ["lookups","points"] here`)
	refused(t, "merge "+parts[0]+" "+other("set", "-set placement=modulo"), "setup is ")
	refused(t, "merge "+parts[0]+" "+other("grid", "-set cores=1,2"), "axes is ")
	refused(t, "merge "+parts[0]+" "+write("of", must(t, line+"-shard 2/4")), "of is 3 there and 4 here")
	_, version, _ := run(t, line+"-shard 2/3 -o "+filepath.Join(folder, "program"), Env{Program: "other"})
	assert.Empty(t, version)
	refused(t, "merge "+parts[0]+" "+filepath.Join(folder, "program"), `program is "test" there and "other" here`)
	refused(t, "merge -o "+parts[1]+" "+strings.Join(parts, " "), "-o "+parts[1]+" would take the place of the part "+parts[1])

	for name, bad := range map[string]string{"empty": "", "csv": "head.rate,metric\n1%,messages\n", "json": "{}\n", "list": "[1]\n"} {
		refused(t, "merge "+write(name, bad), name+" is no part of a sweep; expected a file that -shard wrote")
	}
	first, _, _ := strings.Cut(string(text), "\n")
	for cut := len(first); cut < len(text)-1; cut++ {
		_, err := readPart("p", text[:cut])
		require.EqualError(t, err, "p was cut off or changed: its checksum is not that of its contents; expected the whole file", "at byte %d", cut)
	}
	changed := strings.Replace(string(text), `"sum":"`, `"sum":"1`, 1)
	refused(t, "merge "+write("changed", changed), "changed was cut off or changed")
	refused(t, "merge "+write("later", strings.Replace(string(text), `"form":1`, `"form":2`, 1)), "later is a part of form 2, from another version of the program; expected form 1")

	// With a checksum that fits, what is in it is looked at all the same.
	for change, want := range map[[2]string]string{
		{`"shard":1`, `"shard":4`}:                                  "is shard 4 of 3; expected one from 1 on, of at most 10000",
		{`"of":3`, `"of":99999999999`}:                              "is shard 1 of 99999999999; expected one from 1 on, of at most 10000",
		{`"model":"hashring"`, `"model":"joy"`}:                     `model: "joy" is not a model`,
		{`["1","2"]`, `["0","2"]`}:                                  `guilds: "0" is not possible`,
		{`"metrics":["lookups"]`, `"metrics":["lookups","points"]`}: "line 2 does not have the sums of 2 metrics",
		{`"squares":"`, `"squares":"-`}:                             "line 2 does not have the sums of 1 metrics",
	} {
		file := write("forged", closed(strings.Replace(string(text), change[0], change[1], 1)))
		refused(t, "merge "+file, want)
	}
	assert.Equal(t, must(t, line+"-format csv"), must(t, "merge -format csv "+strings.Join(parts, " ")), "the parts are as they were")
}

// closed is the text of a part with a checksum that fits.
func closed(text string) string {
	body := text[:strings.LastIndex(strings.TrimSpace(text), "\n")+1]
	return fmt.Sprintf("%s{\"points\":2,\"crc32\":\"%s\"}\n", body, checksum([]byte(body)))
}

// Whatever is in a part, it is read or refused in one line, and what was read can be merged.
func FuzzReadPart(f *testing.F) {
	whole := must(f, "-model hashring -set sessions=50 -for 10ms -set guilds=1,2 -metric lookups -shard 1/1")
	f.Add(whole)
	f.Add(strings.Replace(whole, `"n":1`, `"n":-1`, 1))
	f.Add(strings.Replace(whole, `"sum":"`, `"sum":"1e999999999`, 1))
	f.Add("{}\n{}")
	f.Fuzz(func(t *testing.T, text string) {
		for _, text := range []string{text, closed(text)} {
			p, err := readPart("p", []byte(text))
			if err != nil {
				assert.Equal(t, 1, strings.Count(err.Error()+"\n", "\n"), "%q", err)
				continue
			}
			if r, err := mergeParts([]*part{p}); err == nil {
				assert.NoError(t, result{r}.WriteTable(io.Discard))
			}
		}
	})
}

// A signal ends it, with nothing printed and no file changed.
func TestStops(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x")
	asked := 0
	env := Env{Watch: func() (func() *interrupt.Signal, func()) {
		return func() *interrupt.Signal {
			if asked++; asked > 10 {
				return &interrupt.Signal{Name: "SIGTERM", Status: 143}
			}
			return nil
		}, func() {}
	}}
	status, stdout, stderr := run(t, quick+"-procs 1 -o "+file, env)
	assert.Equal(t, 143, status)
	assert.Empty(t, stdout)
	assert.Equal(t, "playground sweep: interrupted by SIGTERM before all histories were through: nothing is printed of them\n", stderr)
	assert.NoFileExists(t, file)
}

func TestProgress(t *testing.T) {
	var last, end time.Duration
	status, _, _ := run(t, quick+"-procs 2", Env{Progress: func(done, total time.Duration) {
		assert.Greater(t, done, last)
		last, end = done, total
	}})
	assert.Zero(t, status)
	assert.Equal(t, 9*300*time.Millisecond, end)
	assert.Equal(t, end, last, "the line is cleared in the end")
}

func TestHelp(t *testing.T) {
	for line, want := range map[string]string{"-h": "example: playground sweep -set", "merge -h": "example: playground sweep merge"} {
		status, stdout, stderr := run(t, line, Env{})
		assert.Zero(t, status)
		assert.Empty(t, stderr)
		assert.Contains(t, stdout, want)
	}
}
