-- Writes what the rest of the build takes from the chapters: the programs, the
-- transcripts with their line numbers, and the table of labels.
local labels = require 'labels'

local tangle = {}

-- The folder exists: the Makefile makes it.
local function write(file, text)
  local handle = assert(io.open(file, 'wb'))
  handle:write(text)
  handle:close()
end

-- The blocks of one kind, joined with one blank line between.
local function joined(ch, suffix)
  local texts = {}
  for _, part in ipairs(ch.parts) do
    if part.suffix == suffix then
      texts[#texts + 1] = table.concat(part.lines, '\n') .. '\n'
    end
  end
  if #texts > 0 then return table.concat(texts, '\n') end
end

-- A transcript's lines keep their place: `line<TAB>text`, a block after another.
local function console(ch)
  local lines = {}
  for _, part in ipairs(ch.parts) do
    if part.class == 'console' then
      for i, line in ipairs(part.lines) do
        lines[#lines + 1] = ('%d\t%s\n'):format(part.line + i - 1, line)
      end
      lines[#lines + 1] = '\n'
    end
  end
  return #lines > 0 and table.concat(lines) or nil
end

local function label_table()
  local rows = {}
  for _, label in ipairs(labels.order) do
    rows[#rows + 1] = table.concat({label.name, label.number,
      (label.title:gsub('%s+', ' ')), label.file, label.line}, '\t') .. '\n'
  end
  return table.concat(rows)
end

function tangle.write(chapters, build)
  for _, ch in ipairs(chapters) do
    local base = build .. '/tangle/' .. ch.topic
    for _, suffix in ipairs {'.c', '.gp'} do
      local text = joined(ch, suffix)
      if text then write(base .. suffix, text) end
    end
    local transcript = console(ch)
    if transcript then write(base .. '.console', transcript) end
  end
  write(build .. '/labels.tsv', label_table())
end

return tangle
