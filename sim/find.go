package sim

// Find is something in a world that a reader can be asked to point at, such as a trace
// that is not whole: one row of [Model.Finds].
type Find struct {
	Name string // as chapters spell it: one word
	Kind string // of what is pointed at, as pictures name it: message, session, header, …
	Doc  string // one line

	// Is says in a few words what the thing of that name is at the present time, and
	// whether it is one of those that are asked for.
	Is func(p *Player, thing string) (seen string, ok bool)

	// Example is the name of one that there is, "" if there is none.
	Example func(p *Player) string
}

// Find is the row of a name, nil if there is none.
func (m *Model) Find(name string) *Find {
	for i := range m.Finds {
		if m.Finds[i].Name == name {
			return &m.Finds[i]
		}
	}
	return nil
}

// Alters reports whether a line, which has to be one of the grammar, changes the history
// and is not only about how it is played.
func (m *Model) Alters(line string) bool {
	c, _, err := m.parseCommand(line)
	return err == nil && (c.kind == changes || c.kind == restarts)
}
