-- Turns the checked chapters into one document for HTML or LaTeX. What is to be
-- shown is decided here; how, in html.lua and latex.lua, which share one set of
-- functions (`paint`).
local labels = require 'labels'
local chapter = require 'chapter'
local contract = require 'contract'
local tables = require 'tables'
local references = require 'references'

local render = {}

local BOX_TITLE = {
  predict = 'Predict before you run', lookahead = 'Look ahead',
  conventions = 'Conventions', published = 'Published errors',
  practice = 'In practice', byhand = 'By hand'
}

local function inlines(text)
  return pandoc.utils.blocks_to_inlines(
    pandoc.read(text or '', 'markdown').blocks)
end

-- Comments are marks and notes to authors: the reader never sees them.
local function strip_comments(doc)
  local function drop(el)
    if el.text:match('^%s*<!%-%-') then return {} end
  end
  return doc:walk {RawInline = drop, RawBlock = drop}
end

-- The same for a text that stands in an attribute.
local function attribute(text)
  return strip_comments(pandoc.Pandoc {pandoc.Plain(inlines(text))})
    .blocks[1].content
end

local function first_class(el, known)
  for _, class in ipairs(el.classes) do
    if known[class] then return class end
  end
end

-- A session's lines, and which of them were typed.
local function session(lines)
  local out, goes_on = {}, false
  for i, line in ipairs(lines) do
    local typed = goes_on or line:match('^%$ ') ~= nil
    goes_on = typed and line:match('\\$') ~= nil
    out[i] = {text = line, typed = typed}
  end
  return out
end

-- The first lines of the program that implement an equation, for its margin.
local function implementing(paint, ch, label)
  local links = {}
  for i, at in ipairs(label.lines or {}) do
    if i <= 3 and at.chapter == ch then
      links[#links + 1] = paint.line_link(ch, at)
    end
  end
  if #links == 0 then return nil end
  return #links > 1 and 'lines' or 'line', table.concat(links, ', ')
end

-- Only a draft meets things that are not there: the checks have named them, and
-- they are left as they are.
-- One rendering: the chapter, the painter, and what is kept for the book's end.
local Rendering = {}
Rendering.__index = Rendering

function Rendering:code(block)
  local part = chapter.part(self.ch, block)
  local paint = self.paint
  if block.attributes.contract then
    return self:contract(block.attributes.contract)
  elseif labels.kind(block.identifier) == 'tbl' then
    return self:data_table(block)
  elseif part and part.class == 'console' then
    return paint.console(session(part.lines))
  elseif part and part.suffix == '.c' then
    return paint.listing(self.ch, part)
  elseif part and part.suffix == '.gp' then
    return paint.drawing(self.ch, part)
  end
  block.attributes.part = nil
  return paint.code(block.text, block.classes[1] or '')
end

-- A struct is quoted with the first contract that needs it.
function Rendering:contract(name)
  local found = contract.find(self.ch, name)
  if not found then return self.paint.code('no contract of ' .. name, '') end
  local struct = contract.struct(found)
  local text, first = found.text, found.first
  if struct and not self.quoted[struct.name] then
    self.quoted[struct.name] = true
    text = struct.text .. '\n\n' .. text
  end
  -- Struct and function may lie apart in the header: then no lines are named.
  local whole = text == found.text and first or nil
  return self.paint.contract(self.ch, text, found.file, whole, found.last)
end

function Rendering:data_table(block)
  local label = labels.all[block.identifier]
  local body = tables.from_data(block, self.build, attribute)
  return self.paint.table(label, attribute(block.attributes.caption), body)
end

function Rendering:table(el)
  local name, caption = labels.from_caption(el.caption.long)
  local text = pandoc.utils.blocks_to_inlines(caption)
  el.caption = {long = {}, short = nil}
  return self.paint.table(name and labels.all[name], text, el)
end

function Rendering:figure(image)
  local label = labels.all[image.identifier]
  if not label then return nil end
  local folder = self.ch.file:match('^(.*/)[^/]*$') or ''
  local path = pandoc.path.normalize(folder .. image.src)
  -- Pandoc's normalize keeps `..`; `chapters/../build` is `build`.
  path = path:gsub('[^/]+/%.%./', '')
  local alt = pandoc.utils.stringify(attribute(image.attributes.alt))
  return self.paint.figure(label, path, alt, image.caption)
end

-- A box's answer is folded on the screen and goes to the book's end in print.
function Rendering:box(el, class)
  local title = el.attributes.title and attribute(el.attributes.title)
  local id, content = nil, pandoc.List()
  for _, block in ipairs(el.content) do
    if block.t == 'Div' and block.classes:includes('answer') then
      self.predictions = self.predictions + 1
      id = ('%s-prediction-%d'):format(self.ch.topic, self.predictions)
      content:extend(self.paint.answer(id, block.content))
      self.kept:insert {id = id, kind = 'prediction',
        title = title or inlines(BOX_TITLE[class]), blocks = block.content}
    else
      content:insert(block)
    end
  end
  return self.paint.box(class, inlines(BOX_TITLE[class]), title, content, id)
end

function Rendering:quiz(el)
  self.quizzes = self.quizzes + 1
  local id = ('%s-quiz-%d'):format(self.ch.topic, self.quizzes)
  return self.paint.quiz(id, el.content)
end

function Rendering:answers(el)
  local id = ('%s-quiz-%d'):format(self.ch.topic, self.quizzes)
  self.kept:insert {id = id, kind = 'quiz', blocks = el.content}
  return {}
end

function Rendering:div(el)
  local class = el.classes[1]
  if class == 'exercise' and labels.all[el.identifier] then
    return self.paint.exercise(labels.all[el.identifier],
      attribute(el.attributes.title), el.content)
  elseif class == 'quiz' then return self:quiz(el)
  elseif class == 'answers' then return self:answers(el)
  elseif BOX_TITLE[class or ''] then return self:box(el, class)
  end
end

function Rendering:header(el)
  local number = self.ch.headers[el.identifier]
  -- Without a label of its own, a section's name is unique in its chapter only.
  if not labels.kind(el.identifier) then
    el.identifier = self.ch.topic .. '-' .. el.identifier
  end
  return self.paint.header(el, number, self.ch)
end

-- "93.3 %": the sign does not part from its number.
local function bind_percent(list)
  for i = 2, #list do
    if list[i].t == 'Str' and list[i].text:match('^%%')
      and (list[i - 1].t == 'Space' or list[i - 1].t == 'SoftBreak') then
      list[i - 1] = pandoc.Str('\u{202f}')
    end
  end
  return list
end

function Rendering:blocks()
  local doc = strip_comments(self.ch.doc)
  -- A link to a heading that has no label follows it to its longer name, and a
  -- link to a file is the painter's affair.
  doc = doc:walk {Link = function(el)
    local id = el.target:match('^#(.*)')
    if id and self.ch.ids[id] and not labels.kind(id) then
      el.target = '#' .. self.ch.topic .. '-' .. id
      return el
    elseif not id and not el.target:match('^%a[%w+.-]*:') then
      return self.paint.file_link(el, self.ch)
    end
  end}
  doc = doc:walk {Inlines = function(list)
    return references.replace(bind_percent(list), self.ch, self.paint)
  end}
  doc = doc:walk {Span = function(el)
    local label = labels.all[el.identifier]
    if label and label.kind == 'eq' and el.content[1].t == 'Math' then
      return self.paint.equation(label, el.content[1],
        implementing(self.paint, self.ch, label))
    end
  end}
  doc = doc:walk {
    CodeBlock = function(el) return self:code(el) end,
    Table = function(el) return self:table(el) end,
    Header = function(el) return self:header(el) end,
    Para = function(el)
      local only = #el.content == 1 and el.content[1]
      if only and only.t == 'Image' then return self:figure(only) end
    end,
  }
  -- Quizzes before their answers, and answers before the boxes around them.
  doc = doc:walk {traverse = 'topdown', Div = function(el)
    return self:div(el)
  end}
  return doc.blocks
end

local function render_chapter(ch, paint, build)
  local self = setmetatable({ch = ch, paint = paint, build = build,
    quoted = {}, kept = pandoc.List(), predictions = 0, quizzes = 0}, Rendering)
  local blocks = self:blocks()
  return {chapter = ch, blocks = blocks, kept = self.kept}
end

function render.book(doc, chapters, step, build)
  local paint = require(step)
  paint.build = build
  local pages = {}
  for _, ch in ipairs(chapters) do
    if ch.shown then pages[#pages + 1] = render_chapter(ch, paint, build) end
  end
  local notation = tables.notation('book/notation.tsv', paint)
  return paint.book(doc, pages, notation)
end

return render
