package sampling_test

import (
	"encoding/binary"
	"hash/fnv"
	"testing"

	"go.opentelemetry.io/otel/trace"

	"fanout/envelope/sampling"
)

// Every decision of a history, as one number. It must be the same on every
// machine and in every release: if this test fails on a new architecture, a
// history does not replay there, and if it fails after a change, old share links
// show something else than they did.
func TestDecisionsAreTheSameEverywhere(t *testing.T) {
	h := fnv.New64a()
	note := func(x uint64) { _ = binary.Write(h, binary.BigEndian, x) }
	for _, tb := range []*sampling.Table{sampling.Published(), sampling.TenOverN(), sampling.Flat(1_000), sampling.None()} {
		for n := 1; n <= 20_000; n += 1 + n/100 {
			note(uint64(tb.Rate(n)))
		}
	}
	for p := sampling.PPM(0); p <= sampling.Whole; p += 997 {
		note(uint64(sampling.ThresholdOf(p)))
	}
	ids := sampling.NewIDs(7, nil)
	for i := range uint64(1_000) {
		id, span := ids.NewIDs(t.Context())
		note(binary.BigEndian.Uint64(span[:]))
		note(sampling.Randomness(id))
		note(sampling.RecipientRandomness(id, i))
		if sampling.Keep(id, i, 316_228) {
			note(i)
		}
	}
	if got, want := h.Sum64(), uint64(0x2eeda7fe130c74f2); got != want {
		t.Errorf("decisions hash to %#x, want %#x", got, want)
	}
}

func TestAllocations(t *testing.T) {
	head := sampling.NewHead(10_000)
	f := sampling.NewFanout(head, nil)
	parent := remoteParent(trace.FlagsSampled).WithTraceState(state(t, "ot=th:fd70a"))
	relayed := parent.WithTraceState(state(t, "fanout=100000,ot=th:fd70a"))
	id := trace.TraceID{0: 1, 15: 9}
	for name, run := range map[string]func(){
		"Keep":   func() { sinkBool = sampling.Keep(id, 5, 1_000) },
		"Rate":   func() { sinkPPM = f.Table().Rate(4_321) },
		"Decide": func() { sinkPPM, sinkBool = f.Decide(parent, sampling.Delivery{Recipients: 50, Recipient: 5}) },
		"Decide, behind a relay": func() {
			sinkPPM, sinkBool = f.Decide(relayed, sampling.Delivery{Recipients: 50, Recipient: 5})
		},
	} {
		if n := testing.AllocsPerRun(100, run); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}
