/**
 * Runs in the page: every text that is seen, with the contrast of its colour on what is painted behind it (WCAG 2), where
 * that is less than 4.5 : 1, or 3 : 1 of large text. A script as text, for the page has types that Node lacks.
 */
export const lowContrast = `(() => {
  const channels = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const over = (top, bottom) => ({
    r: top.r * top.a + bottom.r * (1 - top.a),
    g: top.g * top.a + bottom.g * (1 - top.a),
    b: top.b * top.a + bottom.b * (1 - top.a),
    a: 1,
  });
  const ground = (element) => {
    const painted = [];
    for (let each = element; each; each = each.parentElement) painted.push(channels(getComputedStyle(each).backgroundColor));
    return painted.reverse().reduce((below, colour) => over(colour, below), { r: 255, g: 255, b: 255, a: 1 });
  };
  // A tile's name stands on the tile, that of a hot spot on a rim in the tile's own colour; a directory's on its frame.
  const behind = (element) => {
    if (!(element instanceof SVGTextElement)) return ground(element);
    const { stroke } = getComputedStyle(element);
    if (stroke !== 'none') return channels(stroke);
    const map = element.closest('.chart').classList.value.includes('map');
    if (!map) return ground(element);
    const tile = element.classList.contains('name') ? element.previousElementSibling : element.closest('svg').querySelector('path');
    return channels(getComputedStyle(tile).fill);
  };
  const light = ({ r, g, b }) => {
    const linear = [r, g, b].map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const low = [];
  let seen = 0;
  for (const element of document.querySelectorAll('body *')) {
    const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join('').trim();
    const svg = element instanceof SVGElement;
    if (text === '' || /^(script|style|title)$/i.test(element.tagName) || !element.checkVisibility() || (svg && element.tagName !== 'text')) continue;
    seen += 1;
    const style = getComputedStyle(element);
    const below = behind(element);
    const colour = over(channels(svg ? style.fill : style.color), below);
    const [high, less] = [light(colour), light(below)].sort((a, b) => b - a);
    const contrast = (high + 0.05) / (less + 0.05);
    const size = Number.parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (contrast < (large ? 3 : 4.5)) low.push(text.slice(0, 40) + ' ' + contrast.toFixed(2));
  }
  return { seen, low };
})()`;
