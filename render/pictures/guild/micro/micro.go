package micro

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"fanout/envelope"
	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/guild"
)

// Microscope is the view, and what a person has done to it. Init makes it ready.
type Microscope struct {
	shell *scene.Shell
	open  bool
	back  string // the focus before it was opened

	box    box
	source string // where the header comes from, "" for what was typed or pasted
	seen   inspection
	cells  cells
	play   play
	run    run
	scroll ui.Scroll
	do     actions
}

// inspection is what is known of the header in the box, made once for each.
type inspection struct {
	envelope.Inspection
	made        bool
	full, sieve []int // looks at each character that has a cell
}

// actions are what buttons do, bound once.
type actions struct {
	close, back, next, play, paste, own, latest func()
	samples                                     []func()
	digits                                      []func()
	bits                                        []func()
}

// Init puts the microscope into its shell.
func (m *Microscope) Init(s *scene.Shell) {
	m.shell = s
	m.box.m, m.cells.m, m.run.m = m, m, m
	m.cells.cursor = flagAt
	m.do = actions{
		close: m.Close, back: func() { m.play.step(m, -1) }, next: func() { m.play.step(m, 1) }, play: func() { m.play.toggle(m) },
		paste: m.askPaste, own: m.own, latest: m.latest,
	}
	for i := range samples {
		m.do.samples = append(m.do.samples, func() { m.Put(samples[i].header, samples[i].source) })
	}
	for i := range digits {
		m.do.digits = append(m.do.digits, func() { m.setFlags(54, digits[i]) })
	}
	for bit := range 8 {
		m.do.bits = append(m.do.bits, func() { m.flip(bit) })
	}
}

// Open reports whether it is seen.
func (m *Microscope) Open() bool { return m.open }

// Toggle opens or closes it.
func (m *Microscope) Toggle() {
	if m.open {
		m.Close()
		return
	}
	if !m.seen.made {
		m.set(samples[0].header, samples[0].source)
	}
	m.show()
}

// Show opens it on a header. source says where that comes from.
func (m *Microscope) Show(header, source string) {
	m.set(header, source)
	m.show()
}

func (m *Microscope) show() {
	in := m.shell.In()
	if !m.open {
		m.back = in.Focus
		in.Focus = cellsID
	}
	m.open, in.Stale = true, true
	m.shell.Say("Sieve microscope. " + m.summary())
}

// Close closes it.
func (m *Microscope) Close() {
	in := m.shell.In()
	m.open, m.play, in.Focus, in.Stale = false, play{}, m.back, true
	m.shell.Say("Sieve microscope closed")
}

// Put lays a header under the microscope, and tells what it is.
func (m *Microscope) Put(header, source string) {
	m.set(header, source)
	m.shell.Say(m.summary())
	m.point()
}

// point tells a chapter that asks for one that a sampled header was laid here.
func (m *Microscope) point() {
	if m.seen.Verdict == envelope.ValidSampled {
		m.shell.Pointed("header", m.box.text)
	}
}

func (m *Microscope) set(header, source string) {
	m.box.put(header)
	m.source = source
	m.changed()
}

// changed brings up to date what depends on the header.
func (m *Microscope) changed() {
	i := guild.InspectHeader(m.box.text)
	m.seen = inspection{i, true, i.Full.Times(columns), i.Sieve.Times(columns)}
	m.play = play{}
	m.shell.In().Stale = true
}

// edited is changed after a person's own hand: it is nobody's header any more.
func (m *Microscope) edited() {
	m.source = ""
	m.changed()
	m.shell.Say(m.summary())
}

// own empties the box for a header of the reader's.
func (m *Microscope) own() {
	m.set("", "")
	m.shell.In().Focus = boxID
	m.shell.Say("Type a traceparent, or paste one")
}

// latest lays the newest header of this run under the microscope.
func (m *Microscope) latest() {
	if n := len(m.run.Last); n > 0 {
		m.Put(m.run.Last[n-1], "the newest gRPC header of this run")
	}
}

func (m *Microscope) askPaste() {
	if !m.shell.AskPaste() {
		m.shell.Tell("The clipboard cannot be read here. Press Ctrl + V, or Cmd + V.")
	}
}

// Paste takes a text from the clipboard: a header, or a line with its name before it. While
// the microscope is closed only a valid header opens it. The error is one sentence, and
// what was in the box stays.
func (m *Microscope) Paste(text string) error {
	text = strings.TrimSpace(text)
	if name, value, ok := strings.Cut(text, ":"); ok && strings.EqualFold(strings.TrimSpace(name), "traceparent") {
		text = strings.TrimSpace(value)
	}
	if text == "" {
		return errors.New("paste: there is no text on the clipboard; expected a traceparent")
	}
	if !m.open && !guild.InspectHeader(text).Verdict.Valid() {
		return errors.New("paste: the text is no valid traceparent; expected one here, or any text in the sieve microscope, which M opens")
	}
	if err := m.box.paste(text); err != nil {
		return err
	}
	m.edited()
	m.point()
	if !m.open {
		m.show()
	}
	return nil
}

// Typing reports whether characters go into its box.
func (m *Microscope) Typing() bool { return m.open && m.shell.In().Focus == boxID }

// OpenKey is a key while it is closed: M opens it.
func (m *Microscope) OpenKey(key string) bool {
	if key != "m" && key != "M" {
		return false
	}
	m.Toggle()
	return true
}

// Key is a key while it is open. It reports whether the key means something to it.
func (m *Microscope) Key(key string) bool {
	if m.Typing() {
		return m.box.key(key)
	}
	switch key {
	case "m", "M":
		m.Close()
	case "+", "=", "-", "−", "0", "f", "F": // they are the field's, which is out of sight
	default:
		return false
	}
	return true
}

// Verb begins the lines of Look.
const Verb = "microscope"

// Look does what follows the verb in a line: "" opens it, "off" closes it, and a header is
// laid under it. The error is one sentence.
func (m *Microscope) Look(rest string) error {
	switch rest {
	case "":
		if !m.open {
			m.Toggle()
		}
		return nil
	case "off":
		if m.open {
			m.Close()
		}
		return nil
	}
	if err := checkText(rest); err != nil {
		return fmt.Errorf("%s: %w", Verb, err)
	}
	if rest != m.box.text || !m.open {
		m.Show(rest, sourceOf(rest))
	}
	return nil
}

// Looks are the lines that lead to what is seen, none while it is closed.
func (m *Microscope) Looks() []string {
	switch {
	case !m.open:
		return nil
	case m.box.text == samples[0].header || m.box.text == "" || m.box.text == "off":
		return []string{Verb}
	}
	return []string{Verb + " " + m.box.text}
}

// now is the time of the frame.
func (m *Microscope) now() time.Duration { return m.shell.Now() }
