// Saves a section while it is filled in: first on this device, then on the server, field by field.
// Without this the Save buttons do the same job.
(() => {
  const form = document.querySelector("[data-js-person]");
  const status = document.querySelector("[data-js-saved]");
  if (!form || !status) return;
  const words = status.dataset;
  // Names this page to the server: what it saved itself is no conflict, even where the answer got lost.
  let opened = crypto.randomUUID().replaceAll("-", "").slice(0, 16);
  const page = `${form.dataset.jsPerson}:${location.pathname}`;
  const HIDDEN = ["version", "csrfmiddlewaretoken", "ready", "ready_asked", "own_key"];
  const OTHERS = [...HIDDEN, "q", "who", "authority-of", "new_line", "offered"];

  // The browser's own restoring of a form doesn't know what a text was based on; this device does.
  form.autocomplete = "off";

  // A field by its name; of several boxes of one name, each box: `name=value`.
  const unitOf = (field) =>
    field.type === "checkbox" && field.value !== "on" ? `${field.name}=${field.value}` : field.name;
  function fields(of = form) {
    const byUnit = new Map();
    for (const field of of.elements)
      if (field.name && field.type !== "submit" && !OTHERS.includes(field.name))
        byUnit.set(unitOf(field), [...(byUnit.get(unitOf(field)) || []), field]);
    return byUnit;
  }
  const isBox = (field) => /checkbox|radio/.test(field.type);
  function valueOf(all) {
    return isBox(all[0]) ? (all.find((box) => box.checked)?.value ?? "") : all[0].value;
  }
  // What the page was drawn with: somebody may have typed before this script came.
  function drawn(all) {
    if (isBox(all[0])) return all.find((box) => box.defaultChecked)?.value ?? "";
    const { options, defaultValue } = all[0];
    return options ? ([...options].find((option) => option.defaultSelected) || options[0])?.value : defaultValue;
  }

  const known = new Map(); // what the server has of each field
  const base = new Map(); // and the version of the section that this is
  const wrong = new Map(); // what it doesn't take of a field
  const barred = new Map(); // and what it doesn't take at all, such as too much
  const conflicts = new Set();
  // Of a text with a colleague's words that its field doesn't show yet: over what one types there, and the whole of it.
  const over = new Map();
  // Of a page that was refused: what it had sent, with the versions. The server has nothing of it.
  const refused = "jsRefused" in form.dataset ? JSON.parse(form.dataset.jsRefused) : [];
  const sentBefore = new Map((refused || []).map(([name, box, version]) => [box ? `${name}=${box}` : name, version]));
  function learn() {
    for (const [unit, all] of fields())
      if (!known.has(unit)) {
        known.set(unit, !refused || sentBefore.has(unit) ? null : drawn(all));
        base.set(unit, sentBefore.get(unit) ?? (all[0].dataset.jsVersion || form.elements.version.value));
      }
  }
  const dirty = () => [...fields()].filter(([unit, all]) => known.has(unit) && valueOf(all) !== known.get(unit));
  // What is to be sent. What was wrong goes along with what is new: it may be right beside that.
  let isAlone = false; // where all at once is refused: one by one
  function unsent() {
    const open = dirty().filter(([unit, all]) => !conflicts.has(unit) && barred.get(unit) !== valueOf(all));
    const anew = open.filter(([unit, all]) => wrong.get(unit) !== valueOf(all));
    return isAlone ? anew.slice(0, 1) : anew.length ? open : [];
  }

  let isKept = true;
  function hold() {
    const typed = dirty().map(([unit, all]) => [
      unit,
      { value: valueOf(all), base: base.get(unit), over: over.get(unit)?.[0] },
    ]);
    const names = { own_key: form.elements.own_key?.value, new_line: form.elements.new_line?.value, opened };
    isKept = device.write(page, typed.length && { fields: Object.fromEntries(typed), ...names });
  }

  // Announced once, not at every save or try.
  let told;
  function say(state, text) {
    const news = state === "saved" ? state : text;
    status.ariaLive = state === "saving" || news === told ? "off" : "polite";
    if (state !== "saving") told = news;
    status.dataset.state = state;
    status.firstElementChild.textContent = text;
    status.lastElementChild.hidden = state !== "out";
  }
  const sayUnsaved = (why, state = "local") => say(state, `${why} ${isKept ? words.kept : words.unkept}`);
  // Notices above the section: data-js-notice names each.
  const notice = (name) => document.querySelector(`[data-js-notice="${name}"]`);
  function note(name, text) {
    const place = notice(name);
    place.firstElementChild.textContent = text;
    place.hidden = !text;
  }

  // One request at a time. What is typed meanwhile goes with the next.
  let timer, running, trouble, problem;
  let pause = 2000;
  function later(delay = 1500) {
    clearTimeout(timer);
    timer = setTimeout(send, delay);
  }
  function retry() {
    later(pause * (0.75 + Math.random() / 2));
    pause = Math.min(pause * 2, 60000);
  }
  const token = () => document.cookie.match(/\bcsrftoken=(\w+)/)?.[1] || form.elements.csrfmiddlewaretoken.value;

  function put(data, changes) {
    data.set("csrfmiddlewaretoken", token());
    data.set("person", form.dataset.jsPerson);
    data.set("page", opened);
    if (!changes.length) data.append("changed", "");
    for (const [unit, all] of changes) {
      const isOneBox = unit !== all[0].name;
      data.append("changed", all[0].name);
      data.append("changed-box", isOneBox ? all[0].value : "");
      data.append("changed-version", base.get(unit));
      if (valueOf(all) || !isOneBox) data.append(all[0].name, valueOf(all));
      if (over.has(unit)) data.append(`over:${unit}`, over.get(unit)[0]);
    }
    return data;
  }

  function send(isLeaving) {
    clearTimeout(timer);
    if (running) return running.then(() => send(isLeaving));
    const changes = unsent();
    if (!changes.length) {
      if (told && told !== "saved" && !dirty().length) done();
      return Promise.resolve();
    }
    const body = put(new URLSearchParams(), changes);
    for (const name of ["own_key", "new_line"]) if (form.elements[name]) body.set(name, form.elements[name].value);
    const sent = changes.map(([unit, all]) => [unit, valueOf(all)]);
    if (!trouble) say("saving", words.saving);
    const keepalive = isLeaving === true && `${body}`.length < 60000;
    const headers = { Accept: "application/json" };
    const signal = keepalive ? undefined : AbortSignal.timeout(20000);
    running = fetch(location.pathname, { method: "POST", body, headers, keepalive, signal })
      .then((response) => handle(response, sent))
      .catch(({ wait }) => {
        trouble = "cut";
        sayUnsaved(wait || words.offline);
        retry();
      })
      .finally(() => (running = null));
    return running;
  }

  async function handle(response, sent) {
    const answer = response.headers.get("Content-Type") === "application/json" ? await response.json() : {};
    trouble = null;
    if (answer.version !== undefined) return taken(answer, sent);
    if (response.status === 401) {
      trouble = "out";
      sayUnsaved(words.out, trouble);
      return retry();
    }
    if (response.ok || response.status === 429 || response.status >= 500) throw answer;
    isAlone = [400, 413, 422].includes(response.status);
    if (isAlone && sent.length > 1) return later(0);
    // Refused as it is: it goes again only once something is different.
    for (const [unit, value] of sent) barred.set(unit, value);
    problem = answer.message || (isAlone ? words.long : words.forbidden);
    sayUnsaved(problem);
    if (unsent().length) later(0);
  }

  function know(unit, value, version) {
    known.set(unit, value);
    base.set(unit, version);
    over.delete(unit);
  }
  function show(unit, value, version) {
    fields().get(unit)[0].value = value;
    know(unit, value, version);
  }
  // It comes into its field once nobody types there.
  function settle() {
    for (const [unit, [typed, whole]] of over) {
      const field = fields().get(unit)?.[0];
      if (field?.value === typed && field !== document.activeElement) show(unit, whole, base.get(unit));
    }
  }
  form.addEventListener("focusout", () => setTimeout(settle));

  function taken(answer, sent) {
    pause = 2000;
    for (const [unit, value] of sent) {
      if (unit in answer.refused) wrong.set(unit, value);
      else if (answer.conflicts.includes(unit)) conflicts.add(unit);
      else {
        know(unit, value, answer.version);
        wrong.delete(unit);
      }
      complain(unit, answer.refused[unit]);
    }
    for (const [unit, value] of Object.entries(answer.filled ?? {}))
      if (fields().get(unit)?.[0].value === (known.get(unit) ?? "")) show(unit, value, answer.version); // else typed in
    for (const [unit, whole] of Object.entries(answer.together ?? {})) over.set(unit, [known.get(unit), whole]);
    settle();
    hold();
    if (answer.merged) note("merged", answer.merged);
    note("readers", answer.readers);
    notice("conflict").hidden = !conflicts.size;
    const [why] = Object.values(answer.refused);
    problem = why || problem;
    const isMore = unsent().length;
    if (isMore) later(isAlone ? 0 : undefined);
    if (conflicts.size || why) sayUnsaved(why || words.conflict);
    else if (!isMore && dirty().length) sayUnsaved(problem);
    else if (!isMore) done();
    form.dispatchEvent(new CustomEvent("taken", { detail: sent.map(([unit]) => unit) }));
    form.dispatchEvent(new CustomEvent("answered", { detail: answer }));
  }

  // The server has all that is on the page.
  function done() {
    isAlone = false;
    for (const unit of wrong.keys()) complain(unit);
    wrong.clear();
    document.querySelector("[data-js-errors]")?.remove();
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: "short", hourCycle: "h23" });
    say("saved", words.saved.replace("{time}", time));
  }

  // What is wrong with a field stands by it, as on a page that is refused.
  function complain(unit, message) {
    const field = fields().get(unit)?.[0];
    if (!field || unit !== field.name) return;
    const place = field.closest("[data-js-question] > *") || field;
    place.parentElement.querySelector(":scope > [data-js-error]")?.remove();
    field.ariaInvalid = message ? "true" : null;
    if (!message) return settled(field);
    const error = document.createElement("p");
    Object.assign(error, { id: `${field.id}-wrong`, className: "field-error", textContent: message });
    error.dataset.jsError = "";
    place.before(error);
    field.setAttribute("aria-errormessage", error.id);
  }

  // Of a page that was refused: its bar, and its line in the summary.
  function settled(field) {
    field.closest("[data-js-question]")?.classList.remove("problem");
    const summary = document.querySelector("[data-js-errors]");
    const links = [...(summary?.querySelectorAll("a") ?? [])];
    links.find((link) => link.hash === `#${field.id}`)?.closest("li").remove();
    if (!summary?.querySelector("li")) summary?.remove();
  }

  // What the server proposes for an action, `data-js-proposed`, becomes the drafter's with their tick, or as they save.
  function accept(group) {
    delete group.dataset.jsProposed;
    for (const [unit, all] of fields()) if (group.contains(all[0])) known.set(unit, null);
  }
  const proposed = () => [...form.querySelectorAll("[data-js-proposed]")];
  const isIn = (group) => group.closest("[data-js-row]")?.querySelector("[name=pick]").checked ?? true;

  function changed(event) {
    if (!known.has(unitOf(event.target))) return;
    const row = event.target.closest("[data-js-row], [data-js-item]");
    proposed().filter((group) => row?.contains(group) && isIn(group)).forEach(accept);
    barred.clear();
    hold();
    if (!isKept && device.keeps()) sayUnsaved("");
    later();
  }
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  document.addEventListener("fields", learn); // more of them came
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => send(document.hidden));
  let isSent;
  window.addEventListener("beforeunload", (event) => {
    if (!(isKept && device.keeps()) && !isSent && dirty().length) event.preventDefault();
  });

  // For whoever has to wait until all is sent. False when there is no connection.
  form.dirty = dirty;
  form.isUnsent = () => unsent().length > 0;
  const isBusy = () => running || form.isUnsent();
  async function sendAll() {
    do await send();
    while (isBusy() && !trouble);
  }
  form.keep = async () => {
    await Promise.race([sendAll(), new Promise((done) => setTimeout(done, 5000))]);
    return trouble !== "cut";
  };
  form.command = (command) => put(new URLSearchParams(command), []); // without any field

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const isHere = link.pathname === location.pathname && link.hash;
    if (link.target || isHere || link.origin !== location.origin || !isBusy()) return;
    event.preventDefault();
    form.keep().then(() => (location.href = link.href));
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    proposed().filter(isIn).forEach(accept);
    isSent ||= !isBusy();
    if (isSent) return;
    event.preventDefault();
    form.keep().then((isThere) => {
      isSent = isThere;
      if (isThere) form.requestSubmit(event.submitter);
    });
  });
  document.addEventListener("submit", (event) => {
    if (event.target === form || event.defaultPrevented || !isBusy()) return;
    event.preventDefault();
    form.keep().then(() => event.target.submit());
  });
  // A form that is sent carries only what changed, with its versions, and what is written anew.
  form.addEventListener("formdata", ({ formData }) => {
    const changes = dirty();
    const own = fields().get("own");
    if (own && valueOf(own) && !changes.some(([unit]) => unit === "own")) changes.push(["own", own]);
    for (const all of fields().values()) formData.delete(all[0].name);
    put(formData, changes);
  });

  // After a crash: what never reached the server can be brought back (recover.js), based on what it was based on.
  const banner = notice("recover");
  async function recover() {
    const lost = await device.left(page);
    for (const left of lost) {
      for (const [unit, typed] of Object.entries(left.fields)) {
        const all = fields().get(unit);
        if (!all || valueOf(all) !== typed.value) continue;
        delete left.fields[unit];
        if (known.get(unit) !== typed.value) base.set(unit, typed.base);
      }
      if (!Object.keys(left.fields).length) device.forget(left.key);
    }
    hold();
    const still = lost.filter((left) => Object.keys(left.fields).length);
    if (still.length) (await import(banner.dataset.jsRecover)).default(still, form, banner);
  }

  learn();
  form.saving = { fields, valueOf, drawn, isBox, known, base, over, conflicts, note, open: (name) => (opened = name) };
  recover();
  if (unsent().length && !("jsRefused" in form.dataset)) later();
})();
