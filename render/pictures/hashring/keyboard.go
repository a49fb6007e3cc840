package ringpicture

import (
	"time"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/hashring"
)

// Key implements scene.Picture: + and - add and remove a machine, P is ring or modulo, 1
// to 3 are the ways to look up, C is a storm, K follows a key. What is typed into the
// box comes here first.
func (pic *Picture) Key(key string, _ bool, s *sim.Snapshot, _ time.Duration) bool {
	if pic.Typing() {
		pic.typed(key)
		return true
	}
	if of, ok := keyControls[key]; ok && pic.host.Hides(of.title, of.ids...) {
		return true
	}
	set, in := hashring.SettingsOf(s), pic.host.In()
	switch key {
	case "+", "=":
		pic.step(&set, 1)
	case "-", ui.Minus:
		pic.step(&set, -1)
	case "p", "P":
		next := hashring.PlaceModulo - set.Placement
		in.Emit("set placement " + next.String())
		pic.host.Say("Placement: " + next.String())
	case "1", "2", "3":
		w := &ways[key[0]-'1']
		in.Emit("set lookup " + w.name)
		pic.host.Say("Lookup: " + w.title + ". " + w.about)
	case "c", "C":
		if reason := stormReason(&hashring.ViewOf(s).Storm); reason != "" {
			pic.host.Tell(reason + ".")
			break
		}
		in.Emit("reconnect")
		pic.host.Say(ui.Plural(set.Sessions, "session") + " connect again")
	case "k", "K":
		pic.openBox(boxOnStage)
	default:
		return false
	}
	return true
}

// keyControls are what keys do the same as.
var keyControls = func() map[string]keyControl {
	nodes := keyControl{"Nodes", []string{"slider.nodes", "button.nodes.less"}}
	placement := keyControl{"Placement", placementIDs}
	lookup := keyControl{"Lookup", lookupIDs()}
	storm := keyControl{"Reconnect all", []string{"button.reconnect"}}
	return map[string]keyControl{
		"+": nodes, "=": nodes, "-": nodes, ui.Minus: nodes, "p": placement, "P": placement,
		"1": lookup, "2": lookup, "3": lookup, "c": storm, "C": storm,
	}
}()

type keyControl struct {
	title string
	ids   []string
}

// step adds or removes machines.
func (pic *Picture) step(set *hashring.Settings, by int) {
	command := stepTo(set, by)
	if command == "" {
		pic.host.Tell("There are between 1 and " + numbers[hashring.MostNodes] + " nodes.")
		return
	}
	pic.host.In().Emit(command)
	pic.host.Say(ui.Plural(set.Nodes+by, "node"))
}
