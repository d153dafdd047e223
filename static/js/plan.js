// On the plan the drafter's own actions, `data-own`, also move from one theme's list, `data-slot`, to another's: for
// order.js, which comes after this.
(() => {
  const form = document.querySelector("form[data-person]");
  const plan = document.getElementById("plan");
  if (!form) return;
  const slots = () => [...plan.querySelectorAll("[data-slot]")];
  const isOwn = (item) => "own" in item.dataset;

  form.plan = {
    name: (item) => item.closest("[data-slot]").dataset.name,

    // The list of the theme before or after.
    beyond(item, way) {
      const all = slots();
      return isOwn(item) ? all[all.indexOf(item.parentElement) + (way === "up" ? -1 : 1)] : undefined;
    },

    // The list of the theme at that height.
    at(item, y) {
      const isThere = ({ top, bottom }) => y >= top && y <= bottom;
      return isOwn(item) && slots().find((slot) => isThere(slot.parentElement.getBoundingClientRect()));
    },

    // The plan as the server numbers it; what had the focus keeps it.
    renew(page) {
      const focus = plan.contains(document.activeElement) && document.activeElement.id;
      plan.replaceChildren(...page.getElementById("plan").childNodes);
      if (focus) document.getElementById(focus)?.focus();
    },
  };
})();
