package guild

import (
	"strconv"
	"time"

	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/span"
)

// messagesState are the totals of the users' messages, as scripts see them. Shares are
// fractions of 1, rates are per second.
type messagesState struct {
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
	Ignored      int64   `json:"ignored"`
	DeadLetters  int64   `json:"deadLetters"`
	GuildSpans   int64   `json:"sessionSpansOfGuildTraces"`
	SpansRate    float64 `json:"spansPerSecond"` // expected of sessions, in all
}

// guildReport is what the guild is doing.
type guildReport struct {
	Mailbox    int     `json:"mailbox"`
	Users      int     `json:"mailboxUsers"` // of mailbox, users' messages
	Sending    int64   `json:"sending"`      // message being fanned out, 0 if none
	Recipients int     `json:"recipients"`
	Sent       int     `json:"sent"`
	Busy       float64 `json:"busy"`    // of one core, over the last busyNs
	BusyNs     int64   `json:"busyNs"`  // virtual ns
	Working    bool    `json:"working"` // it is handling a message now
}

// ledgerState is the ledger, as scripts see it: what was sent, and the parts that add up to
// it, by name.
type ledgerState struct {
	Messages map[string]int64 `json:"messages"`
	Copies   map[string]int64 `json:"copies"`
}

// connectsState is how sessions connect, as scripts see it. Times are virtual ns.
type connectsState struct {
	Waiting   int64 `json:"waiting"`
	Done      int64 `json:"done"`
	Oldest    int64 `json:"oldestNs"`
	Longest   int64 `json:"longestNs"`
	GivenUp   int64 `json:"givenUp"`
	Retries   int64 `json:"retries"`
	Late      int64 `json:"servedLate"`
	NotServed int64 `json:"missed"`
}

func (v *ConnectView) state() connectsState {
	return connectsState{
		Waiting: v.Large.Waiting + v.Small.Waiting, Done: v.Large.Done + v.Small.Done,
		Oldest: max(v.Large.OldestNs, v.Small.OldestNs), Longest: max(v.Large.LongestNs, v.Small.LongestNs),
		GivenUp: v.Timeouts, Retries: v.Retries, Late: v.LateReplies, NotServed: v.Missed,
	}
}

func accountState(parts []Part, sent int64) map[string]int64 {
	state := map[string]int64{"sent": sent}
	for _, p := range parts {
		state[p.Name] = p.N
	}
	return state
}

// ledgerRows are the ledger as rows of the table of totals, without what there is none of.
func ledgerRows(l *Ledger) (rows [][]string) {
	for _, part := range []struct {
		name  string
		sent  int64
		parts []Part
	}{{"messages sent", l.Messages.Sent, MessageParts(&l.Messages)}, {"copies sent", l.Copies.Sent, CopyParts(&l.Copies)}} {
		rows = append(rows, []string{part.name, exact.Thousands(part.sent)})
		for _, p := range part.parts {
			if p.N > 0 {
				rows = append(rows, []string{"  " + p.Name, exact.Thousands(p.N)})
			}
		}
	}
	return rows
}

// report is what tables and scripts get to see.
func report(s *sim.Snapshot) sim.Report {
	v, set := ViewOf(s), SettingsOf(s)
	m, g := &v.Messages, &v.Guild
	n := exact.Thousands
	rows := [][]string{
		{"members", n(int64(set.Members))},
		{"messages", n(m.Sent)},
		{"  sampled at the API", n(m.Sampled), "at", set.HeadRate.Percent()},
		{"deliveries", n(m.Deliveries)},
		{"session spans, API traces", n(m.SessionSpans), "of", n(m.SessionSpansExp), "expected of the sampled"},
		{"  estimated from them", n(s.Estimates.Deliveries.Estimate), "deliveries,", between(s.Estimates.Deliveries)},
		{"session spans, guild traces", n(m.GuildSpans)},
		{"session roots", n(m.OrphanRoots)},
		{"spans of all services", n(s.Spans.Recorded), "left the store:", n(s.Spans.Left)},
		{"traces from all services", n(ofMessages(s.Traces.Whole)), "partial:", n(ofMessages(s.Traces.Partial))},
		{"headers parsed", n(m.Headers.Parsed)},
		{"headers stripped", n(m.Headers.Stripped)},
		{"headers ignored", n(m.Headers.Ignored)},
		{"dead letters", n(m.DeadLetters)},
	}
	return sim.Report{
		Rows: append(rows, ledgerRows(&v.Ledger)...),
		Top:  timingRows(g.Timings),
		JSON: map[string]any{
			"messages": messagesState{
				Sent: m.Sent, Sampled: m.Sampled, Deliveries: m.Deliveries,
				KeepRate: fraction(m.KeepRate), SessionSpans: m.SessionSpans, Expected: m.SessionSpansExp,
				OrphanRoots: m.OrphanRoots, OrphanSince: m.OrphanSince,
				Parsed: m.Headers.Parsed, Stripped: m.Headers.Stripped, Ignored: m.Headers.Ignored, DeadLetters: m.DeadLetters,
				GuildSpans: m.GuildSpans, SpansRate: float64(m.Forecast.Spans.Total()) / 1000,
			},
			"ledger":   ledgerState{accountState(MessageParts(&v.Ledger.Messages), v.Ledger.Messages.Sent), accountState(CopyParts(&v.Ledger.Copies), v.Ledger.Copies.Sent)},
			"connects": v.Connects.state(),
			"guild":    guildReport{Mailbox: g.Mailbox, Users: g.Users, Sending: g.Sending, Recipients: g.Recipients, Sent: g.Sent, Busy: fraction(g.Busy), BusyNs: g.BusyNs, Working: g.Working},
		},
	}
}

// between spells an interval.
func between(i span.Interval) string {
	if i.High < 0 {
		return "any number"
	}
	return exact.Thousands(i.Low) + " to " + exact.Thousands(i.High)
}

func fraction(p exact.PPM) float64 { return float64(p) / float64(exact.Whole) }

// timingRows is where the guild's time went, newest minute first.
func timingRows(minutes []MinuteTimings) [][]string {
	head := []string{"guild, minute", "so far"}
	columns := make(map[string]int)
	for _, m := range minutes {
		for _, a := range m.Actions {
			if columns[a.Action] == 0 {
				columns[a.Action] = len(head)
				head = append(head, a.Action+", %")
			}
		}
	}
	rows := [][]string{head}
	for _, m := range minutes {
		row := make([]string, len(head))
		row[0], row[1] = strconv.FormatInt(m.Minute, 10), time.Duration(m.Length).Round(time.Millisecond).String()
		for _, a := range m.Actions {
			row[columns[a.Action]] = strconv.FormatFloat(float64(a.Share)/10_000, 'f', 1, 64)
		}
		rows = append(rows, row)
	}
	return rows
}
