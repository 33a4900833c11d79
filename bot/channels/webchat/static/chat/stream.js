// The stream: other tabs, and messages that come by themselves. A hidden page does not hold a connection.
const stream = (() => {
  let source;
  const close = () => source?.close();
  const listen = () => {
    close();
    if (document.hidden || page.gone) return;
    source = new EventSource(`/live?after=${encodeURIComponent(page.seen)}&talk=${page.talk}`);
    source.addEventListener("news", (event) => { if (!sending.busy) show.news(JSON.parse(event.data), false); });
    source.addEventListener("gone", here.endings.gone);
    // The server wants this page back no more, and does not say here whether the door is shut or the talk is gone.
    source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) here.look(); });
  };
  here.endings.gone = () => { if (!sending.busy && !sending.queue().length) show.gone(); };
  addEventListener("visibilitychange", () => (document.hidden ? close() : listen()));
  addEventListener("pagehide", close);
  door.farewells.push(close);
  return { close, listen, get ended() { return !source || source.readyState === EventSource.CLOSED; } };
})();
