// A tick shows a clause on the paper: the server has put every candidate there, hidden.
(() => {
  const paper = document.querySelector("[data-js-paper]");
  const live = document.querySelector("[data-js-live]");
  if (!paper) return;
  const shown = (element) => !element.hidden;
  let went = []; // the boxes that were unticked with a click, the pressed one first

  // Additions hang together by punctuation: ", including a; b; and c"
  function punctuate(objective) {
    const additions = [...objective.querySelectorAll("[data-js-addition]")].filter(shown);
    additions.forEach((addition, place) => {
      const last = place > 0 && place === additions.length - 1;
      addition.firstElementChild.textContent = place === 0 ? objective.dataset.jsLeadIn : last ? "; and " : "; ";
    });
    const end = objective.querySelector("[data-js-end]");
    if (end) end.textContent = additions.length ? "." : end.dataset.jsEnd;
  }

  // The words of an item as it is printed; none while it is hidden.
  function words(item) {
    if (!shown(item)) return 0;
    return ((item.querySelector("[data-js-text]") || item).innerText.match(/\S+/g) || []).length;
  }

  function tick(box) {
    const item = paper.querySelector(`[data-js-item="${CSS.escape(box.value)}"]`);
    if (!item || item.hidden === !box.checked) return;
    const row = box.closest("[data-js-row]");
    const additions = row.querySelector("[data-js-additions]");
    const objective = additions?.contains(box) && row.querySelector("[name=pick]");
    if (objective && box.checked && !objective.checked) {
      objective.checked = true;
      tick(objective);
    }
    if (!objective && !box.checked)
      for (const addition of additions?.querySelectorAll("[name=pick]:checked") ?? []) {
        addition.checked = false;
        went.push(addition);
        tick(addition);
      }
    const whole = item.closest("li");
    const before = words(whole);
    item.hidden = !box.checked;
    if (whole.dataset.jsLeadIn) punctuate(whole);
    const list = item.closest("[data-js-list]");
    if (list) list.hidden = ![...list.querySelectorAll("li[data-js-item]")].some(shown);
    const section = item.closest("[data-js-box]");
    const nothing = section.querySelector("[data-js-nothing]");
    if (nothing) nothing.hidden = [...section.querySelectorAll("li[data-js-item]")].some(shown);
    const more = words(whole) - before;
    for (const count of document.querySelectorAll("[data-js-words]")) count.textContent = +count.textContent + more;
    if (box.checked) reveal(item);
  }

  function reveal(item) {
    item.classList.add("new");
    item.addEventListener("animationend", () => item.classList.remove("new"));
    const place = item.getBoundingClientRect();
    const view = paper.getBoundingClientRect();
    const scrolls = getComputedStyle(paper).overflowY === "auto";
    if (scrolls && (place.top < view.top || place.bottom > view.bottom))
      paper.scrollTop += place.top - view.top - view.height / 3;
  }

  // Begin at what is being worked on, where the paper scrolls by itself.
  const list = paper.querySelector("[data-js-item]")?.closest("ol");
  if (list && getComputedStyle(paper).overflowY === "auto") {
    const start = shown(list.closest("[data-js-list]") || list) ? list : list.closest("[data-js-box]");
    const view = paper.getBoundingClientRect();
    const down = start.getBoundingClientRect().top - view.top;
    if (down > view.height / 2) paper.scrollTop = down - view.height / 4;
  }

  // Additions that change places change what stands between them.
  paper.addEventListener("moved", (event) => {
    const whole = event.target.closest("[data-js-lead-in]");
    if (whole) punctuate(whole);
  });

  // A page refused, or come back to, has boxes as they were left: the paper follows.
  window.addEventListener("pageshow", () => {
    for (const box of document.querySelectorAll("[name=pick]")) tick(box);
  });

  document.addEventListener("change", ({ target: box }) => {
    if (box.name !== "pick") return;
    went = [box];
    tick(box);
    live.textContent = box.checked ? live.dataset.added : live.dataset.removed;
    if (!box.checked) import(live.dataset.jsUndo).then(({ offer }) => offer(went, tick), () => {});
  });
})();
