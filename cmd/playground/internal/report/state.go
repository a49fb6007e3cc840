// Package report puts a snapshot of the world into the two forms in which it
// leaves the program: State, which is JSON, and a table for people.
package report

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"fanout/cmd/playground/internal/collector"
	"fanout/cmd/playground/internal/link"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
	"fanout/sim/setting"
	"fanout/sim/span"
)

// State is a snapshot as JSON: what `playground run -json` prints and what the
// page's window.playground.state() returns. Names follow the command grammar.
// Shares are fractions of 1, rates are per second, times are nanoseconds of
// virtual time. 64-bit values that JavaScript could round are strings.
type State struct {
	Model   string  `json:"model"`
	Now     int64   `json:"now"`
	Hash    string  `json:"hash"` // 16 hexadecimal digits
	Seed    uint64  `json:"seed,string"`
	Playing bool    `json:"playing"`
	Busy    bool    `json:"busy"`    // a run or a step is under way
	Speed   float64 `json:"speed"`   // asked for; 1 is real time
	Reached float64 `json:"reached"` // reached over the last second of play

	Settings map[string]any `json:"settings"` // by the names that `set` and `toggle` know
	Changed  string         `json:"changed"`  // the setting changed last, "" at the start
	Link     string         `json:"link"`     // query of a link to these settings and this seed

	Costs CostModel `json:"costs"`
	Real  Real      `json:"real"`

	Services []Service `json:"services"`

	SpanStore SpanStore         `json:"spanStore"`
	Traces    map[string]Traces `json:"traces"` // by where they are rooted
	Estimate  Estimate          `json:"estimate"`

	Log     []LogEntry `json:"log"`
	LogLost int        `json:"logDropped"` // older entries that left the bounded log

	Branches        []Branch `json:"branches"` // what changes in the past have replaced, the oldest first
	BranchesDropped int      `json:"branchesDropped"`

	Run *Run `json:"run,omitempty"` // of `playground run`, if there is anything to tell

	own map[string]any // parts of the model's own, by name
}

// Run is what there is to tell of a run besides what it found.
type Run struct {
	CutShort string             `json:"cutShort,omitempty"` // by what and when, if it was
	OTLP     *collector.Account `json:"otlp,omitempty"`     // what became of the spans that were sent
}

// Branch is another future, to which the command branch goes.
type Branch struct {
	Number   int    `json:"number"`
	At       int64  `json:"at"`    // where it parts from what is played
	Until    int64  `json:"until"` // it was computed up to here
	Commands int    `json:"commands"`
	First    string `json:"first"` // of these, "" for none
}

// MarshalJSON puts the model's own parts beside the others.
func (s State) MarshalJSON() ([]byte, error) {
	type plain State
	all, err := json.Marshal(plain(s))
	if err != nil || len(s.own) == 0 {
		return all, err
	}
	own, err := json.Marshal(s.own)
	if err != nil {
		return nil, err
	}
	return append(append(all[:len(all)-1], ','), own[1:]...), nil
}

// Service is one service's counters and modelled CPU.
type Service struct {
	Name        string           `json:"name"`
	Handled     int64            `json:"handled"`
	Spans       map[string]int64 `json:"spans"` // recorded, by where their trace is rooted
	NotRecorded int64            `json:"notRecorded"`
	Mailbox     int              `json:"mailbox"`
	CPU         CPU              `json:"cpu"`     // expected of the settings
	Spent       float64          `json:"spent"`   // measured: share of the capacity, over the last spentNs
	SpentNs     int64            `json:"spentNs"` // virtual ns
	Before      *CPU             `json:"before"`  // before the last change; null until something changed
	Cores       float64          `json:"cores"`   // capacity
}

// CPU is a share of a service's capacity, in all and by stage.
type CPU struct {
	Total  float64            `json:"total"`
	Stages map[string]float64 `json:"stages"`
}

// SpanStore is what became of all recorded spans.
type SpanStore struct {
	Recorded int64 `json:"recorded"`
	Held     int   `json:"held"`
	Left     int64 `json:"left"` // the store is bounded
	Open     int   `json:"open"` // not ended yet
}

// Traces counts traces by whether they have spans from all services.
type Traces struct {
	Whole   int64            `json:"whole"`
	Partial map[string]int64 `json:"partial"` // by what is missing, in words; without zeros
}

// Estimate is what the recorded spans alone say of the traffic.
type Estimate struct {
	Traces     int      `json:"traces"` // that it rests on
	Confidence float64  `json:"confidence"`
	Messages   Interval `json:"messages"`
	Deliveries Interval `json:"deliveries"`
}

// Interval is an estimate and its bounds; High is null if there is none.
type Interval struct {
	Low      int64  `json:"low"`
	Estimate int64  `json:"estimate"`
	High     *int64 `json:"high"`
}

// LogEntry is one line of the command log.
type LogEntry struct {
	At      int64  `json:"at"`
	Command bool   `json:"command"`
	Text    string `json:"text"`
}

// From copies what a snapshot says; the result shares nothing with it.
func From(s *sim.Snapshot) State {
	st := State{
		Model:    s.Model.Name,
		Now:      s.Now,
		Hash:     fmt.Sprintf("%016x", s.Hash),
		Seed:     s.Seed,
		Playing:  s.Playing,
		Speed:    fraction(s.Speed),
		Reached:  fraction(s.Reached),
		Settings: settings(s),
		Changed:  s.Changed,
		Link:     link.Query(s.Model, s.Setup(), s.Seed),
		Costs:    costs(s.Model, &s.Costs),
		Real:     realTime(s.Model, &s.Real),
		own:      reportOf(s).JSON,
		Log:      make([]LogEntry, 0, len(s.Log.Entries)),
		LogLost:  s.Log.Dropped,
	}
	st.SpanStore = SpanStore(s.Spans)
	st.Traces = tracesByOrigin(s.Model.Tracing, &s.Traces)
	st.Estimate = Estimate{s.Estimates.Traces, span.Confidence, interval(s.Estimates.Messages), interval(s.Estimates.Deliveries)}
	for i := range s.Services {
		st.Services = append(st.Services, service(s.Model, i, &s.Services[i]))
	}
	st.Branches, st.BranchesDropped = []Branch{}, s.Timeline.BranchesDropped
	for _, b := range s.Timeline.Branches {
		st.Branches = append(st.Branches, Branch(b))
	}
	for _, e := range s.Log.Entries {
		st.Log = append(st.Log, LogEntry{At: e.At, Command: e.Command, Text: e.Text})
	}
	return st
}

func tracesByOrigin(tracing *span.Tracing, t *span.TraceTotals) map[string]Traces {
	out := make(map[string]Traces)
	if tracing == nil {
		return out
	}
	for o, origin := range tracing.Origins {
		partial := make(map[string]int64)
		for gap, text := range tracing.Gaps {
			if n := t[o][gap]; gap > 0 && n > 0 {
				partial[text] = n
			}
		}
		out[origin] = Traces{t.Whole(row.Origin(o)), partial}
	}
	return out
}

func interval(i span.Interval) Interval {
	out := Interval{Low: i.Low, Estimate: i.Estimate}
	if i.High >= 0 {
		out.High = &i.High
	}
	return out
}

func service(m *sim.Model, id int, v *readout.Service) Service {
	out := Service{
		Name:        m.Services[id].Name,
		Handled:     v.Handled,
		Spans:       make(map[string]int64),
		NotRecorded: v.NotRecorded,
		Mailbox:     v.Mailbox,
		CPU:         cpu(m, v.CPU),
		Spent:       fraction(v.Spent),
		SpentNs:     v.SpentNs,
		Cores:       float64(v.Capacity) / 1000,
	}
	if m.Tracing != nil {
		for o, origin := range m.Tracing.Origins {
			out.Spans[origin] = v.Spans[o]
		}
	}
	if v.HasBefore {
		before := cpu(m, v.Before)
		out.Before = &before
	}
	return out
}

func cpu(m *sim.Model, c readout.StageCost) CPU {
	out := CPU{Total: fraction(c.Total()), Stages: make(map[string]float64, len(m.Stages))}
	for st := range m.Stages {
		out.Stages[m.Stages[st].Name] = fraction(c[st])
	}
	return out
}

// settings has the value of every setting by its key: a bool for a switch, a
// number where the grammar has a number or a share, otherwise its word.
func settings(s *sim.Snapshot) map[string]any {
	out := make(map[string]any)
	for i := range s.Model.Settings {
		k := &s.Model.Settings[i]
		out[k.Key] = plain(k.Text(s.Settings), k.Kind == setting.KindSwitch)
	}
	return out
}

func plain(text string, isSwitch bool) any {
	if isSwitch {
		return text == "on"
	}
	number, isShare := strings.CutSuffix(text, "%")
	n, err := strconv.ParseFloat(number, 64)
	switch {
	case err != nil:
		return text
	case isShare:
		return n / 100
	}
	return n
}

func fraction(p exact.PPM) float64 { return float64(p) / float64(exact.Whole) }
