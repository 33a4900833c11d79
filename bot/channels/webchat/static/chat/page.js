// The page: how a part of it is found, which talk it belongs to, and whether there is still something on it to see.
const one = (found, within = document) => within.querySelector(found);
const page = { gone: false, talk: document.body.dataset.talk || "", seen: document.body.dataset.seen };
document.documentElement.classList.add("js");

const post = (address, said) => fetch(address, {
  method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" },
  body: JSON.stringify({ ...said, talk: page.talk }), signal: AbortSignal.timeout?.(20000),
});
