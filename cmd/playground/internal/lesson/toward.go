package lesson

// toward is where a link leads to in a chapter: a step, and how the picture is looked at there.
type toward struct {
	chapter int
	step    int // from 1, 0 if it leads to none
	looks   []string
}

// Toward has the chapter of that number, when it is opened next, go on to a step by itself:
// questions before it are skipped. Beyond the last step it is that. looks are for the picture
// once it is there.
func (l *Lessons) Toward(chapter, step int, looks []string) {
	l.expected = toward{chapter, step, looks}
}

// goOn goes on to where a link leads, unless something runs.
func (l *Lessons) goOn() {
	t, s := &l.toward, l.session
	if t.step == 0 || s.Busy() {
		return
	}
	if v := s.View(); v.Step+1 < min(t.step, v.Steps) && (s.Skip() == nil || s.Next() == nil) {
		return
	}
	l.looks = append(l.looks, t.looks...)
	*t = toward{}
}
