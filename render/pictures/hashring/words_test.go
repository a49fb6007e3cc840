package ringpicture

import (
	"regexp"
	"strings"
	"testing"
)

// ofTheRing is what is true by the ring alone. A control may name the ring as a choice.
var ofTheRing = regexp.MustCompile(`next point|on the ring|of the ring|the ring’s|points on the circle|[1-9]\d* points`)

// By modulo nothing is said that only the ring does, in no world and whatever is picked.
func TestWordsFollowThePlacement(t *testing.T) {
	for name, lines := range map[string][]string{
		"young":         {"set placement modulo", "seed 1"},
		"one more":      {"set placement modulo", "set nodes 11", "run 1s"},
		"one left":      {"set placement modulo", "leave gs-3", "run 1s"},
		"fewer points":  {"set placement modulo", "set replicas 7"},
		"no separator":  {"toggle separator on", "set placement modulo"},
		"from the ring": {"set nodes 12", "set placement modulo"},
	} {
		snap := history(lines...)
		for _, c := range canvases {
			s := newStage(c.name, snap)
			for picked := range 4 {
				s.do.pick[picked]()
				s.rest()
				for _, text := range strings.Split(s.texts(), "\n") {
					if found := ofTheRing.FindString(text); found != "" && !strings.HasPrefix(text, "no points") {
						t.Errorf("%s at %s, gs-%d picked: %q says %q by modulo", name, c.name, picked, text, found)
					}
				}
				for _, w := range s.shell.in.Widgets() {
					if found := ofTheRing.FindString(w.Value); found != "" {
						t.Errorf("%s at %s: the widget %s says %q by modulo: %s", name, c.name, w.ID, found, w.Value)
					}
				}
			}
		}
	}
}

// What the guide says is so under any settings: it gives no number that a control moves, and
// says of whom that they trade keys.
func TestGuideIsTrueOfAllSettings(t *testing.T) {
	guide := Words().Introduction
	text := strings.Join(guide.Paragraphs, " ")
	for _, no := range []string{"512", "half a million", "others. *Nobody"} {
		if strings.Contains(text, no) {
			t.Errorf("the guide says %q, which a control changes", no)
		}
	}
	if !strings.Contains(text, "On the ring, a machine that joins") {
		t.Error("the guide does not say that it is the ring on which nobody else trades a key")
	}
}

// By modulo the panel of a machine says how many keys would move, as the arithmetic has it.
func TestModuloMovesAreComputed(t *testing.T) {
	for lines, want := range map[string]string{
		"set nodes 2":  "By modulo about 50 % of all keys move.",
		"set nodes 3":  "By modulo about 67 % of all keys move.",
		"set nodes 10": "By modulo about 90 % of all keys move.",
	} {
		s := newStage("1440x900", history("set placement modulo", lines))
		s.do.pick[2]()
		s.rest()
		if !strings.Contains(strings.Join(s.about, "\n"), want) {
			t.Errorf("%s: %q is not among %q", lines, want, s.about)
		}
	}
}
