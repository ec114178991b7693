// What the pages need of the browser beyond Streamlit: keys as shortcuts, and paper. It asks nothing of the network.
// Streamlit runs it with every page; it stays after the first time and only takes the new settings.
window.pipelineReview ??= (() => {
  const settings = { on: true, pages: {} };
  const clicks = {
    f: 'filters', v: 'saved-views', c: 'copy-link', '?': 'shortcuts',
    '[': 'week-earlier', ']': 'week-later', ',': 'week-earlier', '.': 'week-later',
  };
  const searches = ['find-deals', 'definitions-search'];
  const WAIT_MS = 1500;
  let went = 0; // when `g` was pressed

  // Where letters are text, or mean something else: fields, lists, tables, an open input method.
  const isTyping = (event) => event.isComposing || event.key === 'Process' || (event.target instanceof Element && Boolean(
    event.target.closest('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], [role=textbox], '
      + '[role=combobox], [role=listbox], [role=grid], [data-testid="stDataFrame"]')));
  const click = (selector) => {
    const found = document.querySelector(selector);
    found?.click();
    return Boolean(found);
  };
  const go = (page) => {
    const place = `a[data-testid="stTopNavLink"][href$="/${page}"], a[data-testid="stSidebarNavLink"][href$="/${page}"]`;
    if (!click(place)) window.location.assign(new URL(page, window.location.href)); // a narrow window folds the menu away
  };
  const search = () => {
    const field = searches.map((key) => document.querySelector(`.st-key-${key} input`)).find(Boolean);
    if (field) field.focus();
    else go('deals');
  };
  const acts = (key) => {
    if (Date.now() - went < WAIT_MS && settings.pages[key]) { went = 0; go(settings.pages[key]); return true; }
    went = key === 'g' ? Date.now() : 0;
    if (key === '/') { search(); return true; }
    return key in clicks && click(`.st-key-${clicks[key]} button`);
  };

  // Paper: charts are redrawn at the width of a sheet before the dialog opens, whoever asks for it on the page. Where the
  // browser's own menu prints, they are scaled instead.
  const STEP_MS = 100;
  const MOST_STEPS = 30;
  const isDrawn = () => [...document.querySelectorAll('.stPlotlyChart')].every((chart) =>
    [...chart.querySelectorAll('.main-svg')].every((layer) => layer.getAttribute('width') <= chart.offsetWidth));
  const openDialog = window.print.bind(window);
  const print = (steps = 0) => {
    document.documentElement.classList.add('on-paper');
    if (steps < 2 || (!isDrawn() && steps < MOST_STEPS)) {
      window.setTimeout(() => print(steps + 1), STEP_MS);
      return;
    }
    openDialog();
    document.documentElement.classList.remove('on-paper');
  };
  const PAPER_PX = 703; // A4 between its margins
  const scale = () => {
    for (const table of document.querySelectorAll('[data-testid="stDataFrame"]')) {
      table.style.setProperty('--shrink', Math.min(1, PAPER_PX / Math.max(1, table.offsetWidth)));
    }
    for (const box of document.querySelectorAll('.stPlotlyChart .svg-container')) {
      box.style.setProperty('--drawn', `${box.offsetWidth}px`);
      box.style.setProperty('--ratio', `${box.offsetWidth} / ${box.offsetHeight}`);
      for (const layer of box.querySelectorAll('.main-svg')) {
        layer.setAttribute('viewBox', `0 0 ${layer.getAttribute('width')} ${layer.getAttribute('height')}`);
      }
    }
  };
  const unscale = () => {
    for (const layer of document.querySelectorAll('.stPlotlyChart .main-svg')) layer.removeAttribute('viewBox');
  };

  window.print = () => print();
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'p') {
      event.preventDefault();
      event.stopImmediatePropagation(); // Streamlit opens the dialog too
      print();
    } else if (settings.on && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event) && acts(event.key)) {
      event.preventDefault();
    }
  }, true);
  window.addEventListener('beforeprint', scale);
  window.addEventListener('afterprint', unscale);
  return settings;
})();
