// The body of a function that returns the names of what the Tab key must reach, and puts the focus before it.

// Taking the focus from an element would leave the walk to begin there, and not at the top.
document.body.tabIndex = -1;
document.body.focus();
document.body.removeAttribute("tabindex");
scrollTo(0, 0);
const seen = (element) => element.checkVisibility({ visibilityProperty: true });
const closed = (element) => {
  const details = element.closest("details:not([open])");
  return details && !element.matches("details:not([open]) > summary");
};
const kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']";
let stops = [...document.querySelectorAll(kinds)].filter(
  (element) => !element.matches(":disabled") && element.tabIndex >= 0 && seen(element) && !closed(element),
);
// Of radio buttons the chosen one is reached, or either end if none is chosen.
stops = stops.filter((element) => {
  if (element.type !== "radio") return true;
  const group = stops.filter((other) => other.type === "radio" && other.name === element.name);
  return group.some((other) => other.checked) ? element.checked : element === group[0];
});
// A drawing wears the ring as the stroke of an edge, which is seen by its change.
for (const shape of document.querySelectorAll("figure svg *")) {
  const { stroke, strokeWidth } = getComputedStyle(shape);
  shape.dataset.stroke = `${stroke} ${strokeWidth}`;
}
return stops.map(
  (element) => element.dataset.test ?? (element.id || element.outerHTML.slice(0, 80)),
);
