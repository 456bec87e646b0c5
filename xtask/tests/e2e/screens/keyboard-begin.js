// The body of a function that numbers what the Tab key must reach and returns their names.

document.activeElement?.blur();
getSelection().removeAllRanges();
scrollTo(0, 0);
const seen = (element) => element.checkVisibility({ visibilityProperty: true });
const closed = (element) => {
  const details = element.closest("details:not([open])");
  return details && !element.matches("details:not([open]) > summary");
};
const kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']";
let stops = [...document.querySelectorAll(kinds)].filter(
  (element) => !element.disabled && element.tabIndex >= 0 && seen(element) && !closed(element),
);
// Of radio buttons the chosen one is reached, or either end if none is chosen.
stops = stops.filter((element) => {
  if (element.type !== "radio") return true;
  const group = stops.filter((other) => other.type === "radio" && other.name === element.name);
  return group.some((other) => other.checked) ? element.checked : element === group[0];
});
return stops.map((element, number) => {
  element.dataset.stop = number;
  return element.dataset.test ?? element.id ?? element.outerHTML.slice(0, 80);
});
