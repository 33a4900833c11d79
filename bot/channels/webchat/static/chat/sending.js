// Sending: one at a time, kept until the server has it, always under the same delivery id.
const sending = (() => {
  const state = { busy: false };
  let wait = 1000, failures = 0, timer, memory = [];
  const queue = () => kept.read("queue") || memory;
  const store = (list) => { memory = list; kept.write("queue", list.length ? list : null); };
  const free = () => { form().classList.remove("sent", "slow"); form().removeAttribute("aria-busy"); };
  const slowly = () => { if (form().classList.contains("sent")) form().classList.add("slow"); shape.scroll(); };
  const thinking = (is) => { const mark = one("#thinking"); if (mark) mark.hidden = !is; };
  const retry = (after) => { timer = setTimeout(send, after); };

  // Too fast: it stays in the queue and goes by itself. Nobody has read it yet, so whom to call stands there.
  const paused = (said, news) => { tell(news.error); help.beside(said); retry(news.wait * 1000); };

  const arrived = (said, news) => {
    store(queue().slice(1));
    tell(notice.hidden || news.error ? "" : say.sent);
    if (!notice.hidden) setTimeout(tell, 4000);
    wait = 1000;
    free();
    if (news.error) {
      one(".waiting")?.remove();
      if (!words.value) words.value = said.words || "";
    }
    // What was typed after it is sent too, also when the talk is gone: it may be that somebody needs help.
    if (!news.gone || news.help || !queue().length) show.news(news, true);
    if (news.failed || news.lines) help.beside(said);
    if (stream.ended) stream.listen();
  };

  const failed = (said) => {
    tell(navigator.onLine ? say.busy : say.offline);
    help.beside(said);
    slowly();
    retry(wait);
    wait = Math.min(wait * 2, 15000);
  };

  const heard = async (said) => {
    const answer = await post("/say", { ...said, seen: page.seen });
    if (answer.status >= 500 && ++failures < 5) throw new Error("later");
    const news = answer.status >= 500 ? { error: say.failed, failed: true } : await answer.json();
    failures = 0;
    return news;
  };

  const send = async () => {
    clearTimeout(timer);
    const [next] = queue();
    if (!next || state.busy || page.gone) return;
    state.busy = true;
    let news;
    const slow = setTimeout(() => { thinking(true); slowly(); }, 400);
    try { news = await heard(next); } catch { /* the line is bad: it is tried again */ }
    clearTimeout(slow);
    state.busy = false;
    if (page.gone) return;
    thinking(false);
    if (!news) failed(next);
    else if (news.wait) paused(next, news);
    else arrived(next, news);
    if (news && !news.wait && queue().length) send();
  };

  addEventListener("online", () => { wait = 1000; send(); });
  return Object.assign(state, { send, queue, add: (said) => { store([...queue(), said]); send(); } });
})();
