// After a crash: what never reached the server is brought back, with the version that it was based on. Fetched only where
// the device holds something.
export default (lost, form, banner) => {
  const { fields, valueOf, isBox, known, base, over, open, note } = form.saving;

  function forget() {
    for (const left of lost) device.forget(left.key);
    banner.hidden = true;
  }

  function fill(all, value) {
    for (const field of all)
      if (isBox(field)) field.checked = field.value === value;
      else field.value = value;
    for (const name of ["input", "change"]) all[0].dispatchEvent(new Event(name, { bubbles: true }));
  }

  async function bringBack() {
    const unplaced = [];
    for (const left of lost) {
      open(left.opened);
      if (left.fields.own) form.elements.own_key.value = left.own_key;
      for (const [name, typed] of Object.entries(left.fields)) {
        let unit = name;
        if (!fields().has(unit) && left.new_line) unit = unit.replace(left.new_line, form.elements.new_line?.value);
        if (!fields().has(unit) && unit.endsWith("-text"))
          await new Promise((done) => document.dispatchEvent(new CustomEvent("reword", { detail: [unit, done] })));
        const all = fields().get(unit);
        if (all && valueOf(all) === known.get(unit)) {
          base.set(unit, typed.base);
          if (typed.over !== undefined) over.set(unit, [typed.over]);
          fill(all, typed.value);
        } else unplaced.push(typed.value);
      }
    }
    forget();
    note("unplaced", unplaced.join("\n"));
    form.keep();
  }

  banner.querySelector("[data-js-bring-back]").addEventListener("click", bringBack);
  banner.querySelector("[data-js-forget]").addEventListener("click", forget);
  banner.hidden = false;
};
