// Package contest keeps the challenge that a person plays, beside the player whose history
// it is, and says what is to be shown of it.
package contest

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"fanout/cmd/playground/internal/lesson"
	"fanout/cmd/playground/internal/link"
	"fanout/cmd/playground/internal/timed"
	"fanout/sim"
	"fanout/sim/challenge"
	"fanout/sim/readout"
)

// perFrame is how much of a frame scoring may take.
const perFrame = 6 * time.Millisecond

// Contest is the challenges and the one that is played. It is not safe for concurrent use.
type Contest struct {
	player  *timed.Player
	now     func() time.Duration
	today   string
	session *challenge.Session // nil in free play
	on      *sim.Player        // whose history it is
	watched bool               // the run is one that somebody sent
	best    map[string]int64   // the lowest bill of a run that kept the rules, by challenge
	shot    sim.Snapshot
	lessons *lesson.Lessons
	list    struct { // as all returns it
		of  *sim.Model
		all []*challenge.Challenge
	}
}

// New keeps challenges for a player. now is real time since any fixed start, today the
// date, YYYY-MM-DD. lessons keep free play aside meanwhile: a chapter and a challenge are
// never open at once.
func New(p *timed.Player, lessons *lesson.Lessons, now func() time.Duration, today string) *Contest {
	c := &Contest{player: p, lessons: lessons, now: now, today: today, best: make(map[string]int64)}
	p.Refuse = c.refuse
	p.Listen(c.acted)
	lessons.Ended = func() { c.session, c.on = nil, nil }
	return c
}

// Open begins a run of the challenge of that name, or "today" for that of the date: the
// history starts again. The error is one sentence, and nothing has changed.
func (c *Contest) Open(name string) error { return c.open(name, nil) }

// Watch opens the run of a link, in which everything that was done is still to come.
func (c *Contest) Watch(address string) error {
	name, done, err := link.Run(address)
	if err != nil {
		return err
	}
	return c.open(name, done)
}

func (c *Contest) open(name string, done []readout.LogEntry) error {
	if name == "today" {
		name = c.today
	}
	what, err := challenge.Find(c.player.Model(), name)
	if err != nil {
		return err
	}
	if _, err := challenge.NewTrial(what, done); err != nil {
		return err
	}
	if err := c.lessons.Aside(); err != nil {
		return err
	}
	if c.session, err = challenge.New(what, c.player.Player, done); err != nil {
		return err
	}
	c.on, c.watched = c.player.Player, len(done) > 0
	return nil
}

// Leave goes back to free play.
func (c *Contest) Leave() error {
	if c.session == nil {
		return errors.New("leave: no challenge is open")
	}
	c.session, c.on = nil, nil
	c.lessons.Leave()
	return nil
}

// Playing reports whether a challenge is open.
func (c *Contest) Playing() bool { return c.session != nil && c.on == c.player.Player }

func (c *Contest) refuse(line string) error {
	if !c.Playing() {
		return nil
	}
	return c.session.Refuse(line)
}

func (c *Contest) acted(line string) {
	if c.Playing() {
		c.session.Acted(line)
	}
}

// Frame is to be called after each frame of the player.
func (c *Contest) Frame() {
	if c.session == nil {
		return
	}
	if !c.Playing() { // another world was chosen
		c.session, c.on = nil, nil
		c.lessons.Leave()
		return
	}
	end := c.now() + perFrame
	c.player.Snapshot(&c.shot)
	c.session.Update(&c.shot, func() bool { return c.now() >= end })
	if r, ok := c.session.Result(); ok && r.Passed && !c.watched {
		name := c.session.Challenge().Name
		if best, played := c.best[name]; !played || r.Bill < best {
			c.best[name] = r.Bill
		}
	}
}

// Link is the query that has the run played again: which challenge, and what was done.
func (c *Contest) Link() string {
	if !c.Playing() {
		return ""
	}
	h := c.player.History()
	return link.OfRun(c.session.Challenge().Name, c.session.Challenge().Own(h.Commands))
}

// View is what is to be shown, as scripts see it.
type View struct {
	All  []Entry `json:"all"`
	Open *Opened `json:"open"` // null in free play
}

// Entry is a challenge of the list.
type Entry struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Daily bool   `json:"daily"`
	Best  int64  `json:"best"` // the lowest bill so far, -1 for none
}

// Opened is the challenge that is played.
type Opened struct {
	Name    string   `json:"name"`
	Title   string   `json:"title"`
	Brief   []string `json:"brief"`
	Bill    string   `json:"bill"`    // what the bill counts
	Now     Standing `json:"now"`     // at the present moment
	LeftNs  int64    `json:"leftNs"`  // of the run
	ForNs   int64    `json:"forNs"`   // that it takes
	Scored  float64  `json:"scored"`  // how far the scoring is, from 0 to 1
	Result  *Outcome `json:"result"`  // null until the run has come to its end and was scored
	Watched bool     `json:"watched"` // somebody else's run
	Allow   []string `json:"allow"`   // what may be changed
}

// Standing is a bill and how the rules stand.
type Standing struct {
	Bill  int64  `json:"bill"`
	Rules []Rule `json:"rules"`
}

// Outcome is how a run ended.
type Outcome struct {
	Standing
	Passed bool `json:"passed"`
}

// Rule is a rule and how it stands.
type Rule struct {
	Text   string `json:"text"`
	Wanted string `json:"wanted"` // in the grammar of expectations
	Value  string `json:"value"`
	Met    bool   `json:"met"`
	Always bool   `json:"always"` // it has to hold at every moment
	AtNs   int64  `json:"atNs"`   // where it was broken first, or the end
}

func standing(r challenge.Result) Standing {
	s := Standing{Bill: r.Bill, Rules: []Rule{}}
	for _, k := range r.Rules {
		s.Rules = append(s.Rules, Rule{k.Text, k.Expect.String(), k.Value, k.Met, k.Always, int64(k.At)})
	}
	return s
}

// View says what is to be shown now.
func (c *Contest) View() View {
	v := View{All: []Entry{}}
	for _, one := range c.all() {
		best, ok := c.best[one.Name]
		if !ok {
			best = -1
		}
		v.All = append(v.All, Entry{one.Name, one.Title, one.Number == 0, best})
	}
	if !c.Playing() {
		return v
	}
	s, what := c.session, c.session.Challenge()
	v.Open = &Opened{
		Name: what.Name, Title: what.Title, Brief: what.Brief, Bill: what.Bill(), Now: standing(s.Now()),
		LeftNs: int64(max(0, what.For-c.player.Now())), ForNs: int64(what.For), Watched: c.watched, Allow: what.Allow,
	}
	if done, total := s.Scoring(); total > 0 {
		v.Open.Scored = float64(done) / float64(total)
	}
	if r, ok := s.Result(); ok {
		v.Open.Result = &Outcome{standing(r), r.Passed}
	}
	return v
}

// all are the challenges of the model that is shown, that of the date last. They are read
// once: who shows them asks many times a second.
func (c *Contest) all() []*challenge.Challenge {
	m := c.player.Model()
	if m == c.list.of {
		return c.list.all
	}
	c.list.of, c.list.all = m, challenge.Of(m)
	if daily, err := challenge.Daily(m, c.today); err == nil && daily != nil {
		c.list.all = append(c.list.all, daily)
	}
	return c.list.all
}

// Best is the lowest bills, as SetBest takes them.
func (c *Contest) Best() map[string]int64 { return c.best }

// SetBest brings back the lowest bills of earlier visits. Those that make no sense are left
// out; the error names the first.
func (c *Contest) SetBest(best map[string]int64) (err error) {
	for name, bill := range best {
		if _, unknown := challenge.Find(c.player.Model(), name); unknown != nil || bill < 0 {
			if err == nil {
				err = fmt.Errorf("a bill of %d for %q is not possible; expected that of a challenge", bill, sim.Clip(name))
			}
			continue
		}
		c.best[name] = bill
	}
	return err
}

// ReadBest reads the lowest bills of earlier visits. The error is one sentence.
func ReadBest(text string) (best map[string]int64, err error) {
	if err := json.Unmarshal([]byte(text), &best); err != nil {
		return nil, fmt.Errorf("%q is no list of bills; expected such as {\"1-a-quiet-evening\": 4000}", sim.Clip(text))
	}
	return best, nil
}
