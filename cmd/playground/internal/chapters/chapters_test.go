package chapters_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/chapters"
	"fanout/cmd/playground/internal/models"
	"fanout/sim/chapter"
	"fanout/sim/guild"
)

// run runs a command line and holds it to its exit status.
func run(t *testing.T, status int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, err strings.Builder
	require.Equal(t, status, chapters.Main(args, &out, &err, nil), "%v\n%s%s", args, &out, &err)
	return out.String(), err.String()
}

// file writes a chapter file.
func file(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "c.txt")
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name
}

// small is a chapter with nothing wrong in it.
var small = `# Small
chapter 42
beat one message is sent
time 45s

seed 3
set members 20
set grpc 0
set small 0
set rate 0.1
run 100ms

step
  ` + strings.Repeat("word ", 50) + `
predict deliveries - guess number 0 to 1000 copies
  It goes out. How many copies?
send
run 1s
reveal
  It is {answer}.
published deliveries - guess = 20 ± 0 copies (nobody)

know
  Twenty.
`

// A chapter that comes with the program is its own, by number and by name; one of a file is not.
func TestFindOne(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mine.txt")
	require.NoError(t, os.WriteFile(file, []byte(chapters.All()[1].File), 0o600))
	for name, own := range map[string]bool{"1": true, "01": true, "01-one-mailbox": true, file: false} {
		c, is, err := chapters.FindOne(name, false)
		require.NoError(t, err)
		assert.Equal(t, own, is, name)
		assert.Equal(t, 1, c.Number)
	}
	_, own, err := chapters.FindOne("1", true)
	require.NoError(t, err)
	assert.True(t, own)
}

func TestListAndShow(t *testing.T) {
	listed, _ := run(t, 0)
	again, _ := run(t, 0, "list")
	assert.Equal(t, listed, again)
	for _, c := range chapter.Of(guild.Model()) {
		assert.Contains(t, listed, c.Name)
		assert.Contains(t, listed, c.Title)
		assert.Contains(t, listed, c.Beat)
		shown, _ := run(t, 0, "show", c.Name)
		assert.Equal(t, strings.TrimSpace(c.File), strings.TrimSpace(shown))
	}
	both, _ := run(t, 0, "show", "7", "08")
	assert.Contains(t, both, "# Ten points of CPU\n")
	assert.Contains(t, both, "# One byte\n")
}

func TestShowInALanguage(t *testing.T) {
	shown, _ := run(t, 0, "show", "-lang", "de", "7", "8")
	assert.Contains(t, shown, "# Zehn Punkte CPU\n")
	assert.NotContains(t, shown, "# Ten points of CPU\n")
	assert.Contains(t, shown, "# One byte\n", "what is not translated is in English")
	shown, _ = run(t, 0, "show", "-lang", "en", "7")
	assert.Contains(t, shown, "# Ten points of CPU\n")
}

// What stands beside a chapter in another language is checked with it.
func TestCheckReadsTranslations(t *testing.T) {
	name := file(t, small)
	folder := filepath.Join(filepath.Dir(name), "de")
	require.NoError(t, os.Mkdir(folder, 0o700))
	beside := filepath.Join(folder, filepath.Base(name))
	write := func(text string) { require.NoError(t, os.WriteFile(beside, []byte(text), 0o600)) }

	write("# Klein\nbeat eine Nachricht\nstep\n  Wort.\npredict\n  Wie viele?\nreveal\n  Es sind {answer}.\npublished Kopien\nknow\n  Zwanzig.\n")
	out, _ := run(t, 0, "check", name)
	assert.NotContains(t, out, beside)

	write("# Klein\nbeat eine Nachricht\nstep\n  Wort.\npredict\n  Wie viele?\nreveal\n  Es sind viele.\npublished Kopien\n")
	out, _ = run(t, 1, "check", name)
	assert.Contains(t, out, beside+":8:1: reveal: {answer} of the English paragraph is missing\n")
	assert.Contains(t, out, beside+`:9:1: know: "Twenty." is not translated`+"\n")

	write("step\nset members 5\n")
	out, _ = run(t, 1, "check", name)
	assert.Contains(t, out, `:2:1: "set" is nothing that a translation has`)
}

func TestCheck(t *testing.T) {
	good, bad := file(t, small), file(t, strings.Replace(small, "= 20 ± 0", "= 21 ± 0", 1))
	out, _ := run(t, 0, "check", good)
	assert.Contains(t, out, "Small; 60 words, about 40s\n")
	assert.Regexp(t, `(?m)^15 +How many copies\? +20 copies$`, out)
	assert.Regexp(t, `(?m)^ +deliveries - guess = 20 +20 +ok$`, out)

	out, _ = run(t, 1, "check", good, bad)
	assert.Contains(t, out, bad+":15:1: predict: deliveries - guess = 21 was expected of the run, and it is 20\n")
	assert.Contains(t, out, "NOT MET")

	out, _ = run(t, 1, "check", "-json", bad)
	var results []struct {
		Number   int
		Answers  []struct{ Answer string }
		Problems []struct{ Line int }
	}
	require.NoError(t, json.Unmarshal([]byte(out), &results), out)
	require.Len(t, results, 1)
	assert.Equal(t, 42, results[0].Number)
	assert.Equal(t, "20 copies", results[0].Answers[0].Answer)
	assert.Equal(t, 15, results[0].Problems[0].Line)
}

// A control that the picture does not have is told with its place and the nearest ones.
func TestCheckKnowsTheControls(t *testing.T) {
	name := file(t, strings.Replace(small, "run 100ms\n", "run 100ms\nshow button.send finder chip.deploy\n", 1))
	out, _ := run(t, 1, "check", name)
	assert.Contains(t, out, name+`:12:18: show: "finder" is no control of the model guild; the nearest are field, `)
	assert.Equal(t, 1, strings.Count(out, "is no control"), out)

	out, _ = run(t, 1, "check", "-json", name)
	assert.Contains(t, out, `"column": 18`)
}

// Each chapter of the program names controls that there are, and shows by then what the right
// way of a task needs.
func TestChaptersShowWhatTheyNeed(t *testing.T) {
	for _, c := range chapters.All() {
		ids := models.Controls(c.Model)
		assert.Empty(t, chapter.CheckShown(c, ids), c.Name)
		for i, step := range c.Steps {
			if step.Check == nil {
				continue
			}
			for _, act := range step.Check.Right {
				if act.Line == nil || act.Line.Lasts() > 0 {
					continue
				}
				verb, rest, _ := strings.Cut(act.Text, " ")
				key, _, _ := strings.Cut(rest, " ")
				does := func(id string) bool {
					of := strings.SplitN(id, ".", 2)
					return id == "button."+verb || key != "" && len(of) == 2 && of[0] != "button" && (of[1] == key || strings.HasPrefix(of[1], key+"."))
				}
				shown := slices.ContainsFunc(c.Shown(i), func(name string) bool {
					return slices.ContainsFunc(ids, func(id string) bool { return chapter.Names(name, id) && does(id) })
				})
				assert.True(t, shown, "%s: step %d asks for %q, and shows no control for that", c.Name, i+1, act.Text)
			}
		}
	}
}

// Whatever is wrong with any file is told, with its place, and nothing is walked.
func TestBadFilesAreRefused(t *testing.T) {
	good, bad := file(t, small), file(t, strings.Replace(small, "set members 20", "set members 0", 1))
	worse := file(t, strings.Replace(small, "seed 3", "model nowhere", 1))
	out, problem := run(t, 2, "check", good, bad, worse, "nowhere")
	assert.Empty(t, out)
	assert.Contains(t, problem, bad+`:7:13: members: "0" is not possible; expected a whole number from 1 to 1,000,000`)
	assert.Contains(t, problem, worse+`:6:7: model: "nowhere" is not a model; expected one of guild, `)
	assert.Contains(t, problem, `"nowhere" is neither a file nor a chapter; there are 00-`)
	assert.Equal(t, 3, strings.Count(problem, "\n"))
	for args, want := range map[string]string{
		"dance":           `no command "dance"; there are list, show and check`,
		"list 7":          `unexpected argument "7"`,
		"show":            "show: no name; expected one or more",
		"show 99":         `"99" is neither a file nor a chapter`,
		"show -json 7":    "-json goes with check only, not with show",
		"check -n 3":      "-n",
		"check -lang de":  "-lang goes with show only, not with check",
		"show -lang fr 7": `invalid value "fr" for flag -lang: expected one of en, de`,
		"check \x00":      `"\x00" cannot be read: `,
		"check -json x":   `"x" is neither a file nor a chapter`,
	} {
		out, problem := run(t, 2, strings.Split(args, " ")...)
		assert.Empty(t, out, args)
		assert.Contains(t, problem, want, args)
		assert.Equal(t, 1, strings.Count(problem, "\n"), problem)
	}
	if _, err := os.Stat("/dev/zero"); err == nil {
		_, problem := run(t, 2, "check", "/dev/zero")
		assert.Contains(t, problem, "bytes; expected a chapter, of at most 65536")
	}
}

func TestProgress(t *testing.T) {
	name := file(t, small)
	var done []time.Duration
	var out strings.Builder
	status := chapters.Main([]string{"check", name, name}, &out, &out, func(d, total time.Duration) {
		assert.Equal(t, 90*time.Second, total)
		done = append(done, d)
	})
	assert.Zero(t, status)
	assert.Equal(t, []time.Duration{45 * time.Second, 90 * time.Second}, done)
}

// A chapter that comes with the program is one however it is named; a file is none.
func TestFindOneKnowsItsOwn(t *testing.T) {
	for _, name := range []string{"1", "01-one-mailbox"} {
		c, own, err := chapters.FindOne(name, false)
		require.NoError(t, err)
		assert.True(t, own, name)
		assert.Equal(t, 1, c.Number)
	}
	file := filepath.Join(t.TempDir(), "mine.txt")
	require.NoError(t, os.WriteFile(file, []byte(chapters.All()[1].File), 0o600))
	_, own, err := chapters.FindOne(file, false)
	require.NoError(t, err)
	assert.False(t, own)
}
