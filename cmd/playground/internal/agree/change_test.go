package agree

import (
	"math"
	"slices"
	"strings"

	"fanout/render/scene"
	"fanout/render/ui"
)

// tenths is more than half a unit of a number that is written in tenths: those are subtracted
// exactly.
const tenths = .06

// changed is what the label beside a bar says of the last change, in points: 0 for none.
func changed(service string) reading {
	return special("change of bar "+service, "stage", func(s *source) (value, bool) {
		right := s.rightOf(service)
		if len(right) < 3 {
			return value{}, false
		}
		i := s.serviceAt(service)
		switch text := right[2].Text; {
		case text == "no change":
			return exactly(0), true
		case strings.HasSuffix(text, " pts"):
			v, ok := rounded(text)
			if v.half < tenths {
				v.half = 0
			}
			if s.snap.Services[i].CPU.Total() < s.snap.Services[i].Before.Total() {
				v.n = -v.n
			}
			return v, ok
		}
		return value{}, false
	})
}

// difference is what a reader finds who subtracts what the bar expected before the last change
// from what it expects now, both as they are written.
func difference(service string) reading {
	return special("now less before of bar "+service, "stage", func(s *source) (value, bool) {
		row := &s.snap.Services[s.serviceAt(service)]
		right := s.rightOf(service)
		if len(right) == 0 || !row.HasBefore || row.SizedFrom != row.Capacity {
			return value{}, false
		}
		now, _ := number(right[0].Text)
		before, _ := number(scene.LoadText(row.Before.Total()))
		v := value{now.text + " less " + before.text, now.n - before.n, 0}
		if w, ok := s.widget("cpu." + service); ok { // where the bar has room to say it
			for _, op := range s.texts {
				if rest, ok := strings.CutPrefix(op.Text, "before "); ok && math.Abs(op.Rect.Y-5-w.Rect.CenterY()) < 8 {
					said, _ := number(rest)
					v = value{now.text + " less " + said.text, now.n - said.n, 0}
				}
			}
		}
		for _, load := range []value{now, before} {
			switch {
			case load.half == 0: // so large that tenths are left out
				v.half += .5
			case load.half > tenths: // so large that it has three figures
				v.half += load.half
			}
		}
		return v, true
	})
}

// panelChange is the change that a bar's panel has in brackets.
func panelChange(at string) reading {
	return special("change in the panel of "+at, at, func(s *source) (value, bool) {
		text, ok := s.fact("before the last change")
		if !ok {
			return value{}, false
		}
		_, by, has := strings.Cut(text, "(")
		if !has {
			return value{}, false
		}
		v, ok := rounded(by)
		if v.half < tenths {
			v.half = 0
		}
		return v, ok
	})
}

// rightOf is what stands right of a bar, from the left, without the signs of percent.
func (s *source) rightOf(service string) (right []ui.Op) {
	w, ok := s.widget("cpu." + service)
	if !ok {
		return nil
	}
	for _, op := range s.texts {
		if math.Abs(op.Rect.Y-5-w.Rect.CenterY()) < 8 && op.Rect.X > w.Rect.Right() && op.Text != "%" {
			right = append(right, op)
		}
	}
	slices.SortFunc(right, func(a, b ui.Op) int { return int(a.Rect.X - b.Rect.X) })
	return right
}

func (s *source) serviceAt(name string) int {
	for i := range s.snap.Model.Services {
		if s.snap.Model.Services[i].Name == name {
			return i
		}
	}
	panic("agree: no service " + name)
}

// spentHead and spentColumn are of how long ago what was spent is, on the screen and in the
// tables of the command line.
func spentHead() reading {
	return special("window of what was spent, under the bars", "stage", func(s *source) (value, bool) {
		op, ok := s.says("spent ", "")
		return word(op.Text), ok
	})
}

func spentColumn() reading {
	return special("window of what was spent, in the tables", "", func(s *source) (value, bool) {
		for _, l := range s.table {
			if strings.HasPrefix(l, "cpu, %") {
				i := strings.Index(l, "spent ")
				return word(l[max(0, i):]), i >= 0
			}
		}
		return value{}, false
	})
}
