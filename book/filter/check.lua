-- Checks the text of the printed chapters: references, numbers, equations,
-- alternative text, mathematics, tags in code. Each message names its line.
local report = require 'report'
local labels = require 'labels'
local visit = require 'visit'
local marks = require 'marks'
local contract = require 'contract'
local tables = require 'tables'

local check = {}

local BOXES = {
  predict = true, lookahead = true, conventions = true, published = true,
  practice = true, byhand = true, exercise = true, quiz = true,
  answers = true, answer = true
}

-- An inline attribute or a caption is text too, and is read as such.
local function read_inlines(text)
  return pandoc.utils.blocks_to_inlines(pandoc.read(text or '', 'markdown').blocks)
end

-- What texmath cannot read, pandoc prints as TeX, with nothing but a warning.
local function check_math(ch, el)
  local html = pandoc.write(pandoc.Pandoc {pandoc.Plain {el}}, 'html',
    pandoc.WriterOptions {html_math_method = 'mathml'})
  if not html:find('<math', 1, true) then
    report.problem(ch.file, ch.source:line(), 'MathML cannot show $%s$',
      el.text:gsub('%s+', ' '))
  end
  if el.text:find('<!%-%-') then
    report.problem(ch.file, ch.source:line(), 'a mark must stand after the ' ..
      'closing $, not inside the formula')
  end
end

local function check_reference(ch, name, line)
  local kind = labels.kind(name)
  if not kind then return end
  local known = labels.all[name]
  if kind == 'lst' then known = ch.listings[name] end
  if not known then
    report.problem(ch.file, line, 'unknown reference @%s', name)
  end
end

local function check_cite(ch, el)
  for _, citation in ipairs(el.citations) do
    local line = ch.source:anchor('@' .. citation.id)
    if labels.kind(citation.id) then
      check_reference(ch, citation.id, line)
    elseif not check.bibliography[citation.id] then
      report.problem(ch.file, line, 'unknown reference @%s: it is no label, ' ..
        'and book/references.bib has no such entry', citation.id)
    end
  end
end

-- A link within the book goes by reference; one to a file of the repository
-- must find it.
local function check_link(ch, el)
  if el.target:match('^%a[%w+.-]*:') then return end
  local line = ch.source:anchor('](' .. el.target)
  if el.target:match('^#') then
    local id = el.target:sub(2)
    if not labels.all[id] and not ch.ids[id] then
      report.problem(ch.file, line, 'dead link to %s', el.target)
    end
    return
  end
  local path = (ch.file:match('^(.*/)[^/]*$') or '') .. el.target:gsub('#.*', '')
  local handle = io.open(path)
  if handle then handle:close()
  else report.problem(ch.file, line, 'dead link to %s', el.target) end
end

-- The numbers of one list of inlines: what marks cover, and what they do not.
local function check_numbers(ch, list, where, build)
  local covered = {}
  for i, el in ipairs(list) do
    local comment = el.t == 'RawInline' and el.text:match('^<!%-%-%s*(.-)%s*%-%->$')
    if comment then
      local line = ch.source:line_of_comment(el.text)
      if where == 'heading' then
        report.problem(ch.file, line, 'a mark must not stand in a heading')
      else
        local wrong, at, extent = marks.check(list, i, comment, build)
        if wrong then report.problem(ch.file, line, '%s', wrong) end
        covered[at] = extent or 'last'
      end
    end
  end
  return covered
end

local function check_decimals(ch, el, covered)
  if covered == 'all' then return end
  for _, digits in ipairs(marks.decimals(el.text, covered == 'last')) do
    report.problem(ch.file, ch.source:line(), 'the number %s has no mark: ' ..
      'name its program, <!-- by hand --> or <!-- cited -->', digits)
  end
end

-- `where` is text, caption or heading. What a mark covers may stand inside an
-- emphasis, whose content is the next list to be visited: then it is `pending`.
local function inline_checker(ch, build)
  local covered_in, pending = setmetatable({}, {__mode = 'k'}), nil
  return function(el, list, index, where)
    if not covered_in[list] then
      covered_in[list] = check_numbers(ch, list, where, build)
      if pending then covered_in[list][#list] = pending end
      pending = nil
    end
    local covered = covered_in[list][index]
    if covered and el.t ~= 'Str' and el.t ~= 'Math' then pending = covered end
    if el.t == 'Str' then
      ch.source:seek(el.text)
      check_decimals(ch, el, covered)
    elseif el.t == 'Math' then
      ch.source:anchor_near(el.text)
      check_math(ch, el)
    elseif el.t == 'Cite' then
      check_cite(ch, el)
    elseif el.t == 'RawInline' then
      if el.text:match('^<!%-%-') then
        ch.source:anchor(el.text)
      else
        report.problem(ch.file, ch.source:line(),
          'raw %s cannot be shown everywhere: %s', el.format, el.text)
      end
    elseif el.t == 'Link' then
      check_link(ch, el)
    elseif el.t == 'Image' then
      check.image(ch, el)
    elseif el.t == 'Span' then
      check.span(ch, el)
    end
  end
end

function check.image(ch, el)
  if not (el.attributes.alt or ''):find('%S') then
    report.problem(ch.file, ch.source:line_of(el.src), 'the figure has no ' ..
      'alternative text: {#fig:name alt="what it shows"}')
  end
  if labels.kind(el.identifier) ~= 'fig' then
    report.problem(ch.file, ch.source:line_of(el.src), 'the figure has no ' ..
      'label: {#fig:name alt="what it shows"}')
  end
  local path = (ch.file:match('^(.*/)[^/]*$') or '') .. el.src
  local handle = io.open(path)
  if handle then
    handle:close()
  else
    report.problem(ch.file, ch.source:line_of(el.src), 'there is no figure %s: '
      .. 'no script draws it', el.src)
  end
end

function check.span(ch, el)
  local kind = labels.kind(el.identifier)
  if kind and kind ~= 'eq' then
    report.problem(ch.file, ch.source:line_of('#' .. el.identifier),
      'a bracketed text cannot bear the label %s', el.identifier)
  end
  local math = el.content[1]
  if kind == 'eq' and (#el.content ~= 1 or math.t ~= 'Math'
    or math.mathtype ~= 'DisplayMath') then
    report.problem(ch.file, ch.source:line_of('#' .. el.identifier),
      'an equation is [$$ .. $$]{#eq:name}, with nothing else inside')
  end
end

-- The program as tangled must be the committed one, line by line.
local function check_program(ch, suffix)
  local file = 'src/' .. ch.topic .. suffix
  local handle, parts = io.open(file), {}
  for _, part in ipairs(ch.parts) do
    if part.suffix == suffix then parts[#parts + 1] = part end
  end
  if #parts == 0 and not handle then return end
  local line, same = 1, true
  local committed = {}
  for text in handle and handle:lines() or function() end do
    committed[#committed + 1] = text
  end
  if handle then handle:close() end
  for _, part in ipairs(parts) do
    for i, text in ipairs(part.lines) do
      line = part.first + i - 1
      if same and committed[line] ~= text then
        same = false
        report.problem(ch.file, part.line + i - 1, 'this line is not line %d ' ..
          'of %s: run make tangle', line, file)
      end
    end
  end
  local last = #parts > 0 and parts[#parts].last or 0
  if same and #committed ~= last then
    report.problem(ch.file, 1, '%s has lines after line %d that the chapter ' ..
      'has not: run make tangle', file, last)
  end
end

-- References in code are label and number; both must be right.
local function check_tags(ch, part)
  for i, line in ipairs(part.lines) do
    for name, number in line:gmatch('(%l+:[%w_-]+) %(([%d.]+)%)') do
      local at, label = part.line + i - 1, labels.all[name]
      if not labels.kind(name) then
        -- Some other text with a colon.
      elseif not label then
        report.problem(ch.file, at, 'unknown label %s', name)
      elseif label.number ~= number then
        report.problem(ch.file, at, '%s (%s) is now (%s): run make tangle',
          name, number, label.number)
      elseif part.suffix == '.c' then
        label.lines = label.lines or {}
        table.insert(label.lines, {part = part, line = part.first + i - 1,
          chapter = ch})
      end
    end
  end
end

-- An exercise is referred to by its label and known by its title.
local function check_exercise(ch, el, line)
  if labels.kind(el.identifier) ~= 'ex' or not el.attributes.title then
    report.problem(ch.file, line, 'an exercise needs a label and a title: ' ..
      '{.exercise #ex:name title="What to do"}')
  end
end

local function check_block(ch, el, build)
  if el.t == 'Header' then
    ch.source:next_heading()
    if el.level == 1 and not labels.kind(el.identifier) then
      report.problem(ch.file, ch.source:line(),
        'a chapter needs a label: # Title {#sec:name}')
    end
  elseif el.t == 'CodeBlock' then
    local part = ch.parts[tonumber(el.attributes.part or 0)]
    if part then ch.source:skip_fence(part.line) end
    if part and el.attributes.contract then
      contract.check(ch, part.line - 1, el.attributes.contract)
    end
    if part and el.classes:includes('table') then
      tables.check(ch, part.line - 1, el, build)
    end
  elseif el.t == 'Div' then
    local line = el.identifier ~= '' and ch.source:anchor('#' .. el.identifier)
    if el.classes:includes('exercise') then
      check_exercise(ch, el, line or ch.source:line_of('.exercise'))
    end
    for _, class in ipairs(el.classes) do
      if not BOXES[class] then
        report.problem(ch.file, line or ch.source:line_of('.' .. class),
          'unknown box .%s', class)
      end
    end
  elseif el.t == 'RawBlock' and not el.text:match('^%s*<!%-%-') then
    report.problem(ch.file, ch.source:line(), 'raw %s cannot be shown ' ..
      'everywhere: %s', el.format, el.text)
  end
end

-- Each quiz is followed by as many answers as it has questions.
local function check_quiz(ch)
  local function length(div)
    local list = div.content[1]
    return list and list.t == 'OrderedList' and #list.content or 0
  end
  local quizzes, answers = {}, {}
  visit.blocks(ch.doc.blocks, {block = function(el)
    if el.t == 'Div' and el.classes:includes('quiz') then
      quizzes[#quizzes + 1] = length(el)
    elseif el.t == 'Div' and el.classes:includes('answers') then
      answers[#answers + 1] = length(el)
    end
  end})
  for i = 1, math.max(#quizzes, #answers) do
    if quizzes[i] ~= answers[i] or quizzes[i] == 0 then
      report.problem(ch.file, ch.source:line_of(quizzes[i] and '{.quiz}'
        or '{.answers}'), 'the quiz has %s questions, its answers are %s',
        quizzes[i] or 'no', answers[i] or 'missing')
    end
  end
end

-- An equation marked .impl is implemented: some line of the program says so.
local function check_implemented(ch)
  for _, label in ipairs(labels.order) do
    if label.chapter == ch and label.impl and not label.lines then
      report.problem(ch.file, label.line, 'equation %s is marked .impl, but ' ..
        'no line of the program bears its tag', label.name)
    end
  end
end

local function chapter_text(ch, build)
  ch.source:rewind()
  for _, part in ipairs(ch.parts) do check_tags(ch, part) end
  local visitor = {block = function(el) check_block(ch, el, build) end,
                   inline = inline_checker(ch, build)}
  visit.blocks(ch.doc.blocks, visitor)
  check_quiz(ch)
  check_implemented(ch)
  check_program(ch, '.c')
  check_program(ch, '.gp')
end

-- Texts in attributes: a box's title, a table's caption and head, a figure's
-- alternative text. Their numbers are as bound to a run as any.
local function attribute_text(ch, build)
  ch.source:rewind()
  local function one(text, anchor)
    if not text then return end
    local line = ch.source:line_of(anchor)
    local list = read_inlines(text)
    local at = {file = ch.file, source = {line = function() return line end,
      line_of_comment = function() return line end, seek = function() end,
      anchor = function() return line end,
      anchor_near = function() end, line_of = function() return line end},
      listings = ch.listings, ids = ch.ids}
    visit.inlines(list, {inline = inline_checker(at, build)}, 'text')
  end
  visit.blocks(ch.doc.blocks, {
    block = function(el)
      if el.t == 'Div' then
        one(el.attributes.title, el.identifier ~= '' and '#' .. el.identifier
          or el.attributes.title)
      elseif el.t == 'CodeBlock' and el.attributes.caption then
        one(el.attributes.caption, '#' .. el.identifier)
        one(el.attributes.head, '#' .. el.identifier)
      end
    end,
    inline = function(el)
      if el.t == 'Image' then
        one(el.attributes.alt, '#' .. el.identifier)
      end
    end,
  })
end

-- The keys of book/references.bib; citeproc itself only warns.
local function read_bibliography(file)
  local keys, handle = {}, io.open(file)
  if not handle then return keys end
  for line in handle:lines() do
    local key = line:match('^%s*@%a+%s*{%s*([^,%s]+)')
    if key then keys[key] = true end
  end
  handle:close()
  return keys
end

function check.all(chapters, build)
  check.bibliography = read_bibliography('book/references.bib')
  for _, ch in ipairs(chapters) do
    if ch.shown then
      chapter_text(ch, build)
      attribute_text(ch, build)
    end
  end
end

return check
