-- Quotes what an exercise must provide from its header: the comment and the
-- prototype, and the struct it works on. Chapter 05-adam has contract/adam.h.
local report = require 'report'
local source = require 'source'

local contract = {}

local function open_header(ch)
  if ch.header == nil then
    local file = ('src/contract/%s.h'):format(ch.topic:gsub('^%d+%-', ''))
    local handle = io.open(file)
    if handle then handle:close() end
    ch.header = handle and source.open(file) or false
  end
  return ch.header
end

-- The line where a declaration of C begins: not a comment, not indented.
local function find_line(header, pattern)
  for number, line in ipairs(header.lines) do
    if line:match('^%a') and line:match(pattern) then return number end
  end
end

-- From a declaration up over its comment, and down to what ends it.
local function extent(header, line, stop)
  local first, last = line, line
  while header.lines[first - 1] and header.lines[first - 1] ~= ''
    and not header.lines[first - 1]:match('^#') do
    first = first - 1
  end
  while header.lines[last] and not header.lines[last]:match(stop) do
    last = last + 1
  end
  return first, last
end

local function slice(header, first, last)
  return table.concat(header.lines, '\n', first, last)
end

-- A function's contract: its header's name, first and last line, text.
function contract.find(ch, name)
  local header = open_header(ch)
  local line = header and find_line(header, '%f[%w_]' .. name .. '%s*%(')
  if not line then return nil end
  local first, last = extent(header, line, ';%s*$')
  return {header = header, file = header.file, first = first, last = last,
          text = slice(header, first, last)}
end

-- The struct that a contract's function works on, if its header defines it.
function contract.struct(found)
  local name = slice(found.header, found.first, found.last)
    :match('%(%s*c?o?n?s?t?%s*struct ([%w_]+) %*')
  local line = name and find_line(found.header, '^struct ' .. name .. ' {')
  if not line then return nil end
  local first, last = extent(found.header, line, '^};')
  return {name = name, header = found.header, file = found.file, first = first,
          last = last, text = slice(found.header, first, last)}
end

function contract.check(ch, line, name)
  if not contract.find(ch, name) then
    report.problem(ch.file, line, 'src/contract/%s.h declares no %s',
      ch.topic:gsub('^%d+%-', ''), name)
  end
end

return contract
