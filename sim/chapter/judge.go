package chapter

import (
	"errors"
	"slices"
	"strings"

	"fanout/sim"
)

// Acted tells the session of a line that the reader gave the player, after it was taken. A
// line that changes nothing in the world, such as play, is no attempt; nor is any while all
// that is asked for is to point at something: then it is a way to come to see it.
func (s *Session) Acted(line string) {
	if k := s.checking(); k != nil && alters(s.c.Model, line) && !s.seeks(k) {
		k.acted, k.at = true, int64(s.p.Now())
	}
}

// seeks reports whether the present stage of a check asks for nothing but to find things.
func (s *Session) seeks(k *check) bool {
	stage := s.c.Steps[s.step].Check.Stages[k.stage]
	return !slices.ContainsFunc(stage, func(c Condition) bool { return c.Find == nil })
}

// alters reports whether a line of the grammar changes the history.
func alters(m *sim.Model, line string) bool {
	verb, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	return slices.ContainsFunc(m.Grammar(), func(c sim.Command) bool { return c.Verb == verb && c.Alters() })
}

// Point tells the session that the reader points at something: opened the inspector on it,
// pasted it, named it. kind and thing are as [sim.Find] has them. To point at the same thing
// again, which has not changed, is no other attempt.
func (s *Session) Point(kind, thing string) {
	k := s.checking()
	if k == nil {
		return
	}
	asked, right := false, false
	for _, c := range s.c.Steps[s.step].Check.Stages[k.stage] {
		if c.Find == nil || c.Find.Kind != kind {
			continue
		}
		asked = true
		seen, ok := c.Find.Is(s.p, thing)
		if seen == k.seen && !ok {
			return
		}
		if k.seen = seen; ok {
			right, k.found[c.Find.Name] = true, true
		}
	}
	if asked && !right {
		k.fail()
		s.hint(k)
	}
}

// Hint is the reader's wish for the next hint.
func (s *Session) Hint() error {
	k := s.checking()
	if k == nil {
		return errors.New("hint: nothing is to be done here")
	}
	if k.told == len(s.c.Steps[s.step].Check.Hints) {
		return errors.New("hint: there is no other one")
	}
	s.hint(k)
	return nil
}

// checking is the check of the present step, if it waits to be done.
func (s *Session) checking() *check {
	if s.closing || s.Busy() || s.c.Steps[s.step].Check == nil {
		return nil
	}
	if k := &s.pages[s.step].check; k.active && !k.done {
		return k
	}
	return nil
}

// judge sees whether the check holds, and whether the last attempt was one that did not
// do it.
func (s *Session) judge(shot *sim.Snapshot) {
	k := s.checking()
	if k == nil {
		return
	}
	task := s.c.Steps[s.step].Check
	for k.stage < len(task.Stages) && s.holds(task.Stages[k.stage], k, shot) {
		k.stage++
		k.acted = false // it led on
	}
	s.markStage(task, k, shot)
	if k.stage == len(task.Stages) {
		k.done = true
		if s.step == len(s.c.Steps)-1 {
			s.finish()
		}
		return
	}
	if shot.Now < k.at { // the reader has gone back in time
		k.at = shot.Now
	}
	if k.acted && shot.Now >= k.at+int64(task.Within) {
		k.acted = false
		k.fail()
		s.hint(k)
	}
}

// markStage moves the mark stage along while what came before the present stage still
// holds, so that one can begin again.
func (s *Session) markStage(task *Task, k *check, shot *sim.Snapshot) {
	if k.stage == 0 || k.stage == len(task.Stages) || !s.holds(task.Stages[k.stage-1], nil, shot) {
		return
	}
	if s.stage == nil {
		s.stage = new(sim.Snapshot)
	}
	s.p.Snapshot(s.stage)
	s.marks["stage"] = s.stage
}

func (k *check) fail() { k.tries++ }

// hint shows the next hint, if there is one. One that names what was seen is passed over
// while the reader has pointed at nothing.
func (s *Session) hint(k *check) {
	hints := s.c.Steps[s.step].Check.Hints
	shot := new(sim.Snapshot)
	s.p.Snapshot(shot)
	for k.told < len(hints) {
		speaks := false
		text := s.fill(hints[k.told], shot, func(string) string {
			speaks = true
			return k.seen
		})
		if k.told++; speaks && k.seen == "" && k.told < len(hints) {
			continue
		}
		k.hints = append(k.hints, text)
		return
	}
}

// holds reports whether all conditions of a stage do.
func (s *Session) holds(all []Condition, k *check, shot *sim.Snapshot) bool {
	for _, c := range all {
		switch {
		case c.Expect != nil:
			if !c.Expect.Met(c.Expect.Of(shot, s.marks)) {
				return false
			}
		case c.Setting != nil:
			if !c.Setting.holds(shot) {
				return false
			}
		case k == nil || !k.found[c.Find.Name]:
			return false
		}
	}
	return true
}
