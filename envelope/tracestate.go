package envelope

import (
	"slices"
	"strings"
)

// Propagators read a tracestate by level 1 of W3C Trace Context and drop it whole
// where level 2 goes further: opentelemetry-go 1.47 does for a key with an "@" where
// level 1 has none, a key that begins with a digit, a key that comes twice and a
// member of white space. So the carriers of this package hand a tracestate to a
// propagator as one of level 1, and make one of level 2 of what they get back. Of
// members with the same key the first stays.
//
// # Decisions
//
// A key that level 1 does not know travels inside the process as a tenant of a system
// of this package's, "fanout-" and a letter that tells such members apart: "a@foo@=1"
// is "foo@fanout-a=a@:@:1". The longest part of the key without "@" is the tenant;
// what comes before and after it is in the value, in front of the value proper. It
// could not be kept beside the span context: the SDK hands a tracestate from a span to
// its children and to samplers, and this way it does so without knowing. A carrier of
// another kind and an exporter of spans send the stand-in as it is; the next carrier of
// this package puts it right again.
//
// A member whose stand-in has a value of more than 256 bytes is left out. The
// specification has members of more than 128 go first.

const (
	maxMembers = 32
	maxKey     = 256
	maxValue   = 256
	maxTenant  = 241 // before the "@" in a key of level 1
	maxSystem  = 14  // after it

	standIn        = "@fanout-" // and one of these: the system of a key that level 1 does not know
	standInLetters = "abcdefghijklmnopqrstuvwxyz012345"
)

// member is one key and value of a tracestate.
type member struct{ key, value string }

// levelOne returns a tracestate as a reader of level 1 takes it. One that level 2
// does not allow either comes back as it is: it is to be refused whole.
//
//go:noinline
func levelOne(s string) string {
	var b [maxMembers]member
	list, same, ok := readMembers(b[:0], s)
	if !ok || same && len(list) > 0 {
		return s
	}
	return joinMembers(standIns(list))
}

// plain reports of nearly every field that a propagator asks for that levelOne and
// knownFlags have nothing to change in its text: of a traceparent, and of a tracestate
// of a few members with a letter in front.
func plain(key, s string) bool {
	if len(key) == len(traceparentKey) {
		return endsInKnownFlags(s)
	}
	if len(key) != len(tracestateKey) || s == "" || !letter(s[0]) {
		return false
	}
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '=':
			return strings.IndexByte(s[i:], ',') < 0 || plainList(s)
		case '@', ',':
			return false
		}
	}
	return true
}

// plainList is plain for a few members.
func plainList(s string) bool {
	var keys [4]string
	for i := range keys {
		m, rest, more := strings.Cut(s, ",")
		key, _, _ := strings.Cut(m, "=")
		if key == "" || !letter(key[0]) || strings.IndexByte(key, '@') >= 0 || slices.Contains(keys[:i], key) {
			return false
		}
		if !more {
			return true
		}
		keys[i], s = key, rest
	}
	return false
}

// readMembers appends the members of a tracestate of level 2 to list, under the
// keys that they came with. same reports that a reader of level 1 would find the
// same members; ok is false if the text is no tracestate.
func readMembers(list []member, s string) (members []member, same, ok bool) {
	same = true
	for n, more := 0, true; more; {
		var text string
		text, s, more = strings.Cut(s, ",")
		if strings.Trim(text, " \t") == "" {
			same = same && text == ""
			continue
		}
		key, value, _ := strings.Cut(strings.TrimLeft(text, " \t"), "=")
		m := member{key, strings.TrimRight(value, " \t")}
		if n++; n > maxMembers || !m.allowed() {
			return nil, false, false
		}
		if real, is := m.real(); is {
			m, same = real, false
		}
		if slices.ContainsFunc(list, func(before member) bool { return before.key == m.key }) {
			same = false
			continue
		}
		same = same && levelOneKey(m.key)
		list = append(list, m)
	}
	return list, same, true
}

// standIns replaces members that level 1 does not know, in place, and leaves out
// those that nothing can stand for.
func standIns(list []member) []member {
	for i, m := range list {
		if levelOneKey(m.key) {
			continue
		}
		for n := i; ; n++ { // 32 letters for 31 other members at most
			list[i] = m.standIn(n % maxMembers)
			taken := func(o member) bool { return o.key == list[i].key }
			if !slices.ContainsFunc(list[:i], taken) && !slices.ContainsFunc(list[i+1:], taken) {
				break
			}
		}
	}
	return slices.DeleteFunc(list, func(m member) bool { return len(m.value) > maxValue })
}

// levelTwo undoes what levelOne has done to keys.
func levelTwo(s string) string {
	members := strings.Split(s, ",")
	for i, text := range members {
		key, value, _ := strings.Cut(text, "=")
		if m, is := (member{key, value}).real(); is {
			members[i] = m.key + "=" + m.value
		}
	}
	return strings.Join(members, ",")
}

// standIn returns the member of level 1 that stands for m, by the letter of that
// number.
func (m member) standIn(letter int) member {
	from, to := tenantIn(m.key)
	return member{
		m.key[from:to] + standIn + standInLetters[letter:letter+1],
		m.key[:from] + ":" + m.key[to:] + ":" + m.value,
	}
}

// tenantIn finds the longest part of a key that can be a tenant of level 1.
func tenantIn(key string) (from, to int) {
	for i := 0; i < len(key); i++ {
		if !letter(key[i]) && !digit(key[i]) {
			continue
		}
		n := strings.IndexByte(key[i:], '@')
		if n < 0 {
			n = len(key) - i
		}
		n = min(n, maxTenant)
		if n > to-from {
			from, to = i, i+n
		}
		i += n - 1
	}
	return from, to
}

// real returns the member that m stands for; is is false if m stands for itself.
func (m member) real() (real member, is bool) {
	tenant, system, _ := strings.Cut(m.key, "@")
	if len(system) != len(standIn) || system[:len(standIn)-1] != standIn[1:] {
		return m, false
	}
	before, rest, _ := strings.Cut(m.value, ":")
	after, value, _ := strings.Cut(rest, ":")
	real = member{before + tenant + after, value}
	if !real.allowed() || levelOneKey(real.key) {
		return m, false
	}
	return real, true
}

// allowed reports whether level 2 allows the member.
func (m member) allowed() bool { return levelTwoKey(m.key) && levelTwoValue(m.value) }

func levelTwoKey(key string) bool {
	if key == "" || len(key) > maxKey || !letter(key[0]) && !digit(key[0]) {
		return false
	}
	for i := range len(key) {
		if c := key[i]; !letter(c) && !digit(c) && strings.IndexByte("_-*/@", c) < 0 {
			return false
		}
	}
	return true
}

func levelTwoValue(value string) bool {
	n := len(value)
	if n == 0 || n > maxValue || value[n-1] == ' ' {
		return false
	}
	for i := range n {
		if c := value[i]; c < ' ' || c > '~' || c == ',' || c == '=' {
			return false
		}
	}
	return true
}

// levelOneKey reports whether a key that level 2 allows is one of level 1 as well:
// a letter and what follows, or a tenant, an "@", and a system that begins with a
// letter.
func levelOneKey(key string) bool {
	tenant, system, ok := strings.Cut(key, "@")
	if !ok {
		return letter(key[0])
	}
	return len(tenant) <= maxTenant && system != "" && len(system) <= maxSystem &&
		letter(system[0]) && strings.IndexByte(system, '@') < 0
}

func letter(c byte) bool { return c-'a' < 26 }

func digit(c byte) bool { return c-'0' < 10 }

func joinMembers(list []member) string {
	n := 0
	for _, m := range list {
		n += len(m.key) + len(m.value) + 2
	}
	b := make([]byte, 0, n)
	for i, m := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, m.key...), '='), m.value...)
	}
	return string(b)
}
