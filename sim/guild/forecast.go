package guild

import (
	"fanout/sim"
	"fanout/sim/exact"
)

// Forecast is what settings lead to in the mean. It follows a message through the same
// cases as the handlers do.
type Forecast struct {
	ToGuild    Shares    // of the messages to the large guild
	ToSessions Shares    // of its fan-outs
	Spans      SpanRates // of sessions, in fan-outs of all guilds
}

// Shares are shares of messages by what each of them carries, see [sim.Carrier].
type Shares [sim.CarrierSampled + 1]exact.PPM

// SpanRates are spans that sessions keep per second, ×1,000, by where their trace begins.
type SpanRates struct {
	API     int64
	Guild   int64
	Session int64 // roots
}

// Total is all of them.
func (r *SpanRates) Total() int64 { return r.API + r.Guild + r.Session }

// forecasts are computed when settings change and not with every frame: with 10,000 small
// guilds it takes tens of milliseconds.
type forecasts struct{ now, before known }

// known is the forecast for some settings.
type known struct {
	of any `checkpoint:"shared"` // Settings; nil if nothing is known yet
	Forecast
}

// forecastOf is what some settings lead to; nil if there are none.
func (k *known) forecastOf(settings any, sessions *byVersion) *Forecast {
	if settings == nil {
		return nil
	}
	if k.of != settings {
		s := settings.(Settings)
		k.of, k.Forecast = settings, s.forecast(sessions)
	}
	return &k.Forecast
}

// byVersion is how many sessions live on nodes of each version.
type byVersion [numVersions]int64

func (nodes sessionNodes) byVersion() (n byVersion) {
	for _, node := range nodes {
		n[node.version] += int64(len(node.members))
	}
	return n
}

// share is the part of an amount that falls to the sessions of a version.
func (n *byVersion) share(amount int64, v version) int64 {
	var all int64
	for _, sessions := range n {
		all += sessions
	}
	return exact.MulDiv(amount, n[v], max(1, all))
}

// parts are shares in millionths of a millionth, so that products of rates have room.
type parts struct {
	api, guild int64 // sampled, in a trace that began there
	unsampled  int64
	none       int64 // an envelope without context
	bare       int64
}

const whole, wholeSquare = int64(exact.Whole), int64(exact.Whole) * int64(exact.Whole)

// toGuild is what messages carry into the mailbox of a guild on a node of that version.
func (s *Settings) toGuild(v version) (m parts) {
	enveloped := int64(s.EnvelopesGuild)
	if v == versionBare {
		enveloped = 0
	}
	p := int64(s.HeadRate)
	if s.GRPCLink && s.Sieve != SieveIgnore {
		m.api = enveloped * p
	}
	if s.GRPCLink && s.Sieve == SieveParse && !s.SkipUnsampled {
		m.unsampled = enveloped * (whole - p)
	}
	m.bare = (whole - enveloped) * whole
	m.none = wholeSquare - m.bare - m.api - m.unsampled
	return m
}

// toSessions is what copies carry out of a guild on a node of that version. Which messages
// travel in envelopes is decided by their number, so those that the smaller share covers are
// covered by the larger one too.
func (s *Settings) toSessions(v version) (c parts) {
	enveloped := int64(s.EnvelopesSessions)
	if v == versionBare {
		enveloped = 0
	}
	c.bare = (whole - enveloped) * whole
	both := s.toGuild(v)
	if in := int64(s.EnvelopesGuild); in > enveloped { // of those that came with a context some go out bare
		both.api, both.unsampled = exact.MulDiv(both.api, enveloped, in), exact.MulDiv(both.unsampled, enveloped, in)
	}
	c.api = both.api
	open := enveloped*whole - both.api - both.unsampled // those with which the guild may begin
	unsampled := both.unsampled
	if s.RootsGuild && v > versionBare {
		c.guild = exact.MulDiv(open, int64(s.HeadRate), whole)
		unsampled += open - c.guild
	}
	if !s.SkipUnsampled {
		c.unsampled = unsampled
	}
	c.none = enveloped*whole - c.api - c.guild - c.unsampled
	return c
}

// shares are the parts as they are shown. They add up to the whole.
func (m *parts) shares() (s Shares) {
	round := func(part int64) exact.PPM { return exact.PPM((part + whole/2) / whole) }
	s[sim.CarrierBare], s[sim.CarrierUnsampled], s[sim.CarrierSampled] = round(m.bare), round(m.unsampled), round(m.api+m.guild)
	s[sim.CarrierEmpty] = exact.Whole - s[sim.CarrierBare] - s[sim.CarrierUnsampled] - s[sim.CarrierSampled]
	return s
}

// forecast is what the settings lead to, with sessions on nodes of those versions.
func (s *Settings) forecast(sessions *byVersion) (f Forecast) {
	versions := s.guildVersions()
	large := versions.of(0)
	in, out := s.toGuild(large), s.toSessions(large)
	f.ToGuild, f.ToSessions = in.shares(), out.shares()
	f.Spans.add(s, sessions, large, s.MessageRate*int64(s.Members), s.Members)
	l := s.smallLoad()
	var perSize [smallSizeMost + 1][numVersions]int64 // how many small guilds there are of each size
	for id := 1; id <= s.Guilds; id++ {
		perSize[s.smallSize(id)][versions.of(id)]++
	}
	for n := range perSize {
		for v, guilds := range perSize[n] {
			if n := int64(n); guilds > 0 {
				f.Spans.add(s, sessions, version(v), guilds*exact.MulDiv(s.smallMessages(), n*n, l.members), int(n))
			}
		}
	}
	return f
}

// guildVersions tells the version of the node on which a guild is.
type guildVersions struct {
	s     *Settings
	nodes func(id int) int // nil if all are of the present version
}

func (s *Settings) guildVersions() guildVersions {
	for i := range s.GuildNodes {
		if s.versionOf(i, s.GuildNodes, s.DeployGuilds) != versionNow {
			r := ringOf(s.GuildNodes)
			return guildVersions{s, func(id int) int { return int(r.Node(guildKey(id))) }}
		}
	}
	return guildVersions{s: s}
}

func (v *guildVersions) of(id int) version {
	if v.nodes == nil {
		return versionNow
	}
	return v.s.versionOf(v.nodes(id), v.s.GuildNodes, v.s.DeployGuilds)
}

// add adds the spans of deliveries per 1,000 s, in fan-outs to so many recipients out of a
// guild on a node of version v.
func (r *SpanRates) add(s *Settings, sessions *byVersion, v version, deliveries int64, recipients int) {
	c := s.toSessions(v)
	times := func(part int64, share exact.PPM, n int64) int64 {
		return exact.MulDiv(exact.MulDiv(n, part, wholeSquare), int64(share), whole)
	}
	for reader := versionCarrier; reader <= versionNow; reader++ { // those before it keep no spans
		n := sessions.share(deliveries, reader)
		says := s.saysTo(v, reader, recipients)
		q := exact.PPM(s.fanoutTable().Rate(says))
		r.API += times(c.api, q, n)
		r.Guild += times(c.guild, q, n)
		if !s.RootsSession {
			continue
		}
		r.Session += times(c.bare, s.HeadRate, n) // a bare message does not say that it was fanned out
		if !s.NoRoots || says <= 1 {
			r.Session += times(c.none, s.HeadRate, n)
		}
	}
}

// saysTo is how many recipients a copy says it has, from a guild to a session on nodes of
// those versions: 0 where one of them does not know the field.
func (s *Settings) saysTo(from, to version, recipients int) int {
	if from == versionCarrier || to == versionCarrier {
		return 0
	}
	return recipients
}

// meanKeep is the rate of the second layer at a fan-out of a guild on a node of version v,
// in the mean over all sessions.
func (w *World) meanKeep(v version, recipients int) (mean exact.PPM) {
	sessions := w.sessionNodes.byVersion()
	for reader := versionCarrier; reader <= versionNow; reader++ {
		q := w.sessionNodes[0].KeepRate(w.settings.saysTo(v, reader, recipients))
		mean += exact.PPM(sessions.share(int64(q), reader))
	}
	return mean
}
