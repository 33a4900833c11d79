// What was begun or not sent yet, kept in this tab only until it is sent. It belongs to one talk: when another child's talk
// is in the same tab it is thrown away.
const kept = {
  read(name) {
    try {
      const found = JSON.parse(sessionStorage.getItem(name));
      if (found?.talk === page.talk) return found.what;
      sessionStorage.removeItem(name);
    } catch { /* storage is switched off: nothing is kept */ }
    return null;
  },
  write(name, what) {
    if (page.gone) return;
    try { what ? sessionStorage.setItem(name, JSON.stringify({ talk: page.talk, what })) : sessionStorage.removeItem(name); } catch { /* full or off */ }
  },
  clear() {
    try { sessionStorage.clear(); } catch { /* storage is switched off: nothing to clear */ }
  },
};
