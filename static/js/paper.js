// The paper beside the form, and what was found in the section: after each save they are as the server draws them. It
// sends the parts that differ, and of these only what is different is put in the place of what stands there.
// Without this the page that comes after saving shows it.
(() => {
  const form = document.querySelector("[data-js-person]");
  const paper = document.querySelector("[data-js-paper]");
  if (!form?.keep || !paper) return;
  const found = document.querySelector("[data-js-found]");
  const article = paper.firstElementChild;
  const BOXES = ["head", "a", "b", "c", "d"]; // the children of the paper in order; D has what follows it, too
  const LONGEST_PAUSE = 60000;
  let saves = Number(paper.dataset.jsPaper); // of the pledge, as far as this page knows: of two papers the newer has more
  let stamps = "";
  let asked, timer;
  let pause = 2000;

  const nameOf = (node) => node.id || node.dataset?.jsItem || "";
  const isSame = (old, fresh) => old.nodeName === fresh.nodeName && nameOf(old) === nameOf(fresh);

  function renew(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    if (!old.attributes) {
      old.data = fresh.data;
      return;
    }
    const isArriving = old.className === "new";
    for (const { name } of [...old.attributes])
      if (!fresh.hasAttribute(name) && !(isArriving && name === "class")) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    fill(old, old.firstChild, null, [...fresh.childNodes]);
  }

  // Make the children from `next` to before `end` what the fresh ones are. A row with a name stays the element it was.
  function fill(parent, next, end, fresh) {
    const named = new Map();
    for (let node = next; node !== end; node = node.nextSibling) if (nameOf(node)) named.set(nameOf(node), node);
    for (const node of fresh) {
      const old = named.get(nameOf(node)) || next;
      if (old === end || !isSame(old, node)) {
        parent.insertBefore(node, next);
        continue;
      }
      if (old === next) next = next.nextSibling;
      else parent.insertBefore(old, next);
      renew(old, node);
    }
    while (next !== end) {
      const gone = next;
      next = next.nextSibling;
      gone.remove();
    }
  }

  const childrenOf = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  };

  // What is typed, ticked or moved shows already and isn't all told yet: what comes now would put it back.
  const isUntold = () => form.isUnsent() || form.dataset.saving || form.isDragged?.();
  function later() {
    timer = setTimeout(() => (isUntold() ? later() : ask()), 500);
  }

  function draw(answer) {
    if (answer.saves < saves || isUntold()) return later(); // it is older than what was saved, or than what is typed
    ({ saves, stamps } = answer);
    change(answer.words, () => {
      const boxes = [...article.children];
      for (const [name, html] of Object.entries(answer.parts)) {
        const place = BOXES.indexOf(name);
        const fresh = childrenOf(html);
        if (place < 0) fill(found, found.firstChild, null, [...fresh.childNodes]);
        else fill(article, boxes[place], name === "d" ? null : boxes[place + 1], [...fresh.children]);
      }
      article.lang = answer.language;
      article.dir = answer.direction;
    });
  }

  // The focus stays where it is, also in a row that changes its place.
  function change(words, put) {
    const focus = document.activeElement;
    put();
    for (const count of document.querySelectorAll("[data-js-words]")) count.textContent = words;
    if (focus !== document.activeElement) (focus.isConnected ? focus : paper).focus({ preventScroll: true });
    paper.dispatchEvent(new Event("drawn"));
  }

  // The paper of a page that came as an answer.
  function copy(page) {
    const other = page.querySelector("[data-js-paper]");
    saves = Math.max(saves, Number(other.dataset.jsPaper));
    stamps = "";
    change(page.querySelector("[data-js-words]").textContent, () => {
      renew(article, other.firstElementChild);
      renew(found, page.querySelector("[data-js-found]"));
    });
  }

  async function ask() {
    clearTimeout(timer);
    asked?.abort();
    const request = new AbortController();
    asked = request;
    const limit = setTimeout(() => request.abort(), 20000);
    try {
      const response = await fetch(`${location.pathname}?in=paper&have=${stamps}`, { signal: request.signal });
      if (response.status >= 500) throw new Error(response.status);
      if (response.headers.get("Content-Type") !== "application/json") return; // signed out meanwhile
      const answer = await response.json();
      if (request !== asked) return;
      pause = 2000;
      draw(answer);
    } catch {
      if (request !== asked) return; // a newer one is on its way
      timer = setTimeout(ask, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    } finally {
      clearTimeout(limit);
    }
  }

  form.redraw = (page) => (page ? copy(page) : ask());
  form.addEventListener("answered", ({ detail: answer }) => {
    saves = Math.max(saves, answer.saves);
    if (!form.isUnsent()) ask();
  });

  // What asks for a colleague's changes is fetched once there may be any.
  const follow = () => (navigator.onLine ? import(paper.dataset.jsNews) : setTimeout(follow, 5000));
  setTimeout(follow, 3000);
})();
