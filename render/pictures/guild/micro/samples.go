package micro

import "strings"

// ids are those of the examples: the specification's own.
const ids = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"

// sample is a header to try.
type sample struct{ id, label, brief, header, source string }

// sourceOf is what a header is an example of, "" if it is none.
func sourceOf(header string) string {
	for i := range samples {
		if samples[i].header == header {
			return samples[i].source
		}
	}
	return ""
}

// samples are the headers to try, the first one is there at the start.
var samples = []sample{
	{"01", "sampled, 01", "01", "00-" + ids + "-01", "an example, sampled"},
	{"00", "unsampled, 00", "00", "00-" + ids + "-00", "an example, not sampled"},
	{"03", "random + sampled, 03", "03", "00-" + ids + "-03", "an example of level 2: its trace id is random, and it is sampled"},
	{"later", "later version", "later", "01-" + ids + "-0b-00", "an example of a version to come, sampled"},
	{"upper", "uppercase", "upper", "00-" + strings.ToUpper(ids) + "-01", "an example that no parser takes"},
	{"short", "cut short", "short", "00-" + ids[:38], "an example that was cut off"},
}
