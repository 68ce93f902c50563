// Paragraphs and tables as text. Every run is shown by interpolation of data: nothing in a document becomes markup.
export default {
  template: `
    <div ref="frame" class="text-view" tabindex="0" :class="{ marking }" @mouseup="select">
      <template v-for="block in blocks" :key="block.start">
        <table v-if="block.rows"><tbody>
          <tr v-for="(row, i) in block.rows" :key="i">
            <component v-for="cell in row" :key="cell.column" :is="cell.head ? 'th' : 'td'" :rowspan="cell.down"
                       :colspan="cell.across" :class="cell.kind">
              <span v-for="run in cell.runs" :key="run.start" :class="run.kind" :data-start="run.start">{{ run.text }}</span>
            </component>
          </tr>
        </tbody></table>
        <p v-else :class="block.kind">
          <span v-for="run in block.runs" :key="run.start" :class="run.kind" :data-start="run.start">{{ run.text }}</span>
        </p>
      </template>
    </div>`,
  props: { blocks: Array, marking: Boolean },
  mounted() {
    this.reveal();
  },
  watch: {
    blocks() {
      this.$nextTick(() => this.reveal());
    },
  },
  methods: {
    reveal() {
      const frame = this.$refs.frame;
      const mark = frame.querySelector(".selection") || frame.querySelector(".number") || frame.querySelector(".quote");
      if (!mark) return;
      const place = mark.getBoundingClientRect(), box = frame.getBoundingClientRect();
      if (place.top < box.top + 30 || place.bottom > box.bottom - 30) frame.scrollTop += place.top - box.top - box.height * 0.4;
    },
    offset(node, place) {
      const run = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
      return run ? Number(run.dataset.start) + (node.nodeType === Node.TEXT_NODE ? [...node.data.slice(0, place)].length : 0) : null;
    },
    select() {
      const chosen = window.getSelection();
      if (!this.marking || !chosen.rangeCount || chosen.isCollapsed) return;
      const range = chosen.getRangeAt(0);
      const start = this.offset(range.startContainer, range.startOffset);
      const end = this.offset(range.endContainer, range.endOffset);
      if (start !== null && end !== null && end > start) this.$emit("chosen", { start, end });
      chosen.removeAllRanges();
    },
  },
};
