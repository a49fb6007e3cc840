// Package challenge is the game of free play: a world with a fault now and then, settings
// that may be changed, rules that have to hold, and a bill. The lowest bill of a run that
// keeps the rules is the best.
//
// # The file
//
// A line that begins with a word is a verb; one that begins with a blank is text and belongs
// to the verb above it. A line that begins with # is the title, if it is the first.
//
//	# A quiet evening
//	challenge 1
//	for 1m                            virtual time, to the end of the run
//	brief
//	  What this is about.
//	seed 7                            the starting state: settings, and a seed
//	set members 10000
//	at 20s reconnect 5%               what happens, whatever is done
//	allow head.rate fanout no.roots   settings that may be changed
//	always guild.mailbox < 100        a rule that has to hold at every moment
//	  The guild keeps up.
//	end traces.whole.share > 95%     a rule that has to hold at the end
//	  Traces are whole.
//	bill spans.recorded               what is paid for: the lower the better
//	pass                              what [Check] sees pass: one way to do it
//	at 0s set head.rate 20%
//	fail                              what it sees fail
//	at 0s toggle no.roots off
//
// # Scores
//
// A score is never taken from anyone's word. [NewTrial] plays a run again: the challenge's
// own start and faults, and of what a player or a link claims only the commands that may be
// given. Seed and commands are the whole history, so that everybody finds the same bill.
package challenge
