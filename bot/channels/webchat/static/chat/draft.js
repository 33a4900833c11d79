// The draft: what was ticked or typed and not sent survives a reload. Only what the child moved is put back, and only where
// the server still shows what it was moved away from: a card that became private meanwhile stays private.
const draft = (() => {
  const fields = () => [...form().querySelectorAll("input:not([type=hidden])")];
  const name = (field) => `${field.name}=${field.value}`;
  const shown = () => fields().filter((field) => field.defaultChecked).map(name).join("\n");

  const keep = () => {
    const moved = Object.fromEntries(fields().filter((field) => field.checked !== field.defaultChecked).map((field) => [name(field), field.checked]));
    kept.write("draft", { step: form().dataset.step, words: words.value, shown: shown(), moved });
  };
  const restore = () => {
    const begun = kept.read("draft");
    if (!begun || begun.step !== form().dataset.step) return;
    if (!words.value) words.value = begun.words;
    if (begun.shown === shown()) for (const field of fields()) field.checked = begun.moved[name(field)] ?? field.checked;
    shape.grow();
  };
  return { fields, keep, restore, drop: () => kept.write("draft", null) };
})();
