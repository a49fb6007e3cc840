package micro

import "strings"

// digits are the characters that a flag can be written with, in the order of their values.
const digits = "0123456789abcdef"

// flagsAt is where the flags stand, flagAt the character with the sampled flag.
const flagsAt, flagAt = 53, 54

// flags is the value of the header's two flag digits; ok is false if it has none.
func (m *Microscope) flags() (value int, ok bool) {
	if len(m.box.text) <= flagAt {
		return 0, false
	}
	high, low := strings.IndexByte(digits, m.box.text[flagsAt]), strings.IndexByte(digits, m.box.text[flagAt])
	return high<<4 | low, high >= 0 && low >= 0
}

// setFlags replaces one character of the header, which has to be long enough.
func (m *Microscope) setFlags(at int, to byte) {
	if len(m.box.text) <= at {
		m.shell.Tell("The header is too short to have that character.")
		return
	}
	m.box.put(m.box.text[:at] + string(to) + m.box.text[at+1:])
	m.edited()
	m.point()
}

// flip turns one bit of the flags, which have to be digits.
func (m *Microscope) flip(bit int) {
	value, ok := m.flags()
	if !ok {
		m.shell.Tell("The header has no flags of two digits, so there is no bit to turn.")
		return
	}
	value ^= 1 << bit
	m.box.put(m.box.text[:flagsAt] + digits[value>>4:value>>4+1] + digits[value&15:value&15+1] + m.box.text[flagAt+1:])
	m.edited()
	m.point()
}

// lowHex reports whether c is a digit of a header.
func lowHex(c byte) bool { return strings.IndexByte(digits, c) >= 0 }
