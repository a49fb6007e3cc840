package actor

import (
	"runtime"
	"testing"
	"time"
)

type counter struct{ n, sum uint64 }

// BenchmarkFanOut is one message to a million idle actors, handled by all of
// them, per delivery.
func BenchmarkFanOut(b *testing.B) {
	for _, bb := range []struct {
		name    string
		members int
		cores   int
	}{{"10k", 10_000, 4}, {"1M", 1_000_000, 4}, {"1M-370cores", 1_000_000, 370}} {
		b.Run(bb.name, func(b *testing.B) {
			s := NewSystem(Config{})
			here, there := s.AddNode("here", 1), s.AddNode("there", bb.cores)
			k := NewKind(s, "session", Behaviour[counter]{
				Handle: func(c *Context, st *counter, msg Message) {
					st.n++
					c.Spend(41 * time.Microsecond)
				},
			})
			pids := make([]PID, bb.members)
			for i := range pids {
				pids[i] = k.Spawn(there, counter{})
			}
			g := NewGroup(pids)
			sender := NewKind(s, "guild", Behaviour[int]{
				Handle: func(c *Context, _ *int, msg Message) { c.SendAll(g, msg, 120_000) },
			}).Spawn(here, 0)
			runtime.GC()
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				s.Send(sender, "m")
				s.Run(s.Now()+Time(time.Hour), nil)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(bb.members), "ns/delivery")
		})
	}
}
