// Asks again and again, quietly, whether a colleague has saved something meanwhile, and brings the page up to date: what is
// typed, held or focused stays as it is. Without this it is so once the page is opened anew.
(() => {
  const paper = document.querySelector("[data-js-news]");
  if (!paper) return;
  const form = document.querySelector("[data-js-person]");
  const readers = document.getElementById("readers");
  const SOON = 5000;
  const LONGEST = 8000; // what a colleague saves is to show within ten seconds
  const LATE = 60000; // where nobody has touched the page for long, or the server can't be reached
  const IDLE = 600000;
  const FIELDS = "input:not([type=hidden]), textarea, select";
  const ROWS = "[data-js-row], [data-js-item]";
  // What other scripts look after.
  const LEFT = `${FIELDS}, [data-js-paper], [data-js-found], [data-js-notice], [data-js-error], [data-js-words], [id^="in-place-"]`;
  const OWN_ATTRIBUTES = ["open", "hidden", "style", "aria-disabled"];

  const has = (node, selector) => node.matches(selector) || node.querySelector(selector) !== null;
  const isFocused = (node) => node.contains(document.activeElement);
  const isHeld = (row) => isFocused(row) || form?.dirty().some(([, [field]]) => row.contains(field));
  const textOf = (node) =>
    [...node.childNodes].map((each) => (each.nodeType === Node.TEXT_NODE ? each.data.trim() : "")).join("|");
  const isLike = (old, fresh) => old.nodeName === fresh.nodeName && old.id === fresh.id;

  // Rows that came are put in, those that went are taken out, others gone through.
  function bringRows(old, fresh, own) {
    const there = new Map([...fresh.children].map((row) => [row.id, row]));
    for (const row of [...old.children])
      if (row.matches(ROWS) && !there.has(row.id) && !isHeld(row) && row.id !== own) row.remove();
    let last = null;
    for (const row of [...fresh.children]) {
      const here = row.id && [...old.children].find((each) => isLike(each, row));
      if (here) {
        bring(here, row, own);
        last = here;
      } else if (row.matches(ROWS) && row.id !== own) {
        if (last) last.after(row);
        else old.prepend(row);
        last = row;
      }
    }
  }

  function bring(old, fresh, own) {
    if (old.isEqualNode(fresh) || old.matches(LEFT)) return;
    for (const { name, value } of fresh.attributes)
      if (!OWN_ATTRIBUTES.includes(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
    for (const { name } of [...old.attributes])
      if (!OWN_ATTRIBUTES.includes(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
    const mine = [...old.children].filter((each) => !each.matches('[data-js-error], [data-js-grip], [id^="in-place-"]'));
    const theirs = [...fresh.children];
    const isShaped = mine.length === theirs.length && mine.every((each, place) => isLike(each, theirs[place]));
    if (isShaped && mine.length && textOf(old) === textOf(fresh))
      mine.forEach((each, place) => bring(each, theirs[place], own));
    else if (!has(old, LEFT) && !has(fresh, LEFT)) {
      if (!isFocused(old)) old.replaceChildren(...fresh.childNodes);
    } else if (isShaped) mine.forEach((each, place) => bring(each, theirs[place], own));
    else bringRows(old, fresh, own);
  }

  // Whether somebody is typing in a field that is another one by now.
  function bringFields(other) {
    const { fields, valueOf, drawn, isBox, known, base, over, conflicts } = form.saving;
    const there = fields(other);
    const version = other.elements.version.value;
    let isTyping = false;
    for (const [unit, all] of fields()) {
      const fresh = there.get(unit);
      if (!fresh || !known.has(unit) || known.get(unit) === null || over.has(unit)) continue;
      const value = drawn(fresh);
      const isDirty = valueOf(all) !== known.get(unit) || conflicts.has(unit);
      if (value === known.get(unit)) {
        if (!isDirty) base.set(unit, version);
      } else if (isDirty) isTyping = true;
      else if (all.includes(document.activeElement) && !isBox(all[0])) {
        over.set(unit, [valueOf(all), value]);
        base.set(unit, version);
        isTyping = true;
      } else {
        for (const field of all)
          if (isBox(field)) field.checked = field.value === value;
          else field.value = value;
        known.set(unit, value);
        base.set(unit, version);
      }
    }
    form.elements.version.value = version;
    return isTyping;
  }

  function notice(page, isTyping) {
    const [here, there] = [document, page].map((each) => each.querySelector('[data-js-notice="merged"]'));
    const words = there?.firstElementChild;
    if (!words?.textContent.trim()) return;
    if (isTyping) words.textContent = words.dataset.jsTyping;
    here.replaceChildren(...there.childNodes);
    here.hidden = false;
  }

  // Returns false where it has to wait: a row is being moved.
  function bringAll(page) {
    const other = page.querySelector("[data-js-person]");
    const main = document.querySelector("main");
    if (!form) {
      const [paper, fresh] = [document, page].map((each) => each.querySelector("[data-js-paper]"));
      if (!paper.isEqualNode(fresh)) paper.replaceChildren(...fresh.childNodes);
      bring(main, page.querySelector("main"));
      return true;
    }
    if (form.dataset.saving || form.isDragged?.()) return false;
    const isTyping = other && bringFields(other);
    notice(page, isTyping);
    if (!other) return true; // it can't be changed any more: saving says so, and the notice leads there
    const readers = document.getElementById("readers");
    const now = page.getElementById("readers");
    readers.firstElementChild.textContent = now.textContent.trim();
    readers.hidden = now.hidden;
    if (!form.isUnsent()) form.redraw(page);
    bring(...[form, other].map((each) => each.querySelector("fieldset")), form.elements.own_key?.value);
    document.dispatchEvent(new Event("fields"));
    document.querySelector("[data-js-paper]").dispatchEvent(new Event("drawn"));
    return true;
  }

  let saves = Number(paper.dataset.jsPaper); // how often the pledge was saved, as far as what the page shows
  let own = 0; // how often it was saved when this page saved something last
  let pause = SOON;
  let touched = Date.now();
  let timer, isAsking;
  let isOver = false; // the pledge can't be changed any more

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  };

  async function take(response) {
    if (response.headers.get("Content-Type") === "application/json") {
      const answer = await response.json();
      readers.firstElementChild.textContent = answer.readers;
      readers.hidden = !answer.readers;
      return;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const drawn = Number(page.querySelector("[data-js-paper]").dataset.jsPaper);
    if (drawn >= own && bringAll(page)) saves = drawn; // else it is older than what this page saved itself since
    pause = SOON;
    isOver = !page.querySelector("[data-js-news]");
  }

  async function ask() {
    if (isAsking || isOver || document.hidden) return;
    if (!navigator.onLine) return later();
    isAsking = true;
    const query = new URLSearchParams({ in: "news", saves, readers: readers?.textContent.trim() ?? "" });
    try {
      const response = await fetch(`${location.pathname}?${query}`, { signal: AbortSignal.timeout(20000) });
      if (response.redirected || (response.status >= 400 && response.status < 429)) return; // signed out, or it is gone
      if (!response.ok) throw new Error(response.status);
      pause = Date.now() - touched > IDLE ? Math.min(pause * 2, LATE) : Math.min(pause * 1.2, LONGEST);
      if (response.status !== 204) await take(response);
    } catch {
      pause = Math.min(pause * 2, LATE);
    } finally {
      isAsking = false;
    }
    later();
  }

  function touch() {
    const wasIdle = pause > LONGEST;
    touched = Date.now();
    if (!wasIdle) return;
    pause = SOON;
    ask();
  }
  for (const name of ["input", "pointerdown", "keydown", "scroll"]) addEventListener(name, touch, { passive: true });
  for (const name of ["focus", "online"]) addEventListener(name, ask);
  document.addEventListener("visibilitychange", ask);
  // What the page saves itself is no news; where more than that was saved, somebody else has, too.
  form?.addEventListener("answered", ({ detail: { saves: now } }) => {
    own = now;
    if (now <= saves + 1) saves = now;
  });
  if (form) ask();
  else later();
})();
