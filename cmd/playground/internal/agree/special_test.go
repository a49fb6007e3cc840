package agree

import (
	"fmt"
	"regexp"
	"strings"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/guild"
)

// special is a reading that is read in its own way.
func special(name, at string, read func(s *source) (value, bool)) reading {
	return reading{name, at, read}
}

var headLine = regexp.MustCompile(`^([\d,.]+(?: [kM])?)(?: messages?)?(?: to all guilds)?: ([\d,.]+(?: [kM])?) expected, (?:API sampled )?([\d,.]+(?: [kM])?)(?: sampled)?$`)

// underHead is a part of the line under Head sampling: 1 messages, 2 expected, 3 sampled.
func underHead(name string, part int) reading {
	return special(name+" under Head sampling", "stage", func(s *source) (value, bool) {
		for _, op := range s.texts {
			if m := headLine.FindStringSubmatch(op.Text); m != nil {
				if part == 2 {
					return rounded(m[part])
				}
				return number(m[part])
			}
		}
		return value{}, false
	})
}

// cards adds up what the three cards of the API say, before a word.
func cards(word string) reading {
	return special(word+" on the API's cards", "stage", func(s *source) (total value, ok bool) {
		for i := range 3 {
			w, here := s.widget(fmt.Sprint("api-", i+1))
			before, _, has := strings.Cut(w.Value, " "+word)
			if !here || !has {
				return value{}, false
			}
			if i := strings.LastIndex(before, ", "); i >= 0 {
				before = before[i+2:]
			}
			v, _ := number(before)
			total.n, total.text = total.n+v.n, total.text+w.Value+"; "
		}
		return total, true
	})
}

// apiCard is what the first card of the API says, before a word.
func apiCard(word string) reading {
	return special("api-1's card,"+word, "stage", func(s *source) (value, bool) {
		w, ok := s.widget("api-1")
		before, _, has := strings.Cut(w.Value, word)
		if i := strings.LastIndex(before, ", "); i >= 0 {
			before = before[i+2:]
		}
		v, _ := number(before)
		return v, ok && has
	})
}

func apiExpected() reading {
	return special("api-1's expected number", "", func(s *source) (value, bool) {
		return exactly(float64(s.view().APINodes[0].SampledExp) / float64(exact.Whole)), true
	})
}

func nodesExpected() reading {
	return special("what the API's nodes expect", "", func(s *source) (total value, ok bool) {
		for _, n := range s.view().APINodes {
			total.n += float64(n.SampledExp) / float64(exact.Whole)
		}
		total.text = fmt.Sprint(total.n)
		return total, true
	})
}

// column is the nth of the numbers of the counters below the lanes, in the line that begins
// with a text: of what was kept, or of what is expected.
func column(name string, nth int, under string) reading {
	return special(name, "stage", func(s *source) (value, bool) {
		label, ok := s.says(under, "")
		if !ok {
			return value{}, false
		}
		var found []ui.Op
		for _, op := range s.texts {
			big := op.Style == ui.Title || op.Style == ui.Section
			if d := op.Rect.Y - label.Rect.Y; big && d > 8 && d < 32 && op.Rect.X > label.Rect.X-2 && op.Rect.X < label.Rect.X+340 {
				found = append(found, op)
			}
		}
		if len(found) != 3 {
			return value{}, false
		}
		return number(found[nth].Text)
	})
}

const keptLine, rateLine = "Session spans kept", "Expected per second"

func bothKept() reading {
	return special("API and guild traces together", "stage", func(s *source) (value, bool) {
		a, ok := column("", 0, keptLine).read(s)
		b, too := column("", 1, keptLine).read(s)
		return value{a.text + " + " + b.text, a.n + b.n, a.half + b.half}, ok && too
	})
}

func perSecond() reading {
	return special("expected per second, all columns", "stage", func(s *source) (value, bool) {
		var all value
		for i := range 3 {
			v, ok := column("", i, rateLine).read(s)
			if !ok {
				return v, false
			}
			if v.half == 0 && v.n > 0 {
				v.half = .5
			}
			all = value{all.text + v.text + "; ", all.n + v.n, all.half + v.half + v.n*.05} // two figures
		}
		return all, true
	})
}

// phoneNumber is the number before a word in the counters of the phone.
func phoneNumber(name, words string) reading {
	return special(name+" on the phone", "phone", func(s *source) (value, bool) {
		for i, op := range s.texts {
			if op.Text == words && i > 0 {
				return number(s.texts[i-1].Text)
			}
		}
		return value{}, false
	})
}

func phoneMailbox() reading { return written("mailbox on the phone", "phone", "mailbox ", "") }

func sinceChange() reading {
	return special("session roots since the change", "stage", func(s *source) (value, bool) {
		for _, op := range s.texts {
			if strings.Contains(op.Text, " since ") && op.Style == ui.Tick {
				return number(op.Text)
			}
		}
		return value{}, false
	})
}

// allSpans adds up the groups of the table of spans.
func allSpans() reading {
	return special("groups of the Spans tab", "tab spans", func(s *source) (total value, ok bool) {
		for _, heading := range spanHeadings {
			v, ok := spanRow(heading, "").read(s)
			if !ok {
				return v, false
			}
			total.n, total.text = total.n+v.n, total.text+v.text+"; "
		}
		return total, true
	})
}

// tabCount is the count behind the name of a tab.
func tabCount(title string) reading {
	return special("count of the tab "+title, "tab spans", func(s *source) (value, bool) {
		op, ok := s.says(title, "")
		if !ok {
			return value{}, false
		}
		text, ok := s.beside(op, 1)
		if !ok {
			return value{}, false
		}
		return number(text)
	})
}

// onField is how many diamonds lie on the field.
func onField() reading {
	return special("diamonds on the field", "", func(s *source) (value, bool) {
		n := 0
		v := s.view()
		for i := range v.Marks {
			if !v.Marks[i].Orphan && int(v.Marks[i].Rank) < v.Field.Members {
				n++
			}
		}
		return exactly(float64(n)), true
	})
}

var rootsLine = regexp.MustCompile(`^Expect (?:sessions to start )?([\d,.]+(?: [kM])?) roots?/s`)

func rootsAbout() reading {
	return special("roots under No root spans", "stage", func(s *source) (value, bool) {
		for _, op := range s.texts {
			if m := rootsLine.FindStringSubmatch(op.Text); m != nil {
				return number(m[1])
			}
		}
		_, ok := s.says("Continue a trace, never start one", "")
		return exactly(0), ok
	})
}

var product = regexp.MustCompile(`^([\d.]+(?: [kM])?)/s × ([\d.]+) % × ([\d.]+) %(?: × ([\d.]+) % carried)?$`)

// formula is the product that stands behind Expected per second.
func formula() reading {
	return special("the product of the formula", "stage", func(s *source) (value, bool) {
		for _, op := range s.texts {
			m := product.FindStringSubmatch(op.Text)
			if m == nil {
				continue
			}
			v := value{op.Text, 1, 0}
			off := 0.
			for i, part := range m[1:] {
				if part == "" {
					continue
				}
				f, _ := number(part)
				f.half = max(f.half, .005*f.n) // two or three figures
				if i > 0 {
					f.n, f.half = f.n/100, f.half/100
				}
				v.n *= f.n
				off += f.half / max(f.n, 1e-12)
			}
			v.half = v.n*(off+.03) + .005 // and the rate has two
			return v, true
		}
		return value{}, false
	})
}

// roundedFact is a fact that is rounded also where it has no decimals: of the guild's card
// too.
func roundedFact(name, at, label string) reading {
	return special(name, at, func(s *source) (value, bool) {
		text, ok := s.fact(label)
		if !ok {
			op, _ := s.says(label, "")
			text, _ = s.beside(op, 1)
		}
		v, ok := number(text)
		if v.half == 0 {
			v.half = .5
		}
		return v, ok
	})
}

// cardMessage is the message on the guild's card: the one being sent, or the last.
func cardMessage() reading {
	return special("message on the card", "stage", func(s *source) (value, bool) {
		for _, label := range []string{"Sending", "Sent last"} {
			if op, ok := s.says(label, ""); ok {
				text, _ := s.beside(op, 1)
				return number(strings.TrimPrefix(text, "#"))
			}
		}
		return value{}, false
	})
}

func panelMessage() reading {
	return special("message in the guild's panel", "guild", func(s *source) (value, bool) {
		for _, op := range s.texts {
			if strings.HasPrefix(op.Text, "#") && strings.HasSuffix(op.Text, " sent to") {
				return number(op.Text)
			}
		}
		return value{}, false
	})
}

func panelSent() reading {
	return special("copies in the guild's panel", "guild", func(s *source) (value, bool) {
		op, ok := s.says("#", " sent to")
		if !ok {
			return value{}, false
		}
		text, ok := s.beside(op, 1)
		v, _ := number(text)
		return v, ok
	})
}

// waveMessage is the message that the field's head says something of.
func waveMessage() reading {
	return special("message of the wave", "stage", func(s *source) (value, bool) {
		for _, op := range s.texts {
			if strings.HasPrefix(op.Text, "#") && (strings.Contains(op.Text, " handled") || strings.Contains(op.Text, " reached")) {
				return number(op.Text)
			}
		}
		return value{}, false
	})
}

func copies() reading { return written("copies on the card", "stage", "× ", "") }

// stageShares adds up the stages in a bar's panel.
func stageShares(at string) reading {
	return special("stages in the panel of "+at, at, func(s *source) (total value, ok bool) {
		spent, _ := fact("", at, "expected, of its").read(s)
		for _, st := range s.snap.Model.Stages {
			op, here := value{}, false
			for _, t := range s.texts {
				if t.Text == st.Title && t.Rect.X > 1150 {
					if text, ok := s.beside(t, 1); ok && strings.HasSuffix(text, "%") {
						op, here = rounded(text)
					}
				}
			}
			if !here {
				return value{}, false
			}
			total.n, total.half, total.text = total.n+op.n, total.half+op.half, total.text+op.text+"; "
		}
		return total, spent.n > 0
	})
}

func whole() reading {
	return special("the whole", "", func(*source) (value, bool) { return exactly(100), true })
}

func sizedMembers() reading {
	return written("members that the bars are sized for", "stage", "sized for ", "/s, untraced")
}

// actorCores and serviceCores are the cores that the guild's actor and its service have used,
// as the panel says.
func actorCores() reading {
	return special("cores of the actor", "guild", func(s *source) (value, bool) {
		v, ok := fact("", "guild", "it was busy").read(s)
		return value{v.text, v.n / 100, .002}, ok
	})
}

func serviceCores() reading {
	return special("cores of the service", "guild", func(s *source) (value, bool) {
		op, ok := s.says("the service, spent", "")
		if !ok {
			return value{}, false
		}
		text, ok := s.beside(op, 1)
		share, of, has := strings.Cut(text, " of ")
		a, _ := rounded(share)
		b, _ := rounded(of)
		if !ok || !has || b.n < .02 { // too small to be written
			return value{}, false
		}
		b.half = max(b.half, .0006)
		return value{text, a.n / 100 * b.n, a.half/100*b.n + a.n/100*b.half}, true
	})
}

func members() reading {
	return special("members above the field", "stage", func(s *source) (value, bool) {
		for _, op := range s.texts {
			if op.Style == ui.Section && op.Text == "Sessions" {
				text, _ := s.beside(op, 1)
				if _, all, fewer := strings.Cut(text, " of "); fewer {
					text = all
				}
				return number(text)
			}
		}
		return value{}, false
	})
}

// keeps and curveProduct are how many spans a fan-out keeps, and how many it should.
func keeps() reading {
	return special("kept of a fan-out on the curve", "stage", func(s *source) (value, bool) {
		for _, op := range s.texts {
			if _, rest, ok := strings.Cut(op.Text, " %: "); ok {
				return rounded(rest)
			}
		}
		return value{}, false
	})
}

func curveProduct() reading {
	return special("recipients × rate", "", func(s *source) (value, bool) {
		n := float64(guild.SettingsOf(s.snap).Members) * float64(s.view().Messages.KeepRate) / float64(exact.Whole)
		return exactly(n), true
	})
}

// forbiddenRoots is 0 where the switch says that sessions never start a trace, or may not;
// newRoots is how many they have started since a moment at which nothing was under way.
func forbiddenRoots() reading {
	return special("No root spans after fan-out", "stage", func(s *source) (value, bool) {
		if _, ok := s.says("Continue a trace, never start one", ""); ok {
			return exactly(0), true
		}
		_, ok := s.says("Session roots are off: none to prevent", "")
		return exactly(0), ok
	})
}

func newRoots() reading {
	return special("session roots since everything was at rest", "", func(s *source) (value, bool) {
		v := s.view()
		return exactly(float64(v.Messages.OrphanRoots - s.rest.roots)), s.rest.known
	})
}

// onlyBare is 0 where Skip unsampled context says that all copies travel bare; newEnvelopes is
// how many fan-outs in envelopes the log has had since everything was at rest.
func onlyBare() reading {
	return special("All copies travel bare", "stage", func(s *source) (value, bool) {
		_, ok := s.says("All copies travel bare", "")
		return exactly(0), ok
	})
}

func newEnvelopes() reading {
	return special("fan-outs in envelopes", "", func(s *source) (value, bool) {
		n := 0
		for _, e := range s.snap.Events.List {
			if e.Event == guild.EventFanout && e.At > s.rest.at && e.Carrier != sim.CarrierBare {
				n++
			}
		}
		return exactly(float64(n)), s.rest.known
	})
}

func logLines() reading {
	return special("lines of the log", "", func(s *source) (value, bool) {
		return exactly(float64(len(s.snap.Log.Entries) + s.snap.Log.Dropped + len(s.snap.Events.List) + s.snap.Events.Dropped)), true
	})
}

// cardSent is how many copies of the fan-out have left, on the guild's card: the last of the
// texts that say so, since what moves is drawn last.
func cardSent() reading {
	return special("copies sent on the card", "guild", func(s *source) (v value, ok bool) {
		for _, op := range s.texts {
			if strings.HasSuffix(op.Text, " sent") {
				v, ok = number(op.Text)
			}
		}
		return v, ok
	})
}

// didTooEarly is how many sessions are said to have done something with a message that has not
// been handled yet.
func didTooEarly() reading {
	return special("messages that sessions have done something with and not begun", "", func(s *source) (value, bool) {
		in, ok := s.view().Field.Source.(guild.Inspector)
		if !ok {
			return value{}, false
		}
		n, text := 0, ""
		for id := 0; id < s.view().Field.Members; id += 1 + s.view().Field.Members/20 {
			last := in.InspectSession(id).Last.Message
			if last == 0 {
				continue
			}
			for _, d := range in.InspectDeliveries(id, nil) {
				trail, known := in.InspectTrail(d.Message)
				waits := known && (trail.FannedAt == 0 || trail.FannedAt > s.snap.Now)
				if d.Message == last && (d.State != guild.DeliveryBegun || waits) {
					n++
					text += fmt.Sprintf("session %d, message %d; ", id, last)
				}
			}
		}
		return value{text, float64(n), 0}, true
	})
}

func none() reading {
	return special("none", "", func(*source) (value, bool) { return exactly(0), true })
}

// newestWave is the message of the newest fan-out in flight. It need not be the last of the
// card: a later one may be through before it, and messages do not arrive in the order of their
// numbers.
func newestWave() reading {
	return special("newest fan-out in flight", "", func(s *source) (value, bool) {
		waves := s.view().Field.Waves
		if len(waves) == 0 {
			return value{}, false
		}
		return exactly(float64(waves[len(waves)-1].Message)), true
	})
}
