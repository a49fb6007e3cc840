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
	opSpanChild              // ask for a child span, sampled or not
	opCapture                // the extra work of a span that is recorded
	opExport                 // hand a recorded span on
	opGuildSmall             // guild: one small message
	opGuildSend              // guild or relay: send to one recipient
	opGuildRelay             // guild: send to one relay
	opDispatch               // API: accept and dispatch one user message
	numOps
)

// stageOf says in which stage the time of an operation is booked.
var stageOf = [numOps]Stage{
	opForward: StageHandle, opHandler: StageHandle, opPresence: StageHandle,
	opGuildSmall: StageHandle, opGuildSend: StageHandle, opGuildRelay: StageHandle, opDispatch: StageHandle,
	opInject:       StageWrap,
	opExtractEmpty: StageUnpack, opExtract: StageUnpack, opHeaders: StageUnpack,
	opSieve:    StageSieve,
	opSpanRoot: StageSpan, opSpanChild: StageSpan, opCapture: StageSpan,
	opExport: StageExport,
}

// Profile is a price list: what each operation takes in nanoseconds of virtual
// time.
type Profile struct {
	Name   string
	Source string
	price  [numOps]int64
}

// forward is W, the unit of the published ratios: 447 ms of core time per second
// for 10,830 deliveries.
const forward = 41_270 // ns

// inW turns ten-thousandths of W into nanoseconds, to the nearest.
func inW(tenThousandths int64) int64 { return (forward*tenThousandths + 5_000) / 10_000 }

// BEAMPublished is the cost model "BEAM, published ratios": what Discord's post
// says of its services, with the parts it leaves open filled from measurements
// of the Erlang library. Prices are in units of W, one session forward.
var BEAMPublished = Profile{
	Name:   "beam-published",
	Source: "ratios from Discord Engineering, Tracing Discord's Elixir Systems; the split inside them is modelled",
	price: [numOps]int64{
		opForward:      inW(10_000),
		opInject:       inW(1_270),
		opExtractEmpty: inW(85),
		opExtract:      inW(2_600),
		opHeaders:      inW(7_030),
		opSieve:        inW(36),
		opHandler:      inW(2_340),
		opPresence:     inW(4_680),
		opSpanRoot:     inW(2_236),
		opSpanChild:    inW(3_050),
		opCapture:      inW(200),
		opExport:       inW(170),
		opGuildSmall:   inW(2_420),
		opGuildSend:    120,
		opGuildRelay:   inW(1_255), // with a small message's handling 8.65 W for 67 relays
		opDispatch:     inW(409_500),
	},
}

// untraced is the load of a service without any tracing at which its capacity
// makes the share that it had before tracing. The sessions' 44.7 % and presence's
// 30 % follow from the post; the API's and the guilds' are assumed.
var untraced = [NumServices]PPM{API: 240_000, Guilds: 310_000, Sessions: 447_000, Presence: 300_000}
