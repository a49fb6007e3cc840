package envelope

import "go.opentelemetry.io/otel/propagation"

// Field is one key and value of a Carrier.
type Field struct {
	Key, Value string
}

// Carrier is the trace context of an envelope in text form: a short list of
// fields in the order in which the propagator set them. The zero value is
// empty and ready to use. Keys are compared byte for byte; every propagator
// reads the keys that it wrote.
//
// A list and not a map because there are two fields most of the time, and
// because the order of a map would make equal histories differ.
type Carrier []Field

var _ propagation.TextMapCarrier = (*Carrier)(nil)

// Get returns the value of key, "" if there is none.
func (c *Carrier) Get(key string) string {
	for i := range *c {
		if f := &(*c)[i]; f.Key == key {
			return f.Value
		}
	}
	return ""
}

// Set replaces the value of key, or adds the field at the end.
func (c *Carrier) Set(key, value string) {
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
