// Package report puts a snapshot of the world into the two forms in which it
// leaves the program: State, which is JSON, and a table for people.
package report

import (
	"fmt"
	"strconv"
	"strings"

	"fanout/cmd/playground/internal/link"
	"fanout/sim"
)

// State is a snapshot as JSON: what `playground run -json` prints and what the
// page's window.playground.state() returns. Names follow the command grammar.
// Shares are fractions of 1, rates are per second, times are nanoseconds of
// virtual time. 64-bit values that JavaScript could round are strings.
type State struct {
	Now     int64   `json:"now"`
	Hash    string  `json:"hash"` // 16 hexadecimal digits
	Seed    uint64  `json:"seed,string"`
	Playing bool    `json:"playing"`
	Busy    bool    `json:"busy"`    // a run or a step is in hand
	Speed   float64 `json:"speed"`   // asked for; 1 is real time
	Reached float64 `json:"reached"` // reached over the last second of play

	Settings map[string]any `json:"settings"` // by the names that `set` and `toggle` know
	Changed  string         `json:"changed"`  // the setting changed last, "" at the start
	Link     string         `json:"link"`     // query of a link to these settings and this seed

	Costs CostModel `json:"costs"`
	Real  Real      `json:"real"`

	Services []Service `json:"services"`
	Messages Messages  `json:"messages"`
	Guild    Guild     `json:"guild"`

	SpanStore SpanStore         `json:"spanStore"`
	Traces    map[string]Traces `json:"traces"` // by where they are rooted
	Estimate  Estimate          `json:"estimate"`

	Log     []LogEntry `json:"log"`
	LogLost int        `json:"logDropped"` // older entries that left the bounded log
}

// Service is one service's counters and modelled CPU.
type Service struct {
	Name        string           `json:"name"`
	Handled     int64            `json:"handled"`
	Spans       map[string]int64 `json:"spans"` // recorded, by where their trace is rooted
	NotRecorded int64            `json:"notRecorded"`
	Mailbox     int              `json:"mailbox"`
	CPU         CPU              `json:"cpu"`
	Before      *CPU             `json:"before"` // before the last change; null until something changed
	Cores       float64          `json:"cores"`  // capacity
}

// CPU is a share of a service's capacity, in all and by stage.
type CPU struct {
	Total  float64            `json:"total"`
	Stages map[string]float64 `json:"stages"`
}

// Messages are the totals of the users' messages.
type Messages struct {
	Sent         int64   `json:"sent"`
	Sampled      int64   `json:"sampled"`
	Deliveries   int64   `json:"deliveries"`
	KeepRate     float64 `json:"keepRate"`
	SessionSpans int64   `json:"sessionSpans"`
	Expected     int64   `json:"sessionSpansExpected"`
	OrphanRoots  int64   `json:"orphanRoots"`
	OrphanSince  int64   `json:"orphanRootsSinceChange"`
	Parsed       int64   `json:"parsed"`
	Stripped     int64   `json:"stripped"`
	DeadLetters  int64   `json:"deadLetters"`
	SpansRate    float64 `json:"spansPerSecond"`
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

// Guild is what the guild is doing.
type Guild struct {
	Mailbox    int     `json:"mailbox"`
	Sending    int64   `json:"sending"` // message being fanned out, 0 if none
	Recipients int     `json:"recipients"`
	Sent       int     `json:"sent"`
	Busy       float64 `json:"busy"`
}

// LogEntry is one line of the command log.
type LogEntry struct {
	At      int64  `json:"at"`
	Command bool   `json:"command"`
	Text    string `json:"text"`
}

// From copies what a snapshot says; the result shares nothing with it.
func From(s *sim.Snapshot) State {
	m := &s.Messages
	st := State{
		Now:      s.Now,
		Hash:     fmt.Sprintf("%016x", s.Hash),
		Seed:     s.Seed,
		Playing:  s.Playing,
		Speed:    fraction(s.Speed),
		Reached:  fraction(s.Reached),
		Settings: settings(&s.Settings),
		Changed:  s.Changed,
		Link:     link.Query(&s.Settings, s.Seed),
		Costs:    costs(&s.Costs),
		Real:     realTime(&s.Real),
		Messages: Messages{
			Sent: m.Sent, Sampled: m.Sampled, Deliveries: m.Deliveries,
			KeepRate: fraction(m.KeepRate), SessionSpans: m.SessionSpans, Expected: m.SessionSpansExp,
			OrphanRoots: m.OrphanRoots, OrphanSince: m.OrphanSince,
			Parsed: m.Parsed, Stripped: m.Stripped, DeadLetters: m.DeadLetters,
			SpansRate: float64(m.SpansPerSecond) / 1000,
		},
		Guild: Guild{
			Mailbox: s.Guild.Mailbox, Sending: s.Guild.Sending,
			Recipients: s.Guild.Recipients, Sent: s.Guild.Sent, Busy: fraction(s.Guild.Busy),
		},
		Log:     make([]LogEntry, 0, len(s.Log)),
		LogLost: s.LogDropped,
	}
	st.SpanStore = SpanStore(s.Spans)
	st.Traces = tracesByOrigin(&s.Traces)
	st.Estimate = Estimate{s.Estimates.Traces, sim.Confidence, interval(s.Estimates.Messages), interval(s.Estimates.Deliveries)}
	for i := range s.Services {
		st.Services = append(st.Services, service(sim.Service(i), &s.Services[i]))
	}
	for _, e := range s.Log {
		st.Log = append(st.Log, LogEntry{At: e.At, Command: e.Command, Text: e.Text})
	}
	return st
}

func tracesByOrigin(t *sim.TraceTotals) map[string]Traces {
	out := make(map[string]Traces, sim.NumOrigins)
	for o := range sim.NumOrigins {
		partial := make(map[string]int64)
		for gap := sim.NoGap + 1; gap < sim.NumGaps; gap++ {
			if n := t[o][gap]; n > 0 {
				partial[gap.String()] = n
			}
		}
		out[o.String()] = Traces{t.Whole(o), partial}
	}
	return out
}

func interval(i sim.Interval) Interval {
	out := Interval{Low: i.Low, Estimate: i.Estimate}
	if i.High >= 0 {
		out.High = &i.High
	}
	return out
}

func service(id sim.Service, v *sim.ServiceView) Service {
	out := Service{
		Name:        id.String(),
		Handled:     v.Handled,
		Spans:       make(map[string]int64, sim.NumOrigins),
		NotRecorded: v.NotRecorded,
		Mailbox:     v.Mailbox,
		CPU:         cpu(v.CPU),
		Cores:       float64(v.Capacity) / 1000,
	}
	for o := range sim.NumOrigins {
		out.Spans[o.String()] = v.Spans[o]
	}
	if v.HasBefore {
		before := cpu(v.Before)
		out.Before = &before
	}
	return out
}

func cpu(c sim.StageCost) CPU {
	out := CPU{Total: fraction(c.Total()), Stages: make(map[string]float64, sim.NumStages)}
	for stage := range sim.NumStages {
		out.Stages[stage.String()] = fraction(c[stage])
	}
	return out
}

// settings has the value of every setting by its key: a bool for a switch, a
// number where the grammar has a number or a share, otherwise its word.
func settings(s *sim.Settings) map[string]any {
	out := make(map[string]any)
	for _, k := range sim.SettingKeys() {
		out[k.Key] = plain(k.Value(s), k.Switch)
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

func fraction(p sim.PPM) float64 { return float64(p) / float64(sim.Whole) }
