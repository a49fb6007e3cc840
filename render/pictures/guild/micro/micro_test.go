package micro_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	guildpicture "fanout/render/pictures/guild"
	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/readout"
)

var rewrite = flag.Bool("rewrite", false, "write the golden files instead of comparing with them")

func TestMain(m *testing.M) { os.Exit(scenetest.Translated(m.Run())) }

// bench is a scene with the microscope, a snapshot and a clock that only tests move.
type bench struct {
	*scene.Scene
	t       *testing.T
	snap    *sim.Snapshot
	now     time.Duration
	f       scene.Frame
	pointed []string
}

func newBench(t *testing.T, w, h float64, change ...func(*scene.Config)) *bench {
	b := &bench{t: t, snap: guildtest.Snapshot(10_000, .4), now: time.Second}
	c := scene.Config{Model: guild.Model(), Picture: guildpicture.New, Words: guildpicture.Words(), Measure: scenetest.Measurer{},
		Language: scenetest.Listener{}, Share: true, Paste: true, Here: "TAB",
		Pointed: func(kind, thing string) { b.pointed = append(b.pointed, kind+" "+thing) }}
	for _, f := range change {
		f(&c)
	}
	b.Scene = scene.New(c)
	b.Resize(w, h, 1, scenetest.Measurer{})
	b.frame()
	return b
}

func (b *bench) frame() {
	b.now += 20 * time.Millisecond
	b.f = b.Frame(b.snap, b.now)
	scenetest.Hear(b.Widgets())
}

func (b *bench) look(line string) {
	b.t.Helper()
	require.NoError(b.t, b.Look(line))
	b.frame()
}

func (b *bench) keys(keys ...string) {
	for _, key := range keys {
		b.Key(key, false, b.snap, b.now)
		b.frame()
	}
}

// types types a text character by character.
func (b *bench) types(text string) { b.keys(strings.Split(text, "")...) }

func (b *bench) press(id string) {
	b.t.Helper()
	require.True(b.t, b.Press(id), id)
	b.frame()
}

func (b *bench) widget(id string) ui.Widget {
	b.t.Helper()
	for _, w := range b.Widgets() {
		if w.ID == id {
			return w
		}
	}
	require.Fail(b.t, "no widget "+id)
	return ui.Widget{}
}

func (b *bench) has(id string) bool {
	for _, w := range b.Widgets() {
		if w.ID == id {
			return true
		}
	}
	return false
}

// header is what is in the box.
func (b *bench) header() string { return b.widget("micro.box").Value }

// click presses and releases at a point.
func (b *bench) click(q ui.Point) {
	b.PointerDown(q, b.now)
	b.frame()
	b.PointerUp(q, b.now)
	b.frame()
}

// said reports whether About has a line with that text.
func (b *bench) said(text string) bool {
	return strings.Contains(strings.Join(b.Watching().About, "\n"), text)
}

const (
	ids     = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"
	sampled = "00-" + ids + "-01"
)

// canvases are the sizes that the view is drawn for; the third is the page's, beside its
// guide.
var canvases = []struct {
	name string
	w, h float64
}{{"1440x900", 1440, 900}, {"768x1300", 768, 1300}, {"390x1800", 390, 1800}, {"1176x900", 1176, 900}, {"844x390", 844, 390}, {"1920x1080", 1920, 1080}}

func TestPictures(t *testing.T) {
	for _, c := range canvases[:3] {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t, c.w, c.h)
			b.look("microscope 00-" + ids + "-03")
			b.snap.Real.Probed = &probed
			b.press("button.micro.next")
			b.frame()
			golden(t, "micro-"+c.name, b.picture())
		})
	}
}

// picture prints what fills the canvas, but for the thousand dots, which are counted.
func (b *bench) picture() string {
	dots := b.widget("micro.headers").Rect
	var out strings.Builder
	rings, diamonds := 0, 0
	for i, line := range strings.Split(strings.TrimSuffix(b.f.Base.Print(b.Theme()), "\n"), "\n") {
		r := b.f.Base.Ops[i].Rect
		switch inside := r.W < 20 && r.H < 20 && dots.Contains(r.Middle()); {
		case inside && b.f.Base.Ops[i].Kind == ui.KindDiamond:
			diamonds++
		case inside:
			rings++
		default:
			fmt.Fprintln(&out, line)
		}
	}
	fmt.Fprintf(&out, "and %d dots, %d diamonds\n", rings, diamonds)
	return out.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if *rewrite {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err, "go test ./render/pictures/guild/micro -rewrite makes it")
	a, e := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range a {
		if i >= len(e) || a[i] != e[i] {
			t.Fatalf("%s:%d\n got %s\n(go test ./render/pictures/guild/micro -rewrite, then look at the difference)", file, i+1, a[i])
		}
	}
	require.Equal(t, len(e), len(a))
}

// probed is what a probe of one header gives.
var probed = readout.Probed{Name: guild.ProbeHeader, Done: 320, Of: 320, Parts: []readout.Part{
	{Name: guild.PartVersion, Ps: 17_023}, {Name: guild.PartTraceID, Ps: 52_532}, {Name: guild.PartParentID, Ps: 35_339},
	{Name: guild.PartFlags, Ps: 10_035}, {Name: guild.PartTracestate, Ps: 63_627}, {Name: guild.PartContext, Ps: 69_409}, {Name: guild.PartSieve, Ps: 1_895},
}}

// headers are those that the view has to show, right and wrong.
var headers = []struct{ header, verdict, reads string }{
	{sampled, "Valid and sampled. The sieve lets it through", "107 reads. Sieve: 1 read"},
	{"00-" + ids + "-00", "Valid, not sampled. The sieve stops it", "107 reads. Sieve: 1 read"},
	{"00-" + ids + "-03", "Valid and sampled.", "107 reads"},
	{"01-" + ids + "-0b-00", "Valid and sampled.", "108 reads"},
	{"00-" + ids + "-ff", "Valid by the grammar. opentelemetry-go refuses it: in version 00", "107 reads"},
	{"00-" + strings.ToUpper(ids) + "-01", "Characters 3 to 34, trace id: must be 32 digits 0-9 or a-f, lower case; character 4 is “B”. The sieve lets it through, and the full parse refuses it.", "70 reads"},
	{"00-" + ids[:38], "Too short: 41 of 55 characters. The sieve stops at its length.", "Sieve: 0 reads"},
	{"00_" + ids + "-01", "Character 2, delimiter: must be “-”.", "Sieve: 1 read"},
	{"ff-" + ids + "-00", "Characters 0 to 1, version: ff is forbidden. The sieve stops it unread.", "5 reads"},
	{"00-" + strings.Repeat("0", 32) + ids[32:] + "-01", "Characters 3 to 34, trace id: all zeros is no id.", "107 reads"},
	{"00-" + ids + "-0x", "Characters 53 to 54, flags: must be two digits 0-9 or a-f, lower case; character 54 is “x”.", "107 reads"},
	{"00-" + ids + "-01-x", "Characters 55 to 56, rest: version 00 ends after the flags.", "108 reads"},
	{"x", "Too short: 1 of 55 characters.", "1 read. Sieve: 0 reads"},
}

func TestVerdicts(t *testing.T) {
	b := newBench(t, 1440, 900)
	for _, c := range headers {
		b.look("microscope " + c.header)
		assert.Equal(t, c.header, b.header())
		assert.True(t, b.said(c.verdict), "%s: expected %s, said %q", c.header, c.verdict, b.Watching().About)
		assert.True(t, b.said(c.reads), "%s: expected %s, said %q", c.header, c.reads, b.Watching().About)
		_, told := b.Said()
		assert.Contains(t, told, c.verdict, "it is told as well")
	}
}

// Whatever is under the microscope: no text leaves the view, and none lies on another.
func TestTextsHaveTheirPlace(t *testing.T) {
	for _, c := range canvases {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t, c.w, c.h)
			for i, h := range headers {
				b.look("microscope " + h.header)
				if b.snap.Real.Probed = nil; i%3 == 1 {
					b.snap.Real.Probed = &probed
				} else if i%3 == 2 {
					b.snap.Real.Probed = &readout.Probed{Name: guild.ProbeHeader, Done: 7, Of: 320}
				}
				b.frame()
				for range 3 {
					b.Press("button.micro.next")
					b.frame()
				}
				b.checkTexts(h.header)
			}
		})
	}
}

func (b *bench) checkTexts(what string) {
	b.t.Helper()
	area := b.widget("micro").Rect
	var texts []ui.Op
	for _, o := range b.f.Base.Ops {
		if o.Kind != ui.KindText || o.Rect.Y < area.Y {
			continue
		}
		if o.Clip == 0 {
			continue // of the bars around
		}
		h := o.Style.Spec().Size
		o.Rect = ui.Box(o.Rect.X, o.Rect.Y-h*.72, o.Rect.W, h*.72)
		if o.Rect.X < area.X || o.Rect.Right() > area.Right() {
			b.t.Errorf("%s: %q leaves the view: %v", what, o.Text, o.Rect)
		}
		for _, other := range texts {
			if in := o.Rect.Intersect(other.Rect); in.W > 1 && in.H > 1 {
				b.t.Errorf("%s: %q %v lies on %q %v", what, o.Text, o.Rect, other.Text, other.Rect)
			}
		}
		texts = append(texts, o)
	}
	if len(texts) < 60 {
		b.t.Errorf("%s: only %d texts", what, len(texts))
	}
}

func TestMOpensAndCloses(t *testing.T) {
	for _, close := range []string{"m", "M", "Escape"} {
		b := newBench(t, 1440, 900)
		b.keys("Tab", "Tab")
		focus := b.Focus()
		require.NotEmpty(t, focus)
		b.keys("m")
		assert.True(t, b.has("micro"))
		assert.False(t, b.has("field"), "nothing of the stage is in sight")
		assert.Nil(t, b.f.Field)
		assert.Equal(t, "micro.cells", b.Focus())
		assert.Equal(t, sampled, b.header())
		b.keys("+", "f", close)
		assert.False(t, b.has("micro"))
		assert.True(t, b.has("field"))
		assert.Equal(t, focus, b.Focus())
		assert.Zero(t, b.Watching().Level, "the field's keys did nothing out of sight")
	}
	b := newBench(t, 1440, 900)
	b.press("button.micro")
	b.press("button.micro.close")
	assert.False(t, b.has("micro"))
	b.keys("m", " ")
	assert.Equal(t, []string{"pause"}, b.Commands(), "the world's keys still act")
	b.keys("D")
	assert.True(t, b.has("micro"))
}

// A full drawer has the whole canvas; the microscope is there again when it leaves.
func TestAFullDrawerCoversIt(t *testing.T) {
	b := newBench(t, 1440, 900)
	b.keys("m")
	b.Key("D", true, b.snap, b.now)
	b.now += time.Second
	b.frame()
	assert.False(t, b.has("micro.box"))
	b.keys("Escape")
	b.now += time.Second
	b.frame()
	assert.True(t, b.has("micro.box"))
}

func TestTyping(t *testing.T) {
	b := newBench(t, 1440, 900)
	b.keys("m")
	b.press("micro.sample.own")
	assert.Empty(t, b.header())
	assert.True(t, b.Typing())
	b.types(sampled[:54])
	assert.True(t, b.said("Too short: 54 of 55"))
	b.types("1")
	assert.Equal(t, sampled, b.header())
	assert.True(t, b.said("Valid and sampled"))
	assert.Empty(t, b.pointed, "not before it is done")
	b.keys("Home", "Delete", "Delete")
	b.types("01")
	assert.Equal(t, "01"+sampled[2:], b.header())
	b.keys("ArrowLeft", "Backspace")
	assert.Equal(t, "1"+sampled[2:], b.header())
	b.types("m ")
	assert.Equal(t, "m 1"+sampled[2:], b.header(), "M and the blank are characters here")
	b.keys("Backspace", "Backspace", "Backspace")
	b.types("0")
	assert.Equal(t, "01"+sampled[2:], b.header())
	b.keys("End", "Enter")
	assert.False(t, b.Typing())
	assert.Equal(t, []string{"header 01" + sampled[2:]}, b.pointed)
	b.keys("m")
	assert.False(t, b.has("micro"), "after Enter keys are keys again")
}

func TestWhatTheBoxDoesNotTake(t *testing.T) {
	b := newBench(t, 1440, 900)
	b.keys("m")
	b.press("micro.sample.own")
	b.types("00-é")
	assert.Equal(t, "00-", b.header())
	_, told := b.Said()
	assert.Equal(t, "Not typed: character 3 is 'é'; expected printable ASCII, which is all that a header can have.", told)
	b.types(strings.Repeat("a", 140))
	assert.Len(t, b.header(), 128)
	_, told = b.Said()
	assert.Contains(t, told, "a text of 129 characters; expected at most 128")
	for text, want := range map[string]string{
		"  \n":                    "paste: there is no text on the clipboard; expected a traceparent",
		strings.Repeat("b", 5000): "paste: a text of 5000 characters; expected at most 128, a header of version 00 has 55",
		"00-4b\n-01":              "paste: character 5 is '\\n'; expected printable ASCII, which is all that a header can have",
		"\x00":                    "paste: character 0 is '\\x00'; expected printable ASCII, which is all that a header can have",
		"00-\xff" + sampled[4:]:   "paste: character 3 is '�'; expected printable ASCII, which is all that a header can have",
	} {
		before := b.header()
		if b.Typing() {
			b.keys("Escape") // out of the box: what is pasted replaces all
		}
		err := b.Paste(text)
		b.frame()
		require.Error(t, err)
		assert.Equal(t, want, err.Error())
		assert.Equal(t, before, b.header())
	}
}

func TestPasting(t *testing.T) {
	b := newBench(t, 1440, 900)
	assert.ErrorContains(t, b.Paste("hello"), "the text is no valid traceparent")
	require.NoError(t, b.Paste("traceparent: 00-"+ids+"-03\n"))
	b.frame()
	assert.Equal(t, "00-"+ids+"-03", b.header(), "a valid one opens it")
	assert.Equal(t, []string{"header 00-" + ids + "-03"}, b.pointed)
	require.NoError(t, b.Paste(sampled))
	b.frame()
	assert.Equal(t, sampled, b.header())
	b.click(ui.Pt(b.widget("micro.box").Rect.X+200, b.widget("micro.box").Rect.CenterY())) // selects all
	require.NoError(t, b.Paste("00-"+ids+"-00"))
	b.frame()
	assert.Equal(t, "00-"+ids+"-00", b.header())
	b.keys("Home")
	require.NoError(t, b.Paste("x"))
	b.frame()
	assert.Equal(t, "x00-"+ids+"-00", b.header(), "at the caret")
	b.press("button.micro.paste")
	assert.True(t, b.Pasting())
	assert.False(t, b.Pasting(), "once")
}

// A press puts the caret where it is, once the box has the focus.
func TestTheCaretFollowsThePointer(t *testing.T) {
	b := newBench(t, 1440, 900)
	b.keys("m")
	r := b.widget("micro.box").Rect
	at := func(i int) ui.Point { // before character i
		return ui.Pt(r.X+r.H+6+float64(i)*scenetest.Measurer{}.Advance(ui.Mono, "0"), r.CenterY())
	}
	b.click(at(4))
	b.click(at(4))
	b.types("_")
	assert.Equal(t, "00-4_bf9", b.header()[:8])
	b.click(at(56))
	b.keys("Backspace")
	assert.Equal(t, "-0", b.header()[len(b.header())-2:])
}

func TestCellCursor(t *testing.T) {
	b := newBench(t, 1440, 900)
	b.keys("m")
	at := func() string { return b.widget("micro.cells").Value }
	assert.Equal(t, "Character 54, “1”, flags. Full parse: 2 reads. Sieve: 1 read", at())
	b.keys("ArrowLeft", "ArrowLeft")
	assert.Equal(t, "Character 52, “-”, delimiter. Full parse: 1 read. Sieve: 0 reads", at())
	_, told := b.Said()
	assert.Equal(t, at(), told)
	b.keys("Home")
	assert.Contains(t, at(), "Character 0, ")
	b.keys("ArrowUp")
	assert.Contains(t, at(), "Character 3, “4”, trace id")
	b.keys("ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowRight")
	assert.Contains(t, at(), "Character 54, ")
	b.keys("ArrowDown", "ArrowDown")
	assert.Contains(t, at(), "Character 36, ")
	b.look("microscope 00-" + ids[:20])
	assert.Contains(t, at(), "Character 36, parent id: missing")
	r := b.widget("micro.cells").Rect
	b.click(ui.Pt(r.X+2, r.Y+20))
	assert.Contains(t, at(), "Character 0, “0”, version")
}

// Tab leads through box, samples, cells, digits, bits and the parse's buttons, in this order.
func TestFocusOrder(t *testing.T) {
	b := newBench(t, 1440, 900)
	b.keys("m")
	var order []string
	for range 200 {
		b.keys("Tab")
		if b.Focus() == "button.micro.close" {
			if len(order) > 0 {
				break
			}
			order = append(order, b.Focus())
		} else if len(order) > 0 && strings.Contains(b.Focus(), "micro") {
			order = append(order, b.Focus())
		}
	}
	last := -1
	for _, id := range []string{"button.micro.close", "micro.box", "micro.sample.01", "micro.sample.own", "micro.cells", "micro.digit.0", "micro.bit.0", "button.micro.play", "micro.test.0", "micro.headers"} {
		at := -1
		for i := range order {
			if order[i] == id {
				at = i
				break
			}
		}
		assert.Greater(t, at, last, "%s in %q", id, order)
		last = at
	}
}

func TestDigitsAndBits(t *testing.T) {
	b := newBench(t, 1440, 900)
	b.keys("m")
	b.press("micro.digit.b")
	assert.Equal(t, "00-"+ids+"-0b", b.header())
	assert.Equal(t, "on", b.widget("micro.bit.3").Value)
	b.press("micro.bit.0")
	assert.Equal(t, "00-"+ids+"-0a", b.header())
	b.press("micro.bit.7")
	assert.Equal(t, "00-"+ids+"-8a", b.header())
	b.look("microscope 00-" + ids + "-0x")
	assert.NotEmpty(t, b.widget("micro.bit.0").Disabled)
	b.press("micro.digit.3")
	assert.Equal(t, "00-"+ids+"-03", b.header())
	b.press("micro.sample.short")
	b.press("micro.digit.3")
	assert.Equal(t, "00-"+ids[:38], b.header(), "there is no such character")
}

func TestPlaying(t *testing.T) {
	b := newBench(t, 1440, 900)
	b.keys("m")
	steps := []string{"find the end of the version, 3 characters", "decode the version, 2 characters", "find the end of the trace id, 33 characters",
		"decode the trace id, 32 characters", "find the end of the parent id, 17 characters", "decode the parent id, 16 characters",
		"find the end of the flags, 2 characters", "decode the flags, 2 characters", "make the span context"}
	for i, step := range steps {
		b.press("button.micro.next")
		assert.True(t, b.said(fmt.Sprintf("Step %d of 9: %s", i+1, step)), "%q", b.Watching().About)
	}
	b.press("button.micro.back")
	assert.True(t, b.said("Step 8 of 9"))
	b.press("button.micro.play")
	for range 40 {
		b.frame()
	}
	assert.True(t, b.said("Step 9 of 9"))
	b.press("button.micro.play") // through: from the start
	b.frame()
	assert.True(t, b.said("Step 1 of 9"))
	b.now += 2 * time.Second
	b.frame()
	assert.True(t, b.said("Step 4 of 9"), "%q", b.Watching().About)
	b.press("button.micro.play")
	b.now += time.Hour
	b.frame()
	assert.True(t, b.said("Step 4 of 9"), "it waits")
	b.look("microscope 00-" + strings.ToUpper(ids) + "-01")
	for range 12 {
		b.press("button.micro.next")
	}
	assert.True(t, b.said("Step 4 of 4: decode the trace id, 32 characters; here it refuses the header"))
	b.press("micro.sample.own")
	assert.NotEmpty(t, b.widget("button.micro.play").Disabled)
}

// Who wants no motion gets a pass at a time.
func TestPlayingWithoutMotion(t *testing.T) {
	b := newBench(t, 1440, 900, func(c *scene.Config) { c.ReducedMotion = true })
	b.keys("m")
	b.press("button.micro.play")
	assert.True(t, b.said("Step 1 of 9"))
	b.now += 900 * time.Millisecond
	b.frame()
	assert.True(t, b.said("Step 2 of 9"))
	b.now += time.Minute
	b.frame()
	assert.True(t, b.said("Step 9 of 9"))
	assert.Equal(t, "Play the full parse", b.widget("button.micro.play").Label)
}

func TestMeasuring(t *testing.T) {
	b := newBench(t, 1440, 900)
	b.keys("m")
	assert.True(t, b.said("has not been measured here yet"))
	assert.Contains(t, b.texts(), "not measured here yet: the widths mean nothing")
	b.press("button.micro.measure")
	assert.Equal(t, []string{"probe header"}, b.Commands())
	b.snap.Real.Probed = &readout.Probed{Name: guild.ProbeHeader, Done: 12, Of: 320}
	b.now += time.Second
	b.frame()
	assert.Contains(t, b.texts(), "measuring, 12 of 320 batches; the simulation waits")
	assert.NotEmpty(t, b.widget("button.micro.measure").Disabled)
	b.snap.Real.Probed = &probed
	b.now += time.Second
	b.frame()
	assert.True(t, b.said("Measured here: a full parse takes 248 ns, the sieve 1.9 ns"), "%q", b.Watching().About)
	assert.Contains(t, b.texts(), "1.9 ns, done")
	assert.Equal(t, "53", b.widget("micro.part.trace id").Value)
	w := b.widget("micro.part.trace id").Rect.W / b.widget("micro.part.version").Rect.W
	assert.InDelta(t, 52.5/17, w, .1, "width is time")
}

// texts are those on the canvas.
func (b *bench) texts() string {
	var out strings.Builder
	for _, o := range b.f.Base.Ops {
		if o.Kind == ui.KindText {
			fmt.Fprintln(&out, o.Text)
		}
	}
	return out.String()
}

// play is a bench with a world that runs.
func playing(t *testing.T, lines ...string) (*bench, *sim.Player) {
	b := newBench(t, 1440, 900)
	p, err := sim.NewPlayer(guild.Model(), "seed 7")
	require.NoError(t, err)
	for _, line := range lines {
		require.NoError(t, p.Do(line))
		p.Finish()
	}
	b.snap = new(sim.Snapshot)
	p.Snapshot(b.snap)
	return b, p
}

func TestThisRun(t *testing.T) {
	b, _ := playing(t, "set callers mixed", "set head.rate 10%", "run 3s")
	b.keys("m")
	run := guild.ViewOf(b.snap).Field.Source.(guild.Inspector).InspectHeaders(guild.RunHeaders{})
	require.Len(t, run.Last, 1000)
	full, sieve, n := 0, 0, 0
	for _, h := range run.Last {
		i := guild.InspectHeader(h)
		full += i.Full.Total()
		if sieve += i.Sieve.Total(); i.Sampled {
			sieve += i.Full.Total()
			n++
		}
	}
	assert.True(t, b.said(fmt.Sprintf("%d sampled, %d not", n, 1000-n)))
	assert.True(t, b.said(fmt.Sprintf("Characters read: full parse %s; sieve 1,000 × 1 + %s for %d parses = %s,", ui.Count(int64(full)), ui.Count(int64(sieve-1000)), n, ui.Count(int64(sieve)))), "%q", b.Watching().About)
	lost := 0
	for i, test := range guild.HeaderTests() {
		o := run.Outcome(&test)
		assert.Contains(t, b.widget(fmt.Sprint("micro.test.", i)).Value, fmt.Sprintf("%s lost, %s let through", ui.Count(o.Lost), ui.Count(o.More)), test.Name)
		if o.Lost > 0 {
			lost++
		}
	}
	assert.Equal(t, 3, lost)
	b.press("micro.sample.run")
	assert.Equal(t, run.Last[999], b.header())
	r := b.widget("micro.headers").Rect
	b.click(ui.Pt(r.X+2, r.Y+2))
	assert.Equal(t, run.Last[0], b.header())
	assert.Contains(t, b.texts(), "a gRPC header of this run, 999 before the newest")
}

func TestARunWithoutHeaders(t *testing.T) {
	b, _ := playing(t, "toggle grpc.link off", "run 1s")
	b.keys("m")
	assert.True(t, b.said("Headers of this run: API and guild are not linked: no header comes"))
	assert.NotEmpty(t, b.widget("micro.sample.run").Disabled)
	assert.NotEmpty(t, b.widget("segment.callers.mixed").Disabled)
	b, _ = playing(t, "set grpc 0", "set rate 0.1")
	b.keys("m")
	assert.True(t, b.said("none has come in this run yet"))
}

func TestLooks(t *testing.T) {
	b := newBench(t, 1440, 900)
	assert.NotContains(t, b.Looks(), "microscope")
	b.keys("m")
	assert.Equal(t, []string{"microscope"}, b.Looks())
	b.press("micro.digit.2")
	assert.Equal(t, []string{"microscope 00-" + ids + "-02"}, b.Looks())
	other := newBench(t, 1440, 900)
	for _, line := range b.Looks() {
		other.look(line)
	}
	assert.Equal(t, b.header(), other.header())
	other.look("microscope off")
	assert.False(t, other.has("micro"))
	assert.EqualError(t, other.Look("microscope é"), "microscope: character 0 is 'é'; expected printable ASCII, which is all that a header can have")
}

// The header of a message leads here.
func TestUnderTheMicroscope(t *testing.T) {
	b := newBench(t, 1440, 900)
	b.look("follow #165")
	b.press("button.micro.message")
	assert.Equal(t, guildtest.Header, b.header())
	assert.Contains(t, b.texts(), "the gRPC header of message #165, from api-1")
	assert.Equal(t, []string{"follow #165", "microscope"}, b.Looks())
}

// Every command that a widget here gives is one that the world takes.
func TestTheWorldTakesItsCommands(t *testing.T) {
	b, p := playing(t, "run 1s")
	b.keys("m")
	for _, w := range append([]ui.Widget(nil), b.Widgets()...) {
		if !strings.Contains(w.ID, "micro") && !strings.HasPrefix(w.ID, "segment.callers") || w.ID == "button.micro.close" {
			continue
		}
		b.Press(w.ID)
		b.frame()
		for _, line := range b.Commands() {
			if line != "probe header" { // the player that has a clock takes it
				assert.NoError(t, p.Do(line), w.ID)
			}
		}
	}
}
