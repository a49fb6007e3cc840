// Package link turns name=value pairs, as they stand in a link to the page or
// behind a flag of the command line, into lines of the command grammar, and a
// history back into a link.
//
// A link names the settings and the seed that a history begins with, then what was
// done in it (do=1.2s set members 500) and what that has replaced (keep=1 5s 2s send: a
// branch, see the verb keep), then the time it is to be seen at (t=3s) and what is looked at
// (zoom, follow, tab, trace). A link of settings alone is what people write.
package link

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"fanout/cmd/playground/internal/models"
	"fanout/sim"
)

// Command returns the line of the model's command grammar that gives name that value.
// Whether the line makes sense is for the grammar to say.
func Command(m *sim.Model, name, value string) (string, error) {
	if bad := strings.IndexFunc(name+value, func(r rune) bool { return r < ' ' }); bad >= 0 || name == "" {
		return "", fmt.Errorf("%q is not of the form name=value", sim.Clip(name+"="+value))
	}
	switch {
	case name == "seed" || name == "speed":
		return name + " " + value, nil
	case name == "paused":
		return "pause", nil
	case name == "do":
		return "at " + value, nil
	case name == "keep":
		return "keep " + value, nil
	case name == "t":
		return "goto " + value, nil
	}
	return m.Assign(name, value), nil
}

// Link is what a link says.
type Link struct {
	Model     *sim.Model
	Commands  []string // what starts the history, in order
	Look      []string // lines for scene.Scene.Look, once there is a picture
	Chapter   string   // the number of the chapter that it asks for, as it stands there; "" for none
	Embed     bool     // it asks for the picture in a frame of another page
	Controls  []string // the names of the controls that the frame has; nil if it names none
	Step      int      // of the chapter, from 1; 0 for its beginning
	Challenge string   // the name of the challenge that it asks for; what is done in it is for [Run]
	Ignored   []string // names that say nothing here: what others add to addresses, and settings of other versions
}

// Note says what was ignored, in one sentence; "" if nothing was.
func (l *Link) Note() string {
	switch n := len(l.Ignored); n {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("%q in this address says nothing here and was ignored.", sim.Clip(l.Ignored[0]))
	case 2:
		return fmt.Sprintf("%q and %q in this address say nothing here and were ignored.", sim.Clip(l.Ignored[0]), sim.Clip(l.Ignored[1]))
	default:
		return fmt.Sprintf("%q and %d more in this address say nothing here and were ignored.", sim.Clip(l.Ignored[0]), n-1)
	}
}

// knows reports whether a name of a link says something about the model.
func knows(m *sim.Model, name string) bool {
	if op, ok := strings.CutPrefix(name, "cost."); ok {
		return slices.ContainsFunc(m.Ops, func(o sim.Op) bool { return o.Key == op })
	}
	return slices.Contains([]string{"seed", "speed", "costs", "paused", "do", "keep", "t", "model"}, name) ||
		m.Setting(name) != nil || slices.Contains(models.View(m).Verbs, name)
}

// Form is the fragment that asks for the page's form: its skip link, in another tab.
const Form = "#controls"

// Chapter is the name by which an address asks for a chapter, which has its own history.
const Chapter = "chapter"

// Step is the name by which an address asks for a step of the chapter.
const Step = "step"

// Play is the name by which an address asks for free play, as it starts; one that asks for
// nothing leads to the page's landing.
const Play = "play"

// Challenge is the name by which an address asks for a challenge: what it does (do=) is
// done in a run of that.
const Challenge = "challenge"

// Embed is the name by which an address asks for the picture in a frame of another page,
// Controls the one that names the controls in it, with commas between them. The page itself
// reads Embedder, which names the origin of the page around it, and Theme, dark or light.
const (
	Embed    = "embed"
	Controls = "controls"
	Embedder = "embedder"
	Theme    = "theme"
)

// Language is the name by which an address asks for a language, which the page chooses.
const Language = "lang"

// Beside is the name by which an address says what a second history, which is shown beside the
// first, begins with otherwise: lines of the grammar with semicolons, as playground compare
// takes them.
const Beside = "b"

// Other is what the link has a second history begin with otherwise; ok is false if there is
// none.
func (l *Link) Other() (lines []string, ok bool) {
	for _, look := range l.Look {
		if text, is := strings.CutPrefix(look, Beside+" "); is {
			ok = true
			for line := range strings.SplitSeq(text, ";") {
				if line = strings.TrimSpace(line); line != "" {
					lines = append(lines, line)
				}
			}
		}
	}
	return lines, ok
}

// most is how many bytes of an address are read: more than any browser's history keeps
// of ours, and no more commands than can be done while a page opens.
const most = 4 * Longest

// Read reads a link's query or fragment ("?seed=7&head.rate=1%25", "#members=50").
// The settings come first and the seed after them, since a seed starts a history with
// the settings in force: nothing then counts as having been changed in it. What was
// done follows, and then the way to the time that is to be seen.
//
// model=NAME says which model it is of; without, it is of the default one. A name that
// says nothing about that model is ignored, and told in the Link. The last value of a
// name that comes more than once is the one that counts, but for do and keep.
func Read(query string) (Link, error) { return ReadParts(query) }

// ReadParts reads the parts of one address, each as Read does, one after the other. All
// of them are of the model that any of them names.
func ReadParts(parts ...string) (Link, error) {
	l := Link{Model: models.Default()}
	parts = slices.DeleteFunc(slices.Clone(parts), func(part string) bool { return part == Form })
	if n := len(strings.Join(parts, "")); n > most {
		return Link{}, fmt.Errorf("the link has %d characters; expected at most %d", n, most)
	}
	for _, part := range parts {
		for _, p := range decodeAll(part) {
			var err error
			if p.name != "model" {
				continue
			}
			if l.Model, err = models.Find(p.value); err != nil {
				return Link{}, err
			}
		}
	}
	for _, part := range parts {
		if err := l.read(part); err != nil {
			return Link{}, err
		}
	}
	if l.Challenge != "" { // it has its own history
		l.Commands = nil
	}
	return l, nil
}

// read adds what one part says.
func (l *Link) read(query string) error {
	var settings, later, branches, playback []string
	seed, at, paused := "", "", false
	for _, p := range last(decodeAll(query)) {
		name, value := p.name, p.value
		switch {
		case name == "model" || name == Play:
			continue
		case name == Language || name == Embedder || name == Theme:
			continue
		case name == Embed:
			if value != "" && value != "0" && value != "1" {
				return fmt.Errorf("embed is %q; expected 1, for the picture in a frame", sim.Clip(value))
			}
			l.Embed = value != "0"
			continue
		case name == Controls:
			l.Controls = strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
			continue
		case name == Chapter:
			l.Chapter = value
			continue
		case name == Step:
			n, err := strconv.Atoi(value)
			if err != nil || n < 1 {
				return fmt.Errorf("step: %q is not a step of a chapter; expected a number from 1", sim.Clip(value))
			}
			l.Step = n
			continue
		case name == Challenge:
			l.Challenge = value
			continue
		case name == Beside:
			l.Look = append(l.Look, name+" "+value)
			continue
		case !knows(l.Model, name):
			if !slices.Contains(l.Ignored, name) {
				l.Ignored = append(l.Ignored, name)
			}
			continue
		case slices.Contains(models.View(l.Model).Verbs, name):
			l.Look = append(l.Look, name+" "+value)
			continue
		}
		line, err := Command(l.Model, name, value)
		if err != nil {
			return err
		}
		switch name {
		case "seed":
			seed = line
		case "speed":
			playback = append(playback, line)
		case "paused":
			paused = true
		case "do":
			later = append(later, line)
		case "keep":
			branches = append(branches, line)
		case "t":
			at = line
		default:
			settings = append(settings, line)
		}
	}
	l.Commands = slices.Concat(l.Commands, Start(seed, settings), later, branches, playback)
	if at != "" { // to go somewhere stops time
		l.Commands = append(l.Commands, at)
	}
	switch {
	case paused && at == "":
		l.Commands = append(l.Commands, "pause")
	case !paused && at != "":
		l.Commands = append(l.Commands, "play")
	}
	return nil
}

// Start puts settings into the order that starts a history with them. seed is a
// line, or "" for the default; without settings the default needs no line.
func Start(seed string, settings []string) []string {
	if seed == "" && len(settings) > 0 {
		seed = fmt.Sprintf("seed %d", sim.DefaultSeed)
	}
	if seed != "" {
		settings = append(settings, seed)
	}
	return settings
}

type pair struct{ name, value string }

// last are the pairs without those that later ones replace.
func last(all []pair) (kept []pair) {
	seen := make(map[string]bool)
	for _, p := range slices.Backward(all) {
		if p.name == "do" || p.name == "keep" || !seen[p.name] {
			kept = append(kept, p)
		}
		seen[p.name] = true
	}
	slices.Reverse(kept)
	return kept
}

// decodeAll reads all name=value of a link.
func decodeAll(query string) (all []pair) {
	for text := range strings.SplitSeq(strings.TrimLeft(query, "?#"), "&") {
		if text != "" {
			name, value, _ := strings.Cut(text, "=")
			all = append(all, pair{decode(name), decode(value)})
		}
	}
	return all
}

// decode is a name or a value as it was before it came into a link. One that is not
// encoded as in links stays: people type head.rate=1% and mean it.
func decode(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

// Query is the link's query, without the question mark, that leads from the defaults of
// the model to a setup, given as the commands that make it, with that seed. It is "" for
// the defaults of the default model with the default seed.
func Query(m *sim.Model, setup []string, seed uint64) string {
	var l pairs
	if m != models.Default() {
		l.add("model", m.Name)
	}
	if seed != sim.DefaultSeed {
		l.add("seed", strconv.FormatUint(seed, 10))
	}
	for _, line := range setup {
		verb, args, _ := strings.Cut(line, " ")
		key, value, _ := strings.Cut(args, " ")
		switch verb {
		case "set", "toggle":
			l.add(key, value)
		case "cost":
			l.add("cost."+key, value)
		default:
			l.add(verb, args)
		}
	}
	return strings.Join(l, "&")
}

// View is how a history is looked at.
type View struct {
	Now     int64    // virtual ns
	Playing bool     // and not paused there
	Speed   string   // as the grammar spells it, "" for the usual one
	Look    []string // lines for scene.Scene.Look: "zoom 3 20 51", "follow 381 204"
}

// Longest is how many characters a link has at most. Servers and programs that pass
// links on take twice as many.
const Longest = 4000

// Made is a link that was made, and what it could not hold.
type Made struct {
	Query string
	Whole bool // false if it starts at time 0 with the setup in force: more was done than fits
	Left  int  // branches, of which it holds none or only the newest
}

// Lacks says what the link could not hold, in one sentence; "" for nothing.
func (m Made) Lacks() string {
	switch {
	case !m.Whole:
		return "The link starts at 0 s with the present settings: too much was done for the whole history to fit."
	case m.Left == 1:
		return "The link leads to this moment without 1 branch of the timeline, for which it has no room."
	case m.Left > 1:
		return fmt.Sprintf("The link leads to this moment without %d branches of the timeline, for which it has no room.", m.Left)
	}
	return ""
}

// Of is the link to a history and to how it is looked at. If what was done in it does
// not fit, the link starts at time 0 with the setup now in force. Branches come last: what
// there is no room for is left out, the oldest first.
func Of(h *sim.History, now []string, view View) Made {
	l, whole := done(h)
	made := Made{Whole: whole}
	if whole {
		made.Left = l.addBranches(h.Branches)
		if view.Now > 0 {
			l.add("t", time.Duration(view.Now).String())
		}
	} else {
		l = nil
		if q := Query(h.Model, now, h.Seed); q != "" {
			l = append(l, q)
		}
	}
	if view.Speed != "" {
		l.add("speed", view.Speed)
	}
	l.addLooks(view.Look)
	if !view.Playing {
		l = append(l, "paused")
	}
	made.Query = strings.Join(l, "&")
	return made
}

// OfChapter is the query of a link to a step of a chapter, from 1, and to how it is looked at.
func OfChapter(m *sim.Model, number, step int, look []string) string {
	var l pairs
	if q := Query(m, nil, sim.DefaultSeed); q != "" {
		l = append(l, q)
	}
	l.add(Chapter, strconv.Itoa(number))
	l.add(Step, strconv.Itoa(step))
	l.addLooks(look)
	return strings.Join(l, "&")
}

// addLooks adds lines for scene.Scene.Look.
func (l *pairs) addLooks(look []string) {
	for _, line := range look {
		verb, rest, _ := strings.Cut(line, " ")
		l.add(verb, rest)
	}
}

// done is the beginning of a history and what was done in it, or as much as fits.
func done(h *sim.History) (l pairs, whole bool) {
	if q := Query(h.Model, h.Setup, h.Seed); q != "" {
		l = append(l, q)
	}
	size := 0
	for _, d := range h.Commands {
		l.add("do", time.Duration(d.At).String()+" "+d.Text)
		if size += len(l[len(l)-1]); size > Longest {
			return l, false
		}
	}
	return l, h.Whole
}

// addBranches adds branches, the oldest first, as far as there is room for the newest, and
// returns how many there is none for.
func (l *pairs) addBranches(all []sim.Branch) (left int) {
	size := len(strings.Join(*l, "&"))
	var fit pairs
	for i := len(all) - 1; i >= 0; i-- {
		_, line, _ := strings.Cut(all[i].Line(), " ")
		fit.add("keep", line)
		if size += len(fit[len(fit)-1]) + 1; size > Longest {
			fit = fit[:len(fit)-1]
			left = i + 1
			break
		}
	}
	slices.Reverse(fit)
	*l = append(*l, fit...)
	return left
}

// pairs are the parts of a query.
type pairs []string

func (l *pairs) add(name, value string) {
	// A colon, a comma and a slash are themselves in a query, and more legible so.
	*l = append(*l, name+"="+strings.NewReplacer("%2F", "/", "%3A", ":", "%2C", ",").Replace(url.QueryEscape(value)))
}
