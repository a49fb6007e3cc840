package guild

import (
	"encoding/binary"
	"fmt"

	"fanout/actor"
	"fanout/envelope"
	"fanout/sim/exact"
)

// version is what a process knows of envelopes. During a rolling deploy processes of
// two versions talk to each other.
//
// The nodes of a service run one of two versions, lowest numbers first (deploy.from,
// deploy.guilds, deploy.sessions): those that are behind leave out what their version does
// not know, on either side of the wire.
type version uint8

const (
	versionBare    version = iota // before tracing: sends bare messages, takes the message out of an envelope
	versionCarrier                // the first envelopes: context, and no number of recipients
	versionNow
	numVersions
)

var versionNames = []string{"bare", "carrier"}

// versionOf is the version of node number i of n, of which a share is deployed:
// those with the lowest numbers first.
func (s *Settings) versionOf(i, n int, deployed exact.PPM) version {
	if int64(i)*int64(exact.Whole) < int64(n)*int64(deployed)-int64(exact.Whole)/2 {
		return versionNow
	}
	return s.DeployFrom
}

// upgrade gives every process the version that the settings say.
func (w *World) upgrade() {
	s := &w.settings
	for _, p := range w.allProcesses() {
		p.version = versionNow
	}
	for i, n := range w.guildNodes {
		n.version = s.versionOf(i, s.GuildNodes, s.DeployGuilds)
	}
	for i, n := range w.sessionNodes {
		n.version = s.versionOf(i, s.SessionNodes, s.DeploySessions)
	}
}

// wireMessage is an envelope on its way between nodes: its wire form, which is written
// once per fan-out and read once by each node, as design and post have it. Reading
// it for each of a million recipients would cost twenty times what delivering takes.
//
// The account of the fan-out and the relay that it came by belong to the simulation
// and travel beside the bytes.
//
// Relays pass the bytes on. Bare messages need no encoding. Writing and reading have no
// price in virtual time: the published figures contain the sends.
type wireMessage struct {
	wire      []byte
	counts    bool // says how many recipients there are
	inFlight  *inFlightFanout
	relay     int
	decoded   [][numVersions]any // by session node and version, as it is read
	unwrapped any                // as unwrap returns it
}

// pack makes of a wrapped message what goes to so many other nodes. A bare message
// goes as it is. inFlight is the account of a fan-out of the large guild, else nil.
func (p *process) pack(msg any, inFlight *inFlightFanout, nodes int) any {
	e, ok := msg.(*envelope.Envelope)
	if !ok {
		return msg
	}
	wire, err := p.Transport().AppendBatch(nil, []*envelope.Envelope{e}, appendMessage)
	if err != nil {
		panic("guild: " + err.Error())
	}
	p.wire.Written++
	m := &wireMessage{wire: wire, counts: e.Recipients > 0, inFlight: inFlight, decoded: make([][numVersions]any, len(p.world.sessionNodes))}
	p.wire.carry(m, nodes)
	return m
}

// viaRelay is the wireMessage as a relay passes it on: the same bytes.
func (m *wireMessage) viaRelay(relay int) *wireMessage {
	return &wireMessage{wire: m.wire, counts: m.counts, inFlight: m.inFlight, relay: relay, decoded: make([][numVersions]any, len(m.decoded))}
}

// read is a wireMessage's content as a process of this version understands it: an
// envelope, or a bare message if it knows none.
func (p *process) read(m *wireMessage) any {
	e := m.envelope()
	switch p.version {
	case versionBare:
		return e.Message
	case versionCarrier:
		// To that version it is a field like any other that it has never heard of.
		e.Recipients = 0
	}
	return e
}

func (m *wireMessage) envelope() *envelope.Envelope {
	list, skew, err := envelope.ReadBatch(m.wire, readMessage)
	if err != nil || len(list) != 1 || skew != (envelope.Skew{}) {
		panic(fmt.Sprintf("guild: a wireMessage of %d envelopes, %+v: %v", len(list), skew, err))
	}
	if f, ok := list[0].Message.(*fanout); ok {
		f.inFlight, f.relay = m.inFlight, m.relay
	}
	return list[0]
}

// decode is read, cached for each session node. What is counted is counted for each
// recipient: when a node first reads a wireMessage is no part of the history.
func (n *sessionNode) decode(m *wireMessage) any {
	if m.counts && n.version == versionCarrier {
		n.wire.Dropped++
	}
	return n.decoded(m)
}

// decoded is what decode returns, and counts nothing.
func (n *sessionNode) decoded(m *wireMessage) any {
	cached := &m.decoded[n.index][n.version]
	if *cached == nil {
		*cached = n.read(m)
	}
	return *cached
}

// unwrap is the message inside a wireMessage, as all code that inspects mailboxes wants
// to see it.
func unwrap(msg actor.Message) any {
	m, ok := msg.(*wireMessage)
	if !ok {
		return msg
	}
	if m.unwrapped == nil {
		m.unwrapped = m.envelope()
	}
	return m.unwrapped
}

// Kinds of messages on the wire: a letter, and then the number that says it all.
const (
	wireFanout  = 'f'
	wireUpdate  = 'u'
	wireConnect = 'c'
)

func appendMessage(dst []byte, msg any) ([]byte, error) {
	switch m := msg.(type) {
	case *fanout:
		return binary.AppendVarint(append(dst, wireFanout), m.message), nil
	case *update:
		return binary.AppendVarint(append(dst, wireUpdate), m.number), nil
	case *connect:
		return binary.AppendVarint(append(dst, wireConnect), int64(m.number)), nil
	}
	return dst, fmt.Errorf("a %T does not travel between nodes", msg)
}

func readMessage(b []byte) (any, error) {
	if len(b) < 2 {
		return nil, fmt.Errorf("a message of %d bytes; expected a letter and a number", len(b))
	}
	n, size := binary.Varint(b[1:])
	if size != len(b)-1 {
		return nil, fmt.Errorf("a message that does not end with its number: %x", b)
	}
	switch b[0] {
	case wireFanout:
		return &fanout{message: n}, nil
	case wireUpdate:
		return &update{number: n}, nil
	case wireConnect:
		return &connect{number: uint32(n)}, nil
	}
	return nil, fmt.Errorf("a message of kind %q; expected one of f, u, c", b[0])
}

// WireTotals counts envelopes that went from node to node.
type WireTotals struct {
	Written int64 // encoded: once for each message or fan-out
	Batches int64 // sent: one to each node that has recipients, which reads it once
	Bytes   int64 // of the batches
	Dropped int64 // deliveries with a number of recipients that the receiver's version does not know
}

// carry counts a wireMessage that goes to so many nodes.
func (t *WireTotals) carry(m *wireMessage, nodes int) {
	t.Batches += int64(nodes)
	t.Bytes += int64(nodes) * int64(len(m.wire))
}

func (t *WireTotals) add(o *WireTotals) {
	t.Written += o.Written
	t.Batches += o.Batches
	t.Bytes += o.Bytes
	t.Dropped += o.Dropped
}
