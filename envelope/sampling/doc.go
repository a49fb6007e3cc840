// Package sampling decides which spans of a traced fan-out are recorded, in two
// layers, as samplers for the OpenTelemetry SDK.
//
// The first layer is [Head]: when a trace starts, keep it with one probability
// p, well below 1 % in production, and let everything in the trace inherit the
// decision. It writes the threshold it used into the tracestate, so that a
// backend can weigh what it kept.
//
// That is not enough for fan-outs: one sampled message to a guild with a
// million members is a million spans. The second layer, [Fanout], runs in the
// receivers: the span of one recipient is kept with a rate q that falls with
// the number of recipients, looked up in a [Table] from the approximate number
// that travels in the envelope. The post ("Tracing Discord's Elixir Systems
// (Without Melting Everything)") names 1 → 100 %, 100 → 10 % and 10,000 and
// more → 0.1 %; what lies in between is assumed here and can be edited.
//
// # Decisions
//
// Every rate is an integer number of parts per million, and everything computed
// from rates is computed in integers: floating-point logarithms may differ in
// the last bit between amd64, arm64 and wasm, and one differing decision makes
// two replays of a history different histories.
//
// The second layer has separate randomness for each recipient, a hash of
// trace id and recipient. Comparing the randomness of the trace, which all
// recipients share, with the threshold of p·q would keep either all the
// sessions of a fan-out or none.
//
// For the same reason the second layer leaves "ot=th" alone, which says how
// likely the trace was to be kept, and records the q that it used in an
// attribute ([KeepRateKey]) and in a separate tracestate member: a count is
// estimated by giving each span the weight 1/(p·q), with the rates in force
// when it was kept rather than those configured when someone asks. The q of a span is
// the product of all second layers that it passed: a relay that keeps one message in
// ten thins out the sessions behind it, and nothing but the tracestate could tell them.
package sampling
