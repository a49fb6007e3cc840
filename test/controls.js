// What every control of the picture is for.
//
// An effect has prepare, lines that make room for it (those that begin with "look"
// move the view); type, what is typed if it wants a text; wrong(earlier, later, id),
// what is wrong with it, "" if nothing; and opens or closes if it changes which
// controls there are. One that leaves goes to another model. One that only tells
// something is not used: says is what that is like.

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

// chosen is the effect of a choice of how something is looked at.
const chosen = { wrong: (_, { widgets }, id) => (widgets.get(id)?.value === "on" ? "" : `${id} is ${widgets.get(id)?.value}`) };

// moves is the effect of a list or chart through which arrows and a pointer move.
const moves = {
  prepare: ["run 3s"],
  wrong: ({ widgets: a }, { widgets: b }, id) => (a.get(id).value !== b.get(id).value ? "" : `it still shows ${a.get(id).value}`),
};

// shown is the effect of a control after which another one has that value, whatever was open.
const shown = (id, wanted) => ({ ...value(id, wanted), opens: true });

const level = (relation, ...prepare) => ({
  prepare: ["look zoom fit", ...prepare],
  wrong: ({ looking: a }, { looking: b }) => (relation(a.level, b.level) ? "" : `level went from ${a.level} to ${b.level}`),
});

// wrongWorld is what is wrong after a card of the map was used.
function wrongWorld(_, { state, widgets }, id) {
  if (`map.${state.model}` !== id) {
    return `the model is ${state.model}`;
  }
  return widgets.has("map") ? "the map is still there" : "";
}

const sorted = {
  wrong: ({ widgets: a }, { widgets: b }, id) => (a.get(id).value !== b.get(id).value ? "" : `it still says ${a.get(id).value}`),
};

// wholeTrace shows a trace with a fan-out.
const wholeTrace = ["reset", "set members 100", "set head.rate 100%", "set fanout none", "run 1s", "look trace #1"];

// The shell's are those that every model has.
const shell = [
  [/^button\.worlds$/, { opens: true, wrong: (_, { widgets }) => (widgets.has("map") ? "" : "no map") }],
  [/^map\.(guild|hashring)$/, { closes: true, leaves: true, wrong: wrongWorld }],
  [/^button\.map\.close$/, { closes: true, wrong: (_, { widgets }) => (widgets.has("map") ? "the map is still there" : "") }],
  [/^button\.back$/, timeIs((a, b) => b < a, "run 500ms")],
  [/^button\.step$/, timeIs((a, b) => b > a)],
  [/^button\.play$/, { wrong: (_, { state }) => (state.playing ? "" : "it does not play"), prepare: ["pause"] }],
  [/^timeline$/, timeIs((a, b) => b !== a, "run 1s")],
  [/^button\.seed\.dice$/, { wrong: ({ state: a }, { state: b }) => (a.seed !== b.seed ? "" : `the seed is still ${a.seed}`) }],
  [/^button\.seed\.restart$/, timeIs((a, b) => b < a, "run 500ms")],
  [/^button\.share$/, value("button.share", "copied")],
  [/^button\.export$/, { wrong: (_, { exporting }) => (exporting ? "" : "the page has not asked what to export") }],
  [/^button\.theme$/, { wrong: (a, b) => (a.theme !== b.theme ? "" : `the theme is still ${a.theme}`) }],
  [/^button\.help$/, { opens: true, wrong: (_, { widgets }) => (widgets.has("help") ? "" : "no help") }],
  [/^button\.intro$/, { opens: true, wrong: (_, { widgets }) => (widgets.has("sheet") || widgets.has("tab.rail.intro") ? "" : "no introduction") }],

  [/^slider\.speed$/, { wrong: ({ state: a }, { state: b }) => (a.speed !== b.speed ? "" : `the speed is still ${a.speed}`), prepare: ["speed 0.05"] }],
  [/^exact\.slider\.speed$/, { type: "0.3", wrong: (_, { state }) => (state.speed === 0.3 ? "" : `the speed is ${state.speed}`) }],

  [/^tab\.rail\.controls$/, { closes: true, wrong: (_, { widgets }) => (widgets.has("button.reset") ? "" : "no controls") }],
  [/^button\.inspect\.close$/, { closes: true, wrong: (_, { looking }) => (looking.about.length === 0 ? "" : "it is still open") }],

  [/^tab\.(spans|trace|profile|past|whatif|timings|connects|metrics|bill|counters|prices|log)$/, { closes: true, wrong: ({ widgets: a }, { widgets: b }, id) => (a.get(id).value !== b.get(id)?.value ? "" : `it is still ${a.get(id).value}`) }],
  [/^tab\.(intro|controls)$/, { opens: true, wrong: ({ widgets: a }, { widgets: b }, id) => (a.get(id).value !== b.get(id).value ? "" : `it is still ${a.get(id).value}`) }],
  [/^tab\.readings$/, { opens: true, wrong: ({ widgets: a }, { widgets: b }, id) => (a.get(id).value !== b.get(id).value ? "" : `it is still ${a.get(id).value}`) }],
  [/^drawer\.grip$/, { opens: true, wrong: ({ widgets: a }, { widgets: b }, id) => (b.get(id)?.rect.y !== a.get(id).rect.y ? "" : "the drawer has not moved") }],
  [/^button\.drawer(\.full)?$/, { opens: true, wrong: ({ widgets: a }, { widgets: b }) => (a.get("timeline").rect.y !== b.get("timeline")?.rect.y ? "" : "the drawer has not moved") }],
  [/^tab\.more$/, { opens: true, wrong: (_, { widgets }) => (widgets.has("list") ? "" : "no list of tabs") }],
  [/^list$/, { elsewhere: true }],
  [/^segment\.profile\.(by|of)\./, { prepare: ["run 1s"], ...chosen }],
  [/^button\.profile\.subject$/, { opens: true, wrong: (_, { widgets }) => (widgets.has("list") ? "" : "no list of subjects") }],
  [/^subject\./, { closes: true, wrong: (_, { widgets }) => (widgets.has("list") ? "the list is still there" : "") }],
  [/^flame$/, { prepare: ["run 1s"], wrong: ({ widgets: a }, { widgets: b }, id) => (b.has(id) && a.get(id).value !== b.get(id).value ? "" : `it still shows ${a.get(id).value}`) }],
  [/^(term|metric)\./, { says: / / }],
  [/^slider\.bill\.price$/, { wrong: ({ widgets: a }, { widgets: b }, id) => (a.get(id).value !== b.get(id).value ? "" : `the price is still ${a.get(id).value}`) }],
  [/^exact\.slider\.bill\.price$/, { type: "7", ...value("slider.bill.price", "$7.00") }],
  [/^sort\./, sorted],
  [/^tag\./, { says: /: / }],
  [/^stage\./, tells(/ CPU$/)],
  [/^(past|log)$/, moves],
  [/^(spans|log)\.trace\./, shown("tab.trace", "open")],
  [/^button\.trace\.show$/, shown("tab.trace", "open")],
  [/^trace\.find$/, { type: "dispatch", wrong: (_, { widgets }) => (widgets.get("trace.find").value === '"dispatch"' ? "" : `it holds ${widgets.get("trace.find").value}`) }],
  [/^toggle\.trace\./, { wrong: ({ widgets: a }, { widgets: b }, id) => (a.get(id).value !== b.get(id).value ? "" : `it is still ${a.get(id).value}`) }],
  ...["messages", "others", "all"].map((kind) => [new RegExp(`^segment\\.traces\\.${kind}$`), value(`segment.traces.${kind}`, "on")]),
  [/^button\.trace\.least$/, { wrong: ({ widgets: a }, { widgets: b }, id) => (a.get(id).value !== b.get(id).value ? "" : `it is still ${a.get(id).value}`) }],
  [/^button\.trace\.services$/, { opens: true, wrong: (_, { widgets }) => (widgets.has("toggle.trace.service.guilds") ? "" : "no list of services") }],
  [/^button\.trace\.clear$/, { closes: true, wrong: (_, { widgets }) => (widgets.has("traces") ? "" : "no trace is listed") }],
  [/^trace\.none$/, { says: /[Tt]race/ }],
  [/^(traces|trace\.slowest|waterfall|trace\.map|trace\.about)$/, { wrong: (_, { widgets }, id) => (widgets.get(id)?.value || widgets.has("waterfall") ? "" : "it tells of no trace") }],
  [/^button\.trace\.unfold$/, { prepare: wholeTrace, wrong: ({ widgets: a }, { widgets: b }, id) => (a.get(id).label !== b.get(id).label ? "" : `it still says ${a.get(id).label}`) }],
  [/^button\.trace\.find$/, tells(/^(Session|Message)/, ...wholeTrace)],
  [/^button\.trace\.(back|up)$/, { opens: true, wrong: (_, { widgets }) => (widgets.has("button.trace.back") && widgets.has("button.trace.up") ? "it is still there" : "") }],
  [/^term\.(kept|stands|p99|path)$/, { elsewhere: true }], // in a pane that scrolls: tried in Go
  [/^button\.log\.follow$/, { prepare: ["run 3s"], wrong: (_, { widgets }) => (widgets.has("button.log.follow") ? "it is still there" : "") }],
  [/^(guide|controls|drawer|sheet|help|map)$/, { elsewhere: true }],

  // Other values of a setting.
  [/^button\.whatif\.(setting|metric\.\d)$/, { opens: true, wrong: (_, { widgets }, id) => ([...widgets.keys()].some((other) => other.startsWith(`${id}.`)) ? "" : "no list is open") }],
  [/^segment\.whatif\./, chosen],
  [/^whatif\.point\./, { elsewhere: true }], // it may make the world a million large: tried in whatif.test.js

  // Two histories side by side.
  [/^button\.ab$/, { opens: true, wrong: ({ widgets: a }, { widgets: b }) => (a.has("button.ab.swap") !== b.has("button.ab.swap") ? "" : "there are as many histories as before") }],
  [/^button\.ab\.[ab]$/, { closes: true, prepare: ["look b off", "look b"], wrong: (_, { widgets }) => (widgets.has("button.ab.swap") ? "the second history is still there" : "") }],
  [/^button\.ab\.swap$/, { wrong: ({ widgets: a }, { widgets: b }) => (a.get("ab.a")?.value === b.get("ab.b")?.value ? "" : "A and B are where they were") }],
  [/^button\.ab\.controls$/, { opens: true, wrong: ({ widgets: a }, { widgets: b }) => (a.has("sheet") !== b.has("sheet") ? "" : "the controls did not open or close") }],
  [/^button\.ab\.table$/, { elsewhere: true }], // saves a file: tried in ab.test.js
  [/^segment\.ab\.side\./, chosen],
  [/^ab\.(a|b)$/, { wrong: ({ widgets: a }, { widgets: b }, id) => (a.get(id).value !== b.get(id)?.value ? "" : `${id} is still ${a.get(id).value}`) }],
  [/^ab\.(seed|row\.|[ab]\.)/, { says: / / }],
];

const guild = [
  [/^button\.send$/, logs("send")],
  [/^button\.burst$/, logs("burst")],
  [/^button\.reset$/, becomes("members", "10000", "set members 100")],
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
  [/^toggle\.detach$/, setting("detach")],
  [/^chip\.deploy\.guilds$/, setting("deploy.guilds", "set deploy.guilds 100%")],
  [/^chip\.deploy\.sessions$/, setting("deploy.sessions", "set deploy.sessions 100%")],
  ...["bare", "carrier"].map((version) => [new RegExp(`^segment\\.deploy\\.from\\.${version}$`),
    becomes("deploy.from", version, `set deploy.from ${version === "bare" ? "carrier" : "bare"}`)]),
  [/^button\.micro(\.message)?$/, { opens: true, wrong: (_, { widgets }) => (widgets.has("micro") ? "" : "no microscope") }],
  [/^button\.micro\.close$/, { closes: true, wrong: (_, { widgets }) => (widgets.has("micro") ? "the microscope is still there" : "") }],
  [/^micro$/, { elsewhere: true }],
  [/^toggle\.grpc\.link$/, setting("grpc.link")],
  [/^toggle\.roots\.guild$/, setting("roots.guild")],
  [/^toggle\.roots\.session$/, setting("roots.session")],
  ...["beam-published", "this-machine", "go-native"].map((profile) => [new RegExp(`^segment\\.costs\\.${profile}$`), {
    prepare: [`costs ${profile === "go-native" ? "beam-published" : "go-native"}`],
    wrong: (_, { state }) => (state.costs.profile === profile ? "" : `the profile is ${state.costs.profile}`),
  }]),

  [/^api-\d$/, tells(/^api-\d$/)],
  [/^sieve$/, tells(/^(Sieve|Parse all|Headers ignored)$/)],
  [/^(guild|mailbox)$/, tells(/^Guild$/)],
  [/^link\.(api|sessions)$/, tells(/^Link /)],
  [/^button\.fault\.crash$/, logs("crash guild")],
  [/^button\.fault\.crash\.node$/, { ...logs("crash node"), prepare: ["run 3s"] }], // it may be down
  [/^button\.fault\.hot$/, becomes("rate", "40", "set rate 4")],
  [/^button\.fault\.storm$/, logs("reconnect 20%")],
  ...[["api", "api guilds", "latency.api"], ["sessions", "guilds sessions", "latency"]].flatMap(([link, ends, latency]) => [
    [new RegExp(`^button\\.fault\\.cut\\.${link}$`), { ...logs(`link ${ends} down`), opens: true, prepare: [`link ${ends} up`] }],
    [new RegExp(`^button\\.fault\\.lossy\\.${link}$`), { ...logs(`link ${ends} loss 20%`), opens: true, prepare: [`link ${ends} up`] }],
    [new RegExp(`^button\\.fault\\.restore\\.${link}$`), { ...logs(`link ${ends} up`), opens: true, prepare: [`link ${ends} down`] }],
    [new RegExp(`^button\\.fault\\.slow\\.${link}$`), { ...setting(latency, `set ${latency} 200us`), opens: true }],
    [new RegExp(`^button\\.fault\\.fast\\.${link}$`), { ...setting(latency, `set ${latency} 20ms`), opens: true }],
  ]),
  [/^timings$/, moves],
  [/^segment\.connects\./, chosen],
  [/^connects\.trace\./, shown("tab.trace", "open")],
  [/^connects\./, { says: / / }],
  [/^connects$/, { wrong: (_, { widgets }) => (/^session \d/.test(widgets.get("connects").value) ? "" : "it names no session") }],
  // What a change in the past has replaced.
  [/^(button|row)\.branch\.\d+$/, { opens: true, prepare: ["run 1s", "goto 500ms", "set latency 7ms"], wrong: (_, { state }) => (state.log.some(({ text }) => /^branch \d+ is back/.test(text)) ? "" : "no branch is back") }],
  [/^button\.undo$/, { opens: true, prepare: ["crash guild"], wrong: (_, { state }) => (state.log.some(({ text }) => text.startsWith("undone: crash guild")) ? "" : "nothing was undone") }],
  [/^guild\.message$/, tells(/^Message #\d+$/, "send", "run 1s")],
  [/^legend\./, { says: / / }],
  [/^counters$/, { opens: true, wrong: (_, { widgets }) => (widgets.get("tab.spans")?.value === "open" || widgets.has("spans") ? "" : "the spans are not open") }],
  [/^published$/, { opens: true, wrong: (_, { widgets }) => (widgets.get("tab.prices")?.value === "open" ? "" : "the prices are not open") }],
  // What changed last has not moved the bar: the rate for so few recipients is not in use.
  [/^remark$/, { prepare: ["reset", "set members 1000", "costs beam-published", "run 1s", "set fanout.10 4%"], wrong: (_, { state }) => (state.costs.options[0] === "recorded" ? "" : `the reading is ${state.costs.options[0]}`) }],
  [/^cpu\./, tells(/ CPU$/, "run 200ms")], // on a phone, until it is clear which bar has moved most
  [/^field$/, tells(/^(Session|Dot)/)],
  [/^message\.\d+$/, tells(/^Message #\d+$/)],
  [/^button\.zoom\.in$/, level((a, b) => b > a)],
  [/^button\.zoom\.out$/, level((a, b) => b < a, "look zoom in")],
  [/^button\.zoom\.fit$/, level((a, b) => b === 0 && a > 0, "look zoom in")],
  [/^spans$/, { wrong: (_, { widgets }) => (/^[a-z_]+\.[a-z_]+ /.test(widgets.get("spans").value) ? "" : "it names no span") }],
];

const ring = [
  [/^button\.reset$/, becomes("nodes", "10", "set nodes 9")],
  [/^slider\.nodes$/, setting("nodes", "set nodes 10")],
  [/^exact\.slider\.nodes$/, { type: "12", ...becomes("nodes", "12", "set nodes 10") }],
  [/^button\.nodes\.less$/, becomes("nodes", "9", "set nodes 10")],
  [/^button\.nodes\.more$/, becomes("nodes", "11", "set nodes 10")],
  [/^slider\.replicas$/, setting("replicas", "set replicas 512")],
  [/^exact\.slider\.replicas$/, { type: "64", ...becomes("replicas", "64") }],
  ...["ring", "modulo"].map((rule) => [new RegExp(`^segment\\.placement\\.${rule}$`),
    becomes("placement", rule, `set placement ${rule === "ring" ? "modulo" : "ring"}`)]),
  // In the rail, in a row below the circle, and on a phone below the shares.
  ...["process", "table", "constant"].map((way) => [new RegExp(`^(segment\\.(lookup|way)|way)\\.${way}$`),
    becomes("lookup", way, `set lookup ${way === "table" ? "process" : "table"}`)]),
  [/^button\.reconnect$/, logs("reconnect")],
  [/^toggle\.separator$/, setting("separator", "set placement ring")],
  [/^slider\.cores$/, setting("cores", "set cores 16")],
  [/^exact\.slider\.cores$/, { type: "8", ...becomes("cores", "8") }],
  [/^slider\.sessions$/, setting("sessions", "set sessions 100")],
  [/^exact\.slider\.sessions$/, { type: "250", ...becomes("sessions", "250") }],
  [/^slider\.guilds$/, setting("guilds", "set guilds 5")],
  [/^exact\.slider\.guilds$/, { type: "7", ...becomes("guilds", "7") }],
  [/^slider\.connects$/, setting("connects", "set connects 200")],
  [/^exact\.slider\.connects$/, { type: "30", ...becomes("connects", "30") }],

  [/^key$/, { type: "g381204", wrong: (_, { looking }) => (looking.following === "g381204" ? "" : `it follows ${JSON.stringify(looking.following)}`) }],
  [/^key\.stop$/, { prepare: ["look follow g5"], wrong: (_, { looking }) => (looking.following === "" ? "" : `it follows ${looking.following}`) }],
  [/^node\.gs-\d+$/, tells(/^gs-\d+/)],
  [/^button\.leave$/, { closes: true, wrong: (_, { widgets }) => (widgets.has("button.join") ? "" : "it has not left") }],
  [/^button\.join$/, { closes: true, wrong: (_, { widgets }) => (widgets.has("button.leave") ? "" : "it has not joined") }],
  [/^circle$/, {
    says: /points of \d+ nodes/,
    wrong: ({ looking: a }, { looking: b }) => (a.meaning !== b.meaning ? "" : `it still shows ${a.meaning}`),
  }],
  [/^moved$/, { says: /keys/ }],
  [/^evenness$/, { says: /^\d\.\d\d times the mean/ }],
  [/^clash$/, { says: /: one point$/ }],
];

// models are the two, each with its own controls and the line that looks at the whole
// picture again.
export const models = {
  guild: { effects: [...shell, ...guild], home: "look zoom fit" },
  hashring: { effects: [...shell, ...ring], home: "look unfollow" },
};

// effectOf is what the control of a model with an id is for, undefined if nobody has
// said so.
export const effectOf = (model, id) => models[model].effects.find(([name]) => name.test(id))?.[1];

// isShells reports whether a control is the same with every model. The map is not: it
// leads away from one and back to it.
export const isShells = (id) => shell.some(([name]) => name.test(id)) && !/^(map\.|button\.worlds$)/.test(id);

// clear closes whatever is open, and looks at the whole picture again.
export async function clear(person, model) {
  for (let i = 0; i < 3; i++) {
    await person.escape();
  }
  await person.settle("pause");
  await person.settle("look b off");
  await person.settle(models[model].home);
}
