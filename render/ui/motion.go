package ui

import "time"

// Motion moves numbers to their new values in wall time, so that a person sees what
// has changed. Its zero value is ready to use.
type Motion struct {
	Reduced bool          // for people who want little motion: everything is there at once
	Now     time.Duration // of the wall clock, counted from any start
	Moving  bool          // a value is still on its way: build again soon

	glides map[string]*glide
}

// glide is a number on its way to another one.
type glide struct {
	from, to float64
	start    time.Duration
	length   time.Duration
	used     bool
}

// Begin starts a building at that time of the wall clock.
func (m *Motion) Begin(now time.Duration) { m.Now, m.Moving = now, false }

// Glide is the value under that name on its way to target. The first time it
// is there at once; afterwards every new target is reached within length, on
// the curve of Ease. A value that a building does not ask for is forgotten by End.
func (m *Motion) Glide(name string, target float64, length time.Duration) float64 {
	g := m.glides[name]
	if g == nil || m.Reduced {
		m.Set(name, target)
		return target
	}
	g.used = true
	at := g.at(m.Now)
	if target != g.to {
		*g = glide{from: at, to: target, start: m.Now, length: length, used: true}
	}
	if m.Now < g.start+g.length {
		m.Moving = true
	}
	return g.at(m.Now)
}

// Set puts the value under that name where it is, without a way there.
func (m *Motion) Set(name string, at float64) {
	if m.glides == nil {
		m.glides = make(map[string]*glide)
	}
	m.glides[name] = &glide{from: at, to: at, used: true}
}

func (g *glide) at(now time.Duration) float64 {
	if now >= g.start+g.length {
		return g.to
	}
	return g.from + (g.to-g.from)*Ease(float64(now-g.start)/float64(g.length))
}

// End forgets the values that the building did not ask for.
func (m *Motion) End() {
	for name, g := range m.glides {
		if !g.used {
			delete(m.glides, name)
			continue
		}
		g.used = false
	}
}

// Ease is cubic-bezier(.2, 0, 0, 1) from (0, 0) to (1, 1): x(u) = .6u(1-u)² + u³,
// y(u) = 3u²(1-u) + u³, solved for u by bisection.
func Ease(t float64) float64 {
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
