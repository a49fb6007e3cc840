package readout

import "fanout/sim/row"

// Stack is a place where time is spent, from the service inwards.
type Stack struct {
	Service   string
	Actor     string
	Action    string // what the actor was handling
	Stage     string
	Operation string
}

// Frames are the five names, outermost first.
func (s Stack) Frames() [5]string {
	return [5]string{s.Service, s.Actor, s.Action, s.Stage, s.Operation}
}

// StackTime is what was spent in one place, in a stretch of a history.
type StackTime struct {
	Stack
	Class   row.Class
	Op      row.Op
	Samples int64 // found there when all cores were looked at, every SampleNs
	Ns      int64 // virtual time charged there: the exact figure beside it
}

// StageShares is how the time of one actor's work divides into stages, since the last
// change of a setting: found by samples, and exactly.
type StageShares struct{ Samples, Time StageCost }

// SampleNs is the virtual time between two looks at what every core is doing.
const SampleNs = BusyStepNs

// Stretch is a part of a history, and where the time of the actors went in it, by service, the
// dearest place of each service first.
type Stretch struct {
	From, To int64 // virtual time
	Stacks   []StackTime
}

// Ns is how long the stretch is.
func (s *Stretch) Ns() int64 { return s.To - s.From }

// Profile is where the time of a history went: what pictures draw and profiles export.
type Profile struct {
	Whole  Stretch // since the start
	Since  Stretch // since the last change of a setting
	Before Stretch // the stretch that ended with that change; empty before there was one

	Actions []Action // since the last change: a row for each class that had messages
}
