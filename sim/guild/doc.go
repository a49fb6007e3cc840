// Package guild is the model of a chat service whose large guild sends every message to
// all of its members: API nodes, guild nodes, session nodes and the background gRPC
// traffic, what they cost and what they trace.
//
// [Model] has its tables. The files follow a message on its way: api.go accepts it,
// guild.go fans it out, relay.go passes it on, session.go delivers it.
package guild
