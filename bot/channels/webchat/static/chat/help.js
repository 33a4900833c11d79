// Help now goes before everything that waits. When it is not answered at once, the people to talk to are shown from here.
const help = (() => {
  const card = () => one("#help-here");
  const open = () => { if (!page.gone && card() && !card().open) card().showModal(); };
  let asking = false;
  const ask = async (said) => {
    if (!navigator.onLine) return open();
    if (asking) return;
    asking = true;
    const late = setTimeout(open, 2000);
    try {
      const answer = await post("/say", { ...said, seen: page.seen }), news = await answer.json();
      if (news.error || !answer.ok) open();
      else show.news(news, true);
    } catch { open(); }
    clearTimeout(late);
    asking = false;
  };
  // What may be a cry for help did not arrive: whom to call stands there at once, whatever the server does.
  const beside = (said) => {
    if (!said.words) return;
    for (const call of [...document.querySelectorAll("#help-here .call")].slice(0, 3)) {
      const parts = [one("strong", call), one("bdi", call)].map((part) => part?.textContent || "");
      notice.append(" ", Object.assign(document.createElement("a"), { href: call.href, textContent: parts.join(" ").trim() }));
    }
  };
  return { ask, beside };
})();
