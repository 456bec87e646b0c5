// Counts how many frames a second the page draws while something moves: nothing, the page, or a chart.
// Runs for three seconds, then calls back with the figure.
const [what, done] = arguments;
const over = document.querySelector(".u-over");
const pointer = (kind, x) =>
  over.dispatchEvent(new PointerEvent(kind, { clientX: x, clientY: 5, pointerId: 1, bubbles: true }));
const moves = {
  nothing: () => {},
  scrolling: (frame) => window.scrollTo(0, (frame * 60) % Math.max(1, document.body.scrollHeight - innerHeight)),
  panning: (frame) => pointer("pointermove", 400 + 200 * Math.sin(frame / 20)),
};
if (what === "panning") {
  // A pointer that the browser does not know cannot be captured.
  over.setPointerCapture = () => {};
  pointer("pointerdown", 400);
}
let frames = 0;
const begun = performance.now();
const step = () => {
  const gone = performance.now() - begun;
  if (gone > 3000) return done((frames * 1000) / gone);
  moves[what](frames);
  frames += 1;
  requestAnimationFrame(step);
};
requestAnimationFrame(step);
