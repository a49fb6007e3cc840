// Package guild is the model of a chat service whose large guild sends every message to
// all of its members: API nodes, guild nodes, session nodes and the background gRPC
// traffic, what they cost and what they trace.
//
// [Model] has its tables. The files follow a message on its way: api.go accepts it,
// guild.go fans it out, relay.go passes it on, session.go delivers it.
//
// # Words
//
// Pictures, tables, scripts and metrics use these words, and no others, for these things.
//
//	API trace        begun at the API for a user's message; the head sampler decides there
//	guild trace      begun by the guild, where a message came without context
//	session root     begun by a session, where a copy came without context: an orphan
//	background       traces of requests to presence, of small messages, and of connects
//	background root  begun by presence, where it read no context
//	may start        a switch: what a service is allowed to do
//	kept             a span that was recorded; sampled is what a head sampler decided
//	unmarked         a copy that is bare, or does not say how many recipients there are, and
//	                 so not that it comes out of a fan-out
//	copy             what a fan-out sends to one session
//	parsed, stripped gRPC headers that were unpacked, or passed on without their context
//	actor busy       share of one core that one actor has used lately: explains its queue
//	expected         what the settings lead to, in the mean (Forecast, the bars)
//	spent            what the cores of a service have really used in the last second, as a
//	                 share of the capacity that the service has now
//	sized for        the members and the rate at which capacity was last fixed (Sizing)
package guild
