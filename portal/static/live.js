// Keeps the alarms of an open page current. Without it the page shows them whenever it is loaded.
"use strict";
(() => {
  const list = document.getElementById("alarms");
  const news = document.getElementById("alarms-news");
  const still = document.getElementById("not-live");
  const opened = document.querySelector("[data-alarm]");
  const title = document.title;
  // A browser listens again by itself after a broken line, but never after an answer like 502: then this page has to.
  const FIRST_WAIT = 5_000, LONGEST_WAIT = 60_000;
  // A short break is nobody's business; three heartbeats of the server that did not come are one too.
  const QUIETLY = 5_000, SILENCE = 70_000;
  let before = null;
  let stream = null;
  let wait = FIRST_WAIT;
  let again = 0, telling = 0, silence = 0;

  const replace = (html) => {
    const at = list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    list.innerHTML = html;
    if (at) [...list.querySelectorAll("a")].find((link) => link.getAttribute("href") === at)?.focus();
  };

  const show = ({ html, open, news: words }) => {
    const ids = Object.keys(open);
    document.title = ids.length ? `(${ids.length}) ${title}` : title;
    if (list) replace(html);
    if (news && before && ids.some((id) => !(id in before))) news.textContent = words;
    if (news && !ids.length) news.textContent = "";
    // A colleague took it, the child said more or took it back while this page was being read: say so on the page itself.
    const id = opened?.dataset.alarm;
    if (opened?.dataset.open === "yes" && (!(id in open) || (before && open[id] !== before[id]))) location.reload();
    before = open;
  };

  const heard = () => {
    wait = FIRST_WAIT;
    clearTimeout(telling);
    clearTimeout(silence);
    telling = 0;
    if (still) still.textContent = "";
    silence = setTimeout(() => { stream.close(); lost(); }, SILENCE);
  };

  const lost = () => {
    telling ||= setTimeout(() => { if (still) still.textContent = still.dataset.words; }, QUIETLY);
    if (stream.readyState !== EventSource.CLOSED) return;
    clearTimeout(again);
    again = setTimeout(listen, wait);
    wait = Math.min(2 * wait, LONGEST_WAIT);
  };

  const leave = () => {
    stream?.close();
    [again, telling, silence].forEach(clearTimeout);
    telling = 0;
  };

  const listen = () => {
    stream?.close();
    stream = new EventSource("/portal/live" + location.search);
    stream.addEventListener("open", heard);
    stream.addEventListener("here", heard);
    stream.addEventListener("alarms", (event) => { heard(); show(JSON.parse(event.data)); });
    stream.addEventListener("out", () => location.reload());
    stream.addEventListener("error", lost);
  };
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  listen();
})();
