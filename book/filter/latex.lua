-- Paints the book for print: what html.lua shows, in the terms of book.tex.
local latex = {}

local raw = function(text) return pandoc.RawBlock('latex', text) end
local rawi = function(text) return pandoc.RawInline('latex', text) end

local ESCAPES = {['\\'] = '\\textbackslash{}', ['{'] = '\\{', ['}'] = '\\}',
  ['#'] = '\\#', ['$'] = '\\$', ['%'] = '\\%', ['&'] = '\\&', ['_'] = '\\_',
  ['^'] = '\\textasciicircum{}', ['~'] = '\\textasciitilde{}'}
local function escape(text)
  return (text:gsub('[\\{}#$%%&_^~]', ESCAPES))
end

-- In a verbatim block only TeX's own three characters mean something.
local function escape_verbatim(text)
  return (text:gsub('[\\{}]', {['\\'] = '\\textbackslash{}', ['{'] = '\\{',
    ['}'] = '\\}'}))
end

-- Inlines between two pieces of TeX.
local function wrapped(before, inlines, after)
  local out = pandoc.List {rawi(before)}
  out:extend(inlines)
  out:insert(rawi(after))
  return out
end

local function anchor(id)
  return ('\\bookanchor{%s}'):format(id)
end

-- Listings are named by their functions, and most chapters have a `main`.
local function place(ch, id)
  return ch.topic .. '-' .. id
end

function latex.reference(at, text)
  if at.kind == 'lst' then
    return pandoc.Link(text, '#' .. place(at.chapter, at.id))
  end
  return pandoc.Link(text, '#' .. at.id)
end

-- book.tex finds Japanese by its characters.
function latex.japanese(cell)
  return cell
end

-- On paper a file's name is enough.
function latex.file_link(el)
  return el.content
end

function latex.header(el, number, ch)
  el.attributes.number = nil
  if el.level == 1 and number then
    return {raw(('\\setcounter{chapter}{%d}'):format(ch.number - 1)), el}
  elseif el.level == 2 and number then
    if el.identifier:match('^sec:.*%-figures$') then
      ch.drawings = {id = el.identifier, number = number}
    end
    return {raw(('\\setcounter{section}{%d}'):format(
      tonumber(number:match('%d+$')) - 1)), el}
  end
  return el
end

-- Code, highlighted. A line that implements an equation can be linked to.
local function highlight(text, class, id, first, targets)
  local attributes, classes = {}, {class}
  if first then
    attributes.startFrom = tostring(first)
    classes[2] = 'numberLines'
  end
  local out = pandoc.write(pandoc.Pandoc {pandoc.CodeBlock(text,
    pandoc.Attr('', classes, attributes))}, 'latex', pandoc.WriterOptions {
    highlight_style = PANDOC_WRITER_OPTIONS.highlight_style})
  local body = out:match('\\begin{Highlighting}%b[]\n(.*)\n\\end{Highlighting}')
  if not body then body = escape_verbatim(text) end
  local number, lines = first or 1, {}
  for line in (body .. '\n'):gmatch('(.-)\n') do
    if targets and targets[number] then
      line = ('\\bookanchor{%s-%d}'):format(id, number) .. line
    end
    lines[#lines + 1] = line
    number = number + 1
  end
  local options = first and ('numbers=left,firstnumber=%d'):format(first) or ''
  return ('\\begin{Highlighting}[%s]\n%s\n\\end{Highlighting}'):format(options,
    table.concat(lines, '\n'))
end

-- Tags in comments lead to their equations, as on the screen. Pandoc has
-- written `-` as {-} and `_` as \_ inside highlighted code.
local function link_tags(text)
  local labels = require 'labels'
  return (text:gsub('((%l+:[%w_{}\\-]+) %([%d.]+%))', function(shown, name)
    local plain = name:gsub('{%-}', '-'):gsub('\\_', '_')
    if labels.all[plain] then
      return ('\\hyperlink{%s}{%s}'):format(plain, shown)
    end
  end))
end

local function lines_text(first, last)
  if first == last then return 'line ' .. first end
  return ('lines %d–%d'):format(first, last)
end

-- The lines of a listing that equations point to.
local function targets_of(part)
  local labels, targets = require 'labels', {}
  for _, label in ipairs(labels.order) do
    for _, at in ipairs(label.lines or {}) do
      if at.part == part then targets[at.line] = true end
    end
  end
  return targets
end

local function listing(id, head, where, about, code)
  return raw(('\\begin{listing}{%s}{%s}{%s}{%s}\n%s\n\\end{listing}'):format(
    id, head, where, about, code))
end

function latex.listing(ch, part)
  local names = {}
  for i, name in ipairs(part.functions) do
    names[i] = '\\texttt{' .. escape(name) .. '}'
  end
  local code = highlight(table.concat(part.lines, '\n'), 'c', place(ch, part.id),
    part.first, targets_of(part))
  return listing(place(ch, part.id), 'Listing ' .. part.label,
    ('\\texttt{src/%s.c}, %s'):format(escape(ch.topic),
      lines_text(part.first, part.last)),
    table.concat(names, ', '), link_tags(code))
end

function latex.drawing(ch, part)
  return listing('', '', ('\\texttt{src/%s.gp}, %s'):format(escape(ch.topic),
    lines_text(part.first, part.last)), '',
    highlight(table.concat(part.lines, '\n'), 'gnuplot', '', part.first))
end

function latex.contract(_, text, file, first, last)
  return raw(('\\begin{contract}{\\texttt{%s}%s}\n%s\n\\end{contract}'):format(
    escape(file), first and ', ' .. lines_text(first, last) or '',
    link_tags(highlight(text, 'c'))))
end

function latex.code(text, class)
  return raw('\\begin{asidecode}\n' .. highlight(text, class)
    .. '\n\\end{asidecode}')
end

function latex.console(session)
  local out = {}
  for i, line in ipairs(session) do
    local text = escape_verbatim(line.text)
    if line.typed then
      out[i] = '\\textbf{' .. text:gsub('^%$ ', '\\bookprompt{}') .. '}'
    else
      out[i] = text
    end
  end
  return raw('\\begin{console}\n\\begin{Highlighting}[]\n'
    .. table.concat(out, '\n') .. '\n\\end{Highlighting}\n\\end{console}')
end

function latex.line_link(ch, at)
  return ('\\hyperlink{%s-%d}{%d}'):format(place(ch, at.part.id), at.line,
    at.line)
end

-- word and links name the lines that implement the equation, if there are any.
function latex.equation(label, math, word, links)
  local note = links and ('\\implemented{%s~%s}'):format(word, links) or ''
  return rawi(('\\begin{equation*}%s%s\\tag*{(%s)%s}\\end{equation*}'):format(
    anchor(label.name), math.text:gsub('^%s+', ''):gsub('%s+$', ''),
    label.number, note))
end

-- A screen figure has a twin for print beside it.
function latex.figure(label, path, _, caption)
  local file = path:gsub('%.svg$', '.pdf')
  return pandoc.Para(wrapped(('\\begin{figure}%s\\centering\\includegraphics'
    .. '{%s}\\bookcaption{Figure %s}{'):format(anchor(label.name), file,
      label.number), caption, '}\\end{figure}'))
end

-- A table that fits on a page is not broken.
function latex.table(label, caption, body)
  local head = label and ('%s\\tablehead{Table %s}{'):format(anchor(label.name),
    label.number) or '\\tablehead{}{'
  local rows = 0
  for _, part in ipairs(body.bodies) do rows = rows + #part.body end
  local kind = rows <= 30 and 'floatingtable' or 'booktable'
  return {raw(('\\begin{%s}'):format(kind)),
    pandoc.Plain(wrapped(head, caption, '}')), body,
    raw(('\\end{%s}'):format(kind))}
end

-- Print cannot fold: the answer is at the end of the book.
function latex.answer(id)
  return {pandoc.Para {rawi(('\\seeanswer{%s}'):format(id))}}
end

local function boxed(class, id, kicker, title, blocks)
  local out = pandoc.List {pandoc.Plain(wrapped(('\\begin{bookbox}{%s}{%s}{')
    :format(class, id or ''), kicker, '}{'))}
  local head = pandoc.List(out[1].content)
  head:extend(title or {})
  head:insert(rawi('}'))
  out[1] = pandoc.Plain(head)
  out:extend(blocks)
  out:insert(raw('\\end{bookbox}'))
  return out
end

function latex.box(class, kicker, title, blocks, id)
  return boxed(class, id and id .. '-asked', kicker, title, blocks)
end

function latex.exercise(label, title, blocks)
  return boxed('exercise', label.name, {pandoc.Str('Exercise ' .. label.number)},
    title, blocks)
end

function latex.quiz(id, blocks)
  local out = pandoc.List {raw(('\\bookplace{%s-asked}'):format(id))}
  out:extend(blocks)
  out:insert(pandoc.Para {rawi(('\\seeanswer{%s}'):format(id))})
  return out
end

local function chapter_star(id, text)
  return raw(('\\addchap{%s}%s'):format(text, anchor(id)))
end

local function one_answer(kept)
  local head = kept.kind == 'quiz' and {pandoc.Str('Quiz')} or kept.title
  local out = pandoc.List {pandoc.Para(wrapped(('\\answerhead{%s}{'):format(
    kept.id), head, '}'))}
  out:extend(kept.blocks)
  return out
end

local function answers(pages)
  local out = pandoc.List {chapter_star('answers', 'Answers')}
  for _, p in ipairs(pages) do
    if #p.kept > 0 then
      out:insert(pandoc.Para(wrapped(('\\answerchapter{%d}{'):format(
        p.chapter.number), p.chapter.title, '}')))
    end
    for _, kept in ipairs(p.kept) do out:extend(one_answer(kept)) end
  end
  return #out > 1 and out or {}
end

latex.notation_widths = {0.06, 0.09, 0.25, 0.06, 0.12, 0.13, 0.17, 0.12}

-- A paragraph that is one formula belongs to the paragraph before it: TeX would
-- leave the first line of a new one empty.
local function is_display(block)
  local first = block and block.t == 'Para' and block.content[1]
  return first and (first.t == 'Math' and first.mathtype == 'DisplayMath'
    or first.t == 'RawInline' and first.text:match('^\\begin{equation') ~= nil)
end

local function is_text(block)
  local first = block and block.t == 'Para' and block.content[1]
  return first and first.t ~= 'RawInline'
end

local function join_displays(blocks)
  local out = pandoc.List()
  for _, block in ipairs(blocks) do
    local last = out[#out]
    if is_display(block) and is_text(last) then
      last = pandoc.Para(last.content)
      last.content:insert(pandoc.SoftBreak())
      last.content:extend(block.content)
      out[#out] = last
    else
      out:insert(block)
    end
  end
  return out
end

-- In print, the section with the scripts of the figures leaves its chapter.
local function split_drawings(p)
  local text, drawings, into = pandoc.List(), pandoc.List(), nil
  local section = p.chapter.drawings
  for _, block in ipairs(p.blocks) do
    if block.t == 'Header' and block.level <= 2 then
      into = section and block.identifier == section.id and drawings or text
    end
    if into ~= drawings or block.t ~= 'Header' then
      (into or text):insert(block)
    end
  end
  if section then
    text:insert(raw(('\\seedrawings{%s}{%s}'):format(section.id,
      section.number)))
  end
  return text, drawings
end

local function drawings_chapter(all)
  if #all == 0 then return {} end
  local out = pandoc.List {chapter_star('drawings', 'How the figures are drawn'),
    raw('\\begin{drawings}')}
  for _, one in ipairs(all) do
    local section = one.chapter.drawings
    out:insert(pandoc.Para(wrapped(('\\drawingsof{%s}{%s}{'):format(section.id,
      section.number), one.chapter.title, '}')))
    out:extend(one.blocks)
  end
  out:insert(raw('\\end{drawings}'))
  return out
end

function latex.book(doc, pages, notation)
  local out, drawn = pandoc.List(), {}
  for _, p in ipairs(pages) do
    local text, drawings = split_drawings(p)
    out:extend(text)
    if #drawings > 0 then
      drawn[#drawn + 1] = {chapter = p.chapter, blocks = drawings}
    end
  end
  out:insert(raw('\\backmatter'))
  out:extend(answers(pages))
  if notation then
    out:extend {raw('\\begin{notation}'), notation, raw('\\end{notation}')}
  end
  out:extend(drawings_chapter(drawn))
  out:insert(chapter_star('references', 'References'))
  out:insert(pandoc.Div({}, pandoc.Attr('refs')))
  doc.meta.colophon = pandoc.MetaBlocks(doc.blocks)
  return pandoc.Pandoc(out, doc.meta):walk {Blocks = join_displays}
end

return latex
