// Whether this page may still be here: another tab, or the server, may have shut the door or thrown the talk away. Asking
// is also how the server hears that somebody is busy, since typing alone sends nothing.
const here = (() => {
  const endings = { closed: () => door.leave(), moved: () => location.replace("/"), gone: () => location.replace("/leeg") };
  // True when the server heard it.
  const ask = async (touched) => {
    try {
      const answer = await post("/hier", { touched: touched ? "yes" : "" });
      const found = answer.ok ? await answer.json() : {};
      if (page.gone) return true;
      for (const ending of Object.keys(endings)) if (found[ending]) { endings[ending](); return true; }
      if (found.closes !== undefined) document.body.dataset.closes = found.closes;
      return answer.ok;
    } catch { return false; }
  };
  // Help that somebody opened behind the door stays where it is.
  const look = () => {
    if (document.hidden || page.gone || document.body.dataset.left !== undefined) return;
    if (door.isShut()) door.leave();
    else ask(false);
  };
  addEventListener("visibilitychange", look);
  return { ask, look, endings };
})();
