// The page works without this file. With it: no reloads, other tabs follow, and a weak line loses nothing.
"use strict";
(() => {
  const one = (found, within = document) => within.querySelector(found);
  const talk = one("#talk");
  const leave = one("#leave");
  let gone = false;
  document.documentElement.classList.add("js");

  // Leave now: empty the page first, then replace it, so that nothing is left to go back to.
  const leaveNow = (to) => {
    gone = true;
    try { sessionStorage.clear(); } catch { /* storage is switched off: nothing to clear */ }
    stream?.close();
    document.title = "\u2060";
    document.body.replaceChildren();
    location.replace(to || "/weg");
  };
  let stream;
  let escapes = [];
  leave?.addEventListener("click", (event) => { event.preventDefault(); leaveNow(); });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return void (escapes = []);
    escapes = [...escapes.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (escapes.length > 2) leaveNow();
  });
  // A page brought back by the back button shows what is true now.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  // A shared phone: after the quiet time the child chose the page closes itself, also when the phone slept meanwhile.
  let touched = Date.now();
  const quiet = () => {
    const minutes = Number(document.body.dataset.closes);
    if (!gone && minutes && Date.now() - touched > minutes * 60000) leaveNow("/dicht");
  };
  for (const sign of ["pointerdown", "keydown", "scroll"]) addEventListener(sign, () => { quiet(); touched = Date.now(); }, { passive: true });
  addEventListener("visibilitychange", quiet);
  setInterval(quiet, 1000);

  if (!talk) return;

  const words = one("#words"), notice = one("#notice"), aloud = one("#aloud"), say = one("#phrases").dataset;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let seen = document.body.dataset.seen;
  const form = () => one("#answer");
  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  const later = (place) => { const [seq, ordinal] = (place || "-1.0").split(".").map(Number); return seq * 1e6 + ordinal; };

  // What was ticked or typed but not sent survives a reload; kept in this tab only, until it is sent.
  const kept = {
    read(name) { try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; } },
    write(name, value) {
      if (gone) return;
      try { value ? sessionStorage.setItem(name, JSON.stringify(value)) : sessionStorage.removeItem(name); } catch { /* full or off */ }
    },
  };
  const fields = () => [...form().querySelectorAll("input:not([type=hidden])")];
  const keepDraft = () => kept.write("draft", { step: form().dataset.step, words: words.value, on: fields().filter((f) => f.checked).map((f) => f.name + f.value) });
  const restoreDraft = () => {
    const draft = kept.read("draft");
    if (!draft || draft.step !== form().dataset.step) return;
    if (!words.value) words.value = draft.words;
    for (const field of fields()) field.checked = draft.on.includes(field.name + field.value);
    grow();
  };
  const grow = () => { if (!CSS.supports("field-sizing", "content")) { words.style.height = "auto"; words.style.height = words.scrollHeight + 2 + "px"; } };

  // With very large letters the line for typing can leave too little room for the talk; then it moves to the end of the page.
  const fit = () => {
    if (gone) return;
    const letter = parseFloat(getComputedStyle(document.documentElement).fontSize);
    document.body.classList.toggle("tight", innerHeight < 26 * letter || innerWidth < 15 * letter);
    const head = one(".top").offsetHeight, foot = one(".foot").offsetHeight, low = head + foot > 0.6 * innerHeight;
    document.body.classList.toggle("low", low);
    document.body.style.setProperty("--foot", (low ? 0 : foot) + "px");
    document.body.style.setProperty("--head", head + "px");
  };

  const tell = (text) => { notice.textContent = text || ""; notice.hidden = !text; };
  // What may be a cry for help did not arrive: whom to call stands there at once, whatever the server does.
  let helped;
  const notArrived = (text, post) => {
    tell(text);
    if (post.kind === "command:help" && helped !== post.delivery) {
      helped = post.delivery;
      if (!one("#help-here").open) one("#help-here").showModal();
    }
    if (!post.words) return;
    for (const call of [...document.querySelectorAll("#help-here .call")].slice(0, 3)) {
      const [name, number] = [one("strong", call), one("bdi", call)].map((part) => part?.textContent || "");
      notice.append(" ", Object.assign(document.createElement("a"), { href: call.href, textContent: `${name} ${number}`.trim() }));
    }
  };
  const still = () => ({ behavior: calm.matches ? "auto" : "smooth" });

  // New bubbles appear below; the eye goes to the first of them, or to the end when everything fits. Of a ladder
  // many rungs are to be seen: who sees only the upper ones chooses one of those.
  const scroll = (first, how = still()) => {
    if (first && form()?.dataset.control === "ladder") first = talk.lastElementChild;
    const page = document.documentElement, below = page.scrollHeight - innerHeight - scrollY;
    if (first && first.getBoundingClientRect().top - below < one(".top").offsetHeight) first.scrollIntoView({ block: "start", ...how });
    else scrollTo({ top: page.scrollHeight, ...how });
  };

  const thrownAway = (help) => {
    if (gone) return;
    kept.write("draft", null);
    kept.write("queue", null);
    gone = true;
    if (!help) return void location.replace("/leeg");
    // Whoever asked for help, or told of danger, in a tab whose talk is gone sees who can help.
    stream?.close();
    const page = new DOMParser().parseFromString(help, "text/html"), root = document.documentElement;
    [document.title, root.lang, root.dir] = [page.title, page.documentElement.lang, page.documentElement.dir];
    one("script", page)?.remove();
    document.body.replaceWith(page.body);
    one("#leave")?.addEventListener("click", (event) => { event.preventDefault(); leaveNow(); });
    const head = one("h1");
    head.tabIndex = -1;
    head.focus();
    scrollTo({ top: 0 });
  };

  const show = (news, focus) => {
    if (news.gone) return thrownAway(news.help);
    if (news.closed) return leaveNow();
    if (news.closes !== undefined) document.body.dataset.closes = news.closes;
    if (news.error) return void tell(news.error);
    if (!news.entries || later(news.place) <= later(seen)) return;
    if (news.language && news.language !== document.documentElement.lang) return void location.reload();
    const typing = document.activeElement === words;
    talk.querySelectorAll(".waiting, [data-fleeting]").forEach((bubble) => bubble.remove());
    aloud.replaceChildren();
    let first;
    for (const entry of news.entries) {
      if (document.getElementById(entry.id)) continue;
      talk.insertAdjacentHTML("beforeend", entry.html);
      const added = talk.lastElementChild;
      added.classList.add("fresh");
      // "Hide what I said": everything above it leaves this page, and every other tab of the same talk.
      if (added.dataset.clears !== undefined) while (added.previousElementSibling) added.previousElementSibling.remove();
      if (entry.by === "bot") { first ||= added; aloud.append(Object.assign(document.createElement("p"), { textContent: entry.aloud })); }
    }
    seen = news.place;
    form().outerHTML = news.answer;
    ready();
    if (focus) (typing && wantsWords() ? words : one("#choices"))?.focus({ preventScroll: true });
    scroll(first);
  };

  const wantsWords = () => ["text", "names"].includes(form().dataset.control) || one(".picked[data-own]", form());
  const ready = () => {
    const { control, hint, left } = form().dataset;
    one("#left").textContent = left || "";
    one(".type").dataset.wants = control || "";
    if (hint) words.placeholder = hint;
    restoreDraft();
  };

  // Sending: one at a time, kept until the server has it, always under the same delivery id.
  let sending = false, wait = 1000, failures = 0, timer;
  const queue = () => kept.read("queue") || memory;
  let memory = [];
  const store = (list) => { memory = list; kept.write("queue", list.length ? list : null); };
  const send = async () => {
    clearTimeout(timer);
    const [next] = queue();
    if (!next || sending || gone) return;
    sending = true;
    const slow = setTimeout(() => {
      one("#thinking").hidden = false;
      if (form().classList.contains("sent")) form().classList.add("slow");
      scroll();
    }, 400);
    try {
      const answer = await fetch("/say", {
        method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ ...next, seen }), signal: AbortSignal.timeout?.(20000),
      });
      if (answer.status >= 500 && ++failures < 5) throw new Error("later");
      const news = answer.status >= 500 ? { error: say.failed } : await answer.json();
      failures = 0;
      if (news.wait) {
        // Too fast: it stays in the queue and goes by itself.
        tell(news.error);
        clearTimeout(slow);
        one("#thinking").hidden = true;
        sending = false;
        timer = setTimeout(send, news.wait * 1000);
        return;
      }
      store(queue().slice(1));
      tell(notice.hidden || news.error ? "" : say.sent);
      if (!notice.hidden) setTimeout(tell, 4000);
      wait = 1000;
      free();
      if (news.error) {
        one(".waiting")?.remove();
        if (!words.value) words.value = next.words || "";
      }
      // What was typed after it is sent too, also when the talk is gone: it may be that somebody needs help.
      if (!news.gone || news.help || !queue().length) show(news, true);
      if (answer.status >= 500) notArrived(say.failed, next);
      if (!stream || stream.readyState === 2) listen();
    } catch {
      notArrived(navigator.onLine ? say.busy : say.offline, next);
      if (form().classList.contains("sent")) form().classList.add("slow");
      scroll();
      timer = setTimeout(send, wait);
      wait = Math.min(wait * 2, 15000);
    }
    clearTimeout(slow);
    one("#thinking") && (one("#thinking").hidden = true);
    sending = false;
    if (queue().length && wait === 1000) send();
  };
  addEventListener("online", () => { wait = 1000; send(); });
  const free = () => { form().classList.remove("sent", "slow"); form().removeAttribute("aria-busy"); };

  const bubble = (text) => {
    if (!text) return;
    const waiting = one("#said").content.cloneNode(true);
    one("p", waiting).textContent = text;
    talk.append(waiting);
    scroll();
  };
  const labelOf = (button) => one("bdi, span:not(.icon):not(.unseen)", button)?.textContent.trim() || button.textContent.trim();
  // What the child's own bubble will say; the server's version replaces it.
  const heard = (kind, button) => {
    const text = words.value.trim();
    if (kind === "typed" || kind === "picked") {
      if (one("[name=card]", form())) return labelOf(button);
      const ticked = fields().filter((f) => f.checked).map((f) => labelOf(f.closest("label")));
      return [...ticked, ...(text ? [text] : [])].join(", ") || labelOf(button);
    }
    return kind.startsWith("chose:remove:") || button.form.id === "menu" ? "" : labelOf(button);
  };

  addEventListener("submit", (event) => {
    const from = event.target, button = event.submitter;
    if (from.getAttribute("action") !== "/say" || !button) return;
    event.preventDefault();
    const kind = button.value;
    one("#more").open = false;
    if (from.classList.contains("sent") || (kind === "typed" && !words.value.trim())) return void words.focus();
    if (kind === "command:help" && !navigator.onLine) return void one("#help-here").showModal();
    const data = new FormData(from), post = { kind, delivery: newId() };
    for (const name of ["token", "words"]) if (data.get(name)) post[name] = data.get(name);
    for (const name of ["option", "card", "share"]) post[name] = data.getAll(name);
    if (from.id === "answer") {
      bubble(heard(kind, button));
      from.classList.add("sent");
      from.setAttribute("aria-busy", "true");
      const aside = kind.startsWith("command:") || ["chose:show_all", "chose:tell_more"].includes(kind);
      if (!aside) { words.value = ""; grow(); kept.write("draft", null); }
    }
    store([...queue(), post]);
    send();
  });

  addEventListener("input", () => { grow(); keepDraft(); });
  addEventListener("change", ({ target }) => {
    if (target.type === "checkbox" && target.checked && target.name === "option") {
      for (const other of fields()) if (other !== target && other.name === "option" && (target.dataset.alone !== undefined || other.dataset.alone !== undefined)) other.checked = false;
      const most = Number(form().dataset.most);
      if (most && fields().filter((f) => f.checked).length > most) { target.checked = false; tell(say.most.replace("{most}", most)); }
    }
    if (target.checked && target.dataset.own !== undefined) words.focus();
    // The way on must be in sight after a step far up the ladder is picked.
    else if (target.type === "radio") one(".done", form()).scrollIntoView({ block: "nearest", ...still() });
    keepDraft();
  });
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); one(".go").click(); }
  });
  addEventListener("click", async ({ target }) => {
    if (gone) return;
    if (!target.closest("#more")) one("#more").open = false;
    const copy = target.closest("[data-copy]");
    if (copy) { await navigator.clipboard?.writeText(copy.dataset.copy).catch(() => {}); copy.textContent = say.copied; }
  });

  // Other tabs, and messages that come by themselves. A hidden page does not hold a connection.
  const listen = () => {
    stream?.close();
    if (document.hidden || gone) return;
    stream = new EventSource("/live?after=" + encodeURIComponent(seen));
    stream.addEventListener("news", (event) => { if (!sending) show(JSON.parse(event.data), false); });
    stream.addEventListener("gone", () => { if (!sending && !queue().length) thrownAway(); });
  };
  addEventListener("visibilitychange", () => (document.hidden ? stream?.close() : listen()));
  addEventListener("pagehide", () => stream?.close());

  new ResizeObserver(fit).observe(one(".foot"));
  addEventListener("resize", fit);
  fit();
  ready();
  listen();
  send();
  requestAnimationFrame(() => scroll(talk.lastElementChild, { behavior: "auto" }));
})();
