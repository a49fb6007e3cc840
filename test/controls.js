// What every control of the picture is for.
//
// An effect has prepare, lines that make room for it (those that begin with "look"
// move the view); type, what is typed if it wants a text; wrong(earlier, later, id),
// what is wrong with it, "" if nothing; and opens or closes if it changes which
// controls there are.

// setting is the effect of a control that changes the setting of that name.
const setting = (name, ...prepare) => ({
  prepare,
  wrong: ({ state: a }, { state: b }) => (String(a.settings[name]) !== String(b.settings[name]) ? "" : `${name} is still ${a.settings[name]}`),
});

// becomes is the effect of a control that gives a setting a value.
const becomes = (name, value, ...prepare) => ({
  prepare,
  wrong: (_, { state }) => (String(state.settings[name]) === value ? "" : `${name} is ${state.settings[name]}, not ${value}`),
});

const timeIs = (relation, ...prepare) => ({
  prepare,
  wrong: ({ state: a }, { state: b }) => (relation(a.now, b.now) ? "" : `time went from ${a.now} to ${b.now}`),
});

// tells is the effect of a control that opens the inspector on something.
const tells = (words, ...prepare) => ({
  prepare, opens: true,
  wrong: (_, { looking }) => (words.test(looking.about[0] ?? "") ? "" : `the inspector says ${JSON.stringify(looking.about)}`),
});

const logs = (line) => ({
  wrong: (_, { state }) => (state.log.some(({ text }) => text.startsWith(line)) ? "" : `the log lacks ${line}`),
});

const value = (id, wanted, more) => ({
  ...more,
  wrong: (_, { widgets }) => (widgets.get(id)?.value === wanted ? "" : `${id} is ${widgets.get(id)?.value}, not ${wanted}`),
});

// moves is the effect of a list or chart through which arrows and a pointer move.
const moves = {
  prepare: ["run 3s"],
  wrong: ({ widgets: a }, { widgets: b }, id) => (a.get(id).value !== b.get(id).value ? "" : `it still shows ${a.get(id).value}`),
};

const level = (relation, ...prepare) => ({
  prepare: ["look zoom fit", ...prepare],
  wrong: ({ looking: a }, { looking: b }) => (relation(a.level, b.level) ? "" : `level went from ${a.level} to ${b.level}`),
});

const sorted = {
  wrong: ({ widgets: a }, { widgets: b }, id) => (a.get(id).value !== b.get(id).value ? "" : `it still says ${a.get(id).value}`),
};

const effects = [
  [/^button\.back$/, timeIs((a, b) => b < a, "run 500ms")],
  [/^button\.step$/, timeIs((a, b) => b > a)],
  [/^button\.play$/, { wrong: (_, { state }) => (state.playing ? "" : "it does not play"), prepare: ["pause"] }],
  [/^timeline$/, timeIs((a, b) => b !== a, "run 1s")],
  [/^button\.seed\.dice$/, { wrong: ({ state: a }, { state: b }) => (a.seed !== b.seed ? "" : `the seed is still ${a.seed}`) }],
  [/^button\.seed\.restart$/, timeIs((a, b) => b < a, "run 500ms")],
  [/^button\.share$/, value("button.share", "copied")],
  [/^button\.theme$/, { wrong: (a, b) => (a.theme !== b.theme ? "" : `the theme is still ${a.theme}`) }],
  [/^button\.help$/, { opens: true, wrong: (_, { widgets }) => (widgets.has("help") ? "" : "no help") }],
  [/^button\.send$/, logs("send")],
  [/^button\.burst$/, logs("burst")],
  [/^button\.reset$/, becomes("members", "10000", "set members 100")],
  [/^button\.intro$/, { opens: true, wrong: (_, { widgets }) => (widgets.has("sheet") || widgets.has("tab.rail.intro") ? "" : "no introduction") }],

  [/^slider\.speed$/, { wrong: ({ state: a }, { state: b }) => (a.speed !== b.speed ? "" : `the speed is still ${a.speed}`), prepare: ["speed 0.05"] }],
  [/^exact\.slider\.speed$/, { type: "0.3", wrong: (_, { state }) => (state.speed === 0.3 ? "" : `the speed is ${state.speed}`) }],
  [/^slider\.members$/, setting("members", "set members 100")],
  [/^exact\.slider\.members$/, { type: "321", ...becomes("members", "321") }],
  [/^slider\.rate$/, setting("rate", "set rate 4")],
  [/^exact\.slider\.rate$/, { type: "7", ...becomes("rate", "7") }],
  [/^slider\.head\.rate$/, setting("head.rate", "set head.rate 1%")],
  [/^exact\.slider\.head\.rate$/, { type: "3", ...becomes("head.rate", "0.03") }],
  [/^slider\.grpc$/, setting("grpc", "set grpc 1000")],
  [/^exact\.slider\.grpc$/, { type: "500", ...becomes("grpc", "500") }],
  [/^slider\.small$/, setting("small", "set small 100")],
  [/^exact\.slider\.small$/, { type: "20", ...becomes("small", "20") }],
  ...[1, 10, 100, 1000, 10000].map((n) => [new RegExp(`^point\\.fanout\\.${n}$`), setting(`fanout.${n}`, "reset", "set members 100")]),
  ...["table", "10/n", "flat", "none"].map((preset) => [new RegExp(`^segment\\.fanout\\.${preset}$`),
    becomes("fanout", preset, `set fanout ${preset === "flat" ? "none" : "flat"}`)]),
  [/^point\.flat\.rate$/, setting("flat.rate", "set fanout flat")],
  [/^button\.fanout\.reset$/, becomes("fanout", "table", "set fanout.10 5%")],
  [/^chip\.envelopes\.guild$/, setting("envelopes.guild", "set envelopes.guild 100%")],
  [/^chip\.envelopes\.sessions$/, setting("envelopes.sessions", "set envelopes.sessions 100%")],
  [/^toggle\.skip\.unsampled$/, setting("skip.unsampled", "set envelopes.guild 100%", "set envelopes.sessions 100%")],
  [/^toggle\.no\.roots$/, setting("no.roots", "toggle roots.session on")],
  ...["ignore", "parse", "sieve"].map((mode) => [new RegExp(`^segment\\.sieve\\.${mode}$`),
    becomes("sieve", mode, "toggle grpc.link on", `set sieve ${mode === "parse" ? "ignore" : "parse"}`)]),
  [/^toggle\.grpc\.link$/, setting("grpc.link")],
  [/^toggle\.roots\.guild$/, setting("roots.guild")],
  [/^toggle\.roots\.session$/, setting("roots.session")],
  ...["beam-published", "this-machine", "go-native"].map((profile) => [new RegExp(`^segment\\.costs\\.${profile}$`), {
    prepare: [`costs ${profile === "go-native" ? "beam-published" : "go-native"}`],
    wrong: (_, { state }) => (state.costs.profile === profile ? "" : `the profile is ${state.costs.profile}`),
  }]),

  [/^api-\d$/, tells(/^api-\d$/)],
  [/^sieve$/, tells(/^(Sieve|Parse all|Headers ignored)$/)],
  [/^guild$/, tells(/^Guild$/)],
  [/^cpu\./, tells(/ CPU$/, "run 200ms")], // on a phone, until it is clear which bar has moved most
  [/^field$/, tells(/^(Session|Dot)/)],
  [/^message\.\d+$/, tells(/^Message #\d+$/)],
  [/^tab\.rail\.controls$/, { closes: true, wrong: (_, { widgets }) => (widgets.has("slider.members") ? "" : "no controls") }],
  [/^button\.inspect\.close$/, { closes: true, wrong: (_, { looking }) => (looking.about.length === 0 ? "" : "it is still open") }],

  [/^button\.zoom\.in$/, level((a, b) => b > a)],
  [/^button\.zoom\.out$/, level((a, b) => b < a, "look zoom in")],
  [/^button\.zoom\.fit$/, level((a, b) => b === 0 && a > 0, "look zoom in")],

  [/^tab\.(spans|past|counters|log)$/, { closes: true, wrong: ({ widgets: a }, { widgets: b }, id) => (a.get(id).value !== b.get(id)?.value ? "" : `it is still ${a.get(id).value}`) }],
  [/^tab\.(intro|controls)$/, { opens: true, wrong: ({ widgets: a }, { widgets: b }, id) => (a.get(id).value !== b.get(id).value ? "" : `it is still ${a.get(id).value}`) }],
  [/^tab\.readings$/, { opens: true, wrong: ({ widgets: a }, { widgets: b }, id) => (a.get(id).value !== b.get(id).value ? "" : `it is still ${a.get(id).value}`) }],
  [/^drawer\.grip$/, { opens: true, wrong: ({ widgets: a }, { widgets: b }, id) => (b.get(id)?.rect.y !== a.get(id).rect.y ? "" : "the drawer has not moved") }],
  [/^button\.drawer(\.full)?$/, { opens: true, wrong: ({ widgets: a }, { widgets: b }) => (a.get("timeline").rect.y !== b.get("timeline")?.rect.y ? "" : "the drawer has not moved") }],
  [/^sort\./, sorted],
  [/^(past|log)$/, moves],
  [/^spans$/, { wrong: (_, { widgets }) => (/presence\.call \d/.test(widgets.get("spans").value) ? "" : "it names no span") }], // all are in sight
  [/^button\.log\.follow$/, { prepare: ["run 3s"], wrong: (_, { widgets }) => (widgets.has("button.log.follow") ? "it is still there" : "") }],
  [/^(guide|controls|drawer|sheet|help)$/, { elsewhere: true }],
];

// effectOf is what the control with an id is for, undefined if nobody has said so.
export const effectOf = (id) => effects.find(([name]) => name.test(id))?.[1];

// clear closes whatever is open, and goes back to the whole field.
export async function clear(person) {
  for (let i = 0; i < 3; i++) {
    await person.escape();
  }
  await person.settle("pause");
  await person.settle("look zoom fit");
}
