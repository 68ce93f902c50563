// The image of a page with boxes on it. Places are in points from the top left corner of the page, as in the records.
export default {
  template: `
    <div ref="frame" class="page-view" tabindex="0" :class="{ marking }" @wheel="wheel" @pointerdown="down"
         @pointermove="move" @pointerup="up" @pointercancel="up">
      <div ref="sheet" class="sheet" :style="{ width: 100 * scale + '%', aspectRatio: width + '/' + height }">
        <img :src="scale > 1.3 ? close : src" :alt="alt" draggable="false">
        <svg :viewBox="'0 0 ' + width + ' ' + height" preserveAspectRatio="none" aria-hidden="true">
          <line v-for="(m, i) in others" :key="'other' + i" class="other" :x1="m.x0" :x2="m.x1" :y1="m.bottom + 1.5"
                :y2="m.bottom + 1.5"></line>
          <rect v-for="(m, i) in boxes" :key="i" :class="m.kind" :x="m.x0 - pad(m)" :y="m.top - pad(m)"
                :width="m.x1 - m.x0 + 2 * pad(m)" :height="m.bottom - m.top + 2 * pad(m)" rx="1.5"></rect>
        </svg>
      </div>
    </div>`,
  props: { src: String, close: String, alt: String, width: Number, height: Number, marks: Array, lines: Array, marking: Boolean },
  data() {
    return { scale: 1, drag: null };
  },
  mounted() {
    this.reveal();
  },
  watch: {
    marks() {
      this.$nextTick(() => this.reveal());
    },
  },
  computed: {
    // What others found is underlined only: a frame would lie on the digits that are to be compared.
    others() {
      return this.marks.filter((m) => m.kind === "other");
    },
    boxes() {
      return this.marks.filter((m) => m.kind !== "other");
    },
  },
  methods: {
    pad(mark) {
      return mark.kind === "number" || mark.kind === "selection" ? 3 : 0;
    },
    // Bring what is marked into view, with room above it for what it belongs to.
    reveal() {
      const mark = ["selection", "number", "quote"].map((k) => this.marks.find((m) => m.kind === k)).find((m) => m);
      const frame = this.$refs.frame;
      if (!mark || this.drag) return;
      const points = this.$refs.sheet.clientWidth / this.width;
      const top = mark.top * points, bottom = mark.bottom * points, left = mark.x0 * points, right = mark.x1 * points;
      const seen = top > frame.scrollTop + 40 && bottom < frame.scrollTop + frame.clientHeight - 40;
      if (!seen) frame.scrollTop = top - frame.clientHeight * 0.4;
      if (left < frame.scrollLeft || right > frame.scrollLeft + frame.clientWidth) frame.scrollLeft = left - frame.clientWidth * 0.3;
    },
    zoom(by) {
      const frame = this.$refs.frame;
      const before = this.scale;
      this.scale = by ? Math.min(5, Math.max(0.5, this.scale * by)) : 1;
      const grown = this.scale / before;
      const x = frame.scrollLeft + frame.clientWidth / 2, y = frame.scrollTop + frame.clientHeight / 2;
      this.$nextTick(() => {
        frame.scrollLeft = x * grown - frame.clientWidth / 2;
        frame.scrollTop = y * grown - frame.clientHeight / 2;
        if (!by) this.reveal();
      });
    },
    wheel(event) {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15);
    },
    // The character at a place: in its own line, or the nearest one of the nearest line.
    at(event) {
      const box = this.$refs.sheet.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * this.width;
      const y = ((event.clientY - box.top) / box.height) * this.height;
      let best = null, least = Infinity;
      for (const line of this.lines || []) {
        const dx = Math.max(line.xs[0] - x, 0, x - line.xs[line.xs.length - 1]);
        const dy = Math.max(line.top - y, 0, y - line.bottom);
        const far = dx * dx + 9 * dy * dy;
        if (far < least) [least, best] = [far, line];
      }
      if (!best) return null;
      let place = best.xs.findIndex((edge, i) => i > 0 && x < edge) - 1;
      if (place < 0) place = best.xs.length - 2;
      return best.start + place;
    },
    down(event) {
      if (event.button) return;
      this.$refs.frame.setPointerCapture(event.pointerId);
      const frame = this.$refs.frame;
      this.drag = this.marking
        ? { from: this.at(event) }
        : { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop };
    },
    move(event) {
      if (!this.drag) return;
      if (this.marking) return this.choose(event);
      this.$refs.frame.scrollLeft = this.drag.left - (event.clientX - this.drag.x);
      this.$refs.frame.scrollTop = this.drag.top - (event.clientY - this.drag.y);
    },
    choose(event) {
      const to = this.at(event);
      if (to === null || this.drag.from === null || to === this.drag.to) return;
      this.drag.to = to;
      this.$emit("chosen", { start: Math.min(this.drag.from, to), end: Math.max(this.drag.from, to) + 1 });
    },
    up(event) {
      if (this.drag && this.marking) this.choose(event);
      this.drag = null;
    },
  },
};
