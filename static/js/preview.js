// A tick shows a clause on the paper: the server has put every candidate there, hidden.
(() => {
  const paper = document.querySelector(".paper");
  const live = document.getElementById("live");
  if (!paper) return;
  const shown = (element) => !element.hidden;

  // Additions hang together by punctuation: ", including a; b; and c"
  function punctuate(objective) {
    const additions = [...objective.querySelectorAll("[data-addition]")].filter(shown);
    additions.forEach((addition, place) => {
      const last = place > 0 && place === additions.length - 1;
      addition.firstElementChild.textContent = place === 0 ? objective.dataset.leadIn : last ? "; and " : "; ";
    });
    const end = objective.querySelector("[data-end]");
    if (end) end.textContent = additions.length ? "." : end.dataset.end;
  }

  // The words of an item as it is printed; none while it is hidden.
  function words(item) {
    if (!shown(item)) return 0;
    return ((item.querySelector(".item-text") || item).innerText.match(/\S+/g) || []).length;
  }

  function tick(box) {
    const item = paper.querySelector(`[data-p="${CSS.escape(box.value)}"]`);
    if (!item || item.hidden === !box.checked) return;
    const objective = box.closest(".clause-additions")?.closest(".clause").querySelector(".checkbox");
    if (objective && box.checked && !objective.checked) {
      objective.checked = true;
      tick(objective);
    }
    if (!objective && !box.checked)
      for (const addition of box.closest(".clause").querySelectorAll(".clause-additions .checkbox:checked")) {
        addition.checked = false;
        tick(addition);
      }
    const whole = item.closest("li");
    const before = words(whole);
    item.hidden = !box.checked;
    if (whole.dataset.leadIn) punctuate(whole);
    const list = item.closest("[data-list]");
    if (list) list.hidden = ![...list.querySelectorAll("li")].some(shown);
    const nothing = item.closest(".box").querySelector(".todo");
    if (nothing) nothing.hidden = [...item.closest(".box").querySelectorAll("li")].some(shown);
    const change = words(whole) - before;
    for (const count of document.querySelectorAll("[data-words]")) count.textContent = Number(count.textContent) + change;
    if (box.checked) reveal(item);
  }

  function reveal(item) {
    item.classList.add("new");
    item.addEventListener("animationend", () => item.classList.remove("new"), { once: true });
    const place = item.getBoundingClientRect();
    const view = paper.getBoundingClientRect();
    const scrolls = getComputedStyle(paper).overflowY === "auto";
    if (scrolls && (place.top < view.top || place.bottom > view.bottom))
      paper.scrollTop += place.top - view.top - view.height / 3;
  }

  // Begin at what is being worked on, where the paper scrolls by itself.
  const list = paper.querySelector("[data-p]")?.closest(".printed-items");
  if (list && getComputedStyle(paper).overflowY === "auto") {
    const start = shown(list.closest("[data-list]") || list) ? list : list.closest(".box");
    const view = paper.getBoundingClientRect();
    const down = start.getBoundingClientRect().top - view.top;
    if (down > view.height / 2) paper.scrollTop = down - view.height / 4;
  }

  // Additions that change places change what stands between them.
  paper.addEventListener("moved", (event) => {
    const whole = event.target.closest("[data-lead-in]");
    if (whole) punctuate(whole);
  });

  // A page refused, or come back to, has boxes as they were left: the paper follows.
  window.addEventListener("pageshow", () => {
    for (const box of document.querySelectorAll("[name=pick]")) tick(box);
  });

  document.addEventListener("change", (event) => {
    if (event.target.name !== "pick") return;
    tick(event.target);
    live.textContent = event.target.checked ? live.dataset.added : live.dataset.removed;
  });
})();
