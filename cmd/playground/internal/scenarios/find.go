package scenarios

import "fanout/sim"

// Find reads all that is named, each a file or the beginning of the name of a scenario
// that comes with the program, see [textfiles.Kind.Named].
func Find(names []string) ([]*sim.Scenario, error) { return Kind().Named(names) }
