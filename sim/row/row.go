// Package row numbers the rows of a model's tables. What is counted by service, class or
// operation is an array over these numbers.
package row

// The most rows that the tables of a model can have. They keep what is counted in
// plain arrays: nothing is allocated and nothing is looked up on the way of a message.
const (
	MaxServices = 8
	MaxStages   = 8
	MaxClasses  = 16
	MaxOps      = 32
	MaxOrigins  = 8
	MaxGaps     = 12
)

// Numbers of rows in the tables of a model. A model names its own with constants.
type (
	Service uint8
	Stage   uint8
	Class   uint8
	Op      uint8
	Origin  uint8
	Gap     uint8
	Event   uint8
)

// Counts is how many rows the tables have whose numbers are constants.
type Counts struct {
	Services Service
	Stages   Stage
	Classes  Class
	Ops      Op
	Events   Event
}

// Outside is the number of what is of no service of the model, such as the
// callers of its API.
const Outside Service = MaxServices
