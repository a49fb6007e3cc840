// Decides before the first paint what the page is. It is a landing for who asks for nothing:
// they get the hook, and everyone else what the address asks for. Names that others add to addresses
// to count visits ask for nothing.
{
  const counters = /^(utm_.*|.*clid|lang)$/; // and the language, which a landing has as well
  const asked = new URLSearchParams(location.search), lang = asked.get("lang");
  const names = Array.from(asked.keys());
  if (location.protocol !== "file:" && location.hash === "" && names.every((name) => counters.test(name))) {
    document.documentElement.classList.add("landing");
    if (names.length > 0) {
      history.replaceState(null, "", location.pathname + (lang ? `?lang=${lang}` : ""));
    }
  }
  if (asked.has("embed") && asked.get("embed") !== "0") {
    document.documentElement.classList.add("embed"); // the picture alone, in a frame of another page
  }
}
