// Keeps the alarms of an open page current. Without it the page shows them whenever it is loaded.
"use strict";
(() => {
  const list = document.getElementById("alarms");
  const news = document.getElementById("alarms-news");
  const opened = document.querySelector("[data-alarm]");
  const title = document.title;
  let before = null;
  let stream = null;

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

  const listen = () => {
    stream?.close();
    stream = new EventSource("/portal/live" + location.search);
    stream.addEventListener("alarms", (event) => show(JSON.parse(event.data)));
    stream.addEventListener("out", () => location.reload());
  };
  addEventListener("pagehide", () => stream?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  listen();
})();
