// What is typed into a form that keeps drafts (data-keep) stays in this tab until the portal has it: over a lost connection, a restarted server, a page
// loaded anew, an expired session. It ends with the tab, with signing out, and when somebody else signs in.
(() => {
  const prefix = "clubshop.typed.";
  const person = document.currentScript.dataset.person;
  const pause = 1500;
  const storage = (() => { try { return window.sessionStorage; } catch { return null; } })(); // storage may be disabled
  const forget = (keep = () => false) => {
    for (const name of Object.keys(storage ?? {})) if (name.startsWith(prefix) && !keep(name)) storage.removeItem(name);
  };
  if (person) forget((name) => name.startsWith(`${prefix}${person}/`));
  else if (new URLSearchParams(location.search).get("reason") === "signed-out") forget();
  document.addEventListener("submit", (event) => { if (event.target.matches("form.sign-out")) forget(); });

  // ---- The tab's id outlives a reload. A lock tells a duplicated tab, which has the same storage, from the first.
  const hold = (id) => new Promise((resolve) => {
    if (!navigator.locks) { resolve(true); return; }
    navigator.locks.request(`clubshop.tab.${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock ? new Promise(() => {}) : undefined; // held as long as the page lives
    }).catch(() => resolve(true));
  });
  const findTab = async () => {
    const before = storage?.getItem("clubshop.tab");
    for (let tries = 0; before && tries < 4; tries++) {
      if (await hold(before)) return before;
      await new Promise((resolve) => setTimeout(resolve, 50)); // the page before this one may still be going
    }
    const id = [...crypto.getRandomValues(new Uint8Array(12))].map((one) => one.toString(16).padStart(2, "0")).join("");
    storage?.setItem("clubshop.tab", id);
    await hold(id);
    return id;
  };
  let tab = null;

  // ---- What of each form the portal does not have yet: by input, what stood there before and what stands there now.
  const all = new Map();
  const nameOf = (form) => prefix + form.dataset.keep;
  const of = (form) => {
    const name = nameOf(form);
    if (!all.has(name)) {
      let kept = null;
      try { kept = JSON.parse(storage?.getItem(name) ?? "null"); } catch { /* not ours */ }
      all.set(name, kept ?? { number: 0, texts: {} });
    }
    return all.get(name);
  };
  const save = (name) => {
    const kept = all.get(name);
    if (document.querySelector("form[data-unstored]")) return; // it may be about people
    try {
      if (Object.keys(kept.texts).length > 0) storage?.setItem(name, JSON.stringify(kept));
      else storage?.removeItem(name);
    } catch { /* full: the portal has it in a moment */ }
  };
  const isText = (input) => input.id && input.matches?.('textarea, input:not([type="hidden"], [type="password"], [type="file"], [type="checkbox"], [type="radio"], [role="combobox"])');
  const formOf = (input) => input.form?.matches("[data-keep]") ? input.form : null;
  const isLost = () => document.getElementById("reconnect")?.open === true;
  const tell = (form, again) => {
    if (!form.isConnected || isLost()) return;
    const { number, texts } = of(form);
    const told = Object.entries(texts).filter(([id]) => again || id === document.activeElement.id).map(([id, { was, text }]) => ({ id, was, text }));
    const box = form.querySelector("[data-tell]");
    box.value = JSON.stringify({ number, again, texts: told });
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const before = new WeakMap();
  const waiting = new Map();
  document.addEventListener("focusin", (event) => { if (isText(event.target)) before.set(event.target, event.target.value); });
  document.addEventListener("input", (event) => {
    const input = event.target;
    const form = isText(input) ? formOf(input) : null;
    if (!form) return;
    const kept = of(form);
    const one = kept.texts[input.id] ??= { was: before.get(input) ?? input.defaultValue };
    one.text = input.value;
    one.number = ++kept.number;
    save(nameOf(form));
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => { waiting.delete(form); tell(form, false); }, pause));
  });
  const chosen = new Map(); // choices that the portal has not confirmed
  const isChoice = (input) => input.matches?.('select, input[type="checkbox"], input[type="radio"]');
  document.addEventListener("change", (event) => {
    const form = isText(event.target) || isChoice(event.target) ? formOf(event.target) : null;
    if (!form) return;
    if (isChoice(event.target)) chosen.set(event.target, ++of(form).number);
    before.set(event.target, event.target.value);
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    setTimeout(() => tell(form, false)); // after the change itself, which the portal is told first
  });

  // ---- The portal says that it has everything up to a number, or that the form stands as it was left.
  const ready = new WeakSet();
  new MutationObserver((changes) => {
    for (const { type, target } of changes) {
      if (type !== "attributes" || !target.dataset.keep) continue;
      const kept = of(target);
      for (const [id, one] of Object.entries(kept.texts)) if (one.number <= Number(target.dataset.heard)) delete kept.texts[id];
      for (const [input, number] of chosen) if (!input.isConnected || number <= Number(target.dataset.heard)) chosen.delete(input);
      save(nameOf(target));
    }
    const form = document.querySelector("form[data-keep][data-ready]");
    if (!form || ready.has(form)) return;
    ready.add(form);
    if (Object.keys(of(form).texts).length > 0) tell(form, true);
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-heard", "data-ready"] });

  // ---- Whether the tab is in front: behind others for a minute, it is nobody at work.
  let away = 0;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(away);
    const say = () => {
      for (const box of isLost() ? [] : document.querySelectorAll("[data-visible]")) {
        box.value = document.visibilityState;
        box.dispatchEvent(new Event("change", { bubbles: true }));
      }
    };
    if (document.visibilityState === "hidden") away = setTimeout(say, 60000);
    else say();
  });

  window.clubshop.kept = {
    tab: () => tab ??= findTab(),
    // After the connection was lost: what was typed then did not arrive.
    again: () => {
      const form = document.querySelector("form[data-keep][data-ready]");
      for (const input of [...chosen.keys()]) if (input.isConnected) input.dispatchEvent(new Event("change", { bubbles: true }));
      if (form && Object.keys(of(form).texts).length > 0) tell(form, true);
    },
    // Whether all that is typed on the page is kept, so that the page may be loaded anew.
    wholly: () => storage !== null && [...document.querySelectorAll("[data-typed]")].every((input) => !input.value || formOf(input)?.matches(":not([data-unstored])")),
    // Saved, or not wanted. What is being typed at this moment stays.
    drop: (name) => {
      const kept = all.get(prefix + name);
      if (!kept) return;
      const typing = [...waiting.keys()].some((form) => form.dataset.keep === name) ? document.activeElement.id : null;
      for (const id of Object.keys(kept.texts)) if (id !== typing) delete kept.texts[id];
      save(prefix + name);
    },
  };
})();
