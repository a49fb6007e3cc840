package envelope

// traceparentLen is the length of a version 00 traceparent, and of the part
// that all versions share: 2 + 1 + 32 + 1 + 16 + 1 + 2 bytes.
const traceparentLen = 55

// Verdict is what a reader of trace headers found.
type Verdict uint8

const (
	Unread         Verdict = iota // nobody looked
	ValidSampled                  // well formed, sampled flag set
	ValidUnsampled                // well formed, sampled flag clear
	Absent                        // no traceparent at all
	TooShort                      // fewer than 55 bytes
	BadVersion                    // version is not two lower-case hexadecimal digits
	ForbiddenFF                   // version ff
	BadDelimiter                  // no "-" at byte 2, 35 or 52
	BadTraceID                    // trace id is not 32 lower-case hexadecimal digits
	ZeroTraceID                   // trace id is all zeros
	BadParentID                   // parent id is not 16 lower-case hexadecimal digits
	ZeroParentID                  // parent id is all zeros
	BadFlags                      // flags are not two lower-case hexadecimal digits
	Trailing                      // bytes after the flags that the version does not allow
	Duplicate                     // more than one traceparent
	Refused                       // the grammar allows it, the configured propagator does not
	BadTracestate                 // traceparent is good; tracestate was unusable and dropped
	NumVerdicts
)

var verdictNames = [NumVerdicts]string{
	"unread", "sampled", "unsampled", "absent", "too short", "bad version",
	"version ff", "bad delimiter", "bad trace id", "zero trace id",
	"bad parent id", "zero parent id", "bad flags", "trailing bytes",
	"duplicate", "refused", "bad tracestate",
}

// String names the verdict in a few lower-case words.
func (v Verdict) String() string {
	if v >= NumVerdicts {
		return "unknown"
	}
	return verdictNames[v]
}

// Valid reports whether the header is well formed.
func (v Verdict) Valid() bool { return v == ValidSampled || v == ValidUnsampled }

// Scan reads a traceparent and says whether it is sampled, unsampled or, with
// the first reason met from left to right, invalid. It follows the grammar of
// W3C Trace Context, section 3.2 (level 1 and level 2 agree on it):
//
//   - version "-" trace-id "-" parent-id "-" trace-flags, 2, 32, 16 and 2
//     lower-case hexadecimal digits; neither id is all zeros; flags may have
//     any value, bits this version does not know are ignored
//   - version ff is forbidden
//   - version 00 ends after the flags; a higher version may go on after a "-"
//
// It does not allocate. opentelemetry-go 1.47 differs in two cases: it accepts
// a version 00 header with one "-" after the flags, and refuses a version 00
// header with flags above 03.
func Scan(traceparent string) Verdict {
	s := traceparent
	if s == "" {
		return Absent
	}
	if len(s) < traceparentLen {
		return TooShort
	}
	switch {
	case !lowerHex(s[0:2]):
		return BadVersion
	case s[0:2] == "ff":
		return ForbiddenFF
	case s[2] != '-':
		return BadDelimiter
	case !lowerHex(s[3:35]):
		return BadTraceID
	case s[3:35] == "00000000000000000000000000000000":
		return ZeroTraceID
	case s[35] != '-':
		return BadDelimiter
	case !lowerHex(s[36:52]):
		return BadParentID
	case s[36:52] == "0000000000000000":
		return ZeroParentID
	case s[52] != '-':
		return BadDelimiter
	case !lowerHex(s[53:55]):
		return BadFlags
	}
	if len(s) > traceparentLen && (s[0:2] == "00" || s[55] != '-') {
		return Trailing
	}
	if Sampled(s) {
		return ValidSampled
	}
	return ValidUnsampled
}

// lowerHex reports whether s consists of the digits 0-9 and a-f.
func lowerHex(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c-'0' > 9 && c-'a' > 5 {
			return false
		}
	}
	return true
}

// hexValue is the value of one of these digits.
func hexValue(c byte) byte {
	if c >= 'a' {
		return c - 'a' + 10
	}
	return c - '0'
}
