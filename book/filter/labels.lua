-- One table of labels for the whole book: equations, sections, figures, tables,
-- exercises. Listings are named by the function they define and belong to their
-- chapter, as C's own names do.
local report = require 'report'
local visit = require 'visit'

local labels = {all = {}, order = {}}

local KIND = {
  ['eq'] = true, ['sec'] = true, ['fig'] = true, ['tbl'] = true, ['ex'] = true
}

-- The kind of a label, or nil when this is no label of ours.
function labels.kind(name)
  local kind = name:match('^(%l+):[%w_/-]+$')
  if kind and (KIND[kind] or kind == 'lst') then return kind end
end

local function define(ch, name, number, title, line, extra)
  local old = labels.all[name]
  if old then
    report.problem(ch.file, line, 'label %s is defined twice, first at %s:%d',
      name, old.file, old.line)
    return
  end
  local label = {name = name, number = number, title = title, file = ch.file,
                 line = line, chapter = ch, kind = name:match('^%l+')}
  for key, value in pairs(extra or {}) do label[key] = value end
  labels.all[name] = label
  labels.order[#labels.order + 1] = label
end

-- The label written in a table's caption, `Table: Caption {#tbl:x}`, which
-- pandoc leaves in the text; returns it and the caption without it.
function labels.from_caption(blocks)
  local last = blocks[#blocks]
  local list = last and last.content
  local final = list and list[#list]
  local name = final and final.t == 'Str' and final.text:match('^{#(tbl:.*)}$')
  if not name then return nil, blocks end
  local rest = pandoc.List(list):clone()
  rest:remove()
  while #rest > 0 and rest[#rest].t:match('Space') do rest:remove() end
  return name, {pandoc.Plain(rest)}
end

-- Counts the numbered things of one chapter.
local function counter(ch)
  local counts = {}
  return function(kind)
    counts[kind] = (counts[kind] or 0) + 1
    return ('%d.%d'):format(ch.number, counts[kind])
  end
end

-- Sections are numbered 1, 1.1, 1.1.1, except those marked .unnumbered.
local function section_number(ch, levels, header)
  if header.level == 1 then return tostring(ch.number) end
  levels[header.level] = (levels[header.level] or 0) + 1
  for deeper = header.level + 1, 6 do levels[deeper] = 0 end
  local number = tostring(ch.number)
  for level = 2, header.level do
    number = number .. '.' .. (levels[level] or 0)
  end
  return number
end

local function collect_listings(ch)
  ch.listings = {}
  for _, part in ipairs(ch.parts) do
    for _, name in ipairs(part.names or {}) do
      ch.listings['lst:' .. name] = part
    end
    if part.number then
      part.label = ('%d.%d'):format(ch.number, part.number)
      part.id = part.name and 'lst:' .. part.name
        or ('lst:part-%d'):format(part.number)
    end
  end
end

function labels.collect(ch)
  local src, next_number, levels = ch.source, counter(ch), {}
  local text = pandoc.utils.stringify
  ch.headers, ch.ids = {}, {}
  src:rewind()
  collect_listings(ch)

  local function header(el)
    local line = src:next_heading()
    ch.ids[el.identifier] = true
    if el.level == 1 then ch.title = el.content end
    if el.classes:includes('unnumbered') then return end
    local number = section_number(ch, levels, el)
    ch.headers[el.identifier] = number
    if labels.kind(el.identifier) then
      define(ch, el.identifier, number, text(el), line)
    end
  end

  local function code(el)
    local part = ch.parts[tonumber(el.attributes.part or 0)]
    if not part then return end
    if el.identifier:match('^tbl:') then
      define(ch, el.identifier, next_number('tbl'),
        el.attributes.caption or '', part.line - 1)
    end
    src:skip_fence(part.line)
  end

  visit.blocks(ch.doc.blocks, {
    block = function(el)
      if el.t == 'Header' then header(el)
      elseif el.t == 'CodeBlock' then code(el)
      elseif el.t == 'Div' and el.classes:includes('exercise') then
        local line = src:anchor('#' .. el.identifier)
        define(ch, el.identifier, next_number('ex'),
          el.attributes.title or '', line)
      elseif el.t == 'Table' then
        local name = labels.from_caption(el.caption.long)
        if name then
          define(ch, name, next_number('tbl'), text(el.caption.long),
            src:anchor('{#' .. name .. '}'))
        end
      end
    end,
    inline = function(el)
      if el.t == 'Str' then
        src:seek(el.text)
      elseif el.t == 'Span' and el.identifier:match('^eq:') then
        define(ch, el.identifier, next_number('eq'), '',
          src:anchor('{#' .. el.identifier),
          {impl = el.classes:includes('impl')})
        return false
      elseif el.t == 'Image' and el.identifier:match('^fig:') then
        local line = src:anchor('{#' .. el.identifier)
        define(ch, el.identifier, next_number('fig'), text(el.caption), line)
      end
    end,
  })
end

return labels
