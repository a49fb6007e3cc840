package main

import (
	"fmt"
	"time"
)

// Engine is one way to run actors. It lives in a separate process and does one
// task there, so it needs no way to stop.
//
// A method that the engine has no counterpart for returns an error that says so;
// the table shows it in place of a figure.
type Engine interface {
	// Spawn starts n idle actors whose state is a Member. It is timed.
	Spawn(n int) (Fleet, error)
	// PingPong lets two actors send one message back and forth until n messages
	// have been handled, and returns the time from the first to the last.
	PingPong(n int) (time.Duration, error)
	// Stream sends n messages from one sender to one actor and returns the time
	// until that has handled the last.
	Stream(n int) (time.Duration, error)
	// Call makes n calls with a timeout, one after the other, to one actor and
	// returns the time until the last answer.
	Call(n int) (time.Duration, error)
}

// Backlogger is an engine that can say what messages take that wait in mailboxes.
type Backlogger interface {
	// Backlog lets so many fan-outs wait in the mailboxes of as many members, who are all
	// busy, and returns the memory that is resident because of it, in bytes per message.
	Backlog(members, fanOuts int) float64
}

// Fleet is the actors of a Spawn, before someone keeps a list of them.
type Fleet interface {
	// Guild makes the list of the fleet that a guild would keep: rank i is the
	// actor that was spawned as number order[i], or as number i if order is nil.
	// The fleet is not used after that.
	Guild(order []int32) Guild
}

// Guild sends to a fleet.
type Guild interface {
	// FanOut sends one message to every member and returns when all of them have
	// handled it. msg.Done is armed, unless it is nil.
	FanOut(msg *Msg)
}

// engineInfo is an engine's entry in the table.
type engineInfo struct {
	name  string // for -engines: one word
	title string // for the table: with the version
	wasm  bool   // worth running in wasm
	make  func() Engine
	// most is the largest fleet that the engine can be asked for on a small
	// machine; 0 means that there is no such limit. The table says so.
	most int
	// external replaces the command that runs a task, for an engine that is not
	// a Go program. It returns an error if the engine is not installed.
	external func(t task) ([]string, error)
}

// engines in the order of the table. The files of the engines add to it from
// their init functions, in the order of rank.
var engines []engineInfo

// register adds an engine at a place in the table.
func register(rank int, e engineInfo) {
	ranks = append(ranks, rank)
	engines = append(engines, e)
	for i := len(engines) - 1; i > 0 && ranks[i] < ranks[i-1]; i-- {
		ranks[i], ranks[i-1] = ranks[i-1], ranks[i]
		engines[i], engines[i-1] = engines[i-1], engines[i]
	}
}

var ranks []int

func engineByName(name string) (engineInfo, error) {
	for _, e := range engines {
		if e.name == name {
			return e, nil
		}
	}
	return engineInfo{}, fmt.Errorf("bench: no engine %q", name)
}

// without is the error of an engine that has no counterpart for a task.
type without string

func (w without) Error() string { return string(w) }

// must stops a task whose engine refused something that it is known to be able to.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// arrange returns the list in the given order; nil leaves it as it is.
func arrange[T any](list []T, order []int32) []T {
	if order == nil {
		return list
	}
	out := make([]T, len(list))
	for rank, i := range order {
		out[rank] = list[i]
	}
	return out
}
