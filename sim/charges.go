package sim

import (
	"fanout/envelope"
	"fanout/sim/row"
	"fanout/sim/span"
)

// charges are the operations that tracing charges for, as lists: by what the transport
// did, and by what became of a span. The first operation of an outcome is that of
// asking.
type charges struct {
	receipt [envelope.NumOps][]row.Op
	outcome [span.NumOutcomes][]row.Op
}

func chargesOf(t *span.Tracing) (c charges) {
	if t == nil {
		return c
	}
	for r := range envelope.NumOps {
		c.receipt[r] = receiptOps(t, r)
	}
	c.outcome = [span.NumOutcomes][]row.Op{
		span.RootDropped:  {t.Root},
		span.RootKept:     {t.Root, t.RootKept, t.Capture, t.Export},
		span.ChildDropped: {t.Child},
		span.ChildKept:    {t.Child, t.Capture, t.Export},
	}
	return c
}

func receiptOps(t *span.Tracing, r envelope.Op) []row.Op {
	switch {
	case r == envelope.ReceiveEmpty:
		return []row.Op{t.ExtractEmpty}
	case r.Sieved() && r.Extracted():
		return []row.Op{t.Sieve, t.Headers}
	case r.Sieved():
		return []row.Op{t.Sieve}
	case r >= envelope.ParseSampled && r <= envelope.ParseInvalid:
		return []row.Op{t.Headers}
	case r.Extracted():
		return []row.Op{t.Extract}
	case r.Injected():
		return []row.Op{t.Inject}
	}
	return nil
}

// of is the operations of a path whose own work is base, in their order.
func (c *charges) of(p span.Path, base row.Op) []row.Op {
	asked := c.outcome[p.Outcome()]
	ops := append([]row.Op(nil), c.receipt[p.Receipt()]...)
	if len(asked) > 0 {
		ops = append(ops, asked[0])
		asked = asked[1:]
	}
	return append(append(ops, base), asked...)
}
