// What the browser does without the server: one set of delegated listeners, no per-element code.
(() => {
  const closest = (event, selector) => event.target instanceof Element ? event.target.closest(selector) : null;

  // ---- Typing: fields with data-debounce raise "change" after a pause; character counters update at once.
  const pauses = new WeakMap();
  const flush = (input) => {
    const timer = pauses.get(input);
    if (timer === undefined) return false;
    clearTimeout(timer);
    pauses.delete(input);
    input.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (input.dataset.debounce) {
      clearTimeout(pauses.get(input));
      pauses.set(input, setTimeout(() => flush(input), Number(input.dataset.debounce)));
    }
    if (input.dataset.count) {
      const counter = document.getElementById(input.dataset.count);
      const most = counter?.textContent.match(/\d+$/)?.[0];
      if (most) {
        const length = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(input.value)].length;
        // Its text node is the server's: one in its place would no longer hear of the value being cleared.
        counter.firstChild.nodeValue = `${length} of ${most}`;
        counter.classList.toggle("over", length > Number(most));
      }
    }
    if (input.closest("form, .f")) input.dataset.typed = "";
    if (input.role === "combobox") {
      input.closest(".combo").removeAttribute("data-closed");
      if (isGoTo(input)) { awaited?.stop(); highlight(input, null); }
    }
  });
  document.addEventListener("focusout", (event) => {
    const timer = pauses.get(event.target);
    if (timer !== undefined) { clearTimeout(timer); pauses.delete(event.target); } // the browser's own "change" event follows
  });

  // ---- Guarded buttons: presses are ignored for a second after the button appears or its action changes, because they were meant for what
  // was there before. Ui/Button.razor does the same for presses that were sent before the change arrived.
  const guardTime = 1000;
  const guarded = new WeakMap();
  const guardFrom = (button) => guarded.set(button, performance.now());
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") {
        if (change.oldValue !== null && change.oldValue !== change.target.dataset.action) guardFrom(change.target);
        continue;
      }
      for (const added of change.addedNodes) {
        if (!(added instanceof Element)) continue;
        if (added.matches("[data-guard]")) guardFrom(added);
        for (const button of added.querySelectorAll("[data-guard]")) guardFrom(button);
      }
    }
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-action"], attributeOldValue: true });
  document.addEventListener("click", (event) => {
    const button = closest(event, "[data-action]");
    if (button && performance.now() - (guarded.get(button) ?? -guardTime) < guardTime) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  // ---- Comboboxes: arrow keys, Enter and Escape. The server renders the list; the highlight is set here.
  const isGoTo = (input) => input.hasAttribute("data-goto");
  const options = (input) => [...(input.closest(".combo")?.querySelectorAll('[role="option"]') ?? [])];
  const highlight = (input, option) => {
    for (const other of options(input)) {
      other.classList.toggle("on", other === option);
      if (isGoTo(input)) other.setAttribute("aria-selected", String(other === option));
    }
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };
  const isClosed = (input) => input.closest(".combo").hasAttribute("data-closed") || options(input).length === 0;
  document.addEventListener("keydown", (event) => {
    const input = event.target;
    if (input.role === "combobox") comboKey(event, input);
    else if (closest(event, "[data-days]")) dayKey(event, closest(event, "[data-days]"));
    else if (closest(event, '[role="menu"]')) menuKey(event, closest(event, '[role="menu"]'));
    else if (input.dataset?.debounce && event.key === "Enter" && !input.form) flush(input);
  });
  const comboKey = (event, input) => {
    const all = options(input);
    const at = all.findIndex((option) => option.classList.contains("on"));
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isClosed(input)) { input.closest(".combo").removeAttribute("data-closed"); input.click(); return; }
      const next = event.key === "ArrowDown" ? (at + 1) % all.length : (at <= 0 ? all.length : at) - 1;
      highlight(input, all[next]);
    } else if ((event.key === "Home" || event.key === "End") && isGoTo(input) && at >= 0) {
      event.preventDefault();
      highlight(input, all.at(event.key === "Home" ? 0 : -1));
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault(); // chooses an option; never submits the form around it
      const sent = flush(input);
      if (isGoTo(input) && (at < 0 || sent)) { chooseWhenFound(input); return; }
      if (sent || isClosed(input)) return; // the list does not match the typed text yet
      const typed = input.value.trim();
      const list = input.closest(".combo").querySelector('[role="listbox"]');
      if (at >= 0 || (typed !== "" && list.dataset.for === typed)) {
        all[Math.max(at, 0)].click();
        highlight(input, null);
      }
    } else if (event.key === "Escape") {
      if (!isClosed(input)) event.preventDefault();
      input.closest(".combo").setAttribute("data-closed", "");
      highlight(input, null);
      if (isGoTo(input)) input.blur();
    } else if (event.key === "Tab") {
      highlight(input, null);
    }
  };
  // Enter in "Go to" opens the first place, also when it is pressed before the answer is there: whoever types a name does not wait for it.
  let awaited = null;
  const chooseWhenFound = (input) => {
    awaited?.stop();
    const text = input.value.trim();
    const combo = input.closest(".combo");
    const choose = () => {
      const list = combo.querySelector('[role="listbox"]');
      if (text === "" || list?.dataset.for !== text) return text === "";
      const [first] = options(input);
      first?.click();
      return first !== undefined || !list.hasAttribute("aria-busy");
    };
    if (choose()) return;
    const seen = new MutationObserver(() => { if (choose()) awaited?.stop(); });
    awaited = { stop: () => { seen.disconnect(); awaited = null; } };
    seen.observe(combo, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-for", "aria-busy"] });
  };
  document.addEventListener("focusout", (event) => { if (event.target.hasAttribute?.("data-goto")) awaited?.stop(); });
  document.addEventListener("click", (event) => {
    const input = closest(event, '[role="combobox"]');
    if (input) input.closest(".combo").removeAttribute("data-closed");
    const picked = closest(event, '.combo:not(.find) [role="option"]');
    if (picked) {
      // Show at once what the server will show: the text typed before must not be sent after the choice and undo it.
      const box = picked.closest(".combo").querySelector('[role="combobox"]');
      clearTimeout(pauses.get(box));
      pauses.delete(box);
      box.value = picked.closest("[aria-multiselectable]") ? "" : picked.querySelector(".cut").textContent;
    }
    const option = closest(event, '[data-goto] ~ .pop-list [role="option"]');
    if (option) { const box = document.getElementById("go-to"); box.value = ""; box.blur(); }
  });
  // A list that has no room below its input opens above it; it closes with the press that leaves the input, before the server has heard of it.
  document.addEventListener("focusin", (event) => {
    const combo = event.target.role === "combobox" ? event.target.closest(".combo") : null;
    if (!combo) return;
    const box = combo.getBoundingClientRect();
    const below = innerHeight - box.bottom;
    combo.toggleAttribute("data-up", below < 320 && box.top > below);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.role === "combobox") event.target.closest(".combo").setAttribute("data-closed", "");
  });
  // A press on the list must not take the focus from the input, or the list would close before the click.
  // Nor may a press on what stands below it in its panel, which would move away.
  document.addEventListener("mousedown", (event) => {
    if (closest(event, ".pop-list") || (closest(event, ".pop .mi") && closest(event, ".pop").contains(document.activeElement))) event.preventDefault();
  });

  // ---- Shortcuts (App/Shortcuts.razor names them). Single keys do nothing while somebody types, and can be switched off; those with Ctrl or Cmd
  // work in fields too. None works behind a dialog or a menu, nor with AltGr, which types signs.
  const shown = (selector) => [...document.querySelectorAll(selector)].find((element) => element.checkVisibility());
  const isAsking = () => shown('dialog[open], [role="dialog"], [aria-modal="true"], .pop:popover-open') !== undefined;
  const isTyping = (target) => target.isContentEditable
    || target.matches?.('textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"], [type="reset"], [type="file"])');
  const keysName = "clubshop.keys";
  const hasKeys = () => {
    try { return localStorage.getItem(keysName) !== "off"; } catch { return true; } // storage is disabled: they are on
  };
  const goTo = () => {
    const box = document.getElementById("go-to");
    box?.focus();
    box?.select();
    box?.click();
    return box !== null;
  };
  const showShortcuts = () => {
    const dialog = document.getElementById("shortcuts");
    if (!dialog || dialog.open || !shown("[data-shortcuts]")) return false;
    dialog.querySelector("[data-keys]").checked = hasKeys();
    dialog.showModal();
    return true;
  };
  // The button that names the key; without one, the submit button of the form that has the focus, or of the only form of the page.
  const submitButton = (key) => {
    const forms = document.querySelectorAll("main form");
    const form = document.activeElement.closest("main form") ?? (forms.length === 1 ? forms[0] : null);
    const own = form && [...form.elements].find((element) => element.type === "submit" && element.checkVisibility());
    return shown(`main [aria-keyshortcuts~="${key}"]:is(button)`) ?? own;
  };
  const press = (key) => {
    const button = submitButton(key);
    if (!button || button.disabled || button.matches("[data-guard]")) return;
    const field = document.activeElement;
    field.blur(); // what was typed in it is passed on first
    button.click();
    if (field.isConnected) field.focus({ preventScroll: true });
  };
  const singleKeys = {
    "?": showShortcuts,
    "/": () => {
      const box = shown('main input[type="search"]');
      box?.focus();
      box?.select();
      return box !== undefined || goTo();
    },
    n: () => {
      const link = shown('main .head-end a.main[href$="/new"]');
      link?.click();
      return link !== undefined;
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.getModifierState?.("AltGraph")) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.shiftKey) return;
      const key = event.key.toLowerCase();
      if (key === "k" && document.getElementById("go-to")) {
        event.preventDefault();
        if (!isAsking()) goTo();
      } else if (document.querySelector("main form, main .savebar") && (key === "s" || (key === "enter" && !event.target.matches?.("a")))) {
        event.preventDefault(); // never the browser's dialog that saves the page as a file
        if (!isAsking() && !event.repeat) press(key === "s" ? "Control+S" : "Control+Enter");
      }
    } else if (!event.repeat && singleKeys[event.key] && hasKeys() && !isTyping(event.target) && !isAsking() && singleKeys[event.key]()) {
      event.preventDefault();
    } else if (event.key === "Enter" && event.target.matches?.('form[data-enter="stay"] input') && isTyping(event.target)) {
      event.preventDefault(); // what customers see does not change by an Enter in a field; what was typed is passed on, as on leaving it
      if (!flush(event.target)) event.target.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  document.addEventListener("click", (event) => {
    if (closest(event, "[data-shortcuts]")) showShortcuts();
    const dialog = document.getElementById("shortcuts");
    if (dialog?.open && (event.target === dialog || closest(event, "#shortcuts [data-close]"))) dialog.close();
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-keys]")) return;
    try { localStorage.setItem(keysName, event.target.checked ? "on" : "off"); } catch { /* storage is disabled: they stay on */ }
  });

  // ---- Ticks of a table: with Shift, all rows from the last one that was clicked become as this one; the server hears of each.
  let lastTick = null;
  document.addEventListener("click", (event) => {
    const tick = closest(event, ".t.picks td.chk input");
    if (!tick) return;
    const ticks = [...tick.closest("tbody").querySelectorAll("td.chk input")];
    const [from, to] = [ticks.indexOf(lastTick), ticks.indexOf(tick)];
    if (event.shiftKey && from >= 0) {
      for (const other of ticks.slice(Math.min(from, to), Math.max(from, to) + 1)) {
        if (other === tick || other.checked === tick.checked) continue; // its own "change" event follows
        other.checked = tick.checked;
        other.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
    lastTick = tick;
  });

  // ---- Menus and panels: native popovers, placed beside the button that opened them.
  let opener = null;
  document.addEventListener("click", (event) => {
    const button = closest(event, "[popovertarget]");
    if (button) opener = button;
  }, true);
  const place = (panel, button) => {
    const gap = 4;
    const box = button.getBoundingClientRect();
    const { width, height } = panel.getBoundingClientRect();
    const below = box.bottom + gap + height <= innerHeight || box.top < height + gap;
    const left = box.left + width <= innerWidth - 8 ? box.left : box.right - width;
    panel.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    panel.style.top = `${Math.max(8, below ? Math.min(box.bottom + gap, innerHeight - height - 8) : box.top - gap - height)}px`;
  };
  document.addEventListener("toggle", (event) => {
    const panel = event.target;
    if (!(panel instanceof Element) || !panel.matches(".pop:not(.cell-panel)") || event.newState !== "open" || !opener) return;
    const button = opener;
    place(panel, button);
    const again = new ResizeObserver(() => {
      if (panel.matches(":popover-open")) place(panel, button);
      else again.disconnect();
    });
    again.observe(panel);
    if (panel.getAttribute("role") === "menu") waitFor(panel, ".mi");
    if (panel.getAttribute("role") === "group") waitFor(panel, '[role="combobox"]', (box) => { box.focus(); box.click(); }); // shows its list at once
    if (panel.matches(".calendar")) waitFor(panel, '[data-days] [tabindex="0"]');
  }, true);
  // The panel's content may still be on its way from the server.
  const waitFor = (panel, selector, then = (item) => item.focus()) => {
    const there = panel.querySelector(selector);
    if (there) { then(there); return; }
    const seen = new MutationObserver(() => {
      const item = panel.querySelector(selector);
      if (item && panel.matches(":popover-open")) then(item);
      if (item) seen.disconnect();
    });
    seen.observe(panel, { childList: true, subtree: true });
    setTimeout(() => seen.disconnect(), 5000);
  };
  const menuKey = (event, menu) => {
    const items = [...menu.querySelectorAll(".mi:not(:disabled)")];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined && items.length > 0) {
      event.preventDefault();
      items.at(to % items.length)?.focus();
    } else if (event.key === "Tab") {
      menu.hidePopover();
    }
  };
  const dayKey = (event, table) => {
    const days = [...table.querySelectorAll("td button")];
    const at = days.indexOf(document.activeElement);
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    if (step === undefined || at < 0) return;
    event.preventDefault();
    days[at + step]?.focus();
  };
  addEventListener("scroll", (event) => {
    if (event.target !== document) return;
    for (const panel of document.querySelectorAll(".pop.menu:popover-open")) panel.hidePopover();
  }, { passive: true, capture: true });
  // A tablet is turned: the drawer is the nav again, and no popover that leaves its place in the frame empty.
  matchMedia("(max-width: 760px)").addEventListener("change", () => {
    for (const nav of document.querySelectorAll(".nav:popover-open")) nav.hidePopover();
  });
  document.addEventListener("click", (event) => {
    if (closest(event, "[data-close]")) closest(event, "[popover]:popover-open")?.hidePopover();
  });

  // ---- Rows that are ticked, or whose menu opens: one input for the whole table tells the server which. So no row has a handler.
  const tellRow = (element, does) => {
    const input = element.closest(".list")?.querySelector(":scope > input[data-rows]");
    if (!input) return;
    input.value = `${does} ${element.dataset.row}`;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  document.addEventListener("click", (event) => {
    const button = closest(event, "button[data-row]");
    if (button) tellRow(button, "menu");
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("input[data-row]")) tellRow(event.target, event.target.checked ? "tick" : "untick");
  });
  // The cells of a row are one text: when it changes while one of them has the focus, the new one in its place gets it.
  const focusable = "a[href], button, input:not([type=hidden])";
  let focused = null;
  const rowChanged = new MutationObserver(() => {
    if (focused && document.activeElement === document.body) [...focused.row.querySelectorAll(focusable)][focused.at]?.focus({ preventScroll: true });
  });
  document.addEventListener("focusin", (event) => {
    const row = closest(event, ".t tbody tr");
    if (focused && focused.row !== row) rowChanged.disconnect();
    if (row && focused?.row !== row) rowChanged.observe(row, { childList: true });
    focused = row && { row, at: [...row.querySelectorAll(focusable)].indexOf(event.target) };
  });

  // ---- Cells: one is edited in a panel over it. There is one panel and one input that tells which cell for the whole list; the server puts the editor in.
  let cell = null; // the row's record and the field
  const cellPanel = () => document.querySelector(".pop.cell-panel:popover-open");
  const rowOf = (record) => [...document.querySelectorAll(".t tbody .lead .name[href]")].find((name) => name.pathname.endsWith(`/${record}`))?.closest("tr");
  const cellAt = ({ record, field }) => rowOf(record)?.querySelector(`[data-edit="${field}"]`) ?? rowOf(record)?.querySelector(":scope > .lead .name");
  const tellCell = (text) => {
    const input = document.querySelector("input[data-cell]");
    if (input) { input.value = text; input.dispatchEvent(new Event("change", { bubbles: true })); }
  };
  const typedIn = (panel) => [...panel.querySelectorAll("input, select, textarea")].map((input) => input.value).join("\n");
  const cellMoved = new ResizeObserver(([{ target }]) => {
    const at = cell && target.matches(":popover-open") ? cellAt(cell) : null;
    if (at) place(target, at);
  });
  const openCell = (at, field) => {
    const panel = document.querySelector(".pop.cell-panel");
    const name = at.closest("tr")?.querySelector(":scope > .lead .name[href]");
    if (!panel || !name || !field) return;
    if (cellPanel() && typedIn(panel) !== (panel.dataset.was ?? typedIn(panel))) { panel.querySelector("input")?.focus(); return; } // saved or cancelled first
    cell = { record: name.pathname.split("/").at(-1), field };
    const asked = `${cell.record} ${field}`;
    delete panel.dataset.was;
    tellCell(asked);
    if (!panel.matches(":popover-open")) panel.showPopover();
    place(panel, at);
    cellMoved.observe(panel);
    const begin = () => {
      const box = panel.querySelector(`[data-of="${asked}"] :is(input:not([type="hidden"]), .acts button)`);
      if (box) { box.focus(); box.select?.(); panel.dataset.was = typedIn(panel); }
      return box !== null;
    };
    if (begin()) return;
    const seen = new MutationObserver(() => { if (begin()) seen.disconnect(); });
    seen.observe(panel, { childList: true, subtree: true });
    setTimeout(() => seen.disconnect(), 5000);
  };
  const closeCell = (back) => {
    const panel = cellPanel();
    if (!panel) return;
    const at = back && cell ? cellAt(cell) : null;
    panel.hidePopover();
    cellMoved.disconnect();
    cell = null;
    tellCell("");
    at?.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const button = closest(event, "[data-edit]");
    if (button) openCell(button, button.dataset.edit);
  });
  // What was typed and not saved does not go by a press beside it.
  document.addEventListener("pointerdown", (event) => {
    const panel = cellPanel();
    if (panel && !panel.contains(event.target) && !closest(event, "[data-edit]") && typedIn(panel) === (panel.dataset.was ?? typedIn(panel))) closeCell(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && cellPanel() && !cellPanel().querySelector(".pop:popover-open")) {
      event.preventDefault();
      closeCell(true);
    } else if (event.key === "F2" && !event.repeat && !cellPanel() && closest(event, ".t tbody tr")) {
      const button = closest(event, "td")?.querySelector("[data-edit]");
      const field = button?.dataset.edit ?? document.querySelector("input[data-cell]")?.dataset.lead;
      if (!field) return;
      event.preventDefault();
      openCell(button ?? closest(event, "tr").querySelector(":scope > .lead .name"), field);
    }
  });

  // ---- Rows: a press anywhere on one opens its record, like a press on its link. Not on what does something else, nor after selecting text.
  const takesPress = "a, button, input, select, textarea, label, summary, details, .code";
  const recordOf = (event) => closest(event, takesPress) ? null : closest(event, ".t tbody tr")?.querySelector(":scope > .lead .name[href]");
  document.addEventListener("click", (event) => {
    const link = recordOf(event);
    if (!link || event.defaultPrevented || event.button !== 0 || !getSelection().isCollapsed) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) open(link.href, "_blank", "noopener");
    else link.click();
  });
  document.addEventListener("mousedown", (event) => {
    if (event.button === 1 && recordOf(event)) event.preventDefault(); // else it begins to scroll
  });
  document.addEventListener("auxclick", (event) => {
    const link = event.button === 1 ? recordOf(event) : null;
    if (link) open(link.href, "_blank", "noopener");
  });

  // ---- "‹ Offers", and Back, lead to the list as it was left (its address has the filters), to where it was scrolled, and to the row that was opened.
  const scrolled = new Map();
  const opened = new Map();
  const placeOf = (link) => link.pathname + link.search;
  const returnTo = (place, isThere) => {
    const y = scrolled.get(place) ?? 0;
    const record = opened.get(place.split("?")[0]);
    const begun = performance.now();
    const land = (row) => {
      if (row) {
        for (const marked of document.querySelectorAll("tr[data-opened]")) delete marked.dataset.opened;
        row.dataset.opened = "";
        if (document.activeElement === document.body || document.activeElement?.matches("h1")) row.querySelector(".name").focus({ preventScroll: true });
      }
      if (y) scrollTo(0, y);
    };
    const settle = () => {
      const waited = performance.now() - begun;
      if (waited > 2000 || (isThere() && placeOf(location) !== place)) return;
      const row = isThere() && record ? [...document.querySelectorAll(".t tbody .lead .name[href]")].find((name) => name.pathname === record)?.closest("tr") : null;
      if (!isThere() || (record && !row && waited < 1000) || document.documentElement.scrollHeight < y + innerHeight) { requestAnimationFrame(settle); return; }
      land(row);
      // The heading of the new page is focused a moment later: the row is where the person was.
      const focused = (event) => { if (event.target.matches("h1") && row?.isConnected) land(row); };
      document.addEventListener("focusin", focused);
      setTimeout(() => document.removeEventListener("focusin", focused), 1000);
    };
    if (y || record) requestAnimationFrame(settle);
  };
  document.addEventListener("click", (event) => {
    const link = closest(event, "a[href]");
    if (!link) return;
    scrolled.set(placeOf(location), scrollY);
    if (link.matches(".t tbody .lead .name")) opened.set(location.pathname, link.pathname);
    else if (link.matches(".back")) returnTo(placeOf(link), () => !link.isConnected);
  }, true);
  addEventListener("popstate", () => {
    if (!location.hash) returnTo(placeOf(location), () => true);
  });

  // ---- Choosing a filter removes its button: the focus moves to what replaces it, not to the top of the page.
  let filtered = null;
  document.addEventListener("click", (event) => {
    if (closest(event, ".chip, .pop .mi, .pop [role='option']")) filtered = closest(event, ".toolbar");
  }, true);
  new MutationObserver(() => {
    if (!filtered || document.activeElement !== document.body) return;
    const bar = filtered.isConnected ? filtered : document.querySelector(".toolbar");
    filtered = null;
    ([...bar?.querySelectorAll(".chip.on .x") ?? []].at(-1) ?? bar?.querySelector("input, button, a"))?.focus();
  }).observe(document.documentElement, { childList: true, subtree: true });

  // ---- Unsaved changes: the browser asks before the tab is closed.
  let free = false;
  addEventListener("beforeunload", (event) => {
    if (!free && document.querySelector("[data-unsaved]")) event.preventDefault();
  });

  // ---- The first paint: the stylesheet hides it when the page is there, and here it goes, with its ids. An open menu stays open.
  new MutationObserver(() => {
    const first = document.querySelector(".first-paint");
    if (!first || !document.querySelector(".frame:not(.first-paint)")) return;
    const open = first.querySelector("[popover]:popover-open");
    if (open) document.getElementById(open.id.replace("first-", ""))?.showPopover();
    first.remove();
  }).observe(document.body, { childList: true });

  // ---- Tooltips of the rail: the item's name, when only its icon is shown.
  let tip = null;
  const showTip = (event) => {
    const item = closest(event, ".nav [data-tip]");
    if (!item || !matchMedia("(max-width: 1180px) and (min-width: 761px)").matches) return;
    hideTip();
    tip = document.createElement("div");
    tip.className = "tip";
    tip.setAttribute("aria-hidden", "true");
    tip.textContent = item.dataset.tip;
    document.body.append(tip);
    const box = item.getBoundingClientRect();
    tip.style.left = `${box.right + 8}px`;
    tip.style.top = `${box.top + box.height / 2}px`;
  };
  const hideTip = () => { tip?.remove(); tip = null; };
  document.addEventListener("pointerover", showTip);
  document.addEventListener("pointerout", hideTip);
  document.addEventListener("focusin", showTip);
  document.addEventListener("focusout", hideTip);
  document.addEventListener("click", hideTip, true);

  // ---- Moving the focus.
  const focus = (id) => {
    const element = document.getElementById(id);
    if (!element) return false;
    const target = element.matches('[role="radiogroup"]') ? element.querySelector("input:checked, input") ?? element : element;
    target.focus();
    target.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    return true;
  };
  document.addEventListener("click", (event) => {
    const link = closest(event, "[data-focus]");
    if (link && focus(link.dataset.focus)) { event.preventDefault(); event.stopPropagation(); }
  }, true);

  // ---- Static forms: show a password; submit only once.
  document.addEventListener("click", (event) => {
    const button = closest(event, "[data-reveal]");
    if (!button) return;
    const input = document.getElementById(button.dataset.reveal);
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
    const icon = button.querySelector("use");
    icon.setAttribute("href", icon.getAttribute("href").replace(/#.*/, shown ? "#visibility" : "#visibility_off"));
  });
  document.addEventListener("submit", (event) => {
    for (const input of event.target.querySelectorAll('input[type="text"][autocomplete$="password"]')) input.type = "password";
    // Not now, but after the event: a disabled button would not be posted.
    const button = event.target.querySelector("[data-once]");
    if (button) setTimeout(() => { if (!event.defaultPrevented) button.disabled = true; });
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const button of document.querySelectorAll("[data-once]")) button.disabled = false;
  });

  // ---- The clock: Indian time, whatever the machine's zone.
  const parts = new Intl.DateTimeFormat(document.documentElement.lang.startsWith("hi") ? "hi-IN" : "en-GB", { timeZone: "Asia/Kolkata", weekday: "short", day: "numeric", month: "short" });
  const hours = new Intl.DateTimeFormat("en-US", { timeZone: "Asia/Kolkata", hour: "numeric", minute: "2-digit" });
  const tick = () => {
    const now = new Date();
    const text = `${parts.format(now).replace(",", "")}, ${hours.format(now).toLowerCase().replace("\u202f", " ")} IST`;
    for (const clock of document.querySelectorAll("[data-clock]")) if (clock.textContent !== text) clock.textContent = text;
  };
  tick();
  setInterval(tick, 1000);
  new MutationObserver(tick).observe(document.documentElement, { childList: true, subtree: true });

  // ---- What is shown for a while goes away by itself, also when the server can no longer take it away: data-gone-in is seconds.
  const shownAt = new WeakMap();
  setInterval(() => {
    for (const shown of document.querySelectorAll("[data-gone-in]")) {
      if (!shownAt.has(shown)) shownAt.set(shown, performance.now());
      else if (performance.now() - shownAt.get(shown) > shown.dataset.goneIn * 1000) shown.textContent = "";
    }
  }, 1000);

  // ---- Copying: data-copy is the text. A live region says that it was done, which sighted people see at the button.
  const said = document.createElement("div");
  said.className = "sr";
  said.setAttribute("role", "status");
  document.addEventListener("click", async (event) => {
    const button = closest(event, "[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    button.dataset.copied = "";
    document.body.append(said);
    said.textContent = document.body.dataset.copied;
    setTimeout(() => { delete button.dataset.copied; said.textContent = ""; }, 1500);
  });

  // ---- The typed text of all fields, for the dialog about a lost connection.
  const typed = () => [...document.querySelectorAll("[data-typed]")]
    .filter((input) => input.type !== "password" && input.value)
    .map((input) => `${input.labels?.[0]?.textContent.trim() ?? input.getAttribute("aria-label") ?? ""}: ${input.value}`);

  // ---- MudBlazor's text fields ask for every key, down and up. The server hears of what was typed when the field is left, so the keys stay here;
  // Escape goes on, for the dialog around them. This listener stands before Blazor's, which comes with its first component.
  for (const type of ["keydown", "keyup"]) {
    document.addEventListener(type, (event) => {
      if (event.key !== "Escape" && closest(event, ".mud-input.text")) event.stopImmediatePropagation();
    });
  }

  // Functions that the server calls.
  window.clubshop = {
    focus,
    focusInvalid: (form) => {
      const field = document.getElementById(form)?.querySelector('[aria-invalid="true"]');
      if (field?.id) focus(field.id);
    },
    typed,
    // The session has ended: the browser must not ask before the page is left.
    letGo: () => { free = true; },
    copy: (text) => navigator.clipboard.writeText(text),
    closeCell: () => closeCell(true),
  };
})();
