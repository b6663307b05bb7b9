"""How the page of a proof looks, on a screen and on paper.

What a colour says a word or a line says too: a proof is printed in black and white as well. The
contrast of all text is 7 to 1 at least (WCAG 2.2, 1.4.6).
"""

from __future__ import annotations

from typing import Final

# The columns of a row in lines, each cell under its language: on paper and on a narrow screen.
_STACKED: Final = """
  .screen, .pick { display: none; }
  .abreast, .abreast tbody { display: block; }
  .abreast thead { display: none; }
  .abreast tr { display: grid; grid-template-columns: 1.8rem repeat(3, minmax(0, 1fr));
    border-bottom: 2px solid #1d4f91; break-inside: avoid; }
  .in-2 .abreast tr { grid-template-columns: 1.8rem repeat(2, minmax(0, 1fr)); }
  .abreast th.at { grid-column: 1; grid-row: 1 / span 2; border: 0; width: auto; }
  .abreast td[data-n]::before { content: attr(data-n); display: block; font-size: .7rem;
    font-weight: bold; color: #123e78; }
"""

_MAIN: Final = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 78rem; background: #fff; color: #1a1a1a;
  font: 16px/1.5 Calibri, Carlito, "Noto Sans", "Segoe UI", sans-serif; }
[lang=ar] { font-family: Arial, "Noto Naskh Arabic", "Noto Sans Arabic", sans-serif; }
[lang=zh] { font-family: SimSun,
  "Noto Sans CJK SC", "Noto Serif CJK SC", "Microsoft YaHei", serif; }
h1 { font-size: 1.8rem; margin: 0 0 .25rem; }
h2 { font-size: 1.4rem; margin: 2.5rem 0 .5rem; border-bottom: 2px solid #1d4f91; }
h3 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
a { color: #123e78; }
p { margin: .25rem 0 .6rem; }
.note { max-width: 60rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; margin: .5rem 0 1rem; }
caption { text-align: start; font-weight: bold; padding: .25rem 0; }
th, td { border: 1px solid #8a8a8a; padding: .25rem .45rem; text-align: start; vertical-align: top;
  overflow-wrap: break-word; }
thead th { background: #e6ebf2; }
tbody th { font-weight: normal; }
td.value, td.said { white-space: pre-line; }
td.number { text-align: end; white-space: nowrap; }
.file { font-size: .75rem; color: #3d3d3d; overflow-wrap: anywhere; }
.letters.wide { overflow-x: auto; }
.letters.wide tbody th { min-width: 8rem; }
tr.outlier > th, tr.outlier > td { background: #fdf3e3; }
tr.outlier > th { border-inline-start: 5px solid #9a4a00; }
article { border: 1px solid #8a8a8a; padding: .75rem 1rem; max-width: 60rem; }
article h4, article h5, article h6 { margin: .9rem 0 .3rem; font-size: 1rem; }
.line { display: flex; gap: .75rem; align-items: baseline; }
.line > .at { flex: 0 0 2.2rem; font-size: .75rem; color: #4a4a4a; text-align: end; }
.line > .what { flex: 1; white-space: pre-line; overflow-wrap: anywhere; }
.frame { border-top: 1px solid #8a8a8a; margin-top: 1rem; padding-top: .4rem; font-size: .8rem; }
.line.heading { font-weight: bold; }
.line.item > .what { padding-inline-start: 1.2rem; }
.line.some { border-inline-start: 5px solid #1d4f91; background: #eaf1fa;
  padding-inline-start: .3rem; }
mark { background: #fff0b3; color: #1a1a1a; border-bottom: 2px solid #7a5200; padding: 0 .15rem; }
.badge { font: .75rem/1.2 Calibri, Carlito, "Noto Sans", sans-serif; color: #fff;
  background: #6b4300;
  border-radius: .6rem; padding: 0 .4rem; white-space: nowrap; text-decoration: none;
  display: inline-block; }
.badge.some { background: #1d4f91; }
del { background: #fbe3e1; color: #7d0f0a; } ins { background: #dff2e1; color: #0e4d18; }
del + ins { margin-inline-start: .3em; }
.sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: .75rem; }
.sheet figure { margin: 0; break-inside: avoid; }
.sheet img { width: 100%; border: 1px solid #8a8a8a; }
.sheet figcaption { font-size: .8rem; overflow-wrap: anywhere; }
.pick { margin-inline-start: 1rem; }
.pick + label { font-weight: bold; }
.abreast { table-layout: fixed; font-size: .8rem; line-height: 1.4; }
.abreast td { white-space: pre-line; }
.abreast .at { width: 2.2rem; color: #4a4a4a; text-align: end; font-size: .75rem; }
.abreast thead th { position: sticky; top: 0; font-size: .95rem; }
.abreast .absent { background: #fdf3e3; color: #7a3a00; font-style: italic; }
.abreast tr.frame { font-size: .85em; color: #3d3d3d; }
.abreast img { display: block; width: 100%; }
.warning { border-inline-start: 5px solid #9a4a00; background: #fdf3e3; padding: .3rem .6rem; }
@page { size: A4; margin: 15mm; }
@page wide { size: A4 landscape; margin: 12mm; }
@media print {
  body { padding: 0; max-width: none; font-size: 10pt; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2, h3, h4, h5, h6, caption { break-after: avoid; }
  h2 { margin-top: 1.2rem; }
  section.kind { break-before: page; }
  .line, tr { break-inside: avoid; }
  .letters.wide { page: wide; overflow-x: visible; }
  table { font-size: 8.5pt; } th, td { padding: .1rem .3rem; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
  .screen, .pick { display: none; }
  .side { page: wide; break-before: page; }
  .abreast { font-size: 8.5pt; line-height: 1.3; }
  .sheet { grid-template-columns: repeat(6, 1fr); gap: .4rem; }
  .sheet figcaption { font-size: 7pt; }
  .side.pages { page: auto; }
  .pictures img { width: auto; max-width: 100%; max-height: 105mm; margin: 0 auto; }
}
"""

STYLE: Final = f"""{_MAIN}
@media print {{{_STACKED}}}
@media (max-width: 60rem) {{{_STACKED}}}
"""
