// The talk itself: only on its own page; the parts above are for every page.
const talk = one("#talk");
if (!talk) return;
const words = one("#words"), notice = one("#notice"), aloud = one("#aloud"), say = one("#phrases").dataset;
const form = () => one("#answer");
const tell = (text) => { notice.textContent = text || ""; notice.hidden = !text; };
