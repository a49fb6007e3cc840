package agree

import (
	"fmt"
	"math"
	"strings"

	"fanout/render/ui"
	"fanout/sim/hashring"
)

// ofRing is the hash ring's model, its screens, and what is done to it.
func ofRing() *subject {
	m := hashring.Model()
	return &subject{
		model: m,
		screens: func() []*screen {
			return []*screen{
				newScreen("stage", m, 1440, 1200),
				newScreen("phone", m, 390, 844),
				newScreen("gs-1", m, 1440, 1200, "node.gs-1"),
				newScreen("gs-2", m, 1440, 1200, "node.gs-2"),
				newScreen("tab log", m, 1440, 1200, "tab.log", "button.drawer.full"),
				newScreen("tab counters", m, 1440, 1200, "tab.counters", "button.drawer.full"),
			}
		},
		pairs: ringPairs,
		values: map[string][]string{
			"nodes": {"1", "2", "3", "10", "11", "20"}, "replicas": {"1", "7", "100", "512"}, "placement": {"ring", "ring", "modulo"},
			"lookup": {"process", "table", "constant"}, "cores": {"1", "2", "16"}, "sessions": {"1", "37", "2000", "20000"},
			"guilds": {"1", "5", "20"}, "connects": {"0", "0.5", "200"},
		},
		begin: func(r *run) { r.do("set sessions " + r.pick("1", "37", "2000", "20000")) },
		act: func(r *run) {
			switch n := r.rng.IntN(12); {
			case n < 3:
				r.change()
			case n < 5:
				r.do("reconnect")
			case n == 5:
				r.do("leave " + r.pick("gs-1", "gs-2", "gs-3", "gs-10"))
			case n == 6:
				r.do("join " + r.pick("gs-1", "gs-2", "gs-3", "gs-10"))
			case n == 7:
				r.do("where g7")
			case n == 8 && r.rng.IntN(3) == 0:
				r.do(r.pick("cost lookup.table 5us", "cost lookup.process 20us", "costs published"))
			}
		},
		calm: func(*run) {},
	}
}

// ringPairs are all that are held together of the ring: one row each.
var ringPairs = []pair{
	// The last change.
	{hero("moved"), of("ring.moved", 1), same},
	{line("keys moved", 0), of("ring.moved", 1), same},
	{onTheCircle(), of("ring.moved", 1), same},
	{movedPercent(), movedOfAll(), same},
	{hero("by modulo"), of("ring.movedByModulo", 1), same},
	{line("keys moved", 3), of("ring.movedByModulo", 1), same},
	{gained("gs-1"), of("ring.moved", 1), atMost},
	{between(), of("ring.moved", 1), atMost},

	// Points.
	{ringHead(), of("ring.points", 1), same},
	{hero("points"), of("ring.points", 1), same},
	{line("points", 0), of("ring.points", 1), same},
	{line("points", 4), of("ring.lost", 1), same},
	{collide(), of("ring.lost", 1), same},
	{fact("gs-1's points", "gs-1", "Points"), of("ring.nodes.gs-1.points", 1), same},

	// Shares.
	{nodeShare("gs-1"), of("ring.nodes.gs-1.share", 100), same},
	{nodeShare("gs-2"), of("ring.nodes.gs-2.share", 100), same},
	{nodeShare("gs-1"), fact("gs-1's share in its panel", "gs-1", "Share"), same},
	{nodeShare("gs-1"), written100("gs-1"), same},
	{nodeFair("gs-1"), fact("gs-1's multiple in its panel", "gs-1", "Of a fair share"), same},
	{fact("gs-1's keys", "gs-1", "Keys"), of("ring.nodes.gs-1.keys", 1), same},
	{fact("gs-2's keys", "gs-2", "Keys"), of("ring.nodes.gs-2.keys", 1), same},
	{allShares(), whole(), same},
	{largestShare("stage"), line("largest share", 0), same},
	{largestOnPhone(), line("largest share", 0), same},
	{fairLine(), fairOfAll(), same},
	{machinesThere(), line("nodes", 0), same},

	// Lookups and the storm.
	{stormWords(1), of("settings.sessions", 1), same},
	{stormWords(2), of("settings.guilds", 1), same},
	{written("sessions on the button", "stage", "Reconnect all ", ""), of("settings.sessions", 1), same},
	{stormFound(), of("ring.storm.Lookups", 1), same},
	{wayTime("process"), stormTakes(hashring.LookupProcess), same},
	{wayTime("table"), stormTakes(hashring.LookupTable), same},
	{wayTime("constant"), stormTakes(hashring.LookupConstant), same},
	{fact("lookups that led to gs-1", "gs-1", "Lookups that led here"), of("ring.nodes.gs-1.lookups", 1), same},
	{fact("lookups that led to gs-1", "gs-1", "Lookups that led here"), line("lookups", 0), atMost},
	{logLines(), ringLogCount(), same},
}

func ringOf(s *source) *hashring.View { return hashring.ViewOf(s.snap) }

// hero is a number in the middle of the circle: what moved, what would move by modulo, or how
// many points there are.
func hero(what string) reading {
	return special(what+" in the middle", "stage", func(s *source) (value, bool) {
		for i, op := range s.texts {
			switch {
			case what == "moved" && strings.HasPrefix(op.Text, "of ") && strings.HasSuffix(op.Text, " keys moved") && i > 0,
				what == "moved" && op.Text == "keys moved" && i > 0:
				return number(s.texts[i-1].Text)
			case what == "by modulo" && (op.Text == "modulo would move" || op.Text == "modulo") && op.Style == ui.Label,
				what == "points" && strings.HasSuffix(op.Text, " on the circle") && strings.HasPrefix(op.Text, "point"):
				return number(s.texts[i+1].Text)
			}
		}
		return value{}, false
	})
}

func movedPercent() reading {
	return special("percent that moved, in the middle", "stage", func(s *source) (value, bool) {
		op, ok := s.says("", "% moved")
		if !ok {
			op, ok = s.says("", " % of all")
		}
		text := op.Text
		if i := strings.LastIndex(text, ", "); i >= 0 {
			text = text[i+2:]
		}
		v, _ := number(text)
		return v, ok
	})
}

func movedOfAll() reading {
	return special("keys that moved ÷ keys", "", func(s *source) (value, bool) {
		return exactly(100 * float64(ringOf(s).Change.Moved) / hashring.Keys), true
	})
}

func onTheCircle() reading {
	return special("keys that changed hands, on the circle", "stage", func(s *source) (value, bool) {
		w, ok := s.widget("circle")
		_, rest, has := strings.Cut(w.Value, " nodes, ")
		if !has {
			_, rest, has = strings.Cut(w.Value, " node, ")
		}
		if !ok || !has || !strings.Contains(rest, " keys changed hands") {
			return value{}, false
		}
		return number(rest)
	})
}

func between() reading {
	return special("moved between those that stayed", "stage", func(s *source) (value, bool) {
		w, ok := s.widget("evenness")
		_, rest, has := strings.Cut(w.Value, "; ")
		if !ok || !has {
			return value{}, false
		}
		return number(rest)
	})
}

func gained(node string) reading { return fact(node+"'s keys gained", node, "Keys gained") }

// ringHead is how many points the headline says there are.
func ringHead() reading {
	return special("points above the circle", "stage", func(s *source) (value, bool) {
		if _, ok := s.says("no points", ""); ok {
			return exactly(0), true
		}
		for _, op := range s.texts {
			if op.Style == ui.Section && (strings.HasSuffix(op.Text, " points") || op.Text == "1 point") {
				return number(op.Text)
			}
		}
		return value{}, false
	})
}

func collide() reading {
	return special("points that collide, under Hash", "stage", func(s *source) (value, bool) {
		for _, op := range s.texts {
			if rest, ok := strings.CutSuffix(op.Text, " collide"); ok {
				_, lost, has := strings.Cut(rest, ": ")
				if !has || !strings.Contains(lost, "point") {
					continue
				}
				if strings.HasPrefix(lost, "none") {
					return exactly(0), true
				}
				return number(lost)
			}
		}
		return value{}, false
	})
}

// nodeShare and nodeFair are the numbers right of a machine's bar.
func nodeShare(node string) reading { return nodeNumber(node, "share of ", 0) }
func nodeFair(node string) reading  { return nodeNumber(node, "multiple of a fair share of ", 1) }

func nodeNumber(node, name string, nth int) reading {
	return special(name+node, "stage", func(s *source) (value, bool) {
		w, ok := s.widget("node." + node)
		if !ok || w.Value == "left" {
			return value{}, false
		}
		for _, op := range s.texts {
			if op.Text == node && w.Rect.Contains(ui.Pt(op.Rect.X+1, op.Rect.CenterY())) {
				text, ok := s.beside(op, 1+nth)
				v, _ := number(text)
				return v, ok
			}
		}
		return value{}, false
	})
}

// written100 is a machine's share as its widget says it.
func written100(node string) reading { return widgetSays("value of "+node, "phone", "node."+node, "") }

func allShares() reading {
	return special("all shares", "stage", func(s *source) (total value, ok bool) {
		for n := 1; n <= hashring.MostNodes; n++ {
			if v, there := nodeShare(hashring.NodeName(n)).read(s); there {
				total.n, total.half, total.text, ok = total.n+v.n, total.half+v.half, total.text+v.text+"; ", true
			}
		}
		return total, ok
	})
}

func machinesThere() reading {
	return special("bars of machines", "stage", func(s *source) (value, bool) {
		n := 0
		for i := 1; i <= hashring.MostNodes; i++ {
			if w, ok := s.widget("node." + hashring.NodeName(i)); ok && w.Value != "left" {
				n++
			}
		}
		return exactly(float64(n)), n > 0
	})
}

func largestShare(at string) reading {
	return special("largest share below the bars", at, func(s *source) (value, bool) {
		w, ok := s.widget("evenness")
		v, _ := number(w.Value)
		return v, ok
	})
}

func largestOnPhone() reading {
	return written("largest share on a phone", "phone", "largest / mean ", "")
}

func fairLine() reading { return written("fair, above the bars", "stage", "fair ", "") }

func fairOfAll() reading {
	return special("100 ÷ machines", "", func(s *source) (value, bool) {
		return exactly(100 / float64(len(ringOf(s).Change.New.Nodes))), true
	})
}

// stormWords is a number of the sentence that says how many lookups a storm is made of.
func stormWords(nth int) reading {
	return special(fmt.Sprint("number ", nth, " of the storm's sentence"), "stage", func(s *source) (value, bool) {
		for _, op := range s.texts {
			if sessions, rest, ok := strings.Cut(op.Text, " × "); ok && strings.HasSuffix(rest, " lookups") {
				return number([]string{sessions, rest}[nth-1])
			}
		}
		return value{}, false
	})
}

func stormFound() reading {
	return special("lookups on the storm's bar", "stage", func(s *source) (value, bool) {
		for _, op := range s.texts {
			if n, _, ok := strings.Cut(strings.TrimPrefix(op.Text, "last storm: "), " found "); ok && n != "last:" && op.Text != "all have" {
				return number(n)
			}
		}
		return value{}, false
	})
}

func wayTime(way string) reading {
	return special("time by "+way, "stage", func(s *source) (value, bool) {
		w, ok := s.widget("way." + way)
		v, _ := number(strings.TrimPrefix(w.Value, "chosen, "))
		if v.half == 0 {
			v.half = .5
		}
		return v, ok
	})
}

// stormTakes is lookups × price, divided among the cores if sessions read for themselves.
func stormTakes(way hashring.Lookup) reading {
	return special("lookups × price by "+way.String(), "", func(s *source) (value, bool) {
		set, ok := s.state["settings"].(map[string]any)
		if !ok {
			return value{}, false
		}
		ns := set["sessions"].(float64) * set["guilds"].(float64) * float64(s.snap.Costs.Prices[hashring.PriceOf(way)].Ns)
		if way != hashring.LookupProcess {
			ns = math.Floor(ns / set["cores"].(float64))
		}
		return exactly(ns / 1e9), true
	})
}

func ringLogCount() reading {
	return special("count of the tab Log", "tab log", func(s *source) (value, bool) {
		op, ok := s.says("Log", "")
		if !ok {
			return value{}, false
		}
		text, ok := s.beside(op, 1)
		v, _ := number(text)
		return v, ok
	})
}
