// Where a page opens, with the focus there: at what is wrong, whatever its address says; else at what its address names;
// else, after a form was sent from this very page, where one was. Without this the browser goes by the address alone.
(() => {
  const page = location.pathname;

  function focus(element) {
    element.closest("details:not([open])")?.setAttribute("open", "");
    element.focus({ preventScroll: true });
    if (document.activeElement !== element) {
      element.tabIndex = -1;
      element.focus({ preventScroll: true });
    }
  }

  function open() {
    const messages = document.querySelector("[data-js-messages]");
    messages?.append(...messages.childNodes); // what was there from the start is not read aloud
    const errors = document.querySelector("[role=alert][tabindex]");
    const target = errors || document.querySelector(":target");
    const left = JSON.parse(sessionStorage["pb-place"] || null);
    delete sessionStorage["pb-place"];
    if (target) {
      focus(target);
      return target.scrollIntoView();
    }
    if (left?.page !== page || document.querySelector("[autofocus]")) return; // what was pressed may be gone with its row
    const same = left.id
      ? document.getElementById(left.id)
      : [...document.getElementsByName(left.name)].find(({ value }) => value === left.value);
    if (!same || same.hidden) return scrollTo(0, left.scroll);
    focus(same);
    scrollBy(0, same.getBoundingClientRect().top - left.top);
  }

  document.addEventListener("submit", (event) => {
    const from = event.submitter?.name ? event.submitter : document.activeElement;
    const { id, name, value } = from;
    sessionStorage["pb-place"] = JSON.stringify({ page, id, name, value, top: from.getBoundingClientRect().top, scroll: scrollY });
  });
  if (document.readyState === "complete") open();
  else window.addEventListener("load", open);
})();
