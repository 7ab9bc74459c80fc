-- Tables that come from data: a program's data set, and the table of notation.
local labels = require 'labels'
local report = require 'report'

local tables = {}

local function split(line, separator)
  local cells = {}
  for cell in (line .. separator):gmatch('(.-)' .. separator) do
    cells[#cells + 1] = cell
  end
  return cells
end

local function rows_of(file)
  local rows = {}
  local handle = io.open(file)
  if not handle then return nil end
  for line in handle:lines() do
    if not line:match('^#') then rows[#rows + 1] = split(line, '\t') end
  end
  handle:close()
  return rows
end
tables.rows_of = rows_of

local function is_number(text)
  return tonumber(text) ~= nil
end

local function simple(heads, rows, aligns, widths)
  if not widths then widths = pandoc.List(aligns):map(function() return 0 end) end
  return pandoc.utils.from_simple_table(
    pandoc.SimpleTable({}, aligns, widths, heads, rows))
end
tables.simple = simple

-- A column of numbers stands to the right.
local function alignment(rows, column)
  for _, row in ipairs(rows) do
    if is_number(row[column] or '') then return 'AlignRight' end
  end
  return 'AlignLeft'
end

local function cell(text)
  if is_number(text) then text = text:gsub('^%-', '\u{2212}') end
  return {pandoc.Plain {pandoc.Str(text)}}
end

-- ```{.table data="01-sgd steps" head="eta,steps"}: the data set's own text.
function tables.from_data(block, build, read)
  local topic, name = (block.attributes.data or ''):match('^(%S+) (%S+)$')
  local rows = topic and rows_of(('%s/data/%s/%s.tsv'):format(build, topic,
    name)) or {}
  local heads, aligns, cells = {}, {}, {}
  for i, head in ipairs(split(block.attributes.head or '', ',')) do
    heads[i] = {pandoc.Plain(read(head))}
    aligns[i] = alignment(rows, i)
  end
  for r, row in ipairs(rows) do
    cells[r] = {}
    for i = 1, #heads do cells[r][i] = cell(row[i] or '') end
  end
  return simple(heads, cells, aligns)
end

-- The data set is there, and its columns are those of the head.
function tables.check(ch, line, block, build)
  if labels.kind(block.identifier) ~= 'tbl' then
    report.problem(ch.file, line, 'a table needs a label: {.table #tbl:name ..}')
    return
  end
  local data = block.attributes.data or ''
  local topic, name = data:match('^(%S+) (%S+)$')
  local file = topic and ('%s/data/%s/%s.tsv'):format(build, topic, name)
  local rows = file and rows_of(file)
  if not rows or #rows == 0 then
    report.problem(ch.file, line, 'there is no data set "%s"', data)
    return
  end
  local heads = #split(block.attributes.head or '', ',')
  if heads ~= #rows[1] then
    report.problem(ch.file, line, 'the head names %d columns, the data set ' ..
      '"%s" has %d', heads, data, #rows[1])
  end
end

local function read_cell(text)
  local blocks = pandoc.read(text or '', 'markdown').blocks
  return {pandoc.Plain(pandoc.utils.blocks_to_inlines(blocks))}
end

-- Names in programs are code.
local function code_cell(text)
  return read_cell(((text or ''):gsub('[%w_]+', '`%0`')))
end

-- The appendix of notation; the equation is named where the book has it.
function tables.notation(file, paint)
  local rows = rows_of(file)
  if not rows then return nil end
  local cells = {}
  for r = 2, #rows do
    local row = rows[r]
    local label = labels.all[row[4] or '']
    local equation = label and {pandoc.Plain {paint.reference(
      {chapter = label.chapter, id = label.name, kind = 'eq'},
      '(' .. label.number .. ')')}} or {}
    cells[#cells + 1] = {read_cell(row[1]), code_cell(row[2]),
      read_cell(row[3]), equation, read_cell(row[5]), code_cell(row[6]),
      code_cell(row[7]), paint.japanese(read_cell(row[8]))}
  end
  local heads = {}
  local aligns = {}
  for i, head in ipairs {'Symbol', 'In C', 'Meaning', 'First in', 'In papers',
                         'PyTorch', 'Keras', 'Japanese'} do
    heads[i] = read_cell(head)
    aligns[i] = 'AlignLeft'
  end
  return simple(heads, cells, aligns, paint.notation_widths)
end

return tables
