// Package exports is what page and window offer to be taken away as a file: each form of
// the list of forms, and a picture. It writes them in steps, between frames.
package exports

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"fanout/cmd/playground/internal/timed"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/export"
	"fanout/sim/span"
)

// Comparison is the name of a form that is there while two histories are side by side: their
// metrics as a table, with the rows and columns of playground compare.
const Comparison = "comparison"

// Picture is the name of the row that is no form of a history.
const Picture = "png"

// Row is something that can be taken away.
type Row struct {
	Name      string `json:"name"`
	Title     string `json:"title"`
	For       string `json:"for"` // who opens it
	Extension string `json:"extension"`
	Type      string `json:"type"`
	OfState   bool   `json:"ofState"` // there is no part of it
}

// Rows lists them: the forms of a history in their order, then the picture.
func Rows() (rows []Row) {
	for _, f := range export.Formats() {
		rows = append(rows, Row{f.Name, f.Title, f.For, f.Extension, f.Type, f.OfState})
	}
	return append(rows, Row{Picture, "Picture as PNG", "slides and posts", "png", "image/png", true})
}

// Ask is what somebody wants. The texts are as [export.Select] reads them.
type Ask struct{ Form, Trace, From, To string }

// Exports writes one export at a time.
type Exports struct {
	player *timed.Player
	job    *export.Job
	out    bytes.Buffer
	taken  bool // what is in out was returned
	table  bool // all of a comparison is in it
}

// New makes the exports of a player's history.
func New(player *timed.Player) *Exports { return &Exports{player: player} }

// File is what an export is going to be.
type File struct {
	Name  string `json:"name"`
	Type  string `json:"type"`
	Spans int    `json:"spans"` // 0 if it is of none
}

var errUnderWay = errors.New("an export is being written; expected one at a time")

// Begin begins an export of the history as it stands. The error is one sentence.
func (e *Exports) Begin(a Ask) (File, error) {
	if e.job != nil {
		return File{}, errUnderWay
	}
	if a.Form == Comparison {
		return e.compare()
	}
	forms := export.Formats()
	i := slices.IndexFunc(forms, func(f export.Format) bool { return f.Name == a.Form })
	if i < 0 {
		return File{}, fmt.Errorf("there is no form %q; expected one of %s", sim.Clip(a.Form), names(forms))
	}
	selection, err := export.Select(a.Trace, a.From, a.To)
	if err != nil {
		return File{}, err
	}
	e.out.Reset()
	e.taken = false
	job, err := export.Start(&e.out, &forms[i], e.player.Player, selection)
	if err != nil {
		return File{}, err
	}
	e.job = job
	return File{export.FileName(e.player.Player, forms[i].Extension, selection), forms[i].Type, job.Spans}, nil
}

func names(forms []export.Format) (list string) {
	for i, f := range forms {
		if i > 0 {
			list += ", "
		}
		list += f.Name
	}
	return list
}

// Step goes on until over, and returns what was written meanwhile, which is valid until the
// next call, and whether that was the last.
func (e *Exports) Step(over func() bool) (written []byte, done bool, err error) {
	if e.table {
		e.table = false
		return e.out.Bytes(), true, nil
	}
	if e.job == nil {
		return nil, true, errors.New("no export is being written; expected one that was begun")
	}
	if e.taken {
		e.out.Reset()
	}
	e.taken = true
	done, err = e.job.Step(over)
	if done {
		e.job = nil
	}
	return e.out.Bytes(), done, err
}

// Writing reports whether an export is being written.
func (e *Exports) Writing() bool { return e.job != nil }

// Stop gives up what is being written, if anything is.
func (e *Exports) Stop() {
	if e.job != nil {
		e.job.Stop()
		e.job = nil
	}
}

// PictureName is a name for the file of a picture.
func (e *Exports) PictureName() string {
	return export.FileName(e.player.Player, Picture, export.Selection{})
}

// Kept is what there is to export.
type Kept struct {
	Now      string `json:"now"`      // virtual time
	Spans    int    `json:"spans"`    // kept
	Recorded int64  `json:"recorded"` // of which those are left
	Sentence string `json:"sentence"` // about both
}

// Kept is what there is now.
func (e *Exports) Kept() Kept {
	var s sim.Snapshot
	e.player.Snapshot(&s)
	k := Kept{Now: e.player.Now().Round(time.Millisecond).String(), Spans: s.Spans.Held, Recorded: s.Spans.Recorded}
	switch {
	case s.Spans.Held == 0:
		k.Sentence = "No span is kept yet. Play on, or sample more messages."
	case s.Spans.Left == 0:
		k.Sentence = "All " + exact.Thousands(int64(k.Spans)) + " recorded spans are kept."
	default:
		k.Sentence = "The latest " + exact.Thousands(int64(k.Spans)) + " of " + exact.Thousands(k.Recorded) + " spans are kept here. playground run writes them all."
	}
	return k
}

// Trace is a trace that can be chosen.
type Trace struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Spans int    `json:"spans"`
	At    int64  `json:"at"` // virtual ns at which its first span began
	Name  string `json:"name"`

	Message int64 `json:"message"` // its number, 0 for none
	after   int64 // the number of its last span
}

// Traces are the latest that are kept, at most so many: those of a message first, since
// most others are a span or two.
func (e *Exports) Traces(most int) []Trace {
	all := make(map[[16]byte]*Trace)
	var list []*Trace
	for n, s := range e.player.Spans() {
		t := all[[16]byte(s.Trace)]
		if t == nil {
			t = &Trace{ID: s.Trace.String(), At: s.Start}
			all[[16]byte(s.Trace)] = t
			list = append(list, t)
		}
		t.Spans++
		t.after, t.At = n, min(t.At, s.Start)
		if !s.Parent.IsValid() {
			t.Name = s.Name
		}
		if t.Message == 0 {
			t.Message, _ = s.Int(span.MessageKey)
		}
	}
	slices.SortStableFunc(list, func(a, b *Trace) int {
		if (a.Message > 0) != (b.Message > 0) {
			return map[bool]int{true: -1, false: 1}[a.Message > 0]
		}
		return int(b.after - a.after)
	})
	var chosen []Trace
	for _, t := range list[:min(most, len(list))] {
		if t.Name == "" {
			t.Name = "without its root"
		}
		if t.Message > 0 {
			t.Name += " #" + strconv.FormatInt(t.Message, 10)
		}
		t.Label = fmt.Sprintf("%s · %s spans · %v", t.Name, exact.Thousands(int64(t.Spans)), time.Duration(t.At).Round(time.Millisecond))
		chosen = append(chosen, *t)
	}
	return chosen
}
