// What is typed shows on the paper at once; saving prints it properly, blanks marked.
(() => {
  for (const field of document.querySelectorAll("[data-mirror]")) {
    const place = () => document.querySelector(`.paper .${field.dataset.mirror}`); // the paper may be drawn anew
    const empty = place()?.textContent;
    field.addEventListener("input", () => {
      if (place()) place().textContent = field.value || empty;
    });
  }
})();
