// blazor.web.js tells the state of the connection by classes of #components-reconnect-modal.
(() => {
  const state = document.getElementById("components-reconnect-modal");
  const modal = document.getElementById("reconnect");
  const again = document.getElementById("components-reconnect-button");
  const copy = modal.querySelector("[data-copy-typed]");
  let gone = false;
  let retry = 0;

  const showTyped = () => {
    const none = window.clubshop.typed().length === 0;
    for (const part of modal.querySelectorAll("[data-if-typed]")) part.hidden = none;
    return !none;
  };

  const lost = () => {
    // The server does not know this page any more. What was typed is only here: never reload over it.
    // What the tab keeps by itself is in its form again after loading (kept.js).
    if (!showTyped() || window.clubshop.kept.wholly()) { window.clubshop.letGo(); location.reload(); return; }
    gone = true;
    clearInterval(retry);
    for (const part of modal.querySelectorAll("[data-part]")) part.hidden = part.dataset.part !== "gone";
    for (const text of modal.querySelectorAll("[data-gone]")) text.textContent = text.dataset.gone;
    modal.classList.add("gone");
    if (!modal.open) modal.showModal();
  };
  const reconnect = async () => {
    try {
      if (!await Blazor.reconnect()) lost();
    } catch {
      // still down: the next try comes by itself
    }
  };

  new MutationObserver(() => {
    if (gone) return;
    const names = state.classList;
    if (names.contains("components-reconnect-rejected")) { lost(); return; }
    const failed = names.contains("components-reconnect-failed");
    const show = failed || names.contains("components-reconnect-show");
    if (show && !modal.open) { showTyped(); modal.showModal(); again.focus(); }
    if (!show && modal.open) { modal.close(); window.clubshop.kept.again(); }
    // Blazor has given up: go on in its place.
    clearInterval(retry);
    if (failed) retry = setInterval(reconnect, 5000);
  }).observe(state, { attributes: true, attributeFilter: ["class"] });

  modal.addEventListener("cancel", (event) => event.preventDefault());
  again.addEventListener("click", () => { if (gone) location.reload(); else reconnect(); });
  copy.addEventListener("click", async () => {
    await window.clubshop.copy(window.clubshop.typed().join("\n"));
    copy.textContent = copy.dataset.done;
  });
})();
