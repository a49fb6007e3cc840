package envelope

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// The wire form of a batch of envelopes, as it goes from one node to another:
//
//	batch    = magic version fields envelopes
//	magic    = "E"                 version = 0x01
//	fields   = count *name         names of the fields, once per batch
//	envelopes = count *(value for each field, in that order)
//	name     = length bytes
//	value    = 0                   this envelope does not have the field
//	         / length+1 bytes
//
// Counts, lengths and numbers are unsigned varints as in encoding/binary. The
// values are
//
//	message                     what the caller's codec wrote
//	trace_carrier               *(key value), each length bytes
//	approximate_num_recipients  number
//
// Because names and lengths come with the data, a reader can step over fields
// that it has never heard of, and give those that are missing their zero value:
// nodes of different versions understand each other without a negotiation. A
// field that no envelope of the batch has is not named at all.
const (
	wireMagic   = 'E'
	wireVersion = 1

	messageField    = "message"
	carrierField    = "trace_carrier"
	recipientsField = "approximate_num_recipients"
)

// Limits of the wire form. They are far above what anybody sends and keep a few
// bytes of bad input from claiming gigabytes.
const (
	maxWireFields   = 64
	maxCarrierWidth = 64 // fields in a carrier
	maxRecipients   = math.MaxInt32
)

// Errors of AppendBatch and ReadBatch, wrapped with the particulars.
var (
	ErrWire      = errors.New("envelope: not a batch of envelopes")
	ErrNoMessage = errors.New("envelope: a batch without the required field message")
)

// Skew is how a batch differed from what this version writes, and what was
// wrong in it without keeping the messages from being handled.
type Skew struct {
	UnknownFields int // named in the batch, unknown here: dropped
	BadCarriers   int // envelopes whose trace_carrier was unreadable: left empty
	BadRecipients int // envelopes whose number of recipients was unreadable: taken as absent
}

// AppendBatch appends the wire form of the envelopes to dst. encode appends one
// message; its error is returned as it is, with dst unchanged. An envelope that
// carries its context by value gets what the propagator makes of it.
func (t *Transport) AppendBatch(dst []byte, envelopes []*Envelope, encode func(dst []byte, msg any) ([]byte, error)) ([]byte, error) {
	carriers := make([]Carrier, len(envelopes))
	var anyCarrier, anyRecipients bool
	for i, e := range envelopes {
		carriers[i] = t.text(e)
		anyCarrier = anyCarrier || len(carriers[i]) > 0
		anyRecipients = anyRecipients || e.Recipients > 0
	}

	names := []string{messageField}
	if anyCarrier {
		names = append(names, carrierField)
	}
	if anyRecipients {
		names = append(names, recipientsField)
	}
	out := append(dst, wireMagic, wireVersion)
	out = binary.AppendUvarint(out, uint64(len(names)))
	for _, name := range names {
		out = appendString(out, name)
	}

	out = binary.AppendUvarint(out, uint64(len(envelopes)))
	var value []byte // of one field, reused: its length goes first
	for i, e := range envelopes {
		var err error
		if value, err = encode(value[:0], e.Message); err != nil {
			return dst, err
		}
		out = appendValue(out, value, true)
		if anyCarrier {
			value = value[:0]
			for _, f := range carriers[i] {
				value = appendString(appendString(value, f.Key), f.Value)
			}
			out = appendValue(out, value, len(carriers[i]) > 0)
		}
		if anyRecipients {
			value = binary.AppendUvarint(value[:0], uint64(min(max(e.Recipients, 0), maxRecipients)))
			out = appendValue(out, value, e.Recipients > 0)
		}
	}
	return out, nil
}

// text returns the context of an envelope as text.
func (t *Transport) text(e *Envelope) Carrier {
	if e.value == nil {
		return e.TraceCarrier
	}
	ctx, _ := fromValue(context.Background(), e.value)
	var c Carrier
	t.options.Load().Propagator.Inject(ctx, &c)
	return c
}

func appendString(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

func appendValue(dst, value []byte, present bool) []byte {
	if !present {
		return append(dst, 0)
	}
	return append(binary.AppendUvarint(dst, uint64(len(value))+1), value...)
}

// ReadBatch reads a batch written by this version, an older or a newer one.
// decode turns the bytes of one message into the message; it must not keep
// them. Fields this version does not know are dropped, and so are a carrier and
// a number of recipients that cannot be read: Skew counts both, and the message
// is delivered all the same. Only bytes that are no batch, an envelope without a
// message, and an error of decode make ReadBatch fail; the envelopes read up to
// then are returned with the error.
func ReadBatch(b []byte, decode func([]byte) (any, error)) ([]*Envelope, Skew, error) {
	var skew Skew
	r := wireReader{b}
	if len(b) < 2 || b[0] != wireMagic || b[1] != wireVersion {
		return nil, skew, fmt.Errorf("%w: bad beginning", ErrWire)
	}
	r.b = b[2:]
	fields, ok := r.number()
	if !ok || fields > maxWireFields {
		return nil, skew, fmt.Errorf("%w: bad number of fields", ErrWire)
	}
	names := make([]string, fields)
	hasMessage := false
	for i := range names {
		name, ok := r.bytes()
		if !ok {
			return nil, skew, fmt.Errorf("%w: bad name of field %d", ErrWire, i)
		}
		names[i] = string(name)
		switch names[i] {
		case messageField:
			hasMessage = true
		case carrierField, recipientsField:
		default:
			skew.UnknownFields++
		}
	}
	if !hasMessage {
		return nil, skew, ErrNoMessage
	}
	count, ok := r.number()
	if !ok || count > uint64(len(r.b)) { // each takes a byte at least
		return nil, skew, fmt.Errorf("%w: bad number of envelopes", ErrWire)
	}
	var envelopes []*Envelope
	for i := range count {
		e, err := r.envelope(names, &skew, decode)
		if err != nil {
			return envelopes, skew, fmt.Errorf("envelope %d of %d: %w", i, count, err)
		}
		envelopes = append(envelopes, e)
	}
	if len(r.b) > 0 {
		return envelopes, skew, fmt.Errorf("%w: %d bytes after the end", ErrWire, len(r.b))
	}
	return envelopes, skew, nil
}

// wireReader reads the wire form from the front of b.
type wireReader struct{ b []byte }

func (r *wireReader) envelope(names []string, skew *Skew, decode func([]byte) (any, error)) (*Envelope, error) {
	e := new(Envelope)
	hasMessage := false
	for _, name := range names {
		value, present, ok := r.value()
		if !ok {
			return nil, fmt.Errorf("%w: field %q is cut short", ErrWire, name)
		}
		if !present {
			continue
		}
		switch name {
		case messageField:
			m, err := decode(value)
			if err != nil {
				return nil, err
			}
			e.Message, hasMessage = m, true
		case carrierField:
			if e.TraceCarrier, ok = readCarrier(value); !ok {
				skew.BadCarriers++
			}
		case recipientsField:
			n, size := binary.Uvarint(value)
			if size <= 0 || size < len(value) || n > maxRecipients {
				skew.BadRecipients++
				continue
			}
			e.Recipients = int(n)
		}
	}
	if !hasMessage {
		return nil, ErrNoMessage
	}
	return e, nil
}

func readCarrier(b []byte) (Carrier, bool) {
	var c Carrier
	r := wireReader{b}
	for len(r.b) > 0 {
		key, ok1 := r.bytes()
		value, ok2 := r.bytes()
		if !ok1 || !ok2 || len(c) == maxCarrierWidth {
			return nil, false
		}
		c = append(c, Field{string(key), string(value)})
	}
	return c, true
}

func (r *wireReader) number() (uint64, bool) {
	n, size := binary.Uvarint(r.b)
	if size <= 0 {
		return 0, false
	}
	r.b = r.b[size:]
	return n, true
}

func (r *wireReader) bytes() ([]byte, bool) {
	n, ok := r.number()
	if !ok || n > uint64(len(r.b)) {
		return nil, false
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b, true
}

// value reads a value of an envelope; present is false if it has none.
func (r *wireReader) value() (b []byte, present, ok bool) {
	n, ok := r.number()
	switch {
	case !ok || n > uint64(len(r.b))+1:
		return nil, false, false
	case n == 0:
		return nil, false, true
	}
	b = r.b[:n-1]
	r.b = r.b[n-1:]
	return b, true, true
}
