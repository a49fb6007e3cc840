package actor

import (
	"math/rand/v2"
	"runtime"
	"testing"
	"time"
)

// counter is as large as a session's state.
type counter struct{ n, last uint64 }

// BenchmarkFanOut is one message to a million idle actors, handled by all of
// them, per delivery.
func BenchmarkFanOut(b *testing.B) {
	for _, bb := range []struct {
		name    string
		members int
		cores   int
		spend   time.Duration
		order   func(n int) []int
	}{
		{"10k", 10_000, 4, 41 * time.Microsecond, nil},
		{"1M", 1_000_000, 4, 41 * time.Microsecond, nil},
		{"1M-370cores", 1_000_000, 370, 41 * time.Microsecond, nil},
		{"1M-free", 1_000_000, 1, 0, nil},
		{"1M-shuffled", 1_000_000, 1, 0, rand.New(rand.NewPCG(1, 2)).Perm},
	} {
		b.Run(bb.name, func(b *testing.B) {
			s := NewSystem(Config{})
			here, there := s.AddNode("here", 1), s.AddNode("there", bb.cores)
			k := NewKind(s, "session", Behaviour[counter]{
				Handle: func(c *Context, st *counter, msg Message) {
					st.n++
					st.last = uint64(c.Now())
					c.Spend(bb.spend)
				},
			})
			pids := make([]PID, bb.members)
			for i := range pids {
				pids[i] = k.Spawn(there, counter{})
			}
			if bb.order != nil {
				listed := make([]PID, len(pids))
				for i, j := range bb.order(len(pids)) {
					listed[i] = pids[j]
				}
				pids = listed
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

var boxed Message = "x"

func BenchmarkPingPong(b *testing.B) {
	s := NewSystem(Config{})
	n := s.AddNode("a", 1)
	type player struct{ other PID }
	k := NewKind(s, "player", Behaviour[player]{
		Handle: func(c *Context, p *player, msg Message) { c.Spend(1); c.Send(p.other, msg) },
	})
	one, two := k.Spawn(n, player{}), k.Spawn(n, player{})
	k.State(one).other, k.State(two).other = two, one
	s.Send(one, boxed)
	b.ReportAllocs()
	b.ResetTimer()
	s.Run(Time(b.N), nil) // one message a nanosecond
}

func BenchmarkOneToOne(b *testing.B) {
	s := NewSystem(Config{Slice: time.Hour})
	n := s.AddNode("a", 2)
	handled := 0
	sink := NewKind(s, "sink", Behaviour[int]{
		Handle: func(c *Context, n *int, msg Message) { handled++ },
	}).Spawn(n, 0)
	source := NewKind(s, "source", Behaviour[int]{
		Handle: func(c *Context, _ *int, msg Message) {
			for range 100 {
				c.Send(sink, msg)
			}
			c.Spend(100)
			c.Send(c.Self(), msg)
		},
	}).Spawn(n, 0)
	s.Send(source, boxed)
	b.ReportAllocs()
	b.ResetTimer()
	s.Run(Time(b.N), nil) // a hundred messages every hundred nanoseconds
	if handled < b.N {
		b.Fatal(handled)
	}
}

func BenchmarkCall(b *testing.B) {
	s := NewSystem(Config{Slice: time.Hour})
	n := s.AddNode("a", 2)
	server := NewKind(s, "server", Behaviour[int]{
		Handle: func(c *Context, n *int, msg Message) { to, _ := c.Caller(); c.Reply(to, msg) },
	}).Spawn(n, 0)
	client := NewKind(s, "client", Behaviour[int]{
		Handle: func(c *Context, n *int, msg Message) { c.Call(server, msg, 0, 0) },
		Resume: func(c *Context, n *int, r Reply) { *n++; c.Spend(1); c.Call(server, boxed, 0, 0) },
	})
	pid := client.Spawn(n, 0)
	s.Send(pid, boxed)
	b.ReportAllocs()
	b.ResetTimer()
	s.Run(Time(b.N), nil) // one call a nanosecond
	if *client.State(pid) < b.N-1 {
		b.Fatal(*client.State(pid))
	}
}

func BenchmarkSpawn(b *testing.B) {
	s := NewSystem(Config{})
	n := s.AddNode("a", 1)
	k := NewKind(s, "session", Behaviour[counter]{Handle: func(c *Context, st *counter, msg Message) {}})
	b.ReportAllocs()
	for range b.N {
		k.Spawn(n, counter{})
	}
}

func BenchmarkRealPingPong(b *testing.B) {
	s := NewSystem(Config{})
	x, y := s.AddNode("a", 1), s.AddNode("b", 1)
	type player struct {
		other PID
		left  int
		done  chan struct{}
	}
	k := NewKind(s, "player", Behaviour[player]{
		Handle: func(c *Context, p *player, msg Message) {
			if p.left--; p.left == 0 {
				close(p.done)
				return
			}
			c.Send(p.other, msg)
		},
	})
	done := make(chan struct{})
	one, two := k.Spawn(x, player{left: b.N/2 + 1, done: done}), k.Spawn(y, player{left: b.N + 10})
	k.State(one).other, k.State(two).other = two, one
	r := s.Start()
	b.ResetTimer()
	r.Send(one, boxed)
	<-done
	b.StopTimer()
	r.Stop(time.Millisecond)
}
