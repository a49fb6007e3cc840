package guildpicture

import (
	"strings"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// missingParts are the parts of what is missing, in a few words each.
func missingParts(m *guild.Missing) []guild.Part {
	return []guild.Part{
		{N: m.Lost, Name: "lost on a link"}, {N: m.Dead, Name: "came to nobody"}, {N: m.Unsent, Name: "never left"}, {N: m.Missed, Name: "missed"},
	}
}

// missingText says which copies of a fan-out were not handled, and why; "" for none.
func missingText(m *guild.Missing) string {
	var parts []string
	for _, p := range missingParts(m) {
		if p.N > 0 {
			parts = append(parts, ui.Count(p.N)+" "+p.Name)
		}
	}
	return strings.Join(parts, ", ")
}

// andMissing is missingText as the end of a sentence.
func andMissing(m *guild.Missing) string {
	if text := missingText(m); text != "" {
		return ", " + text
	}
	return ""
}

// missingBrief is missingText where there is hardly room: the number, and why most of them
// are missing.
func missingBrief(m *guild.Missing) string {
	most := guild.Part{}
	for i, p := range missingParts(m) {
		if p.Name = [...]string{"lost", "lost", "unsent", "missed"}[i]; p.N > most.N {
			most = p
		}
	}
	return ui.Short(m.Total()) + " " + most.Name
}

// reachedBy is how many sessions a wave has reached.
func reachedBy(w *guild.Wave) int { return min(w.Arrived, w.Size-int(w.Missing.Total())) }

// goneText says where a message ended that was not fanned out.
func goneText(s *sim.Snapshot, p *guild.Trail) string {
	text := s.Model.Events[p.Gone].Text(&sim.Occurrence{})
	return strings.ToUpper(text[:1]) + text[1:]
}
