package render

import "runtime"

// here is the tag of figures that were measured where the program runs.
func here() string {
	if runtime.GOOS == "js" {
		return "TAB"
	}
	return "HERE"
}
