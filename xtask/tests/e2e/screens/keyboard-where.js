// The body of a function that says where the focus is and whether a ring shows it.

const element = document.activeElement;
if (element === document.body) return { name: null, is_ringed: true };
// As in keyboard-begin.js. Not a mark on the element: rows that scroll out of sight may be made anew.
const name = element.dataset.test ?? (element.id || element.outerHTML.slice(0, 80));
// What is drawn over an invisible control may wear the ring in its place.
const ringed = [element, element.nextElementSibling, element.parentElement].some((worn) => {
  if (!worn) return false;
  const { outlineStyle, outlineWidth } = getComputedStyle(worn);
  return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
});
const shapes = element.closest("figure")?.querySelectorAll("svg [data-stroke]") ?? [];
const stroked = [...shapes].some((shape) => {
  const { stroke, strokeWidth } = getComputedStyle(shape);
  return shape.dataset.stroke !== `${stroke} ${strokeWidth}`;
});
// Within a field for a date its parts wear the ring, which the page cannot see.
const parts = ["date", "time"].includes(element.type);
return { name, is_ringed: ringed || stroked || parts };
