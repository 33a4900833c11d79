// What came from the server becomes bubbles and a new question, in every tab the same.
const show = (() => {
  const later = (place) => { const [seq, ordinal] = (place || "-1.0").split(".").map(Number); return seq * 1e6 + ordinal; };
  const wantsWords = () => ["text", "names"].includes(form().dataset.control) || one(".picked[data-own]", form());

  const ready = () => {
    const { control, hint, left } = form().dataset;
    one("#left").textContent = left || "";
    one(".type").dataset.wants = control || "";
    if (hint !== undefined) words.placeholder = hint;
    draft.restore();
  };

  const wipe = () => { talk.replaceChildren(); aloud.replaceChildren(); };

  const add = (entry) => {
    talk.insertAdjacentHTML("beforeend", entry.html);
    const added = talk.lastElementChild;
    added.classList.add("fresh");
    // "Hide what I said": everything above it leaves this page, and every other tab of the same talk.
    if (added.dataset.clears !== undefined) while (added.previousElementSibling) added.previousElementSibling.remove();
    return added;
  };

  const gone = (help) => {
    if (page.gone) return;
    kept.write("draft", null);
    kept.write("queue", null);
    page.gone = true;
    stream.close();
    if (!help) return void location.replace("/leeg");
    // Whoever asked for help, or told of danger, in a tab whose talk is gone sees who can help.
    const found = new DOMParser().parseFromString(help, "text/html"), root = document.documentElement;
    [document.title, root.lang, root.dir] = [found.title, found.documentElement.lang, found.documentElement.dir];
    one("script", found)?.remove();
    document.body.replaceWith(found.body);
    const head = one("h1");
    head.tabIndex = -1;
    head.focus();
    scrollTo({ top: 0 });
  };

  const news = (found, focus) => {
    if (page.gone) return;
    if (found.gone) return gone(found.help);
    if (found.go) return void location.assign(found.go);
    if (found.moved) return void location.replace("/");
    if (found.closed) return door.leave();
    if (found.closes !== undefined) quiet.choose(found.closes);
    if (found.error) return void tell(found.error);
    if (!found.entries || later(found.place) <= later(page.seen)) return;
    if (found.language && found.language !== document.documentElement.lang) return void location.reload();
    const typing = document.activeElement === words;
    talk.querySelectorAll(".waiting, [data-fleeting]").forEach((bubble) => bubble.remove());
    aloud.replaceChildren();
    let first;
    for (const entry of found.entries) {
      if (document.getElementById(entry.id)) continue;
      const added = add(entry);
      if (entry.by === "bot") { first ||= added; aloud.append(Object.assign(document.createElement("p"), { textContent: entry.aloud })); }
    }
    page.seen = found.place;
    form().outerHTML = found.answer;
    ready();
    if (focus) (typing && wantsWords() ? words : one("#choices"))?.focus({ preventScroll: true });
    shape.scroll(first);
  };

  return { news, ready, gone, wipe };
})();
