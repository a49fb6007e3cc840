package live_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"

	"fanout/cmd/playground/internal/live"
	"fanout/cmd/playground/internal/timed"
	"fanout/sim"
	"fanout/sim/guild"
)

var noon = time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC)

func playing(t *testing.T) *timed.Player {
	t.Helper()
	p, err := sim.NewPlayer(guild.Model(), "set members 300", "set head.rate 100%", "run 1s")
	require.NoError(t, err)
	p.Finish()
	return timed.New(p, timed.Machine{Now: func() time.Duration { return 0 }})
}

func goOn(t *testing.T, p *timed.Player, line string) {
	t.Helper()
	require.NoError(t, p.Do(line))
	p.Finish()
}

// total is all spans that a stream has seen.
func total(v live.View) int { return v.Sent + v.Rejected + v.Dropped + v.Failed + v.Waiting }

// taken is the number of spans in a request.
func taken(t *testing.T, s *live.Stream) (n int, request ptraceotlp.ExportRequest) {
	t.Helper()
	body, ok := s.Take()
	require.True(t, ok)
	request = ptraceotlp.NewExportRequest()
	require.NoError(t, request.UnmarshalJSON(body))
	return request.Traces().SpanCount(), request
}

// It is off until it is started, sends what is recorded from then on, in order and with
// dates about now, and stops when it is told to.
func TestSends(t *testing.T) {
	p := playing(t)
	s := live.New(p)
	goOn(t, p, "run 100ms")
	_, ok := s.Take()
	assert.False(t, ok)
	assert.False(t, s.View().On)

	before := p.Now()
	s.Start(noon)
	goOn(t, p, "run 1s")
	waiting := s.View().Waiting
	assert.Positive(t, waiting)
	n, request := taken(t, s)
	_, ok = s.Take()
	assert.False(t, ok, "one at a time")
	first := request.Traces().ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0).EndTimestamp().AsTime()
	assert.WithinRange(t, first, noon, noon.Add(time.Second))
	assert.Equal(t, noon.Add(-before).Format(time.RFC3339), s.View().Zero)
	assert.Zero(t, s.Answer(live.Answer{Status: 200, Rejected: 2, Message: "two are too old"}))
	v := s.View()
	assert.Equal(t, [4]int{n - 2, 2, waiting - n, 0}, [4]int{v.Sent, v.Rejected, v.Waiting, v.Failed})
	assert.Equal(t, "two are too old", v.Said)

	s.Stop()
	v = s.View()
	assert.False(t, v.On)
	assert.Equal(t, waiting, total(v))
	goOn(t, p, "run 1s")
	assert.Equal(t, waiting, total(s.View()), "nothing comes any more")
}

// A busy server gets the same spans again; what finds no room meanwhile is dropped and
// counted.
func TestABusyServer(t *testing.T) {
	p := playing(t)
	s := live.New(p)
	s.Start(noon)
	goOn(t, p, "run 1s")
	n, first := taken(t, s)
	assert.Equal(t, 7*time.Second, s.Answer(live.Answer{Status: 503, Wait: 7 * time.Second, Message: "busy"}))
	assert.Equal(t, "busy", s.View().Said)
	again, second := taken(t, s)
	assert.Equal(t, n, again)
	assert.Equal(t, first.Traces().ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0).SpanID(), second.Traces().ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0).SpanID())
	assert.Equal(t, time.Second, s.Answer(live.Answer{Status: 429}))
	goOn(t, p, "run 10s")
	v := s.View()
	assert.Equal(t, 8192, v.Waiting)
	assert.Positive(t, v.Dropped)
	assert.Contains(t, v.Counts, "8,192 waiting, 0 rejected, ")
}

// After a failure nothing more is sent, and a sentence says what is missing.
func TestAFailure(t *testing.T) {
	for _, c := range []struct {
		answer live.Answer
		want   string
	}{
		{live.Answer{}, `^Sending has stopped: the server of this page does not answer; [\d,]+ spans are missing there\.$`},
		{live.Answer{Status: 502, Message: "http://host/: it answered 403 Forbidden"}, `^Sending has stopped: http://host/: it answered 403 Forbidden; [\d,]+ spans are missing there\.$`},
		{live.Answer{Status: 404}, `answered 404`},
	} {
		p := playing(t)
		s := live.New(p)
		s.Start(noon)
		goOn(t, p, "run 1s")
		all := s.View().Waiting
		taken(t, s)
		assert.Zero(t, s.Answer(c.answer))
		v := s.View()
		assert.False(t, v.On)
		assert.Regexp(t, c.want, v.Said)
		assert.Equal(t, all, v.Failed)
		goOn(t, p, "run 1s")
		assert.Equal(t, all, total(s.View()))
	}
}

// Stopped while a request is under way, it still counts what becomes of that.
func TestStoppedMeanwhile(t *testing.T) {
	p := playing(t)
	s := live.New(p)
	s.Start(noon)
	goOn(t, p, "run 1s")
	all := s.View().Waiting
	n, _ := taken(t, s)
	s.Stop()
	assert.Zero(t, s.Answer(live.Answer{Status: 200}))
	v := s.View()
	assert.Equal(t, [3]int{n, all - n, 0}, [3]int{v.Sent, v.Dropped, v.Waiting})
}

// It follows the player to another history.
func TestAnotherHistory(t *testing.T) {
	p := playing(t)
	s := live.New(p)
	s.Start(noon)
	other, err := sim.NewPlayer(guild.Model(), "set members 300", "set head.rate 100%")
	require.NoError(t, err)
	p.Exchange(other)
	s.Follow()
	goOn(t, p, "run 1s")
	assert.Positive(t, s.View().Waiting)
}
