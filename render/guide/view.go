package guide

// View is what is to be shown, as scripts see it. Texts are paragraphs of runs.
type View struct {
	Chapters []Entry  `json:"chapters"` // of this model
	Open     *Opened  `json:"open"`     // null in free play
	Glossary []Term   `json:"glossary,omitempty"`
	Progress string   `json:"progress"`
	Shown    []string `json:"shown"` // ids of the controls that the chapter speaks of
}

// Entry is a chapter of the list.
type Entry struct {
	Number   int    `json:"number"`
	Title    string `json:"title"`
	Beat     string `json:"beat"`
	Minutes  int    `json:"minutes"`
	Finished bool   `json:"finished"`
}

// Opened is the chapter that is open.
type Opened struct {
	Number  int      `json:"number"`
	Title   string   `json:"title"`
	File    string   `json:"file,omitempty"` // that it was read from, "" for one of the list
	Step    int      `json:"step"`           // from 1
	Steps   int      `json:"steps"`
	Busy    bool     `json:"busy"`
	Done    float64  `json:"done"`  // share of what is under way
	Lasts   string   `json:"lasts"` // virtual time that it takes, for people; "" for nothing
	Prose   Text     `json:"prose"`
	Predict *Predict `json:"predict"`
	Task    *Task    `json:"task"`
	Closing bool     `json:"closing"`
	Know    Text     `json:"know"`
	Code    []Code   `json:"code"`
}

// Predict is a prediction and what has become of it.
type Predict struct {
	Kind      string   `json:"kind"`  // bar, choice or number
	State     string   `json:"state"` // open, locked, compared or skipped
	Question  Text     `json:"question"`
	Options   []Option `json:"options"`
	Unit      string   `json:"unit"`
	Percent   bool     `json:"percent"` // a guess is a share, said in percent
	From      string   `json:"from"`
	To        string   `json:"to"`
	Timed     bool     `json:"timed"` // a guess is a duration, said in seconds
	Low       float64  `json:"low"`   // in percent, or in seconds
	High      float64  `json:"high"`
	BeforeAt  *float64 `json:"beforeAt"` // as low and high are; null while there is none
	GuessAt   *float64 `json:"guessAt"`
	AnswerAt  *float64 `json:"answerAt"`
	PostAt    *float64 `json:"postAt"` // of the published figure of what is asked
	Before    string   `json:"before"`
	Guess     string   `json:"guess"`
	Answer    string   `json:"answer"`
	Expected  bool     `json:"expected"` // the answer is what the settings lead to in the mean, and no count of the run
	Off       string   `json:"off"`
	Reveal    Text     `json:"reveal"`
	Post      string   `json:"post"` // the published figure of what is asked, "" while there is none
	Published []string `json:"published"`

	Scale Scale `json:"-"` // of a bar or a number
	At    Marks `json:"-"`
}

// Marks are where the figures of a prediction stand, in its own unit: a share of 1,
// nanoseconds, a count.
type Marks struct{ Low, High, Before, Guess, Answer, Post float64 }

// Scale spells the figures of a prediction and reads them.
type Scale interface {
	Speak(v float64) string            // for people
	Read(text string) (float64, error) // the error is one sentence
}

// Option is one of a choice.
type Option struct {
	Label string `json:"label"`
	About string `json:"about"`
}

// Task is something to do and what has become of it.
type Task struct {
	Text  Text   `json:"text"`
	Done  bool   `json:"done"`
	Tries int    `json:"tries"`
	Hints []Text `json:"hints"`
	More  bool   `json:"more"` // there is another hint
	Seen  string `json:"seen"`
	Find  string `json:"find"` // kind of what is to be pointed at, "" for nothing
}

// Code names what has just run.
type Code struct {
	File   string `json:"file"`
	Symbol string `json:"symbol"`
}

// Term is an entry of the glossary.
type Term struct {
	Name       string `json:"name"`
	Definition string `json:"definition"`
}

// Text is paragraphs of runs.
type Text [][]Run

// Run is a stretch of text that is set alike.
type Run struct {
	Text   string `json:"text"`
	Strong bool   `json:"strong,omitempty"`
	Name   string `json:"name,omitempty"`  // of a term, as the glossary has it
	Means  string `json:"means,omitempty"` // its definition
	Tag    string `json:"tag,omitempty"`   // where that comes from: POST, MODEL, TAB, or "" for plain usage
}

// Reader keeps the chapters and the one that is open.
type Reader interface {
	View() View
	Open(number int) error            // begins a chapter
	Do(verb, text, more string) error // next, back, skip, hint, leave, guess or point
	GuessValue(v float64) error       // locks a guess in the prediction's own unit
	SetProgress(text string) error    // "" forgets everything
}
