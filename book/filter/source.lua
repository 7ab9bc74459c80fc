-- A chapter's text with line numbers. Pandoc keeps no positions for its
-- markdown, so we find them again: code blocks by their fences, exactly;
-- running text by following its words through the file with a cursor.
local source = {}
source.__index = source

-- How far ahead of the cursor the next word is looked for. A word that pandoc
-- has changed (a quotation mark, say) is not found, and the cursor stays.
local REACH = 200

local function read_all(file)
  local handle, why = io.open(file, 'rb')
  if not handle then
    io.stderr:write(why .. '\n')
    os.exit(1)
  end
  local text = handle:read('a')
  handle:close()
  return text
end
source.read_all = read_all

-- The fenced code blocks: line of the first content line, and the lines.
local function find_fences(lines)
  local fences, open = {}, nil
  for number, line in ipairs(lines) do
    local indent, ticks, info = line:match('^(%s*)(```+)(.*)$')
    if not open and ticks then
      open = {line = number + 1, ticks = #ticks, indent = #indent,
              info = info, lines = {}}
    elseif open and ticks and #ticks >= open.ticks and not info:find('%S') then
      fences[#fences + 1] = open
      open = nil
    elseif open then
      open.lines[#open.lines + 1] = line:sub(1 + math.min(open.indent,
        #line:match('^ *')))
    end
  end
  return fences
end

function source.open(file)
  local self = setmetatable({file = file, lines = {}, start = {}}, source)
  self.text = read_all(file)
  local position = 1
  for line in self.text:gmatch('([^\n]*)\n?') do
    if position > #self.text then break end
    self.lines[#self.lines + 1] = line
    self.start[#self.lines] = position
    position = position + #line + 1
  end
  self.fences = find_fences(self.lines)
  -- The text in which words are sought has its code blanked out.
  local masked = {}
  for i, line in ipairs(self.lines) do masked[i] = line end
  for _, fence in ipairs(self.fences) do
    for i = fence.line, fence.line + #fence.lines - 1 do
      masked[i] = (' '):rep(#masked[i])
    end
  end
  self.masked = table.concat(masked, '\n')
  self:rewind()
  return self
end

function source:rewind()
  self.cursor, self.heading = 1, 0
end

-- The line of a byte position, by halving.
function source:line_at(position)
  local low, high = 1, #self.start
  while low < high do
    local middle = (low + high + 1) // 2
    if self.start[middle] <= position then low = middle
    else high = middle - 1 end
  end
  return low
end

function source:line()
  return self:line_at(self.cursor)
end

-- Moves past the next occurrence of a word of the text, if it is near; returns
-- its line. A word that pandoc may have changed says nothing about the place.
function source:seek(word)
  if word:find('^[%w%p]+$') and not word:find('[\'"\\]') then
    local first, last = self.masked:find(word, self.cursor, true)
    if first and first - self.cursor <= REACH then self.cursor = last + 1 end
  end
  return self:line()
end

-- Moves past a text that stands in the file as it is, such as a label or a
-- comment: the next occurrence, or else the first.
function source:anchor(text)
  local first, last = self.masked:find(text, self.cursor, true)
  if not first then first, last = self.masked:find(text, 1, true) end
  if first then self.cursor = last + 1 end
  return self:line()
end

-- Moves to the next heading, `## Title`; headings are counted, so that a
-- cursor gone astray finds the way again.
function source:next_heading()
  repeat
    self.heading = self.heading + 1
    local line = self.lines[self.heading]
    local found = line and line:match('^#+ ')
      and self.masked:sub(self.start[self.heading]):match('^#+ ')
  until found or not line
  self.cursor = self.start[self.heading] or self.cursor
  return self:line()
end

-- Moves to the end of a fenced block that begins at this line.
function source:skip_fence(line)
  for _, fence in ipairs(self.fences) do
    if fence.line == line then
      local after = math.min(line + #fence.lines, #self.start)
      self.cursor = math.max(self.cursor, self.start[after])
    end
  end
end

-- The line where a text stands next, or else first, without moving.
function source:line_of(text)
  local first = self.text:find(text, self.cursor, true)
    or self.text:find(text, 1, true)
  return first and self:line_at(first) or self:line()
end

-- The line of the next such comment, without moving.
function source:line_of_comment(text)
  local first = self.masked:find(text, self.cursor, true)
  return first and self:line_at(first) or self:line_of(text)
end

-- Moves to a formula that stands ahead; one that was seen before stays behind.
function source:anchor_near(text)
  local first, last = self.masked:find(text, self.cursor, true)
  if first and first - self.cursor < 4 * REACH then self.cursor = last + 1 end
end

return source
