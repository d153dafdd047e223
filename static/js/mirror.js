// What is typed shows on the paper at once; saving prints it properly, blanks marked.
(() => {
  for (const field of document.querySelectorAll("[data-mirror]")) {
    const place = document.querySelector(`.paper .${field.dataset.mirror}`);
    if (!place) continue;
    const empty = place.textContent;
    field.addEventListener("input", () => {
      place.textContent = field.value || empty;
    });
  }
})();
