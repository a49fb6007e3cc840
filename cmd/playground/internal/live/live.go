// Package live sends the spans of a history to the server of its page while it is played. It
// makes the requests and judges the answers; the page itself posts them, to its own origin
// and nowhere else.
//
// What is recorded waits in a queue with a bound. A busy server is asked again when it wants
// to be; spans that come meanwhile and find the queue full are dropped and counted. After
// any other failure nothing more is sent.
package live

import (
	"fmt"
	"time"

	"fanout/cmd/playground/internal/timed"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/otlp"
	"fanout/sim/span"
)

// batch is how many spans a request has at most, and most how many wait.
const batch, most = 512, 8192

// The statuses of HTTP that matter here: net/http, which has them all, would weigh on the
// page.
const (
	statusOK          = 200
	statusTooMany     = 429
	statusUnavailable = 503
)

// pause is how long a busy server is left alone that does not say.
const pause = time.Second

// Stream sends spans, or does not: it is off until somebody starts it.
type Stream struct {
	player *timed.Player
	told   *sim.Player // whose spans come here, nil for nobody's
	zero   time.Time   // of virtual time 0
	queue  []span.Span
	asked  int // of the queue, those of the request that is under way
	view   View
}

// View is what became of the spans since the start: each recorded one is sent, rejected,
// dropped, failed, or waits.
type View struct {
	On       bool   `json:"on"`
	Zero     string `json:"zero"` // virtual time 0 as a date
	Sent     int    `json:"sent"`
	Rejected int    `json:"rejected"` // by an answer that says so
	Dropped  int    `json:"dropped"`  // since too many waited
	Failed   int    `json:"failed"`   // in a request that failed, or behind it
	Waiting  int    `json:"waiting"`
	Counts   string `json:"counts"` // all of that as a sentence
	Said     string `json:"said"`   // the last trouble, "" for none
}

// New makes a stream of what a player plays.
func New(player *timed.Player) *Stream { return &Stream{player: player} }

// Start begins to send what is recorded from now on. The present virtual time is given the
// date now: most who look at spans look at the last hour.
func (s *Stream) Start(now time.Time) {
	s.Stop()
	s.zero = now.Truncate(time.Millisecond).Add(-s.player.Now())
	s.view = View{On: true, Zero: s.zero.UTC().Format(time.RFC3339)}
	s.queue, s.asked = s.queue[:0], 0
	s.Follow()
}

// Stop ends it. What waits is given up and counts as dropped.
func (s *Stream) Stop() {
	if !s.view.On {
		return
	}
	s.view.On = false
	s.view.Dropped += len(s.queue) - s.asked
	s.queue = s.queue[:s.asked]
	s.Follow()
}

// Follow looks which history is played: it may have been exchanged for another.
func (s *Stream) Follow() {
	p := s.player.Player
	if !s.view.On {
		p = nil
	}
	if p == s.told {
		return
	}
	if s.told != nil {
		s.told.Export(nil)
	}
	if s.told = p; p != nil {
		p.Export(s.add)
	}
}

func (s *Stream) add(of *span.Span) {
	if len(s.queue) >= most {
		s.view.Dropped++
		return
	}
	s.queue = append(s.queue, *of)
}

// Take is the next request, an ExportTraceServiceRequest in JSON. ok is false while one is
// under way, and if nothing waits.
func (s *Stream) Take() (body []byte, ok bool) {
	if !s.view.On || s.asked > 0 || len(s.queue) == 0 {
		return nil, false
	}
	s.asked = min(batch, len(s.queue))
	return otlp.AppendLine(nil, s.queue[:s.asked], s.zero), true
}

// Answer is the result of a request.
type Answer struct {
	Status   int           // of HTTP; 0 if there was no answer
	Wait     time.Duration // for which the server wants to be left alone, 0 if it does not say
	Rejected int
	Message  string
}

// Answer takes the answer to the request under way, and returns how long to wait before the
// next one.
func (s *Stream) Answer(a Answer) (wait time.Duration) {
	n := s.asked
	if s.asked = 0; n == 0 {
		return 0
	}
	busy := a.Status == statusUnavailable || a.Status == statusTooMany
	if busy && s.view.On {
		s.view.Said = a.Message
		return max(pause, a.Wait)
	}
	s.queue = s.queue[:copy(s.queue, s.queue[n:])]
	if a.Status == statusOK {
		rejected := max(0, min(a.Rejected, n))
		s.view.Sent += n - rejected
		s.view.Rejected += rejected
		s.view.Said = a.Message
		return 0
	}
	s.view.Failed += n + len(s.queue)
	s.queue = s.queue[:0]
	s.view.On = false
	s.view.Said = s.reason(a)
	s.Follow()
	return 0
}

// reason says why nothing more is sent.
func (s *Stream) reason(a Answer) string {
	switch {
	case a.Status == 0:
		a.Message = "the server of this page does not answer"
	case a.Message == "":
		a.Message = fmt.Sprintf("the server of this page answered %d", a.Status)
	}
	return fmt.Sprintf("Sending has stopped: %s; %s spans are missing there.", a.Message, exact.Thousands(int64(s.view.Failed+s.view.Dropped+s.view.Rejected)))
}

// View is how it stands.
func (s *Stream) View() View {
	v := s.view
	v.Waiting = len(s.queue)
	n := func(n int) string { return exact.Thousands(int64(n)) }
	v.Counts = fmt.Sprintf("%s sent, %s waiting, %s rejected, %s dropped, %s failed", n(v.Sent), n(v.Waiting), n(v.Rejected), n(v.Dropped), n(v.Failed))
	return v
}
