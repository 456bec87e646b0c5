// The body of a function that says where the focus is and whether a ring shows it.

const element = document.activeElement;
const number = element?.dataset.stop;
if (number === undefined) return { number: null, is_ringed: true };
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
return { number: Number(number), is_ringed: ringed || stroked };
