package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"fanout/cmd/playground/internal/report"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/guild"
	"fanout/sim/readout"
	"fanout/sim/span"
)

func snapshot() *sim.Snapshot {
	v := &guild.View{Messages: guild.MessageTotals{Sent: 40, Sampled: 1, Deliveries: 1_400_000, SessionTotals: guild.SessionTotals{KeepRate: 1000}}}
	s := &sim.Snapshot{Model: guild.Model(), Now: 10e9, Seed: 1 << 63, Hash: 0xfe, Speed: exact.Whole, Settings: guild.DefaultSettings(), View: v}
	s.Services = make([]readout.Service, guild.NumServices)
	s.Services[guild.Sessions].Handled = 1_400_000
	s.Services[guild.Sessions].CPU = readout.StageCost{guild.StageHandle: 447_000, guild.StageUnpack: 4_000}
	s.Spans = span.Totals{Recorded: 45_000, Held: 40_000, Left: 5_000}
	s.Traces[guild.OriginAPI][guild.NoGap] = 3
	s.Traces[guild.OriginGuild][guild.GapGuild] = 2
	s.Estimates = span.Estimates{Traces: 5, Deliveries: span.Interval{Low: 7, Estimate: 1_000, High: 2_000_000}, Messages: span.Interval{High: -1}}
	s.Costs.Profile = guild.Model().Lists[0].Name
	s.Log.Entries = []readout.LogEntry{{At: 5, Command: true, Text: "seed 7"}}
	return s
}

func TestTableAligns(t *testing.T) {
	var out strings.Builder
	if err := report.Table(&out, snapshot()); err != nil {
		t.Fatal(err)
	}
	got := out.String()
	for _, want := range []string{
		"messages                                      40\n",
		"deliveries                             1,400,000\n",
		"  estimated from them                      1,000      deliveries,  7 to 2,000,000\n",
		"spans of all services                     45,000  left the store:           5,000\n",
		"traces from all services                       3         partial:               2\n",
		"sessions  1,400,000",
		"sessions      45.1    44.7   0.0     0.4",
		"history 00000000000000fe\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("table has no %q:\n%s", want, got)
		}
	}
	for line := range strings.Lines(got) {
		if line != strings.TrimRight(line, " \n")+"\n" {
			t.Errorf("blanks at the end of %q", line)
		}
	}
}

func TestStateKeepsWide(t *testing.T) {
	data, err := json.Marshal(report.From(snapshot()))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"seed":"9223372036854775808"`, // beyond what JavaScript's numbers hold
		`"hash":"00000000000000fe"`,
		`"head.rate":0.01`, `"sieve":"sieve"`, `"rate":4,`,
		`"unpack":0.004`, `"before":null`,
		`"spanStore":{"recorded":45000,"held":40000,"left":5000,"open":0}`,
		`"guild":{"whole":0,"partial":{"rooted in the guild: the message came without context":2}}`,
		`"messages":{"low":0,"estimate":0,"high":null},"deliveries":{"low":7,"estimate":1000,"high":2000000}`,
	} {
		if !strings.Contains(string(data), want) {
			t.Errorf("state has no %s:\n%s", want, data)
		}
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", -1234567: "-1,234,567", -100: "-100"} {
		if got := exact.Thousands(n); got != want {
			t.Errorf("Thousands(%d) = %q, want %q", n, got, want)
		}
	}
}
