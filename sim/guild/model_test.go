package guild

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/row"
	"fanout/sim/setting"
)

// Every constant has its row, and every row is complete.
func TestModelIsComplete(t *testing.T) {
	m := Model()
	require.NoError(t, m.Check())
	assert.Len(t, m.Services, int(NumServices))
	assert.Len(t, m.Stages, int(NumStages))
	assert.Len(t, m.Classes, int(numClasses))
	assert.Len(t, m.Ops, int(numOps))
	assert.Len(t, m.Events, int(numEvents))
	assert.Len(t, m.Tracing.Origins, int(NumOrigins))
	assert.Len(t, m.Tracing.Gaps, int(NumGaps))
	for v := range NumServices {
		assert.Positive(t, untraced[v], services[v].Name)
		assert.Positive(t, mostNodes[v], services[v].Name)
	}
	for _, text := range slices.Concat(m.Tracing.Origins, m.Tracing.Gaps) {
		assert.NotEmpty(t, text)
	}
	for _, c := range m.Commands {
		assert.True(t, strings.HasPrefix(c.Usage, c.Verb), c.Verb)
		assert.True(t, strings.HasPrefix(c.Example, c.Verb), c.Verb)
	}
}

// A row that is not there, or lacks something, is found.
func TestIncompleteRowsAreFound(t *testing.T) {
	for table, fields := range map[string][]string{
		"Services": {"Name", "Title"},
		"Stages":   {"Name", "Title", "Letter"},
		"Classes":  {"Metric", "Actor", "Action"},
		"Ops":      {"Key", "Doc", "Frame"},
		"Events":   {"Name"},
		"Commands": {"Verb", "Usage", "Doc", "Example"},
		"Lists":    {"Name", "Label", "Doc"},
		"Settings": {"Key", "Label", "Group", "Doc", "Expect"},
	} {
		rows := reflect.ValueOf(model).Elem().FieldByName(table).Len()
		for i := range rows {
			broken := func(field string, spoil func(row reflect.Value)) {
				t.Helper()
				m := *model
				list := reflect.ValueOf(&m).Elem().FieldByName(table)
				list.Set(reflect.AppendSlice(reflect.MakeSlice(list.Type(), 0, rows), list))
				spoil(list.Index(i))
				assert.Error(t, m.Check(), "%s %d without %s", table, i, field)
			}
			broken("anything", func(row reflect.Value) { row.SetZero() })
			for _, field := range fields {
				broken(field, func(row reflect.Value) { row.FieldByName(field).SetZero() })
			}
			if i > 0 {
				broken("a name that no other has", func(row reflect.Value) {
					row.FieldByName(fields[0]).Set(reflect.ValueOf(model).Elem().FieldByName(table).Index(i - 1).FieldByName(fields[0]))
				})
			}
		}
	}
	for i := range model.Events {
		m := *model
		m.Events = slices.Clone(m.Events)
		m.Events[i].Text = nil
		assert.Equal(t, m.Events[i].Log, m.Check() != nil, "%s without a text", m.Events[i].Name)
	}
}

// Every event's text names what happened, whatever the message carried.
func TestEventsHaveTexts(t *testing.T) {
	for i := range events {
		e := &events[i]
		if e.Text == nil {
			assert.False(t, e.Log, e.Name)
			continue
		}
		for c := sim.CarrierBare; c <= sim.CarrierSampled; c++ {
			assert.NotEmpty(t, e.Text(&sim.Occurrence{Event: row.Event(i), Subject: 1, N: 12_345, Carrier: c}), e.Name)
		}
	}
}

// leaves are the values that settings consist of, by the path to each.
func leaves(s Settings) map[string]any {
	all := make(map[string]any)
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				walk(path+"."+v.Type().Field(i).Name, v.Field(i))
			}
		case reflect.Array:
			for i := range v.Len() {
				walk(fmt.Sprint(path, ".", i), v.Index(i))
			}
		default:
			all[path] = v.Interface()
		}
	}
	walk("", reflect.ValueOf(s))
	return all
}

// Everything in the settings can be set by exactly one row, and each row sets one thing.
func TestEverySettingHasOneRow(t *testing.T) {
	rows := make(map[string][]string) // by path
	for path := range leaves(DefaultSettings()) {
		rows[path] = nil
	}
	for i := range settings {
		k := &settings[i]
		words, verb := values[k.Key], "set "
		switch {
		case k.Kind == setting.KindSwitch:
			words, verb = []string{"on", "off"}, "toggle "
		case k.Kind == setting.KindShare:
			words = []string{"1%", "20%"}
		}
		require.GreaterOrEqual(t, len(words), 2, k.Key)
		p, err := NewPlayer("set members 50", verb+k.Key+" "+words[0])
		require.NoError(t, err)
		before := leaves(snapshotOf(p).Settings)
		require.NoError(t, p.Do(verb+k.Key+" "+words[1]))
		s := snapshotOf(p)
		assert.Equal(t, strings.ReplaceAll(words[1], "us", "µs"), k.Text(s.Settings), k.Key)
		assert.Equal(t, k.Key, s.Changed)
		changed := 0
		for path, v := range leaves(s.Settings) {
			if v != before[path] {
				changed++
				rows[path] = append(rows[path], k.Key)
			}
		}
		assert.Equal(t, 1, changed, "what %s changes", k.Key)
	}
	for path, keys := range rows {
		assert.Len(t, keys, 1, "rows for %s", path)
	}
	assert.Len(t, settings, len(rows))
}

// What follows from settings alone is not computed for every frame: with as many small
// guilds as there can be, a snapshot takes no more memory than with none.
func TestSnapshotWithManyGuildsIsCheap(t *testing.T) {
	allocations := func(guilds string) float64 {
		p, err := NewPlayer("pause", "set members 1000", "set guilds "+guilds)
		require.NoError(t, err)
		p.Frame(0, nil) // completes the preview
		var s sim.Snapshot
		p.Snapshot(&s)
		return testing.AllocsPerRun(20, func() { p.Snapshot(&s) })
	}
	none, many := allocations("0"), allocations("10000")
	t.Logf("%v allocations with no small guilds, %v with 10,000", none, many)
	assert.InDelta(t, none, many, 20)
}

// A message in the preview stands for so many deliveries as one in the world makes, to
// the large guild and to a small one in the mean.
func TestPreviewMessagesCountAsMuch(t *testing.T) {
	for _, lines := range [][]string{{"set members 1"}, {"set guilds 300"}, {"set members 1000000"}, {"set members 20", "set guilds 7"}} {
		p, err := NewPlayer(lines...)
		require.NoError(t, err)
		s := snapshotOf(p).Settings
		for c := range numClasses {
			recipients := int64(0)
			switch c {
			case classDelivery:
				recipients = int64(s.Members)
			case classDeliverySmall:
				recipients = s.smallLoad().recipients()
			default:
				assert.Nil(t, classes[c].Counts, classes[c].Metric)
				continue
			}
			counted := classes[c].Counts(s) * previewSessions
			assert.GreaterOrEqual(t, counted, recipients, "%v: %s", lines, classes[c].Metric)
			assert.LessOrEqual(t, counted, recipients+previewSessions, "%v: %s", lines, classes[c].Metric)
		}
	}
}

// What an operation of tracing costs is shown as what it is; all others are the work
// itself.
func TestStagesOfOperations(t *testing.T) {
	want := make(map[row.Op]row.Stage)
	for stage, list := range map[row.Stage][]row.Op{
		StageWrap:   {tracing.Inject},
		StageUnpack: {tracing.ExtractEmpty, tracing.Extract, tracing.Headers},
		StageSieve:  {tracing.Sieve},
		StageSpan:   {tracing.Root, tracing.RootKept, tracing.Child, tracing.Capture},
		StageExport: {tracing.Export},
	} {
		for _, o := range list {
			want[o] = stage
		}
	}
	assert.Len(t, want, 10, "no operation is named twice")
	for o := range numOps {
		assert.Equal(t, want[o], ops[o].Stage, ops[o].Key)
	}
}
