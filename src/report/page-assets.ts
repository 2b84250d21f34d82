/** The style sheet of the HTML report: readable at 200 %, on paper, and in Chromium 90. */
export const PAGE_STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.7 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; color: #1a1a1a; background: #fff; }
header, main, footer { max-width: 88rem; margin: 0 auto; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; margin: 1.2rem 0 .3rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 2px solid #1a1a1a; overflow-wrap: anywhere; }
a { color: #00478f; }
:focus-visible { outline: 3px solid #00478f; outline-offset: 2px; }
.counts { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1rem 0; padding: 0; }
.counts div { border: 1px solid #767676; padding: .4rem 1rem; min-width: 7rem; }
.counts dt { font-size: .9rem; }
.counts dd { margin: 0; font-size: 1.5rem; font-weight: bold; }
.charts { display: flex; flex-wrap: wrap; gap: 1rem 2rem; }
figure { margin: .5rem 0; max-width: 100%; }
figcaption { font-weight: bold; }
svg { max-width: 100%; height: auto; }
svg text { font-size: 14px; fill: #1a1a1a; }
rect.error { fill: #b3001b; } rect.warning { fill: #8a5300; } rect.info { fill: #00478f; } rect.plain { fill: #555; }
form { position: sticky; top: 0; z-index: 2; background: #fff; border-bottom: 1px solid #767676; padding: .5rem 0; display: flex; flex-wrap: wrap; gap: .5rem 1.2rem; align-items: end; }
form[hidden] { display: none; }
label { display: block; font-size: .9rem; }
select, button { font: inherit; min-height: 2.2rem; border: 1px solid #555; background: #fff; color: #1a1a1a; padding: 0 .5rem; }
.document { content-visibility: auto; contain-intrinsic-size: auto 60rem; }
.about, .gaps { margin: .3rem 0; padding-left: 1.2rem; overflow-wrap: anywhere; }
.about { list-style: none; padding: 0; color: #444; }
.failure { color: #8f0016; font-weight: bold; }
.sides { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem; }
@media screen and (min-width: 64rem) {
  .sides.two { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); }
  .text { position: sticky; top: 4rem; align-self: start; max-height: calc(100vh - 5rem); overflow: auto; }
}
.text { border: 1px solid #767676; padding: .5rem 1.2rem; overflow-wrap: anywhere; white-space: pre-wrap; }
.text p { margin: .5rem 0; }
.stretch { content-visibility: auto; contain-intrinsic-size: auto 40rem; }
.text .title, .text .heading { font-weight: bold; }
.text .title { text-align: center; font-size: 1.15rem; }
.text .where { color: #555; font-size: .85rem; }
.text .boilerplate { color: #555; }
.text table { border-collapse: collapse; margin: .6rem 0; white-space: pre-wrap; }
.text td { border: 1px solid #767676; padding: .1rem .4rem; vertical-align: top; }
mark { color: #1a1a1a; background: #ffe9a8; }
.mark { text-decoration: none; color: inherit; border-bottom: 3px solid; }
.mark.error mark, .item.error mark { background: #ffd6d6; } .mark.error { border-color: #b3001b; }
.mark.warning { border-color: #8a5300; }
.mark.info mark, .item.info mark { background: #d9eaff; } .mark.info { border-color: #00478f; }
.mark sup { font-size: .65rem; color: #1a1a1a; }
.items { list-style: none; margin: 0; padding: 0; }
.item { border: 1px solid #767676; border-left-width: 8px; padding: .4rem .9rem; margin-bottom: .7rem; overflow-wrap: anywhere; content-visibility: auto; contain-intrinsic-size: auto 12rem; scroll-margin-top: 5rem; }
.item[hidden] { display: none; }
.item p { margin: .15rem 0; }
.item.error { border-left-color: #b3001b; } .item.warning { border-left-color: #8a5300; } .item.info { border-left-color: #00478f; }
.item.current, .mark.current { outline: 3px solid #00478f; }
.level { font-weight: bold; }
.item.error .level { color: #8f0016; } .item.warning .level { color: #6b4100; } .item.info .level { color: #00478f; }
.veto { background: #8f0016; color: #fff; padding: 0 .4rem; }
.small { font-size: .9rem; color: #444; }
footer { margin-top: 2rem; padding-bottom: 2rem; font-size: .9rem; color: #444; }
@page { size: A4; margin: 18mm 16mm; }
@media print {
  body { font-size: 10.5pt; }
  form { display: none; }
  .item.current, .mark.current { outline: none; }
  header, main, footer { max-width: none; padding: 0; }
  .document, .item, .stretch { content-visibility: visible; }
  .text button { display: none; }
  .item, figure, tr { break-inside: avoid; }
  h2 { break-after: avoid; }
  a { color: inherit; }
}
`;

/**
 * What makes the HTML report quicker to use: filters, j and k, and parts of a long list that are read in only when
 * wanted. Those stand in noscript elements, so that without scripts they are simply there.
 */
export const PAGE_SCRIPT = `
'use strict';
(function () {
  var form = document.querySelector('form');
  var status = document.getElementById('shown');
  var more = document.getElementById('more');
  var total = Number(form.dataset.total);
  var ENOUGH = 200;
  var current = null;
  function all() { return Array.prototype.slice.call(document.querySelectorAll('.item[data-level]')); }
  function fits(item) {
    return ['level', 'rule', 'state'].every(function (name) {
      var wanted = form.elements[name].value;
      return wanted === '' || item.dataset[name] === wanted;
    });
  }
  function unfold(part) {
    var made = document.createElement('div');
    made.innerHTML = part.textContent;
    part.replaceWith.apply(part, Array.prototype.slice.call(made.childNodes));
  }
  function readIn() {
    var part = document.querySelector('noscript.part');
    if (!part) return false;
    unfold(part);
    return true;
  }
  function offerRest() {
    document.querySelectorAll('.text').forEach(function (text) {
      if (!text.querySelector('noscript.rest')) return;
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = '正文再多显示一些';
      button.addEventListener('click', function () {
        var part = text.querySelector('noscript.rest');
        if (part) unfold(part);
        if (!text.querySelector('noscript.rest')) button.remove();
      });
      text.append(button);
    });
  }
  function markOf(number) {
    var mark = document.getElementById('m' + number);
    if (mark) return mark;
    var texts = document.querySelectorAll('.text');
    for (var i = 0; i < texts.length; i++) {
      var parts = texts[i].querySelectorAll('noscript.rest');
      for (var j = 0; j < parts.length; j++) {
        if (parts[j].textContent.indexOf(' id="m' + number + '"') < 0) continue;
        unfold(parts[j]);
        return document.getElementById('m' + number);
      }
    }
    return null;
  }
  function itemOf(number) {
    while (!document.getElementById('i' + number) && readIn());
    show(0);
    return document.getElementById('i' + number);
  }
  function show(atLeast) {
    var items = all();
    var shown = items.filter(fits).length;
    while (shown < atLeast && readIn()) {
      items = all();
      shown = items.filter(fits).length;
    }
    items.forEach(function (item) { item.hidden = !fits(item); });
    more.hidden = document.querySelector('noscript.part') === null;
    status.textContent = '显示 ' + shown + ' 条' + (more.hidden ? '' : '（已载入 ' + items.length + ' 条）') + '，共 ' + total + ' 条';
  }
  function move(step) {
    var items = all().filter(function (item) { return !item.hidden; });
    var at = items.indexOf(current) + step;
    if (at >= items.length && !more.hidden) {
      show(items.length + 1);
      items = all().filter(function (item) { return !item.hidden; });
    }
    go(items[Math.max(0, Math.min(at, items.length - 1))]);
  }
  function go(item) {
    if (!item) return;
    document.querySelectorAll('.current').forEach(function (old) { old.classList.remove('current'); });
    current = item;
    item.classList.add('current');
    var mark = markOf(item.id.slice(1));
    if (mark) {
      mark.classList.add('current');
      mark.scrollIntoView({ block: 'center' });
    }
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: 'nearest' });
  }
  form.hidden = false;
  form.addEventListener('change', function () { show(ENOUGH); });
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  more.addEventListener('click', function () {
    var before = all().filter(fits).length;
    show(before + ENOUGH);
  });
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(?:INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key === 'j') move(1);
    else if (event.key === 'k') move(-1);
  });
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('.mark, .item a[href^="#m"]');
    if (!link) return;
    event.preventDefault();
    go(itemOf(link.getAttribute('href').slice(2)));
  });
  // On paper nothing can be asked for: all is there.
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('noscript.rest').forEach(unfold);
    document.querySelectorAll('.text button').forEach(function (button) { button.remove(); });
    while (readIn());
    show(0);
  });
  offerRest();
  show(0);
})();
`;
