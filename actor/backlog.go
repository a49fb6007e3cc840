package actor

import (
	"maps"
	"slices"
	"unsafe"
)

// backlog is the messages of one sender's fan-outs that actors of a node have still to
// read, each once, however many of them it waits for.
//
// A fan-out to actors that are all busy would otherwise put a message into every one of
// their mailboxes: a guild that works off a minute's backlog would write millions. So a
// mailbox has one entry for a run of fan-outs that follow each other, and only the ends
// of the run move. An actor that missed one of them, or that has another place among the
// recipients, begins a new run.
type backlog struct {
	from    PID
	first   uint32 // number of the oldest letter; numbers wrap around
	head    int    // its index: those before have been read by all
	letters []letter
}

// letter is the message of a fan-out that waits in mailboxes.
type letter struct {
	msg  Message
	ord  order  // of the fan-out
	left uint32 // mailboxes that it waits in
}

// letterReserve is how many letters' memory a backlog keeps when it has become empty.
const letterReserve = 64

// number is that of a fan-out's letter, which is put at the end if it is not there:
// nobody waits for it, or nobody does any more.
func (b *backlog) number(c *cast) uint32 {
	if i := c.letter - b.first; i < uint32(len(b.letters)-b.head) && b.letters[b.head+int(i)].ord == c.ord {
		return c.letter
	}
	c.letter = b.first + uint32(len(b.letters)-b.head)
	b.letters = append(b.letters, letter{msg: c.msg, ord: c.ord})
	return c.letter
}

func (b *backlog) letter(number uint32) *letter {
	return &b.letters[b.head+int(number-b.first)]
}

// read takes a letter out of one mailbox, and forgets those that wait in none.
func (b *backlog) read(number uint32) Message {
	l := b.letter(number)
	msg := l.msg
	l.left--
	for b.head < len(b.letters) && b.letters[b.head].left == 0 {
		b.letters[b.head] = letter{}
		b.head++
		b.first++
	}
	switch {
	case b.head == len(b.letters):
		b.letters, b.head = b.letters[:0], 0
		if cap(b.letters) > letterReserve {
			b.letters = nil
		}
	case b.head > len(b.letters)/2 && b.head > letterReserve:
		b.letters = slices.Clone(b.letters[b.head:])
		b.head = 0
	}
	return msg
}

// backlogs are those of a node, by sender.
type backlogs struct {
	by     map[PID]*backlog
	recent *backlog // the one that was asked for last
}

// of is the backlog of a sender's fan-outs.
func (s *backlogs) of(from PID) *backlog {
	if s.recent != nil && s.recent.from == from {
		return s.recent
	}
	b := s.by[from]
	if b == nil {
		b = &backlog{from: from}
		if s.by == nil {
			s.by = make(map[PID]*backlog)
		}
		s.by[from] = b
	}
	s.recent = b
	return b
}

// tidy forgets a backlog that has been read.
func (s *backlogs) tidy(b *backlog) {
	if len(b.letters) > 0 {
		return
	}
	delete(s.by, b.from)
	if s.recent == b {
		s.recent = nil
	}
}

// clone copies the backlogs and has the entries of mailboxes refer to the copies.
func (s *backlogs) clone(entries []message) backlogs {
	c := backlogs{by: maps.Clone(s.by)}
	for from, b := range c.by {
		fresh := *b
		fresh.letters = slices.Clone(b.letters[b.head:])
		fresh.head = 0
		c.by[from] = &fresh
	}
	var old, fresh *backlog
	for i := range entries {
		if b, ok := entries[i].msg.(*backlog); ok {
			if b != old {
				old, fresh = b, c.by[b.from]
			}
			entries[i].msg = fresh
		}
	}
	return c
}

// memory is the bytes of all letters.
func (s *backlogs) memory() (bytes int) {
	for _, b := range s.by {
		bytes += int(unsafe.Sizeof(*b)) + cap(b.letters)*int(unsafe.Sizeof(letter{}))
	}
	return bytes
}
