// Streamlit's own words in the reader's language: it has none of its own but the browser's. The words come from the
// catalogue; only Streamlit's own parts are looked at, never a cell, an option or a name from a file.
window.pipelineWords ??= (() => {
  const PARTS = '[data-testid="stFileUploaderDropzone"], [data-testid^="stMainMenu"], [data-testid="stThemeSwitcher"], '
    + '[data-testid="stDataFrameColumnMenu"], [data-testid="stDataFrameColumnVisibilityMenu"], [role="menu"], [role="listbox"], '
    + '[data-testid="stMultiSelectDropdown"], [data-testid="stSelectboxDropdown"], [data-testid="stDateInput"] [role="spinbutton"], '
    + 'a[href^="#"], [data-testid="InputInstructions"]';
  const NAMED = ['placeholder', 'aria-label', 'title'];
  const NOTHING = /^No (results|options)/;
  const SEPARATED = /^(.+?)(: |, )(.+)$/s; // “Search: a table”, “day, From”
  const browserLanguage = navigator.language;
  let words = {};

  const said = (text) => {
    if (Object.hasOwn(words, text)) return words[text];
    const parts = SEPARATED.exec(text);
    if (parts && Object.hasOwn(words, parts[1])) return `${words[parts[1]]}：${parts[3]}`;
    const help = /^Help for (.+)$/s.exec(text);
    if (help && Object.hasOwn(words, 'Help for')) return `${words['Help for']}：${help[1]}`;
    const size = /^(\S+) per file$/.exec(text);
    if (size && Object.hasOwn(words, 'per file')) return `${words['per file']} ${size[1]}`;
    return text;
  };
  const put = (text, write) => {
    const shown = text.trim();
    const told = shown && said(shown);
    if (told && told !== shown) write(text.replace(shown, told));
  };
  const translateText = (node) => {
    const around = node.parentElement;
    if (!around || !around.closest(PARTS)) return;
    if (around.closest('[role="option"]') && !NOTHING.test(node.nodeValue)) return; // a value from a file
    put(node.nodeValue, (text) => { node.nodeValue = text; });
  };
  const translateNames = (element) => {
    for (const name of NAMED) {
      const value = element.getAttribute(name);
      if (value) put(value, (text) => element.setAttribute(name, text));
    }
  };
  const translate = (root) => {
    if (root.nodeType === Node.TEXT_NODE) { translateText(root); return; }
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    translateNames(root);
    for (const element of root.querySelectorAll('[placeholder], [aria-label], [title]')) translateNames(element);
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) translateText(texts.currentNode);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === 'childList') change.addedNodes.forEach(translate);
      else if (change.type === 'attributes') translateNames(change.target);
      else translateText(change.target);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: NAMED });

  // Dates, calendars and grouped numbers are written as the browser's language has them: here, the page's.
  const speak = (language) => {
    const told = browserLanguage.startsWith(language) ? browserLanguage : { zh: 'zh-CN', en: 'en-GB' }[language];
    document.documentElement.lang = told;
    if (navigator.language === told) return;
    Object.defineProperty(navigator, 'language', { get: () => told, configurable: true });
    Object.defineProperty(navigator, 'languages', { get: () => [told], configurable: true });
    window.dispatchEvent(new Event('languagechange'));
  };

  return (language, told) => {
    const back = Object.fromEntries(Object.entries(words).map(([ours, theirs]) => [theirs, ours]));
    speak(language);
    if (JSON.stringify(told) === JSON.stringify(words)) return;
    if (Object.keys(back).length) { words = back; translate(document.body); }
    words = told;
    translate(document.body);
  };
})();
