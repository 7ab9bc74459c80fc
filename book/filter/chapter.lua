-- Reads one chapter: its document, its lines, and the parts of its program.
-- A chapter is a table with file, topic (05-adam), number, doc, source, and
-- parts: one for each code block, in order, which the block finds again by its
-- attribute `part`.
local report = require 'report'
local source = require 'source'

local chapter = {}

local READER = 'markdown+smart'

-- Which generated file a plain top-level block belongs to.
local SUFFIX = {c = '.c', gnuplot = '.gp', console = '.console'}

-- The names of the functions that a block of C defines. The house style puts a
-- definition's brace alone in column 0, after its head.
local function functions(lines)
  local names, head = {}, ''
  for _, line in ipairs(lines) do
    if line == '{' then
      local name = head:match('([%a_][%w_]*)%s*%(')
      if name then names[#names + 1] = name end
      head = ''
    elseif line:match('^[%a_]') then
      head = line
    elseif line == '' or line:match('^[}#/]') then
      head = ''
    end
  end
  return names
end

-- Code is checked where it is written: what a tab or a long line would do to
-- the printed page cannot be seen in the text.
local function check_lines(file, fence)
  local function bad(i, ...) report.problem(file, fence.line + i - 1, ...) end
  for i, line in ipairs(fence.lines) do
    if line:find('\t') then bad(i, 'tab in a code block') end
    if line:find('%s$') and line:find('%S') then
      bad(i, 'trailing space in a code block')
    end
    if utf8.len(line) and utf8.len(line) > 80 then
      bad(i, 'code line of %d columns; 80 fit the page', utf8.len(line))
    end
  end
  local count = #fence.lines
  if count > 0 and not fence.lines[1]:find('%S') then
    bad(1, 'blank line at the edge of a code block')
  elseif count > 0 and not fence.lines[count]:find('%S') then
    bad(count, 'blank line at the edge of a code block')
  end
end

-- A plain block has one class and nothing else: ```c, not ```{.c .aside}.
local function is_plain(block)
  return #block.classes == 1 and #block.attributes == 0
    and block.identifier == ''
end

-- Describes a code block: where it stands, and what it is a part of.
local function describe(ch, block, fence, top)
  local part = {line = fence.line, lines = fence.lines, text = block.text,
                class = block.classes[1] or ''}
  check_lines(ch.file, fence)
  local suffix = is_plain(block) and SUFFIX[part.class]
  if suffix and not top then
    if part.class == 'console' then return part end
    report.problem(ch.file, fence.line - 1, 'a plain %s block is a part of ' ..
      'the program and must not stand inside a box or a list; use {.%s .aside}',
      part.class, part.class)
  elseif suffix then
    part.suffix = suffix
  end
  return part
end

-- Program parts get the lines they will have in the tangled file, and names.
local function place(parts)
  local next_line, count = {}, 0
  for _, part in ipairs(parts) do
    if part.suffix == '.c' or part.suffix == '.gp' then
      part.first = next_line[part.suffix] or 1
      part.last = part.first + #part.lines - 1
      next_line[part.suffix] = part.last + 2
    end
    if part.suffix == '.c' then
      count = count + 1
      part.number = count
      part.functions = functions(part.lines)
      part.name = count == 1 and 'includes' or part.functions[1]
      part.names = {table.unpack(part.functions)}
      if count == 1 then table.insert(part.names, 1, 'includes') end
    end
  end
end

function chapter.read(file)
  local ch = {file = file, topic = file:match('([^/]*)%.md$') or file}
  ch.number = tonumber(ch.topic:match('^(%d+)%-')) or 0
  ch.source = source.open(file)
  ch.doc = pandoc.read(ch.source.text, READER)
  ch.parts = {}
  local tops = {}
  for i, block in ipairs(ch.doc.blocks) do
    if block.t == 'CodeBlock' then
      block.attributes.top = 'yes'
      ch.doc.blocks[i] = block
      tops[#tops + 1] = i
    end
  end
  local count = 0
  ch.doc = ch.doc:walk {CodeBlock = function(block)
    local top = block.attributes.top == 'yes'
    block.attributes.top = nil
    count = count + 1
    local fence = ch.source.fences[count]
    if not fence then return nil end
    local part = describe(ch, block, fence, top)
    ch.parts[count] = part
    block.attributes.part = tostring(count)
    return block
  end}
  if count ~= #ch.source.fences then
    report.problem(file, 1, 'code blocks must be fenced, each with its own ```')
  end
  place(ch.parts)
  return ch
end

function chapter.part(ch, block)
  return ch.parts[tonumber(block.attributes.part or 0)]
end

return chapter
