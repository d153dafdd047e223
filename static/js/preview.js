// A tick shows a clause on the paper: the server has put every candidate there, hidden.
(() => {
  const paper = document.querySelector(".paper");
  const live = document.getElementById("live");
  if (!paper) return;
  const shown = (element) => element && !element.hidden;

  // Additions hang together by punctuation: ", including a; b; and c"
  function punctuate(objective) {
    const additions = [...objective.querySelectorAll("[data-addition]")].filter(
      shown,
    );
    additions.forEach((addition, place) => {
      const last = place > 0 && place === additions.length - 1;
      addition.firstElementChild.textContent =
        place === 0 ? objective.dataset.leadIn : last ? "; and " : "; ";
    });
  }

  function tick(box) {
    const item = paper.querySelector(`[data-p="${CSS.escape(box.value)}"]`);
    if (!item) return;
    if (item.hidden === !box.checked) return;
    if (!box.checked) change(-words(item));
    item.hidden = !box.checked;
    if (box.checked) change(words(item));
    const row = box.closest(".sub") && box.closest(".cl").querySelector(".ck");
    if (row && box.checked && !row.checked) {
      row.checked = true;
      tick(row);
    }
    const objective = item.closest("[data-lead-in]");
    if (objective) punctuate(objective);
    const list = item.closest("[data-list]");
    if (list)
      list.hidden = ![...list.querySelectorAll("li[data-p]")].some(shown);
    if (box.checked) reveal(item);
  }

  function reveal(item) {
    item.classList.add("new");
    item.addEventListener("animationend", () => item.classList.remove("new"), {
      once: true,
    });
    const place = item.getBoundingClientRect();
    const view = paper.getBoundingClientRect();
    const scrolls = getComputedStyle(paper).overflowY === "auto";
    if (scrolls && (place.top < view.top || place.bottom > view.bottom))
      paper.scrollTop += place.top - view.top - view.height / 3;
  }

  const words = (item) =>
    ((item.querySelector(".clause") || item).innerText.match(/\S+/g) || [])
      .length;

  function change(by) {
    document.querySelectorAll("[data-words]").forEach((element) => {
      element.textContent = Number(element.textContent) + by;
    });
  }

  document.addEventListener("change", (event) => {
    if (event.target.name !== "pick") return;
    tick(event.target);
    if (live)
      live.textContent = event.target.checked
        ? live.dataset.added
        : live.dataset.removed;
  });
})();
