package main

import (
	"fmt"
	"slices"
	"strings"
)

// row is one line of the table that package actor has to keep.
type row struct {
	name  string // for -rows
	title string
	unit  string
	tasks []taskKind
	small bool // needs a fleet of smallMembers as well
	mixed bool // needs fleets in a shuffled order as well

	// value is the figure of an engine at some GOMAXPROCS.
	value func(b *book, engine string, procs int) (float64, error)
	// ours is the engine that the row is about; empty means oursName. A row about
	// another one repeats a row of all engines.
	ours string
	// limit is what that engine must reach; 0 means that there is no limit.
	limit func(beside) float64
	must  string // the limit in words
}

// smallMembers is the size of the fleet that a large one is held against.
const smallMembers = 10_000

// beside is what a limit may depend on: values of the same run.
type beside struct {
	loop, peer float64 // of the plain loop and the best peer; 0 for none
	wasm       bool
}

// atMost is a limit that depends on nothing.
func atMost(v float64) func(beside) float64 {
	return func(beside) float64 { return v }
}

// nativeAtMost is a limit that is not asked for in wasm.
func nativeAtMost(v float64) func(beside) float64 {
	return func(b beside) float64 {
		if b.wasm {
			return 0
		}
		return v
	}
}

// aheadOfPeers is the limit that the best peer sets.
func aheadOfPeers(b beside) float64 { return b.peer }

var rows = []row{
	{name: "fanout", title: "fan-out to all members, per delivery, net", unit: "ns", tasks: []taskKind{taskFleet},
		value: func(b *book, e string, p int) (float64, error) { return b.net(e, p, b.members, false) },
		limit: func(b beside) float64 {
			switch {
			case b.loop > 0 && b.wasm:
				return 1.8 * b.loop
			case b.wasm:
				return 40
			case b.loop > 0:
				return min(15, 2.5*b.loop)
			}
			return 15
		},
		must: "≤ 15 and ≤ 2.5× the plain loop; wasm ≤ 1.8×"},
	{name: "fanout-shuffled", title: "the same, list in a shuffled order", unit: "ns",
		tasks: []taskKind{taskFleet}, mixed: true,
		limit: func(b beside) float64 { return 2 * b.loop }, must: "≤ 2× the plain loop",
		value: func(b *book, e string, p int) (float64, error) { return b.net(e, p, b.members, true) }},
	{name: "fanout-allocs", title: "heap objects per delivery", unit: "", tasks: []taskKind{taskFleet},
		limit: atMost(0.01), must: "none",
		value: func(b *book, e string, p int) (float64, error) { return b.fleet(e, p, b.members, false, figAllocs) }},
	{name: "memory", title: "resident per idle actor, 16 bytes of state, with its place in the list", unit: "B",
		tasks: []taskKind{taskFleet}, limit: atMost(40), must: "≤ 40",
		value: func(b *book, e string, p int) (float64, error) { return b.fleet(e, p, b.members, false, figResident) }},
	{name: "memory-shuffled", title: "the same, list in a shuffled order", unit: "B",
		tasks: []taskKind{taskFleet}, mixed: true,
		value: func(b *book, e string, p int) (float64, error) { return b.fleet(e, p, b.members, true, figResident) }},
	{name: "backlog", title: "resident per message of a fan-out that waits in a mailbox", unit: "B",
		tasks: []taskKind{taskBacklog}, limit: atMost(4), must: "≤ 4",
		value: func(b *book, e string, p int) (float64, error) { return b.talk(e, p, taskBacklog, figLetter) }},
	{name: "gc", title: "full garbage collection with all members", unit: "ms",
		tasks: []taskKind{taskFleet}, limit: atMost(1), must: "≤ 1",
		value: func(b *book, e string, p int) (float64, error) {
			v, err := b.fleet(e, p, b.members, false, figGC)
			return v / 1e6, err
		}},
	{name: "spawn", title: "spawn, per actor", unit: "ns",
		tasks: []taskKind{taskFleet}, limit: nativeAtMost(100), must: "≤ 100",
		value: func(b *book, e string, p int) (float64, error) { return b.fleet(e, p, b.members, false, figSpawn) }},
	{name: "pingpong", title: "ping-pong, per message", unit: "ns",
		tasks: []taskKind{taskPingPong}, limit: aheadOfPeers, must: "ahead of every peer",
		value: func(b *book, e string, p int) (float64, error) { return b.talk(e, p, taskPingPong, figTalk) }},
	{name: "pingpong-nodes", title: "the same across nodes, real time", unit: "ns", ours: oursNodesName,
		tasks: []taskKind{taskPingPong}, limit: aheadOfPeers, must: "ahead of every peer",
		value: func(b *book, e string, p int) (float64, error) { return b.talk(e, p, taskPingPong, figTalk) }},
	{name: "throughput", title: "one-to-one throughput, per message", unit: "ns",
		tasks: []taskKind{taskStream}, limit: aheadOfPeers, must: "ahead of every peer",
		value: func(b *book, e string, p int) (float64, error) { return b.talk(e, p, taskStream, figTalk) }},
	{name: "throughput-nodes", title: "the same across nodes, real time", unit: "ns", ours: oursNodesName,
		tasks: []taskKind{taskStream}, limit: aheadOfPeers, must: "ahead of every peer",
		value: func(b *book, e string, p int) (float64, error) { return b.talk(e, p, taskStream, figTalk) }},
	{name: "call", title: "request/response, per call", unit: "ns",
		tasks: []taskKind{taskCall}, limit: aheadOfPeers, must: "ahead of every peer",
		value: func(b *book, e string, p int) (float64, error) { return b.talk(e, p, taskCall, figTalk) }},
	{name: "call-nodes", title: "the same across nodes, real time", unit: "ns", ours: oursNodesName,
		tasks: []taskKind{taskCall}, limit: aheadOfPeers, must: "ahead of every peer",
		value: func(b *book, e string, p int) (float64, error) { return b.talk(e, p, taskCall, figTalk) }},
	{name: "call-allocs", title: "heap objects per call", unit: "",
		tasks: []taskKind{taskCall}, limit: atMost(0.01), must: "none",
		value: func(b *book, e string, p int) (float64, error) { return b.talk(e, p, taskCall, figAllocs) }},
	{name: "scale", title: "a net delivery at full size against one at 10,000, spawn order", unit: "×",
		tasks: []taskKind{taskFleet}, small: true, limit: nativeAtMost(1.5), must: "≤ 1.5",
		value: func(b *book, e string, p int) (float64, error) { return b.scale(e, p, false) }},
	{name: "scale-shuffled", title: "the same, list in a shuffled order", unit: "×",
		tasks: []taskKind{taskFleet}, small: true, mixed: true,
		value: func(b *book, e string, p int) (float64, error) { return b.scale(e, p, true) }},
}

// pickRows returns the rows with the given names, separated by commas, all of
// them for an empty list.
func pickRows(names string) ([]row, error) {
	if names == "" {
		return rows, nil
	}
	var picked []row
	for name := range strings.SplitSeq(names, ",") {
		i := slices.IndexFunc(rows, func(r row) bool { return r.name == name })
		if i < 0 {
			return nil, fmt.Errorf("bench: no row %q", name)
		}
		picked = append(picked, rows[i])
	}
	return picked, nil
}

// tasksFor returns the tasks that an engine must do for some rows, for each of
// the given GOMAXPROCS.
func tasksFor(picked []row, engine string, procs []int, b *book) []task {
	var tasks []task
	add := func(t task) {
		t.engine, t.cpu = engine, b.cpu
		if !slices.Contains(tasks, t) {
			tasks = append(tasks, t)
		}
	}
	for _, p := range procs {
		for _, r := range picked {
			for _, kind := range r.tasks {
				if kind != taskFleet {
					add(task{kind: kind, procs: p, messages: b.messages})
					continue
				}
				sizes := []int{b.members}
				if r.small {
					sizes = append(sizes, smallMembers)
				}
				for _, n := range sizes {
					add(task{kind: taskFleet, procs: p, members: n, shuffled: r.mixed})
				}
			}
		}
	}
	return tasks
}
