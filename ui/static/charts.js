// Draws bars with uPlot. Loaded when a chart is first shown; colours, words and amounts come from the page.
import uPlot from "./vendor/uplot/uPlot.esm.js";

const sheet = document.createElement("link");
sheet.rel = "stylesheet";
sheet.href = new URL("vendor/uplot/uPlot.min.css", import.meta.url).href;
document.head.append(sheet);

// Bars in sight at first, and at least, however far one goes into it.
const IN_SIGHT = 90;
const AT_LEAST = 5;
const dark = matchMedia("(prefers-color-scheme: dark)");

/** Begins a chart in `host`. `words` shapes a value of the scale; `chose` hears of the bar pointed at. */
export const begin = (host, words, chose) => new Chart(host, words, chose);

class Chart {
  constructor(host, words, chose) {
    Object.assign(this, { host, words, chose, labels: [], values: [], plot: null });
    this.sized = new ResizeObserver(() => this.fit());
    this.themed = new MutationObserver(() => this.draw());
    this.redraw = () => this.draw();
    this.sized.observe(host);
    this.themed.observe(document.documentElement, { attributeFilter: ["data-theme", "dir", "lang"] });
    dark.addEventListener("change", this.redraw);
  }

  set(labels, values) {
    Object.assign(this, { labels, values });
    this.first = Math.max(0, values.length - IN_SIGHT) - 0.5;
    this.last = values.length - 0.5;
    this.draw();
  }

  /** Points at a bar, and brings it into sight. */
  point(index) {
    if (!this.plot) return;
    const length = this.last - this.first;
    if (index < this.first + 0.5) this.show(index - 0.5, index - 0.5 + length);
    if (index > this.last - 0.5) this.show(index + 0.5 - length, index + 0.5);
    this.plot.setCursor({ left: this.plot.valToPos(index, "x"), top: 0 }, false);
  }

  /** Goes nearer where `factor` is below 1, and away above, about the middle or a bar. */
  zoom(factor, about = (this.first + this.last) / 2) {
    const length = Math.max(AT_LEAST, (this.last - this.first) * factor);
    const part = (about - this.first) / (this.last - this.first);
    this.show(about - part * length, about + (1 - part) * length);
  }

  /** Shows the bars from `first` to `last`, or as many beside them as there are. */
  show(first, last) {
    const count = this.values.length;
    const length = Math.min(last - first, count);
    this.first = Math.min(Math.max(first, -0.5), count - 0.5 - length);
    this.last = this.first + length;
    this.plot?.setScale("x", { min: this.first, max: this.last });
  }

  fit() {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (this.plot && width > 0) this.plot.setSize({ width, height });
    else if (width > 0) this.draw();
  }

  draw() {
    this.plot?.destroy();
    this.plot = null;
    const { clientWidth: width, clientHeight: height } = this.host;
    if (width === 0 || this.values.length === 0) return;
    const style = (name) => getComputedStyle(this.host.querySelector(`.chart-${name}`));
    const [ink, line, bar] = ["ink", "line", "fill"].map((name) => style(name).color);
    const fromRight = getComputedStyle(this.host).direction === "rtl";
    const font = `${style("ink").fontSize} ${style("ink").fontFamily}`;
    const axis = { stroke: ink, font, ticks: { show: false } };
    this.plot = new uPlot(
      {
        width,
        height,
        legend: { show: false },
        cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
        scales: {
          x: { time: false, dir: fromRight ? -1 : 1, range: () => [this.first, this.last] },
          y: { range: (_, __, max) => [0, max > 0 ? max * 1.05 : 1] },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            size: 30,
            space: 84,
            incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500],
            values: (_, splits) => splits.map((index) => this.labels[index] ?? ""),
          },
          {
            ...axis,
            grid: { stroke: line, width: 1 },
            side: fromRight ? 1 : 3,
            size: (_, values) => 16 + Math.max(0, ...(values ?? []).map((words) => words.length)) * 7,
            values: (_, splits) => splits.map((value) => this.words(value)),
          },
        ],
        series: [{}, { fill: bar, stroke: bar, width: 0, paths: uPlot.paths.bars({ size: [0.72, 40], radius: 0.12 }), points: { show: false } }],
        hooks: { setCursor: [({ cursor }) => this.pointed(cursor.idx)], ready: [(plot) => this.listen(plot)] },
      },
      [this.values.map((_, index) => index), this.values],
      this.host,
    );
  }

  pointed(index) {
    if (index !== this.told && index !== null && index !== undefined) this.chose(index);
    this.told = index;
  }

  /** Drags the bars along with a finger or the mouse; the wheel goes nearer and away. */
  listen({ over }) {
    let held = null;
    over.addEventListener("pointerdown", (event) => {
      over.setPointerCapture(event.pointerId);
      held = { at: event.clientX, first: this.first, last: this.last };
    });
    over.addEventListener("pointermove", (event) => {
      if (!held) return;
      const perPixel = (held.last - held.first) / over.clientWidth;
      const fromRight = getComputedStyle(this.host).direction === "rtl" ? -1 : 1;
      const by = (held.at - event.clientX) * perPixel * fromRight;
      this.show(held.first + by, held.last + by);
    });
    for (const end of ["pointerup", "pointercancel"]) over.addEventListener(end, () => (held = null));
    over.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      this.zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, this.plot.posToVal(event.offsetX, "x"));
    });
  }

  end() {
    this.sized.disconnect();
    this.themed.disconnect();
    dark.removeEventListener("change", this.redraw);
    this.plot?.destroy();
  }
}
