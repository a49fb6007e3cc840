package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"time"
)

// task is what one process measures.
type task struct {
	engine   string
	kind     taskKind
	procs    int // GOMAXPROCS
	members  int // of a fleet
	shuffled bool
	messages int  // of the talks
	cpu      bool // measure CPU time instead of elapsed time
}

type taskKind string

const (
	taskFleet    taskKind = "fleet"
	taskPingPong taskKind = "pingpong"
	taskStream   taskKind = "stream"
	taskCall     taskKind = "call"
	taskBacklog  taskKind = "backlog"
)

// result is the figures of one task by name: times in ns, memory in bytes, each
// for one actor, delivery, message or call.
type result map[string]float64

// The names of figures.
const (
	figSpawn      = "spawn"      // starting one actor
	figResident   = "resident"   // memory of one idle actor
	figGC         = "gc"         // one full collection
	figFanOut     = "fanout"     // one delivery, gross
	figInstrument = "instrument" // what the instrument adds to a delivery
	figTalk       = "talk"       // one message or call
	figLetter     = "letter"     // memory of one message that waits
	figAllocs     = "allocs"     // heap objects for one delivery, message or call
)

// outcome is what a process reports: figures, or why there are none.
type outcome struct {
	Result  result `json:"result,omitempty"`
	Without string `json:"without,omitempty"`
}

// outcomePrefix marks the line of standard output with the outcome; engines may
// print others.
const outcomePrefix = "outcome "

// now is elapsed time since some moment.
func now() time.Duration { return time.Since(epoch) }

var epoch = time.Now()

// clock is what all durations of this process are read from: elapsed time, or the
// CPU time of the process, which other load on the machine does not change.
var clock = now

// runTask measures a task in this process and prints the outcome. profile is the
// file that a CPU profile of it goes to, if not empty.
func runTask(t task, profile string) error {
	info, err := engineByName(t.engine)
	if err != nil {
		return err
	}
	if info.make == nil {
		return fmt.Errorf("bench: %s runs in no process of this command", t.engine)
	}
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	if t.cpu {
		clock = cpuTime
	}
	var o outcome
	e := info.make()
	switch t.kind {
	case taskFleet:
		o.Result, err = measureFleet(e, t)
	case taskBacklog:
		o.Result, err = measureBacklog(e)
	default:
		o.Result, err = measureTalk(e, t)
	}
	if err != nil {
		o.Without = err.Error()
	}
	b, err := json.Marshal(o)
	if err != nil {
		return err
	}
	fmt.Println(outcomePrefix + string(b))
	return nil
}

const (
	fewestSamples = 3
	leastWork     = 3_000_000   // deliveries in all samples of a fleet, if there is
	longestWork   = time.Second // for that
)

// measureFleet spawns a fleet and measures all there is to measure of it.
func measureFleet(e Engine, t task) (result, error) {
	n := t.members
	var order []int32
	if t.shuffled {
		order = shuffled(n)
	}
	r := result{}
	if err := warm(e); err != nil {
		return nil, err
	}
	before := resident()
	start := clock()
	fleet, err := e.Spawn(n)
	if err != nil {
		return nil, err
	}
	r[figSpawn] = float64(clock()-start) / float64(n)
	guild := fleet.Guild(order)
	fleet = nil

	done := NewDone()
	fanOuts := func(msg *Msg) (perDelivery float64, deliveries int) {
		var took []float64
		began := now()
		for i := 0; i < fewestSamples || i*n < leastWork && now()-began < longestWork; i++ {
			done.Arm(n)
			pause()
			start := clock()
			guild.FanOut(msg)
			took = append(took, float64(clock()-start)/float64(n))
		}
		return median(took), n * len(took)
	}
	msg := &Msg{Value: 1, Done: done}
	done.Arm(n)
	guild.FanOut(msg) // so that what is idle then has lived
	r[figResident] = float64(resident()-before) / float64(n)
	allocs := mallocs()
	perDelivery, deliveries := fanOuts(msg)
	r[figFanOut] = perDelivery
	r[figAllocs] = float64(mallocs()-allocs) / float64(deliveries)
	if _, ok := guild.(loopFleet); ok {
		bare, _ := fanOuts(&Msg{Value: 1})
		r[figInstrument] = perDelivery - bare
	}

	runtime.GC()
	var gc []float64
	for range fewestSamples {
		pause()
		start := clock()
		runtime.GC()
		gc = append(gc, float64(clock()-start))
	}
	r[figGC] = median(gc)
	runtime.KeepAlive(guild)
	runtime.KeepAlive(order)
	return r, nil
}

// measureBacklog measures what a message takes that waits in a mailbox after a fan-out.
func measureBacklog(e Engine) (result, error) {
	b, ok := e.(Backlogger)
	if !ok {
		return nil, without("not asked")
	}
	return result{figLetter: b.Backlog(smallMembers, backlogFanOuts)}, nil
}

// backlogFanOuts is how many fan-outs wait in the mailboxes of a fleet.
const backlogFanOuts = 100

// warm fans out to a small fleet, so that the engine's code and what it sets up
// once are in memory before the fleet that is measured.
func warm(e Engine) error {
	fleet, err := e.Spawn(doneShards)
	if err != nil {
		return err
	}
	done := NewDone()
	done.Arm(doneShards)
	fleet.Guild(nil).FanOut(&Msg{Value: 1, Done: done})
	return nil
}

// measureTalk measures two actors that talk to each other.
func measureTalk(e Engine, t task) (result, error) {
	talk := map[taskKind]func(int) (time.Duration, error){
		taskPingPong: e.PingPong, taskStream: e.Stream, taskCall: e.Call,
	}[t.kind]
	if talk == nil {
		return nil, fmt.Errorf("bench: no task %q", t.kind)
	}
	if _, err := talk(t.messages/10 + 2); err != nil {
		return nil, err
	}
	var took []float64
	var allocs uint64
	for range fewestSamples {
		runtime.GC()
		before := mallocs()
		d, err := talk(t.messages)
		if err != nil {
			return nil, err
		}
		allocs = mallocs() - before
		took = append(took, float64(d)/float64(t.messages))
	}
	return result{figTalk: median(took), figAllocs: float64(allocs) / float64(t.messages)}, nil
}

func mallocs() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Mallocs
}

// shuffled is a random order of n, the same in every process.
func shuffled(n int) []int32 {
	order := make([]int32, n)
	for i, v := range rand.New(rand.NewPCG(1, 2)).Perm(n) {
		order[i] = int32(v)
	}
	return order
}

// median of at least one value.
func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	if n := len(v); n%2 == 0 {
		return (v[n/2-1] + v[n/2]) / 2
	}
	return v[len(v)/2]
}
