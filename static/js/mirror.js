// What is typed shows on the paper at once; saving prints it properly, blanks marked.
(() => {
  for (const field of document.querySelectorAll("[data-js-mirrors]")) {
    const place = () => document.querySelector(`[data-js-shows="${field.dataset.jsMirrors}"]`); // the paper may be drawn anew
    const empty = field.value ? "" : place()?.textContent;
    field.addEventListener("input", () => {
      if (place()) place().textContent = field.value || empty;
    });
  }
})();
