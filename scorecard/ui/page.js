// What a page cannot do from the server. Written into the page by `first_paint.py`.
(() => {
  // Streamlit draws a page after the browser has looked for the element that the address names. So wait for it,
  // unfold it, and bring it into view; once more a little later, when charts above it have taken their room.
  const reveal = (target) => {
    const around = (element) => element && element.closest("details");
    for (let fold = around(target); fold; fold = around(fold.parentElement)) fold.open = true;
    const own = target.querySelector("details");
    if (own) own.open = true;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
  };

  const named = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;
    }
  };

  const follow = () => {
    if (location.hash.length < 2) return;
    const found = () => {
      const target = named();
      if (!target) return false;
      reveal(target);
      setTimeout(() => target.isConnected && target.scrollIntoView({ block: "start" }), 1200);
      return true;
    };
    if (found()) return;
    const watcher = new MutationObserver(() => found() && watcher.disconnect());
    watcher.observe(document.documentElement, { childList: true, subtree: true });
    setTimeout(() => watcher.disconnect(), 20000);
  };

  addEventListener("hashchange", follow);
  follow();

  // What the address shows stands there at first, in words; the style sheet hides it once the page has its title.
  const drawn = new MutationObserver(() => {
    if (!document.querySelector(".pw-title")) return;
    document.querySelector(".pw-first")?.remove();
    drawn.disconnect();
  });
  drawn.observe(document.documentElement, { childList: true, subtree: true });

  // Copying needs a script, so the button is seen only where this one runs. A button copies the text that it holds, or
  // what stands beside it, then with its italics where the browser can.
  document.documentElement.classList.add("pw-script");
  const copy = async (button) => {
    const beside = button.dataset.copies && button.parentElement.querySelector(".pw-copied");
    if (!beside) return navigator.clipboard.writeText(button.dataset.copy);
    const text = beside.textContent.trim();
    if (!beside.querySelector("i") || !window.ClipboardItem) return navigator.clipboard.writeText(text);
    const as = (type, what) => ({ [type]: new Blob([what], { type }) });
    const both = { ...as("text/plain", text), ...as("text/html", beside.innerHTML.trim()) };
    return navigator.clipboard.write([new ClipboardItem(both)]);
  };
  addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest(".pw-copy");
    if (!button) return;
    button.dataset.said ??= button.textContent;
    try {
      await copy(button);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Select the text and copy it";
    }
    setTimeout(() => (button.textContent = button.dataset.said), 3000);
  });

  // On a phone the menu covers the page that was chosen from it.
  addEventListener("click", (event) => {
    const isLink = event.target instanceof Element && event.target.closest('[data-testid="stSidebarNavLink"]');
    if (isLink && innerWidth < 768) document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
  });

  // A page of the menu is opened within the release that is shown, as one step of the browser's history. Without this
  // the server writes the release into the address afterwards, which is a step of its own.
  addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element && event.target.closest('[data-testid="stSidebarNavLink"]');
      const release = new URLSearchParams(location.search).get("release");
      if (!link || !release || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      event.stopPropagation();
      location.assign(`${link.href}?${new URLSearchParams({ release })}`);
    },
    true,
  );
})();
