package scene

// Watching is what a picture shows and what is looked at, for the page.
type Watching struct {
	Level, Levels int // of detail; 0 is the whole
	Meaning       string
	InView        int
	Following     string // the name of what is followed, "" for nothing
	Focus         string // id of the widget that keys act on, "" if none
	About         []string
	Behind        bool // the picture is older than the world, or on its way there
}
