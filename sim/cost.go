package sim

// Profile is a price list: what each operation takes in nanoseconds of virtual
// time. It is a plain value: comparing two tells whether anything differs.
type Profile struct {
	Name    string // as the command grammar spells it
	Source  string // where the prices come from, one line
	Date    string // YYYY-MM-DD of the measurement; "" for prices that were not measured
	Machine string // class of machine and versions; "" likewise

	reading Reading
	price   [numOps]int64
	spread  [numOps]Spread // of measured prices; zero for others
}

// Spread is the range of the batches in which a price was measured, in
// nanoseconds per operation.
type Spread struct{ Low, High int64 }

// Reading is how two things that the post leaves open are read. Both readings of
// either reproduce the published figures at 1 % head sampling.
type Reading struct {
	Roots RootReading
	GRPC  GRPCReading
}

// RootReading is what about root spans costs.
type RootReading uint8

const (
	RootAttempts RootReading = iota // every attempt costs, recorded or not: a + b·[sampled]
	RootRecorded                    // only recorded root spans cost
)

var rootReadings = []string{"attempts", "recorded"}

// GRPCReading is the share of the gRPC handler's time that unpacking takes.
type GRPCReading uint8

const (
	GRPC75  GRPCReading = iota // 75 %, as the post's text says
	GRPC788                    // 78.8 %: 14.9 of 18.9 s, as its figure says
)

var grpcReadings = []string{"75%", "78.8%"}

// forward is W, the unit of the published ratios: 447 ms of core time per second
// for 10,830 deliveries.
const forward = 41_270 // ns

// inW turns ten-thousandths of W into nanoseconds, to the nearest.
func inW(tenThousandths int64) int64 { return (forward*tenThousandths + 5_000) / 10_000 }

// BEAMPublished is the cost model "BEAM, published ratios" in its usual reading:
// what Discord's post says of its services, with the parts it leaves open filled
// from measurements of the Erlang library. Prices are in units of W, one session
// forward.
var BEAMPublished = published(Reading{})

// published is the published cost model in one of its readings.
//
// A root span costs a = 0.2236 W to ask for and b = 0.037 W more if it is
// recorded, of which the export is a labelled part. The rival reading has it that
// asking is free and that a recorded root takes 22 W, b included.
func published(r Reading) Profile {
	p := Profile{
		Name:    beamPublished,
		Source:  "ratios from Discord Engineering, Tracing Discord's Elixir Systems; the split inside them is modelled",
		reading: r,
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
			opConnect:      connectPrice,
			opConnectSmall: connectSmallPrice,
		},
	}
	if r.Roots == RootRecorded {
		p.price[opSpanRoot] = 0
		p.price[opRootKept] = inW(220_000) - p.price[opCapture] - p.price[opExport]
	}
	if r.GRPC == GRPC788 {
		p.price[opHandler], p.price[opPresence] = inW(1_890), inW(5_140)
	}
	return p
}

// What a guild spends on a session that connects. 36 ms and a queue of 26,700 make
// the published 16 minutes; what a small guild needs is assumed.
const (
	connectPrice      = 36_000_000 // ns
	connectSmallPrice = 100_000    // ns
)

// untraced is the load of a service without any tracing at which its capacity
// makes the share that it had before tracing. The sessions' 44.7 % and presence's
// 30 % follow from the post; the API's and the guilds' are assumed.
var untraced = [NumServices]PPM{API: 240_000, Guilds: 310_000, Sessions: 447_000, Presence: 300_000}
