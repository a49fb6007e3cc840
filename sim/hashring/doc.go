// Package hashring is the model of how a guild is found: thousands of them, and sessions
// that want to know on which machine each one runs.
//
// Machines hash their names onto one circle, many times each, and a guild belongs to the
// machine of the next point clockwise: the published ring of discord/ex_hash_ring, bit
// for bit ([fanout/sim/ring.Published]). Beside it stands what everybody would do first,
// the hash modulo the number of machines. 100,000 guilds, g0 … g99999, are placed by
// whichever is chosen, and placed again with every change: those that belong to another
// machine afterwards have moved.
//
// The ring has to be read by everybody who connects. There are three ways (E5M, see
// model.go): ask the process that holds it, read a table that all processes share, or
// have it compiled in as a constant. In a reconnect storm every session looks up its
// guilds, one after the other, and the way decides how long that takes.
//
// Every lookup really happens: a session's actor hashes nothing twice, but searches the
// real points for a real guild, and its request goes through the real mailbox of the
// ring's process. What it takes in virtual time is the published price.
//
// # Decisions
//
// Sessions, and the process that holds the ring, are on one machine with the cores of
// the setting, as they were: the published times are of one machine's sessions that all
// come back at once. Sending on one machine takes no time, so the published 30 s, 17.5 s
// and 0.75 s are prices times lookups, exactly.
//
// A session asks and is told by plain messages instead of a call, because a call would
// time out after 5 s, as it did for Discord, and what the storm then looked like is not
// published.
//
// Sessions are started when the first storm comes, 10,000 at a time, so that a model that
// is only looked at costs nothing and a frame is never blocked.
//
// Two generations of the ring are kept, as the library does: a change puts a new one
// beside the old, which is gone ten seconds later. A constant takes up to a second to
// build; until then everybody reads the old ring.
//
// Nothing here is traced.
package hashring
