package scene

import (
	"math"
	"strconv"

	"fanout/sim"
)

// dial is a setting that a slider moves: its range, and how its value is read
// from a snapshot, written for a reader and written as a command. All dials are
// logarithmic, because everything here spans decades.
type dial struct {
	id      string // of the widget
	key     string // of the setting, as Snapshot.Changed spells it
	label   string
	lo, hi  float64
	tracing bool // a control of sampling: amber
	read    func(*sim.Snapshot) float64
	show    func(float64) string
	command func(float64) string
	exact   exact // what may be typed
}

var dials = []dial{
	{
		id: "slider.members", key: "members", label: "Online members", lo: 1, hi: 1_000_000,
		read:    func(s *sim.Snapshot) float64 { return float64(s.Settings.Members) },
		show:    func(v float64) string { return count(int64(v)) },
		command: func(v float64) string { return "set members " + strconv.Itoa(int(v)) },
		exact:   exact{lo: 1, hi: 1_000_000, whole: true, expected: "a whole number from 1 to 1,000,000, such as 10,000 or 10k"},
	},
	{
		id: "slider.rate", key: "rate", label: "Messages per second", lo: .1, hi: 100,
		read:    func(s *sim.Snapshot) float64 { return float64(s.Settings.MessageRate) / 1000 },
		show:    func(v float64) string { return rate(int64(v*1000 + .5)) },
		command: func(v float64) string { return "set rate " + plain(math.Round(v*1000)/1000) },
		exact:   exact{lo: .1, hi: 100, units: []string{"/s"}, expected: "0.1 to 100 per second"},
	},
	{
		id: "slider.head.rate", key: "head.rate", label: "Head sampling", lo: 1e-4, hi: 1, tracing: true,
		read:    func(s *sim.Snapshot) float64 { return share(s.Settings.HeadRate) },
		show:    func(v float64) string { return percent(ppm(v)) },
		command: func(v float64) string { return "set head.rate " + percentOf(v) },
		exact:   exact{lo: 0, hi: 1, percent: true, expected: "0 to 100 %, such as 0.5 % or 1/1000"},
	},
	{
		id: "slider.grpc", key: "grpc", label: "Background requests per second", lo: 1, hi: 20_000,
		read:    func(s *sim.Snapshot) float64 { return float64(s.Settings.GRPCRate) / 1000 },
		show:    func(v float64) string { return rate(int64(v*1000 + .5)) },
		command: func(v float64) string { return "set grpc " + plain(math.Round(v*1000)/1000) },
		exact:   exact{lo: 0, hi: 20_000, units: []string{"/s"}, expected: "0 to 20,000 per second"},
	},
	{
		id: "slider.small", key: "small", label: "Small messages per second", lo: .1, hi: 1000,
		read:    func(s *sim.Snapshot) float64 { return float64(s.Settings.SmallRate) / 1000 },
		show:    func(v float64) string { return rate(int64(v*1000 + .5)) },
		command: func(v float64) string { return "set small " + plain(math.Round(v*1000)/1000) },
		exact:   exact{lo: 0, hi: 1000, units: []string{"/s"}, expected: "0 to 1,000 per second"},
	},
	{
		id: "slider.speed", key: "speed", label: "Speed", lo: 1e-4, hi: 10,
		read:    func(s *sim.Snapshot) float64 { return share(s.Speed) },
		show:    func(v float64) string { return speedText(ppm(v)) },
		command: func(v float64) string { return "speed " + plain(math.Round(v*1e6)/1e6) },
		exact:   exact{lo: 1e-4, hi: 10, units: []string{"x"}, expected: "0.0001 to 10, where 1 is real time"},
	},
}

// dialOf is the dial of the widget with that id.
func dialOf(id string) *dial {
	for i := range dials {
		if dials[i].id == id {
			return &dials[i]
		}
	}
	panic("scene: no dial " + id)
}

// place is where v stands between the ends of the track, 0 … 1.
func (d *dial) place(v float64) float64 {
	return min(max(math.Log(v/d.lo)/math.Log(d.hi/d.lo), 0), 1)
}

// at is the value at that place of the track, rounded to two figures: nobody
// aims at a third one.
func (d *dial) at(place float64) float64 {
	place = min(max(place, 0), 1)
	v := roundFigures(d.lo*math.Pow(d.hi/d.lo, place), 2)
	if d.key == "members" {
		v = math.Round(v)
	}
	return min(max(v, d.lo), d.hi)
}

// step is the value a key press away: a twentieth of a decade, but always at
// least one unit of the second figure.
func (d *dial) step(v float64, steps int) float64 {
	next := v
	for place := d.place(v); steps != 0 && next == v; {
		place += .05 * float64(steps) / math.Log10(d.hi/d.lo)
		next = d.at(place)
		if place <= 0 || place >= 1 {
			break
		}
	}
	return next
}

// decades are the places of the powers of ten between the ends.
func (d *dial) decades() []float64 {
	var at []float64
	for v := math.Ceil(math.Log10(d.lo) - 1e-9); v <= math.Log10(d.hi)+1e-9; v++ {
		at = append(at, d.place(math.Pow(10, v)))
	}
	return at
}

func share(v sim.PPM) float64 { return float64(v) / float64(sim.Whole) }
func ppm(v float64) sim.PPM   { return sim.PPM(math.Round(v * float64(sim.Whole))) }

// percentOf writes a share for a command: 0.1%.
func percentOf(v float64) string { return plain(math.Round(v*1e6)/1e4) + "%" }

// plain writes a number for a command: no exponent, no grouping.
func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
