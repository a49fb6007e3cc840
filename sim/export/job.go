package export

import (
	"errors"
	"io"
	"iter"

	"fanout/sim"
	"fanout/sim/span"
)

// Job writes one export in steps, between which pictures can be made. What
// it writes is the history as it stood at the start.
type Job struct {
	Spans int // how many it writes
	next  func() (error, bool)
	stop  func()
}

// Start begins to write those of the spans that a player holds which are of a selection, or
// what the form is of besides. The error is one sentence; nothing has been written then. A
// job must be stepped to its end, or stopped.
func Start(w io.Writer, f *Format, p *sim.Player, s Selection) (*Job, error) {
	if err := f.Refuse(s); err != nil {
		return nil, err
	}
	e := f.New(w)
	if f.OfState { // at once: the history goes on
		err := e.Finish(p, Straight)
		return newJob(nil, func(func() error) error { return err }), nil
	}
	if p.Model().Tracing == nil {
		return nil, errors.New("there are no spans in a world that is not traced; expected one that is")
	}
	var spans []span.Span
	var seen Seen
	for _, each := range p.Spans() {
		has := s.Has(each)
		if seen.Note(each, has); has {
			spans = append(spans, *each)
		}
	}
	if len(spans) == 0 {
		return nil, s.None(&seen)
	}
	return newJob(spans, func(pause func() error) error {
		for i := range spans {
			if err := errors.Join(e.Span(&spans[i]), pause()); err != nil {
				return err
			}
		}
		return e.Finish(p, pause)
	}), nil
}

var errStopped = errors.New("stopped")

// newJob is a job whose work calls pause between its pieces.
func newJob(spans []span.Span, work func(pause func() error) error) *Job {
	j := &Job{Spans: len(spans)}
	j.next, j.stop = iter.Pull(func(yield func(error) bool) {
		err := work(func() error {
			if !yield(nil) {
				return errStopped
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStopped) {
			yield(err)
		}
	})
	return j
}

// Step goes on until over reports true, asked between two pieces of the work, or until the
// end. It reports whether all is written. After an error the job is over too.
func (j *Job) Step(over func() bool) (done bool, err error) {
	for {
		err, more := j.next()
		if !more || err != nil {
			j.stop()
			return true, err
		}
		if over() {
			return false, nil
		}
	}
}

// Stop gives the job up.
func (j *Job) Stop() { j.stop() }
