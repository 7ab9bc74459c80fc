-- Collects what is wrong with the text, and ends the run if anything is.
local report = {}

local problems = {}

-- One problem at a place; line may be nil when only the file is known.
function report.problem(file, line, message, ...)
  local text = select('#', ...) > 0 and message:format(...) or message
  problems[#problems + 1] = {
    file = file, line = line or 1, order = #problems, text = text
  }
end

function report.any()
  return #problems > 0
end

-- Prints the problems of the printed chapters as file:line: message; a problem
-- in another chapter does not stop its neighbour's author.
function report.finish(chapters, lenient)
  local hidden = {}
  for _, ch in ipairs(chapters) do hidden[ch.file] = not ch.shown end
  table.sort(problems, function(a, b)
    if a.file ~= b.file then return a.file < b.file end
    if a.line ~= b.line then return a.line < b.line end
    return a.order < b.order
  end)
  local count = 0
  for _, p in ipairs(problems) do
    if not hidden[p.file] then
      count = count + 1
      io.stderr:write(('%s:%d: %s\n'):format(p.file, p.line, p.text))
    end
  end
  if count > 0 and not lenient then os.exit(1) end
end

return report
