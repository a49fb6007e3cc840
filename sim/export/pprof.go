package export

import (
	"io"

	"google.golang.org/protobuf/encoding/protowire"

	"fanout/sim"
	"fanout/sim/readout"
	"fanout/sim/span"
)

var pprof = Format{
	Name: "pprof", Title: "pprof profile", For: "go tool pprof",
	Doc:       "write where the time went to this `file` for go tool pprof: samples, and virtual nanoseconds exactly",
	Binary:    true,
	New:       func(w io.Writer) Exporter { return atEnd{w, profileProto} },
	Extension: "pb", Type: "application/octet-stream", OfState: true,
}

// The numbers of the fields of a profile (github.com/google/pprof, proto/profile.proto).
const (
	profileSampleType  = 1
	profileSample      = 2
	profileLocation    = 4
	profileFunction    = 5
	profileString      = 6
	profileTime        = 9
	profileDuration    = 10
	profilePeriodType  = 11
	profilePeriod      = 12
	profileComment     = 13
	profileDefaultType = 14

	typeOf, typeUnit             = 1, 2
	sampleLocations, sampleValue = 1, 2
	locationID, locationLine     = 1, 4
	lineFunction                 = 1
	functionID, functionName     = 1, 2
)

// profileProto writes stacks as a profile of pprof, which need not be compressed. It is
// encoded by hand: the generated types would be a tenth of the page.
func profileProto(w io.Writer, p *sim.Player) error {
	e := profileEncoder{strings: map[string]uint64{"": 0}, functions: make(map[string]uint64)}
	e.message(profileString, nil)
	e.message(profileSampleType, e.valueType("samples", "count"))
	e.message(profileSampleType, e.valueType("virtual", "nanoseconds"))
	for _, s := range p.Stacks() {
		e.sample(&s)
	}
	e.number(profileTime, uint64(span.Epoch().UnixNano()))
	e.number(profileDuration, uint64(p.Now()))
	e.message(profilePeriodType, e.valueType("virtual", "nanoseconds"))
	e.number(profilePeriod, uint64(readout.SampleNs))
	e.number(profileComment, e.text("virtual time 0 is "+epoch))
	e.number(profileDefaultType, e.text("virtual"))
	_, err := w.Write(e.out)
	return err
}

type profileEncoder struct {
	out       []byte
	strings   map[string]uint64
	functions map[string]uint64 // by name; the location of each has its number
}

// text is the number of a string, which is written when it is new.
func (e *profileEncoder) text(s string) uint64 {
	n, known := e.strings[s]
	if !known {
		n = uint64(len(e.strings))
		e.strings[s] = n
		e.message(profileString, []byte(s))
	}
	return n
}

func (e *profileEncoder) valueType(of, unit string) []byte {
	return fields{}.number(typeOf, e.text(of)).number(typeUnit, e.text(unit))
}

// sample writes a place and what was spent there. The innermost frame comes first.
func (e *profileEncoder) sample(s *readout.StackTime) {
	var locations []byte
	frames := s.Frames()
	for i := len(frames) - 1; i >= 0; i-- {
		locations = protowire.AppendVarint(locations, e.location(frames[i]))
	}
	values := protowire.AppendVarint(protowire.AppendVarint(nil, uint64(s.Samples)), uint64(s.Ns))
	e.message(profileSample, fields{}.message(sampleLocations, locations).message(sampleValue, values))
}

// location is the number of a frame, which is written when it is new.
func (e *profileEncoder) location(frame string) uint64 {
	n, known := e.functions[frame]
	if !known {
		n = uint64(len(e.functions) + 1)
		e.functions[frame] = n
		e.message(profileFunction, fields{}.number(functionID, n).number(functionName, e.text(frame)))
		e.message(profileLocation, fields{}.number(locationID, n).message(locationLine, fields{}.number(lineFunction, n)))
	}
	return n
}

func (e *profileEncoder) message(field protowire.Number, body []byte) {
	e.out = fields(e.out).message(field, body)
}

func (e *profileEncoder) number(field protowire.Number, v uint64) {
	e.out = fields(e.out).number(field, v)
}

// fields is an encoded message.
type fields []byte

func (f fields) message(field protowire.Number, body []byte) fields {
	return protowire.AppendBytes(protowire.AppendTag(f, field, protowire.BytesType), body)
}

func (f fields) number(field protowire.Number, v uint64) fields {
	return protowire.AppendVarint(protowire.AppendTag(f, field, protowire.VarintType), v)
}
