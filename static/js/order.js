// Rows of the paper move in place, by button and by dragging; the server is told each time.
// Without this the buttons send the page, and it comes back in the new order.
(() => {
  const paper = document.querySelector(".paper");
  const live = document.getElementById("live");
  const form = paper?.closest("form");
  if (!form || form.method !== "post") return;
  const all = (item) => [...item.parentElement.children].filter((row) => row.dataset.p);
  const rows = (item) => all(item).filter((row) => !row.hidden);

  // The first row can't go up, the last one not down: their buttons say so and stay where they are.
  function mark() {
    for (const button of form.querySelectorAll('button[value^="move:"]')) {
      const [, key, way] = button.value.split(":");
      const item = paper.querySelector(`[data-p="${CSS.escape(key)}"]`);
      if (!item) continue;
      const list = rows(item);
      // Additions have theirs in the list: only for two or more is there an order.
      if (button.closest(".sub")) button.parentElement.hidden = item.hidden || list.length < 2;
      if (item.hidden) continue;
      button.ariaDisabled = list.at(way === "up" ? 0 : -1) === item ? "true" : null;
    }
  }

  function say(words, item) {
    const list = rows(item);
    live.textContent = words.replace("{n}", list.indexOf(item) + 1).replace("{t}", list.length);
  }

  // Put rows back as they were; what stands around them stays.
  function restore(before) {
    const end = all(before[0]).at(-1).nextSibling;
    for (const row of before) row.parentElement.insertBefore(row, end);
  }

  function moved(item) {
    item.dispatchEvent(new CustomEvent("moved", { bubbles: true }));
    mark();
  }

  // Several moves are told one after the other; sending the page waits for them.
  let queue = Promise.resolve();
  let waiting = 0;
  let isLeaving = false;
  let cuts = 0;

  function tell(command, before) {
    const since = cuts;
    waiting += 1;
    form.dataset.saving = waiting;
    queue = queue
      .then(() => since === cuts && !isLeaving && post(command, before))
      .finally(() => {
        waiting -= 1;
        if (!waiting) delete form.dataset.saving;
      });
  }

  async function post(command, before) {
    const fields = new FormData(form);
    // What is being written anew stays on the page: saved now, it would be saved again with the page.
    for (const name of ["own", "own_theme"]) if (fields.has(name)) fields.set(name, "");
    fields.set("do", command);
    let answer;
    try {
      answer = await fetch(location.href, { method: "POST", body: new URLSearchParams(fields) });
    } catch {
      // No connection: everything goes back to where it was before this move, and what was to follow is forgotten.
      cuts += 1;
      restore(before);
      moved(before[0]);
      live.textContent = live.dataset.unmoved;
      return;
    }
    answer.body?.cancel();
    // Refused, or signed out meanwhile: send the page, so that its reader sees what the server says.
    if (!answer.ok || new URL(answer.url).pathname !== location.pathname) send(command);
  }

  function send(command) {
    isLeaving = true;
    const button = document.createElement("button");
    Object.assign(button, { name: "do", value: command, hidden: true });
    form.append(button);
    form.requestSubmit(button);
  }

  form.addEventListener("submit", (event) => {
    if (!waiting || isLeaving) return;
    event.preventDefault();
    queue.then(() => isLeaving || form.requestSubmit(event.submitter));
  });

  form.addEventListener("click", (event) => {
    const button = event.target.closest('button[value^="move:"]');
    if (!button) return;
    const [, key, way] = button.value.split(":");
    const item = paper.querySelector(`[data-p="${CSS.escape(key)}"]`);
    if (!item) return;
    event.preventDefault();
    const list = rows(item);
    const other = list[list.indexOf(item) + (way === "up" ? -1 : 1)];
    if (!other) return say(way === "up" ? live.dataset.first : live.dataset.last, item);
    const before = all(item);
    // The neighbour goes past it: what is moved itself would lose the focus.
    if (way === "up") item.after(other);
    else item.before(other);
    moved(item);
    say(live.dataset.moved, item);
    tell(button.value, before);
  });

  // Dragging, by the number. Escape puts the row back.
  let drag;

  function follow(event) {
    if (!drag || event.pointerId !== drag.pointer) return;
    const { item } = drag;
    const middle = (row) => row.getBoundingClientRect().top + row.offsetHeight / 2;
    for (;;) {
      const list = rows(item);
      const place = list.indexOf(item);
      const [before, after] = [list[place - 1], list[place + 1]];
      if (before && event.clientY < middle(before)) item.after(before);
      else if (after && event.clientY > middle(after)) item.before(after);
      else break;
    }
    const view = paper.getBoundingClientRect();
    if (event.clientY < view.top + 40) paper.scrollTop -= 12;
    if (event.clientY > Math.min(view.bottom, innerHeight) - 40) paper.scrollTop += 12;
  }

  function drop(isKept) {
    if (!drag) return;
    const { item, order } = drag;
    drag = null;
    item.classList.remove("held");
    if (!isKept) restore(order);
    const before = order.filter((row) => !row.hidden).indexOf(item);
    const place = rows(item).indexOf(item);
    if (place === before) return;
    moved(item);
    say(live.dataset.moved, item);
    tell(`place:${item.dataset.p}:${place + 1}`, order);
  }

  for (const item of paper.querySelectorAll("li[data-p]:has(> .mv)")) {
    const grip = document.createElement("span");
    grip.className = "grip";
    grip.addEventListener("pointerdown", (event) => {
      if (event.button || drag) return;
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      item.classList.add("held");
      drag = { item, pointer: event.pointerId, order: all(item) };
    });
    grip.addEventListener("pointermove", follow);
    grip.addEventListener("pointerup", () => drop(true));
    grip.addEventListener("pointercancel", () => drop(false));
    item.append(grip);
  }
  document.addEventListener("keydown", (event) => event.key === "Escape" && drop(false));
  document.addEventListener("change", (event) => event.target.name === "pick" && mark());
  window.addEventListener("pageshow", mark);
})();
