// Answering: from a tap or a line to what is sent.
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
const labelOf = (button) => one("bdi, span:not(.icon):not(.unseen)", button)?.textContent.trim() || button.textContent.trim();
// Beside these the line for typing stays as it is.
const isAside = (kind) => ["command:", "chose:remove:", "chose:card:"].some((start) => kind.startsWith(start)) || ["chose:show_all", "chose:tell_more"].includes(kind);

// What the child's own bubble will say; the server's version replaces it.
const heard = (kind, button) => {
  const text = words.value.trim(), said = text ? [text] : [];
  if (kind.startsWith("chose:remove:")) return "";
  if (isAside(kind)) return labelOf(button);
  if (kind.startsWith("chose:") || one("[name=card]", form())) return [labelOf(button), ...said].join(", ");
  const ticked = draft.fields().filter((field) => field.checked).map((field) => labelOf(field.closest("label")));
  return [...ticked, ...said].join(", ") || labelOf(button);
};

const bubble = (text) => {
  if (!text) return;
  const waiting = one("#said").content.cloneNode(true);
  one("p", waiting).textContent = text;
  talk.append(waiting);
  shape.scroll();
};

// The switches of a review go along with everything: whatever is pressed, a card that was switched off stays off.
const read = (kind, apart) => {
  const data = new FormData(form()), found = { kind, delivery: newId() };
  for (const name of ["card", "share"]) found[name] = data.getAll(name);
  if (apart || kind.startsWith("command:")) return found;
  for (const name of ["token", "words"]) if (data.get(name)) found[name] = data.get(name);
  return { ...found, option: data.getAll("option") };
};

// Typed, the way out is taken at once, also without a line; the server knows it in every language.
const isWayOut = (text) => text.trim().toLowerCase() === one("#leave").textContent.trim().toLowerCase();

addEventListener("submit", (event) => {
  const from = event.target, button = event.submitter;
  if (from.getAttribute("action") !== "/say" || !button) return;
  event.preventDefault();
  const kind = button.value, apart = button.closest(".top, .bubble");
  one("#more").open = false;
  if (kind === "command:help") return void help.ask(read(kind, true));
  if (kind === "typed" && isWayOut(words.value)) return void door.leave();
  if (!apart && (from.classList.contains("sent") || (kind === "typed" && !words.value.trim()))) return void words.focus();
  // New words to go on make the ones before useless, so a second tap must not ask for more of them.
  if (kind === "command:phrase" && sending.queue().some((said) => said.kind === kind)) return;
  const said = read(kind, apart);
  if (kind === "command:hide") show.wipe();
  if (!apart) {
    bubble(heard(kind, button));
    from.classList.add("sent");
    from.setAttribute("aria-busy", "true");
    if (!isAside(kind)) { words.value = ""; shape.grow(); draft.drop(); }
  }
  sending.add(said);
});

addEventListener("input", () => { shape.grow(); draft.keep(); });
addEventListener("change", ({ target }) => {
  if (page.gone) return;
  if (target.type === "checkbox" && target.checked && target.name === "option") {
    for (const other of draft.fields()) if (other !== target && other.name === "option" && (target.dataset.alone !== undefined || other.dataset.alone !== undefined)) other.checked = false;
    const most = Number(form().dataset.most);
    if (most && draft.fields().filter((field) => field.checked).length > most) { target.checked = false; tell(say.most.replace("{most}", most)); }
  }
  if (target.checked && target.dataset.own !== undefined) words.focus();
  // The way on must be in sight after a step far up the ladder is picked.
  else if (target.type === "radio") one(".done", form()).scrollIntoView({ block: "nearest", ...shape.still() });
  draft.keep();
});
words.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); one(".go").click(); }
});
addEventListener("click", async ({ target }) => {
  if (page.gone) return;
  if (!target.closest("#more")) one("#more").open = false;
  const copy = target.closest("[data-copy]");
  if (copy) { await navigator.clipboard?.writeText(copy.dataset.copy).catch(() => {}); copy.textContent = say.copied; }
});

// Everything is there: begin. What was asked to be hidden and is still on its way does not come back with the page.
if (sending.queue().some((said) => said.kind === "command:hide")) show.wipe();
shape.fit();
show.ready();
stream.listen();
sending.send();
requestAnimationFrame(() => shape.scroll(talk.lastElementChild, { behavior: "auto" }));
