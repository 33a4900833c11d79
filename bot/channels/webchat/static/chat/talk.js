// The talk itself: only on its own page; the parts above are for every page.
const talk = one("#talk");
if (!talk) return;
const words = one("#words"), notice = one("#notice"), aloud = one("#aloud"), say = one("#phrases").dataset;
const form = () => one("#answer");
const tell = (text) => { notice.textContent = text || ""; notice.hidden = !text; };

// The shape of the page: what is in sight of the talk, and room for the line for typing.
const shape = (() => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const still = () => ({ behavior: calm.matches ? "auto" : "smooth" });

  // With very large letters the line for typing can leave too little room for the talk; then it moves to the end of the page.
  const fit = () => {
    if (page.gone) return;
    const letter = parseFloat(getComputedStyle(document.documentElement).fontSize);
    document.body.classList.toggle("tight", innerHeight < 26 * letter || innerWidth < 15 * letter);
    const head = one(".top").offsetHeight, foot = one(".foot").offsetHeight, low = head + foot > 0.6 * innerHeight;
    document.body.classList.toggle("low", low);
    document.body.style.setProperty("--foot", (low ? 0 : foot) + "px");
    document.body.style.setProperty("--head", head + "px");
  };

  // New bubbles appear below; the eye goes to the first of them, or to the end when everything fits. Of a ladder
  // many rungs are to be seen: who sees only the upper ones chooses one of those.
  const scroll = (first, how = still()) => {
    if (first && form()?.dataset.control === "ladder") first = talk.lastElementChild;
    const whole = document.documentElement, below = whole.scrollHeight - innerHeight - scrollY;
    if (first && first.getBoundingClientRect().top - below < one(".top").offsetHeight) first.scrollIntoView({ block: "start", ...how });
    else scrollTo({ top: whole.scrollHeight, ...how });
  };

  const grow = () => { if (!CSS.supports("field-sizing", "content")) { words.style.height = "auto"; words.style.height = words.scrollHeight + 2 + "px"; } };

  new ResizeObserver(fit).observe(one(".foot"));
  addEventListener("resize", fit);
  return { fit, scroll, grow, still };
})();
