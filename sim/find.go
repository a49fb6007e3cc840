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
