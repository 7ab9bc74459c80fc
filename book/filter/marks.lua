-- Number marks. A number in prose that comes from a run carries a comment right
-- after it, `0.1022<!-- 05-adam f_final -->`; here the two are compared.
local source = require 'source'

local marks = {}

local transcripts = {}

-- The `# key value` lines of a program's transcript, or the first two columns
-- of a file of measured results; false when there is no such file.
local function values(program, build)
  if transcripts[program] == nil then
    local measured = program:match('^results/(.*)$')
    local file = measured and ('book/results/%s.tsv'):format(measured)
      or ('%s/data/%s.txt'):format(build, program)
    local handle = io.open(file)
    local found = handle and {}
    for line in handle and handle:lines() or function() end do
      local key, value = line:match('^# (%S+)%s+(%S+)$')
      if measured then key, value = line:match('^([^#\t][^\t]*)\t([^\t]+)') end
      if key then found[key] = value end
    end
    if handle then handle:close() end
    transcripts[program] = found or false
  end
  return transcripts[program]
end

-- TeX's ways of writing a number, as plain text: 1\,660, 2.6 \times 10^{-3}.
local function untex(text)
  text = text:gsub('{,}', ''):gsub('\\[,;:! ]', '')
  text = text:gsub('%s*\\cdot%s*10', 'e'):gsub('%s*\\times%s*10', 'e')
  text = text:gsub('e%^{(-?%d+)}', 'e%1'):gsub('e%^(%d)', 'e%1')
  return (text:gsub('%s*\\%%', ''))
end

-- The last number in a text, and how many decimals it shows; grouping commas
-- are no part of it, nor is a full stop after it.
local function last_number(text)
  text = text:gsub('\u{2212}', '-'):gsub('[%s%.,;:)%]]+$', '')
  text = text:gsub('(%d),(%d%d%d)', '%1%2'):gsub('(%d)\u{202f}(%d)', '%1%2')
  local digits = text:match('%-?%d*%.?%d+e%-?%d+$')
    or text:match('%-?%d*%.?%d+$')
  if not digits then return nil end
  -- A range's hyphen is no sign: 3-5.
  if digits:match('^%-') and text:sub(1, -#digits - 1):match('[%d%a]$') then
    digits = digits:sub(2)
  end
  local mantissa, exponent = digits:match('^(.-)e(.*)$')
  mantissa = mantissa or digits
  local decimals = #(mantissa:match('%.(%d+)$') or '')
  return tonumber(digits), decimals - (tonumber(exponent) or 0)
end

-- Whether a shown number is the value, rounded to the digits shown.
function marks.agrees(shown, decimals, value)
  return math.abs(shown - value) <= 0.5 * 10.0 ^ -decimals * (1 + 1e-9)
    + 1e-14 * math.abs(value)
end

-- The number that stands before the mark at list[index]: its text, and whether
-- it is a percentage.
local function before(list, index)
  local i, percent = index - 1, false
  local text = ''
  while i >= 1 and i >= index - 3 do
    local el = list[i]
    if el.t == 'Math' then
      text = untex(el.text) .. text
      percent = percent or el.text:match('\\%%%s*$') ~= nil
      break
    elseif el.t == 'Space' or el.t == 'SoftBreak' then
      if not percent then break end
    else
      local piece = pandoc.utils.stringify(el)
      percent = percent or piece:match('%%$') ~= nil
      text = piece:gsub('[%%\u{a0}]+$', '') .. text
      if text:match('%d') then break end
      if not percent then break end
    end
    i = i - 1
  end
  return text, percent, i
end

-- Checks one mark. Returns nil when all is well, or what is wrong; and the
-- index of the element whose decimals the mark covers, with their extent.
function marks.check(list, index, comment, build)
  local text, percent, at = before(list, index)
  local shown, decimals = last_number(text)
  if not shown then return 'the mark <!-- ' .. comment .. ' --> follows no number', at end
  if comment == 'by hand' or comment == 'cited' then return nil, at, 'all' end
  local program, key = comment:match('^(%S+) (%S+)$')
  if not program then
    return ('a mark is <!-- PROGRAM KEY -->, <!-- by hand --> or <!-- cited -->, '
      .. 'not <!-- %s -->'):format(comment), at
  end
  local known = values(program, build)
  if not known then
    return ('there is no program or result %s'):format(program), at
  end
  local value = known[key]
  if not value then
    return ('%s prints no key %s'):format(program, key), at
  end
  local number = tonumber(value)
  if not number then
    return ('%s prints %s = %s, which is no number'):format(program, key, value), at
  end
  if percent then number = 100 * number end
  if not marks.agrees(shown, decimals, number) then
    return ('the text says %s%s, but %s prints %s = %s'):format(
      text:match('%S*$'), percent and ' %' or '', program, key, value), at
  end
  return nil, at, 'last'
end

-- The decimals in a text, such as 0.95 or .5; `last` leaves out the last one.
function marks.decimals(text, last)
  local found = {}
  for digits in text:gmatch('%d*%.%d+') do found[#found + 1] = digits end
  if last then found[#found] = nil end
  return found
end

return marks
