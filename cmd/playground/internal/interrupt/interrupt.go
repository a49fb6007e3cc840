// Package interrupt lets a command end in order when the system asks it to.
package interrupt

import (
	"errors"
	"fmt"
)

// Signal is what the system asked by. As an error it says that work was cut short.
type Signal struct {
	Name   string // such as SIGINT
	Status int    // with which a program ends that was asked to by it
	Quiet  bool   // the reader of the output has gone: nobody is left to be told
}

// Error says it in two words.
func (s *Signal) Error() string { return fmt.Sprintf("interrupted by %s", s.Name) }

// Watch begins to take the signals that ask a program to end. asked is the first of them,
// nil as long as none has come; after it the next one ends the program at once. stop ends
// the watch. A signal that is ignored stays so.
type Watch func() (asked func() *Signal, stop func())

// Never is the Watch of a program that is not asked.
func Never() (asked func() *Signal, stop func()) {
	return func() *Signal { return nil }, func() {}
}

// Status is the exit status of a command that ended with an error: 0 for none, that of the
// signal if one ended it, or else 1. tell is told the error, unless nobody is left to be.
func Status(err error, tell func(error)) int {
	if err == nil {
		return 0
	}
	status := 1
	var s *Signal
	if errors.As(err, &s) {
		if status = s.Status; s.Quiet {
			return status
		}
	}
	tell(err)
	return status
}
