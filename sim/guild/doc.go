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
//	ignored          gRPC headers that nobody looked at
//	from users       messages that the API counts; the mailbox of a guild holds small ones too
//	sent last        the message whose fan-out the guild began last; others may have come since
//	actor busy       share of one core that one actor has used in the window that is named. A
//	                 queue that is younger than the window hardly moves it
//	expected         what the settings lead to, in the mean (Forecast, the bars): it stays as
//	                 long as they do. Of messages: before the head sampler draws. Of session
//	                 spans that were kept: of the messages that were sampled
//	spent            what the cores of a service have really used in the window that is named,
//	                 about a second, as a share of the capacity that the service had
//	                 meanwhile: work from before it was sized again is measured by what
//	                 it was sized for then
//	sized for        the members and the rate at which capacity was last fixed (Sizing), and
//	                 their untraced work at the prices of the list
package guild
