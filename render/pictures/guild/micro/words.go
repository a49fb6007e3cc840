package micro

import (
	"fmt"
	"strings"

	"fanout/envelope"
	"fanout/render/ui"
)

// about is what the header is, in a sentence: where it comes from.
func (m *Microscope) about() string {
	switch {
	case m.source != "":
		return m.source
	case m.box.text == "":
		return "nothing yet"
	}
	return "a header of yours"
}

// verdict says in a sentence or two what the grammar and the sieve make of the header.
func (m *Microscope) verdict() string {
	i := &m.seen
	switch {
	case m.box.text == "":
		return "Nothing to read. Type a traceparent, paste one, or try one of these."
	case i.Verdict.Valid() && !i.Full.Context.IsValid():
		return "Valid by the grammar. opentelemetry-go refuses it: in version 00 it takes no flags above 03."
	case i.Verdict == envelope.ValidSampled:
		return "Valid and sampled. The sieve lets it through to the full parse."
	case i.Verdict == envelope.ValidUnsampled:
		return "Valid, not sampled. The sieve stops it, and nothing else of it is read."
	case i.Verdict == envelope.TooShort:
		return fmt.Sprintf("Too short: %d of 55 characters. The sieve stops at its length.", len(m.box.text))
	}
	end := "The sieve stops it unread."
	if i.Sampled {
		end = "The sieve lets it through, and the full parse refuses it."
	}
	return m.fault() + " " + end
}

// fault is the first thing that the grammar does not allow, and where it stands.
func (m *Microscope) fault() string {
	for _, p := range m.seen.Parts {
		if p.OK {
			continue
		}
		where := fmt.Sprintf("Characters %d to %d, %s", p.Start, p.End-1, p.Name)
		if p.End-p.Start == 1 {
			where = fmt.Sprintf("Character %d, %s", p.Start, p.Name)
		}
		text := where + ": " + strings.ReplaceAll(p.Note, `"-"`, "“-”")
		if at := m.badAt(); at >= 0 && p.Name != "delimiter" && p.Name != "rest" {
			text += fmt.Sprintf("; character %d is “%c”", at, m.box.text[at])
		}
		return text + "."
	}
	return "Not valid: " + m.seen.Verdict.String() + "."
}

// badAt is the first character that the grammar does not allow where it stands, -1 if each
// is allowed.
func (m *Microscope) badAt() int {
	for _, p := range m.seen.Parts {
		if p.OK {
			continue
		}
		if p.Name == "delimiter" || p.Name == "rest" {
			return p.Start
		}
		for at := p.Start; at < p.End; at++ {
			if !lowHex(m.box.text[at]) {
				return at
			}
		}
	}
	return -1
}

// reads is how many times the full parse and the sieve look at a character.
func (m *Microscope) reads() (full, sieve int) { return m.seen.Full.Total(), m.seen.Sieve.Total() }

// summary is what the header is and what reading it takes, for people who do not see it.
func (m *Microscope) summary() string {
	full, sieve := m.reads()
	return fmt.Sprintf("%s Full parse: %s. Sieve: %s.", m.verdict(), ui.Plural(full, "read"), ui.Plural(sieve, "read"))
}

// About says all that the microscope shows.
func (m *Microscope) About() []string {
	lines := []string{
		"Sieve microscope: " + m.about(),
		fmt.Sprintf("Header: %s, %s", orNone(m.box.text), ui.Plural(len(m.box.text), "character")),
		m.summary(),
	}
	if len(m.box.text) > 0 {
		lines = append(lines, m.cells.text())
	}
	lines = append(lines, m.play.text(m)...)
	return append(lines, m.run.about()...)
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}
