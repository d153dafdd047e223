// Filter the list of clauses in place. Without this the form's own Apply button does it.
(() => {
  const words = document.getElementById("q");
  const who = document.getElementById("who");
  const says = document.getElementById("filter-says");
  if (!words || !who) return;
  document.querySelectorAll("[data-without-js]").forEach((element) => (element.hidden = true));

  function filter() {
    const wanted = words.value.toLocaleLowerCase();
    const rows = [...document.querySelectorAll(".clause")];
    let shown = 0;
    for (const row of rows) {
      const fits = row.textContent.toLocaleLowerCase().includes(wanted);
      row.hidden = !fits || (who.value !== "" && row.dataset.who !== who.value);
      shown += !row.hidden;
    }
    says.textContent =
      wanted || who.value ? says.dataset.says.replace("{n}", shown).replace("{t}", rows.length) : "";
  }

  words.addEventListener("input", filter);
  who.addEventListener("change", filter);
  // Enter searches; it doesn't save the page.
  words.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
})();
