package scene

import "time"

// glide is a number on its way to another one in wall time.
type glide struct {
	from, to float64
	start    time.Duration
	length   time.Duration
	used     bool
}

// glideTo is the value under that name on its way to target. The first time it
// is there at once; afterwards every new target is reached within length, on
// the curve cubic-bezier(.2, 0, 0, 1).
func (s *Scene) glideTo(name string, target float64, length time.Duration) float64 {
	g := s.glides[name]
	if g == nil || s.reduced {
		s.glides[name] = &glide{from: target, to: target, used: true}
		return target
	}
	g.used = true
	at := g.at(s.now)
	if target != g.to {
		*g = glide{from: at, to: target, start: s.now, length: length, used: true}
	}
	if s.now < g.start+g.length {
		s.gliding = true
	}
	return g.at(s.now)
}

func (g *glide) at(now time.Duration) float64 {
	if now >= g.start+g.length {
		return g.to
	}
	return g.from + (g.to-g.from)*ease(float64(now-g.start)/float64(g.length))
}

// dropGlides forgets the values that the last building did not ask for.
func (s *Scene) dropGlides() {
	for name, g := range s.glides {
		if !g.used {
			delete(s.glides, name)
			continue
		}
		g.used = false
	}
}

// ease is cubic-bezier(.2, 0, 0, 1): x(u) = .6u(1-u)² + u³, y(u) = 3u²(1-u) + u³,
// solved for u by bisection.
func ease(t float64) float64 {
	lo, hi := 0., 1.
	for range 20 {
		u := (lo + hi) / 2
		if .6*u*(1-u)*(1-u)+u*u*u < t {
			lo = u
		} else {
			hi = u
		}
	}
	u := (lo + hi) / 2
	return 3*u*u*(1-u) + u*u*u
}
