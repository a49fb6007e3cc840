package envelope

import (
	"strings"

	"go.opentelemetry.io/otel/propagation"
)

// Field is one key and value of a Carrier.
type Field struct {
	Key, Value string
}

// Carrier is the trace context of an envelope in text form: a short list of
// fields in the order in which the propagator set them. The zero value is
// empty and ready to use. Keys are compared byte for byte; every propagator
// reads the keys that it wrote.
//
// Get and Set stand between a propagator that reads by level 1 of W3C Trace Context
// and the text, which is of level 2: see [Carrier.Get].
//
// A list and not a map because there are two fields most of the time, and
// because the order of a map would make equal histories differ.
type Carrier []Field

var _ propagation.TextMapCarrier = (*Carrier)(nil)

// Get returns the value of key for a propagator, "" if there is none. A tracestate
// comes without members of white space and with the first only of those that have
// the same key, and a key that only level 2 knows under one that level 1 knows too.
// A traceparent of version 00 comes without the flags that have no meaning yet. A
// propagator of level 1, such as opentelemetry-go's, would drop all of the one and
// refuse the other. What breaks the rules of level 2 comes as it is.
func (c *Carrier) Get(key string) string {
	for i := range *c {
		if f := &(*c)[i]; f.Key == key {
			if plain(key, f.Value) {
				return f.Value
			}
			return toPropagator(key, f.Value)
		}
	}
	return ""
}

// find returns the value of key as it came.
func (c *Carrier) find(key string) string {
	for i := range *c {
		if f := &(*c)[i]; f.Key == key {
			return f.Value
		}
	}
	return ""
}

// Set replaces the value of key, or adds the field at the end. Keys of a tracestate
// that Get has changed are again what they were.
func (c *Carrier) Set(key, value string) {
	if len(key) == len(tracestateKey) {
		value = fromPropagator(key, value)
	}
	for i := range *c {
		if f := &(*c)[i]; f.Key == key {
			f.Value = value
			return
		}
	}
	if *c == nil {
		*c = make(Carrier, 0, 2) // traceparent and tracestate
	}
	*c = append(*c, Field{key, value})
}

// Keys returns the keys in order.
func (c *Carrier) Keys() []string {
	keys := make([]string, len(*c))
	for i, f := range *c {
		keys[i] = f.Key
	}
	return keys
}

// toPropagator returns the text of a field as a propagator of level 1 takes it.
func toPropagator(key, value string) string {
	switch {
	case sameName(key, traceparentKey):
		return knownFlags(value)
	case sameName(key, tracestateKey):
		return levelOne(value)
	}
	return value
}

// fromPropagator undoes what toPropagator has done to keys.
func fromPropagator(key, value string) string {
	if strings.Contains(value, standIn) && sameName(key, tracestateKey) {
		return levelTwo(value)
	}
	return value
}

// endsInKnownFlags reports whether s has the length of a traceparent and ends in flags of
// which each has a meaning: from 00 to 03.
func endsInKnownFlags(s string) bool {
	return len(s) == traceparentLen && s[53] == '0' && s[54] <= '3'
}

// knownFlags clears the flags of a version 00 traceparent that have no meaning yet.
func knownFlags(s string) string {
	if len(s) != traceparentLen || s[:3] != "00-" || !lowerHex(s[53:]) {
		return s
	}
	return s[:53] + "0" + string(rune('0'+hexValue(s[54])&3))
}
