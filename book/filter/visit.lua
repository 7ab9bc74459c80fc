-- Visits a document in reading order, which pandoc's own walk does not promise
-- for blocks and inlines together. A visitor has two optional functions,
-- block(block, top) and inline(inline, list, index, where); if one returns
-- false, what is inside is not visited.
local visit = {}

local blocks, inlines

function inlines(list, visitor, where)
  for i, el in ipairs(list) do
    local inside = visitor.inline and visitor.inline(el, list, i, where)
    if inside ~= false then
      if el.t == 'Note' then
        blocks(el.content, visitor, false)
      elseif el.t == 'Image' then
        inlines(el.caption, visitor, 'caption')
      elseif el.t ~= 'Cite' and type(el.content) ~= 'string' and el.content then
        inlines(el.content, visitor, where)
      end
    end
  end
end

local function rows(list, visitor)
  for _, row in ipairs(list) do
    for _, cell in ipairs(row.cells) do
      blocks(cell.contents or cell.content, visitor, false)
    end
  end
end

local function table_parts(el, visitor)
  rows(el.head.rows, visitor)
  for _, body in ipairs(el.bodies) do rows(body.body, visitor) end
  rows(el.foot.rows, visitor)
  blocks(el.caption.long, visitor, false)
end

function blocks(list, visitor, top)
  for _, el in ipairs(list) do
    local inside = visitor.block and visitor.block(el, top)
    if inside ~= false then
      if el.t == 'Para' or el.t == 'Plain' then
        inlines(el.content, visitor, 'text')
      elseif el.t == 'Header' then
        inlines(el.content, visitor, 'heading')
      elseif el.t == 'LineBlock' then
        for _, line in ipairs(el.content) do inlines(line, visitor, 'text') end
      elseif el.t == 'BulletList' or el.t == 'OrderedList' then
        for _, item in ipairs(el.content) do blocks(item, visitor, false) end
      elseif el.t == 'DefinitionList' then
        for _, item in ipairs(el.content) do
          inlines(item[1], visitor, 'text')
          for _, part in ipairs(item[2]) do blocks(part, visitor, false) end
        end
      elseif el.t == 'Div' or el.t == 'BlockQuote' then
        blocks(el.content, visitor, false)
      elseif el.t == 'Table' then
        table_parts(el, visitor)
      end
    end
  end
end

visit.blocks = function(list, visitor) blocks(list, visitor, true) end
visit.inlines = inlines

return visit
