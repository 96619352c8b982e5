// Sets the chosen theme before the first paint, and restores it when enhanced navigation replaces the attributes of <html>.
(() => {
  const key = "clubshop.theme";
  const root = document.documentElement;
  const chosen = () => {
    try {
      const value = localStorage.getItem(key);
      return value === "light" || value === "dark" ? value : null;
    } catch {
      return null; // storage is disabled: the system's theme applies
    }
  };
  // The browser's own bars: one colour for each of the system's themes, both the chosen one's where one is chosen.
  const bars = [...document.querySelectorAll('meta[name="theme-color"]')].map((meta) => ({ meta, dark: meta.media.includes("dark"), colour: meta.content }));
  const apply = () => {
    const theme = chosen();
    for (const bar of bars) bar.meta.content = theme === null ? bar.colour : bars.find((other) => other.dark === (theme === "dark")).colour;
    if (theme === null) {
      if (root.hasAttribute("data-theme")) root.removeAttribute("data-theme");
    } else if (root.getAttribute("data-theme") !== theme) {
      root.setAttribute("data-theme", theme);
    }
    for (const item of document.querySelectorAll("[data-theme-choice]")) {
      item.setAttribute("aria-checked", String(item.dataset.themeChoice === (theme ?? "system")));
    }
  };

  apply();
  new MutationObserver(apply).observe(root, { attributes: true, attributeFilter: ["data-theme"] });
  addEventListener("storage", (event) => { if (event.key === key) apply(); });
  document.addEventListener("click", (event) => {
    const item = event.target.closest?.("[data-theme-choice]");
    if (!item) return;
    try {
      if (item.dataset.themeChoice === "system") localStorage.removeItem(key);
      else localStorage.setItem(key, item.dataset.themeChoice);
    } catch {
      // storage is disabled: the choice is lost with the page
    }
    apply();
  });
  document.addEventListener("toggle", (event) => { if (event.target.querySelector?.("[data-theme-choice]")) apply(); }, true);
})();
