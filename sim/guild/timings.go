package guild

import (
	"maps"
	"slices"
	"time"
	"unsafe"

	"fanout/actor"
	"fanout/sim/exact"
	"fanout/sim/row"
)

// timings is a guild's own record of where its time goes: per action, the time spent in
// the minute under way and in those before it. It is what Discord's guilds kept before
// there were traces, cheap enough to be always on, and it cannot say what became of a
// message behind the guild.
type timings struct {
	minutes []minuteTimes // the last is the one under way
	keep    int           // minutes that are kept
	seconds []secondTimes // of the minute under way, oldest first, of a guild that keeps them
	fine    bool          // it keeps them
}

// secondTimes is one second of the minute under way. When the minute is over only its sum is kept.
type secondTimes struct {
	number int64 // since the start of the history
	spent  [row.MaxClasses]time.Duration
}

const second = actor.Time(time.Second)

// minuteTimes is one minute of a guild.
type minuteTimes struct {
	number int64 // since the start of the history
	spent  [row.MaxClasses]time.Duration
}

const minute = actor.Time(time.Minute)

// add counts work, minute by minute, and second by second.
func (t *timings) add(cl row.Class, from, to actor.Time) {
	if t.fine {
		t.addSeconds(cl, from, to)
	}
	for from < to {
		n := int64(from / minute)
		end := min(to, actor.Time(n+1)*minute)
		t.at(n).spent[cl] += time.Duration(end - from)
		from = end
	}
}

// addSeconds counts work second by second. The first second of a minute throws those of the
// one before it away.
func (t *timings) addSeconds(cl row.Class, from, to actor.Time) {
	for from < to {
		n := int64(from / second)
		end := min(to, actor.Time(n+1)*second)
		if k := len(t.seconds); k > 0 && t.seconds[k-1].number/60 < n/60 {
			t.seconds = t.seconds[:0]
		}
		if k := len(t.seconds); k == 0 || t.seconds[k-1].number < n {
			t.seconds = append(t.seconds, secondTimes{number: n})
		}
		t.seconds[len(t.seconds)-1].spent[cl] += time.Duration(end - from)
		from = end
	}
}

// at is the entry of a minute that is the latest or later.
func (t *timings) at(number int64) *minuteTimes {
	if k := len(t.minutes); k == 0 || t.minutes[k-1].number < number {
		if k >= t.keep {
			t.minutes = slices.Delete(t.minutes, 0, k-t.keep+1)
		}
		t.minutes = append(t.minutes, minuteTimes{number: number})
	}
	return &t.minutes[len(t.minutes)-1]
}

// How many minutes the timings of a guild go back.
const (
	minutesKeptLarge = 30
	minutesKept      = 5
)

// MinuteTimings is one minute of a guild. Work is booked when it begins, and counts
// towards the minutes in which it would be done if nothing got in between.
type MinuteTimings struct {
	Minute  int64 // since the start of the history, from 0
	Length  int64 // of it so far, virtual ns
	Actions []ActionTiming
}

// ActionTiming is the share of a minute that was spent on one kind of message.
type ActionTiming struct {
	Action string
	Ns     int64
	Share  exact.PPM
}

// SecondTimings is one second of the minute under way: what was spent in it by class, ns.
type SecondTimings struct {
	Second int // of the minute, from 0
	Spent  [row.MaxClasses]int64
}

// viewSeconds appends the seconds of the minute under way that have begun.
func (t *timings) viewSeconds(now actor.Time, list []SecondTimings) []SecondTimings {
	for i := range t.seconds {
		s := &t.seconds[i]
		if begin := actor.Time(s.number) * second; begin/minute != now/minute || begin > now {
			continue
		}
		one := SecondTimings{Second: int(s.number % 60)}
		for cl, spent := range s.spent {
			one.Spent[cl] = int64(spent)
		}
		list = append(list, one)
	}
	return list
}

// view is the minutes that are kept and have begun, newest first.
func (t *timings) view(now actor.Time) (minutes []MinuteTimings) {
	for _, m := range slices.Backward(t.minutes) {
		begin := actor.Time(m.number) * minute
		if begin > now {
			continue
		}
		v := MinuteTimings{Minute: m.number, Length: int64(min(minute, now-begin))}
		for cl, spent := range m.spent {
			if spent > 0 {
				v.Actions = append(v.Actions, ActionTiming{
					Action: classes[cl].Action, Ns: int64(spent),
					Share: exact.PPM(min(exact.MulDiv(int64(spent), int64(exact.Whole), max(1, v.Length)), 1<<31-1)),
				})
			}
		}
		minutes = append(minutes, v)
	}
	return minutes
}

// clone is a copy that shares nothing, for checkpoints.
func (g guildState) clone() guildState {
	g.timings.minutes = slices.Clone(g.timings.minutes)
	g.timings.seconds = slices.Clone(g.timings.seconds)
	g.back = maps.Clone(g.back)
	return g
}

// size is about how many bytes clone allocates.
func (g guildState) size() int64 {
	return int64(len(g.timings.minutes))*int64(unsafe.Sizeof(minuteTimes{})) +
		int64(len(g.timings.seconds))*int64(unsafe.Sizeof(secondTimes{})) + int64(len(g.back))*16
}

// timings is the timings of a guild; one that has just been started
// has none yet.
func (g *guild) timings() *timings {
	if st := g.node.kind.State(g.pid()); st != nil {
		return &st.timings
	}
	return &timings{}
}
