package sim

// op is an operation that the world charges for.
type op uint8

const (
	opForward      op = iota // session: forward one message to its client
	opInject                 // put a context into an envelope or headers
	opExtractEmpty           // look at an envelope without context
	opExtract                // unpack an envelope's context
	opHeaders                // unpack the context of a gRPC request (16 headers)
	opSieve                  // read the sampled bit of a gRPC request
	opHandler                // gRPC handler, without reading headers
	opPresence               // the rest of what presence does per request
	opSpanRoot               // ask for a root span, sampled or not
	opRootKept               // what a recorded root span costs besides that of any recorded span
	opSpanChild              // ask for a child span, sampled or not
	opCapture                // the extra work of a span that is recorded
	opExport                 // hand a recorded span on
	opGuildSmall             // guild: one small message
	opGuildSend              // guild or relay: send to one recipient
	opGuildRelay             // guild: send to one relay
	opDispatch               // API: accept and dispatch one user message
	opConnect                // large guild: take in a session that connects
	opConnectSmall           // small guild: the same
	numOps
)

// operation is what people get to see of an op.
type operation struct {
	key string // as the command grammar spells it
	doc string // one line
}

var operations = [numOps]operation{
	opForward:      {"forward", "a session forwards one message to its client"},
	opInject:       {"inject", "put a context into an envelope or into headers"},
	opExtractEmpty: {"extract.empty", "look at an envelope without context"},
	opExtract:      {"extract", "unpack the context of an envelope"},
	opHeaders:      {"grpc.extract", "unpack the context of a gRPC request with 16 headers"},
	opSieve:        {"grpc.sieve", "read the sampled bit of a gRPC request"},
	opHandler:      {"grpc.handler", "a gRPC handler, without reading headers"},
	opPresence:     {"presence", "the rest of what presence does per request"},
	opSpanRoot:     {"span.root", "ask for a root span, sampled or not"},
	opRootKept:     {"span.root.recorded", "record a span that is a root, besides span.recorded"},
	opSpanChild:    {"span.child", "ask for a child span, sampled or not"},
	opCapture:      {"span.recorded", "record a span instead of dropping it"},
	opExport:       {"span.export", "hand a recorded span to the exporter"},
	opGuildSmall:   {"guild.small", "the guild handles one small message"},
	opGuildSend:    {"guild.send", "the guild or a relay sends to one recipient"},
	opGuildRelay:   {"guild.relay", "the guild sends to one relay"},
	opDispatch:     {"dispatch", "the API accepts and dispatches one user message"},
	opConnect:      {"guild.connect", "the large guild takes in a session that connects"},
	opConnectSmall: {"guild.connect.small", "a small guild takes in a session that connects"},
}

// stageOf says in which stage the time of an operation is booked.
var stageOf = [numOps]Stage{
	opForward: StageHandle, opHandler: StageHandle, opPresence: StageHandle,
	opGuildSmall: StageHandle, opGuildSend: StageHandle, opGuildRelay: StageHandle, opDispatch: StageHandle, opConnect: StageHandle, opConnectSmall: StageHandle,
	opInject:       StageWrap,
	opExtractEmpty: StageUnpack, opExtract: StageUnpack, opHeaders: StageUnpack,
	opSieve:    StageSieve,
	opSpanRoot: StageSpan, opRootKept: StageSpan, opSpanChild: StageSpan, opCapture: StageSpan,
	opExport: StageExport,
}

func findOp(key string) (op, bool) {
	for o := range numOps {
		if operations[o].key == key {
			return o, true
		}
	}
	return 0, false
}

func opKeys() []string {
	keys := make([]string, numOps)
	for o := range numOps {
		keys[o] = operations[o].key
	}
	return keys
}

// modelled reports whether no machine can measure an operation, since it is work
// that this program does not do: fetching what a guild must know of a session. All
// price lists have the same price for it.
func (o op) modelled() bool { return o == opConnect || o == opConnectSmall }

// measuredKeys is the operations that a measured list has prices for.
func measuredKeys() []string {
	var keys []string
	for o := range numOps {
		if !o.modelled() {
			keys = append(keys, operations[o].key)
		}
	}
	return keys
}
