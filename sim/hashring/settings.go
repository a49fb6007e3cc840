package hashring

import (
	"fmt"

	"fanout/sim/ring"
	"fanout/sim/setting"
)

// Keys is how many guilds are placed: g0 … g99999.
const Keys = 100_000

// Bounds of the settings.
const (
	MostNodes = 20
	mostCores = 64
)

// Placement is the rule by which a guild belongs to a machine.
type Placement uint8

const (
	PlaceRing   Placement = iota // the next point on the circle
	PlaceModulo                  // the hash modulo the number of machines
)

var placementNames = []string{"ring", "modulo"}

// String returns the rule as the command grammar spells it.
func (p Placement) String() string { return placementNames[p] }

// Lookup is how a session reads the ring.
type Lookup uint8

const (
	LookupProcess  Lookup = iota // it asks the process that holds it
	LookupTable                  // it reads a table that all processes share
	LookupConstant               // it is compiled in
	NumLookups
)

var lookupNames = []string{"process", "table", "constant"}

// String returns the way as the command grammar spells it.
func (l Lookup) String() string { return lookupNames[l] }

// Settings is everything that can be set of this model. It is a plain value.
type Settings struct {
	Nodes     int // machines on the ring, 1 … 20
	Replicas  int // points of each, 1 … 512
	Placement Placement
	Separator bool // between a machine's name and the number of a point, in the text that is hashed

	Lookup      Lookup
	Cores       int   // of the machine whose sessions connect, 1 … 64
	Sessions    int   // on it, 1 … 1,000,000
	Guilds      int   // of a session, 1 … 100
	ConnectRate int64 // sessions that come and go, per 1,000 s, 0 … 1,000,000
}

// DefaultSettings is ten machines as the library has them, and the sessions of one
// machine as the post has them.
func DefaultSettings() Settings {
	return Settings{
		Nodes:    10,
		Replicas: ring.Points,

		Lookup:      LookupTable,
		Cores:       1,
		Sessions:    500_000,
		Guilds:      5,
		ConnectRate: 200_000,
	}
}

// The groups of the settings, in the order of the controls.
const (
	groupRing   = "Ring"
	groupLookup = "Lookup"
	groupStorm  = "Sessions"
)

var settings = []setting.Setting{
	setting.Number(setting.Row{Key: "nodes", Label: "Nodes", Group: groupRing, Doc: "machines, gs-1 and up"},
		1, MostNodes, func(s *Settings) *int { return &s.Nodes }).Linear(),
	setting.Number(setting.Row{Key: "replicas", Label: "Points per node", Group: groupRing, Doc: "how often a machine's name is hashed onto the circle; by modulo it is not"},
		1, ring.Points, func(s *Settings) *int { return &s.Replicas }),
	setting.OneOf(setting.Row{Key: "placement", Label: "Placement", Group: groupRing, Doc: "the next point on the circle, or the hash modulo the number of machines"},
		placementNames, func(s *Settings) *Placement { return &s.Placement }).Named("Ring", "Modulo"),
	setting.Switch(setting.Row{Key: "separator", Label: "Separator in the hash", Short: "Separator", Group: groupRing,
		Doc: "put a slash between a machine's name and the number of its point; the library puts nothing, so that names can run into each other"},
		func(s *Settings) *bool { return &s.Separator }),
	setting.OneOf(setting.Row{Key: "lookup", Label: "Lookup", Group: groupLookup, Doc: "ask the ring's process, read a shared table, or a constant"},
		lookupNames, func(s *Settings) *Lookup { return &s.Lookup }).Named("Process", "Table", "Constant"),
	setting.Number(setting.Row{Key: "cores", Label: "Cores", Group: groupLookup, Doc: "cores of the machine whose sessions connect"},
		1, mostCores, func(s *Settings) *int { return &s.Cores }),
	setting.Number(setting.Row{Key: "sessions", Label: "Sessions", Group: groupStorm, Doc: "sessions on that machine"},
		1, 1_000_000, func(s *Settings) *int { return &s.Sessions }),
	setting.Number(setting.Row{Key: "guilds", Label: "Guilds of a session", Short: "Guilds", Group: groupStorm, Doc: "guilds that a session looks up when it connects"},
		1, 100, func(s *Settings) *int { return &s.Guilds }),
	setting.Rate(setting.Row{Key: "connects", Label: "Sessions that connect per second", Short: "Connects", Group: groupStorm,
		Doc: "sessions that come and go, per second, besides those of a storm"},
		0, 1_000_000, func(s *Settings) *int64 { return &s.ConnectRate }).Slides(1, 1000),
}

// nodeName is the name of the machine of that number, from 0.
func nodeName(i int) string { return fmt.Sprint("gs-", i+1) }

// KeyName is the name of a guild, 0 … Keys-1.
func KeyName(i int) string { return fmt.Sprint("g", i) }
