package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	_ "fanout/actor/bench/protoconflict" // hollywood and protoactor both have an actor.proto
)

func main() {
	var o options
	flag.StringVar(&o.rows, "rows", "", "rows of the table, separated by commas; all if empty")
	flag.StringVar(&o.engines, "engines", "", "engines, separated by commas; all if empty")
	flag.StringVar(&o.procs, "procs", "1,2", "values of GOMAXPROCS, separated by commas")
	flag.IntVar(&o.members, "members", 1_000_000, "actors of a full fleet")
	flag.IntVar(&o.messages, "messages", 300_000, "messages or calls of a talk")
	flag.IntVar(&o.rounds, "rounds", 3, "processes for each figure; the table has their median")
	flag.DurationVar(&o.timeout, "timeout", 3*time.Minute, "for one process")
	flag.BoolVar(&o.wasm, "wasm", false, "run under node, built for js/wasm")
	flag.BoolVar(&o.cpu, "cpu", false, "measure CPU time of the processes instead of elapsed time")
	flag.StringVar(&o.task, "task", "", "measure one task of one engine in this process: fleet, pingpong, stream, call or backlog")
	flag.BoolVar(&o.shuffled, "shuffled", false, "with -task fleet: list in a shuffled order")
	flag.StringVar(&o.profile, "cpuprofile", "", "with -task: file for a CPU profile")
	flag.Parse()
	if err := o.run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// options are the command line.
type options struct {
	rows, engines, procs      string
	members, messages, rounds int
	timeout                   time.Duration
	wasm, cpu                 bool

	task     string
	shuffled bool
	profile  string
}

func (o *options) run() error {
	if o.cpu && o.wasm {
		return errors.New("bench: there is no CPU time in wasm")
	}
	if o.task != "" {
		return runTask(task{engine: o.engines, kind: taskKind(o.task), procs: runtime.GOMAXPROCS(0),
			members: o.members, shuffled: o.shuffled, messages: o.messages, cpu: o.cpu}, o.profile)
	}
	if o.members < smallMembers || o.messages < 100 || o.rounds < 1 {
		return fmt.Errorf("bench: at least %d members, 100 messages and a round", smallMembers)
	}
	defer os.RemoveAll(scratch())
	r, err := o.report()
	if err != nil {
		return err
	}
	l, err := nativeLauncher(o.timeout)
	if o.wasm {
		l, err = wasmLauncher(scratch(), o.timeout)
	}
	if err != nil {
		return err
	}
	began := time.Now()
	before := load()
	r.measure(l, o.rounds)
	fmt.Printf("%s, %s, %d members, %d messages, %d rounds, %v; load average %s at the start, %s at the end\n\n",
		began.Format(time.DateOnly), o.platform(), o.members, o.messages, o.rounds,
		time.Since(began).Round(time.Second), before, load())
	r.print(os.Stdout)
	return nil
}

// platform is what the processes run on.
func (o *options) platform() string {
	if o.wasm {
		return fmt.Sprintf("js/wasm under node, %s", runtime.Version())
	}
	clock := "elapsed time"
	if o.cpu {
		clock = "CPU time"
	}
	return fmt.Sprintf("%s/%s, %d cores, %s, %s", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), clock)
}

// report is an empty report of what was asked for.
func (o *options) report() (*report, error) {
	picked, err := pickRows(o.rows)
	if err != nil {
		return nil, err
	}
	r := &report{book: newBook(o.members, o.messages, o.cpu), rows: picked, wasm: o.wasm}
	for _, e := range engines {
		if o.engines == "" || slices.Contains(strings.Split(o.engines, ","), e.name) {
			if e.wasm || !o.wasm {
				r.engines = append(r.engines, e)
			}
		}
	}
	if len(r.engines) == 0 {
		return nil, fmt.Errorf("bench: no engine of %q", o.engines)
	}
	for s := range strings.SplitSeq(o.procs, ",") {
		p, err := strconv.Atoi(s)
		if err != nil || p < 1 {
			return nil, fmt.Errorf("bench: GOMAXPROCS of %q", s)
		}
		if o.wasm && p > 1 {
			continue // js/wasm has one thread
		}
		r.procs = append(r.procs, p)
	}
	return r, nil
}

// measure runs all tasks, each once in a round, the engines taking turns. A task
// that fails is not tried again.
func (r *report) measure(l *launcher, rounds int) {
	for round := range rounds {
		for i := 0; ; i++ {
			some := false
			for _, e := range r.engines {
				tasks := r.tasks(e)
				if i >= len(tasks) {
					continue
				}
				some = true
				t := tasks[i]
				if r.book.failed(t) {
					continue
				}
				start := time.Now()
				o := l.run(e, t)
				r.book.add(t, o)
				fmt.Fprintf(os.Stderr, "round %d: %s %s GOMAXPROCS %d %v %s\n", round+1, e.name, t.describe(), t.procs,
					time.Since(start).Round(time.Millisecond), o.Without)
			}
			if !some {
				break
			}
		}
	}
}

// describe is the task without its engine, for the progress on standard error.
func (t task) describe() string {
	if t.kind != taskFleet {
		return string(t.kind)
	}
	if t.shuffled {
		return fmt.Sprintf("fleet of %d, shuffled", t.members)
	}
	return fmt.Sprintf("fleet of %d", t.members)
}

// scratch is a directory for what is built during a run.
var scratch = sync.OnceValue(func() string {
	return must(os.MkdirTemp("", "actor-bench-"))
})

// load is the machine's load average over the last minute.
func load() string {
	b, err := os.ReadFile(filepath.FromSlash("/proc/loadavg"))
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(b), " ")
	return first
}
