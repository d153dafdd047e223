// A button copies the text beside it to the clipboard, and says so. Without scripts the text is selected by hand.
(function () {
  "use strict";

  for (const place of document.querySelectorAll("[data-js-copy]")) {
    const text = place.querySelector("textarea");
    const button = place.querySelector("button");
    if (!text || !button) continue;
    button.hidden = false;
    button.addEventListener("click", () => copy(text, place.querySelector("[data-js-said]")));
  }

  async function copy(text, said) {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      // An older browser, or a page that did not come by HTTPS.
      text.select();
      if (!document.execCommand("copy")) return;
    }
    text.select();
    said.textContent = said.dataset.copied;
  }
})();
