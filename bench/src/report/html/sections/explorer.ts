import { html, nothing } from '../markup.ts'
import type { ExplorerData } from '../page-data.ts'
import type { Section } from './section.ts'

/** Questions to what was measured: the page's script answers them. */
export function explorerSection(explorer: ExplorerData | undefined): Section | undefined {
  if (explorer === undefined) return undefined
  const { measured, percentile, fleet } = explorer
  const priced = measured.sizes.models.length > 0
  return {
    id: 'explorer',
    title: 'Explorer: your load, your limits',
    body: html`<p>Move the limits and see which architecture wins by what was measured here, and where the measurement stops answering.</p>
<form id="explorer-form" class="explorer">
<p><label for="limit">Latency limit, ${percentile} in ms</label>
<input id="limit" name="limit" type="number" min="5" max="5000" step="5" value="${measured.limitMs}" required aria-describedby="limit-help">
<span id="limit-help" class="help">the run itself judged by ${measured.limitMs} ms</span></p>
<p><label for="mix">Writes, % of the requests</label>
<input id="mix" name="mix" type="range" min="0" max="100" step="5" value="50" aria-describedby="mix-value">
<output id="mix-value" for="mix">50 %</output></p>
${priced ? html`<p><label for="budget">Budget, US dollars a month</label><input id="budget" name="budget" type="number" min="0" step="10" inputmode="numeric" aria-describedby="budget-help"><span id="budget-help" class="help">empty: any</span></p>` : nothing}
<p class="wide"><label for="fleet">Fleet</label>
<input id="fleet" name="fleet" type="text" value="${fleet}" autocomplete="off" aria-describedby="fleet-help fleet-problem">
<span id="fleet-help" class="help">e.g. ${fleet}; may be empty</span>
<span id="fleet-problem" class="problem" role="alert"></span></p>
<p class="buttons"><button type="reset">As it was measured</button></p>
</form>
<p id="explorer-answer" class="answer" role="status" aria-live="polite"></p>
<div id="explorer-table"></div>
<noscript><p>The explorer needs JavaScript.</p></noscript>`,
  }
}
