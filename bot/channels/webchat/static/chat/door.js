// The door: leave now, in every tab, also without a line. First the page is empty, then it is replaced, so that nothing is
// left to go back to.
const door = (() => {
  const others = window.BroadcastChannel && new BroadcastChannel("door");
  const safe = location.protocol === "https:";
  // The real one is out of reach of a script. The server takes this one for it, and then makes the real one.
  const shut = safe ? "__Host-w" : "w";
  const close = () => { document.cookie = `${shut}=1; path=/; max-age=34560000; samesite=lax${safe ? "; secure" : ""}`; };
  const isShut = () => document.cookie.split("; ").includes(`${shut}=1`);
  const farewells = [];
  let left = false;

  // What the server shows as well, from memory: without a line there is nothing else to show.
  const neutral = (title) => {
    const ten = Array.from({ length: 10 }, (_, n) => n + 1), body = document.createElement("body");
    const row = (first, cells) => `<tr>${first}${cells.join("")}</tr>`;
    const head = row("<td>×</td>", ten.map((n) => `<th scope="col">${n}</th>`));
    const rows = ten.map((m) => row(`<th scope="row">${m}</th>`, ten.map((n) => `<td>${m * n}</td>`)));
    body.className = "tables";
    body.innerHTML = `<main><h1></h1><div class="scroll"><table><thead>${head}</thead><tbody>${rows.join("")}</tbody></table></div></main>`;
    one("h1", body).textContent = document.title = title;
    document.querySelectorAll("link[rel~=icon], link[rel=manifest]").forEach((link) => link.remove());
    document.documentElement.classList.remove("js");
    document.body.replaceWith(body);
    scrollTo({ top: 0 });
  };

  const leave = (to = "/weg", told = false) => {
    if (left) return;
    left = page.gone = true;
    kept.clear();
    close();
    if (!told) others?.postMessage({ leave: to });
    farewells.forEach((farewell) => farewell());
    neutral(one("#leave")?.dataset.instead || "\u2060");
    if (navigator.onLine) location.replace(to);
    else history.replaceState(null, "", "/weg");
  };

  let escapes = [];
  addEventListener("click", (event) => { if (event.target.closest?.("#leave")) { event.preventDefault(); leave(); } });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return void (escapes = []);
    escapes = [...escapes.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (escapes.length > 2) leave();
  });
  addEventListener("online", () => { if (left) location.replace("/weg"); });
  others?.addEventListener("message", ({ data }) => { if (data.leave) leave(data.leave, true); });

  // A page brought back by the back button shows what is true now; behind the door it shows nothing.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    if (isShut()) return leave();
    document.body.hidden = true;
    location.reload();
  });
  const came = performance.getEntriesByType("navigation")[0]?.type;
  if (came === "back_forward" && document.body.dataset.left !== undefined) leave();

  return { leave, isShut, others, farewells };
})();
