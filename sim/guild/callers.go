package guild

import "fanout/envelope"

// callers is what the callers of background requests write into a traceparent. Their
// libraries differ, and a server that reads headers cannot choose them.
type callers uint8

const (
	callersLevelOne callers = iota // version 00, flags 00 and 01
	callersLevelTwo                // the flag of level 2 as well: the trace id is random
	callersMixed                   // those two, and two of a later version, in turn
)

var callersNames = [...]string{"level-1", "level-2", "mixed"}

// String returns the callers as the command grammar spells them.
func (c callers) String() string { return callersNames[c] }

// write makes of a traceparent with the flags 00 or 01 what the caller of a request of
// that number would have written. All of them are valid, and as sampled as before.
func (c callers) write(header string, number int64) string {
	switch {
	case !envelope.Scan(header).Valid() || len(header) != 55:
		return header
	case c == callersLevelTwo || c == callersMixed && number%4 == 1:
		return withFlags(header, "23")
	case c == callersMixed && number%4 == 2:
		return "01" + withFlags(header, "ab")[2:] // two flags that have no meaning yet, one of them random
	case c == callersMixed && number%4 == 3:
		return "01" + header[2:] + "-00" // a field that has no meaning yet
	}
	return header
}

// withFlags replaces the last digit by one of two: unsampled, sampled.
func withFlags(header, digits string) string {
	at := 0
	if envelope.Sampled(header) {
		at = 1
	}
	return header[:54] + digits[at:at+1]
}
