// Decides before the first paint whether the page is a landing: who asks for nothing gets
// the hook, and everyone else what the address asks for. Names that others add to addresses
// to count visits ask for nothing.
{
  const counters = /^(utm_.*|.*clid)$/;
  const names = Array.from(new URLSearchParams(location.search).keys());
  if (location.protocol !== "file:" && location.hash === "" && names.every((name) => counters.test(name))) {
    document.documentElement.classList.add("landing");
    if (names.length > 0) {
      history.replaceState(null, "", location.pathname);
    }
  }
}
