package readout

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

// StackTime is what was spent in one place since the start of the history.
type StackTime struct {
	Stack
	Samples int64 // found there when all cores were looked at, every SampleNs
	Ns      int64 // virtual time charged there: the exact figure beside it
}

// StageShares is how the time of one actor's work divides into stages, since the last
// change of a setting: found by samples, and exactly.
type StageShares struct{ Samples, Time StageCost }

// SampleNs is the virtual time between two looks at what every core is doing.
const SampleNs = BusyStepNs
