// A shared phone: after the quiet time the child chose the page closes itself, also when the phone slept meanwhile. Whoever
// is busy in one tab is busy in all of them, and once a minute the server is told.
const quiet = (() => {
  const MINUTE = 60000;
  let touched = Date.now(), told = touched, renewed = touched, again = 0;

  const look = () => {
    const minutes = Number(document.body.dataset.closes);
    if (!page.gone && minutes && Date.now() - touched > minutes * MINUTE) door.leave("/dicht");
  };
  const touch = () => {
    look();
    touched = Date.now();
    if (touched - told < 1000 || page.gone) return;
    told = touched;
    door.others?.postMessage({ touched });
  };
  const renew = async () => {
    const now = Date.now();
    if (page.gone || !Number(document.body.dataset.closes) || touched <= renewed || now - renewed < MINUTE || now < again) return;
    again = now + 10000;
    if (await here.ask(true)) renewed = now;
  };
  const choose = (minutes, elsewhere = false) => {
    document.body.dataset.closes = minutes;
    touched = renewed = Date.now();
    if (!elsewhere) door.others?.postMessage({ closes: minutes });
  };

  for (const sign of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(sign, touch, { passive: true });
  addEventListener("visibilitychange", look);
  door.others?.addEventListener("message", ({ data }) => {
    if (data.touched) touched = Math.max(touched, data.touched);
    if (data.closes !== undefined) choose(data.closes, true);
  });
  setInterval(() => { look(); renew(); }, 1000);
  return { choose };
})();
