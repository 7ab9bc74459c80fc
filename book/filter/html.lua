-- Paints the book for the screen: one page a chapter, MathML, no script.
local tables = require 'tables'

local html = {}

local raw = function(text) return pandoc.RawBlock('html', text) end
local rawi = function(text) return pandoc.RawInline('html', text) end

local ESCAPES = {['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;',
                 ['"'] = '&quot;'}
local function escape(text)
  return (text:gsub('[&<>"]', ESCAPES))
end
html.escape = escape

function html.page(ch)
  return ch.topic .. '.html'
end

-- A link's address from one chapter to a label in another, or in itself.
local function address(at, ch)
  local page = at.chapter ~= ch and html.page(at.chapter) or ''
  return page .. '#' .. at.id
end

function html.reference(at, text, ch)
  return pandoc.Link(text, address(at, ch))
end

-- A browser chooses its face for Chinese characters by the language.
function html.japanese(cell)
  return {pandoc.Plain {pandoc.Span(cell[1].content, pandoc.Attr('', {},
    {lang = 'ja'}))}}
end

-- A chapter's file is its page; any other is seen from build/book/html.
function html.file_link(el, ch)
  local topic = el.target:match('^([%w-]+)%.md')
  if topic then
    el.target = topic .. '.html' .. (el.target:match('#.*') or '')
  else
    local folder = ch.file:match('^(.*/)[^/]*$') or ''
    el.target = '../../../' .. (folder .. el.target):gsub('[^/]+/%.%./', '')
  end
  return el
end

function html.header(el, number, ch)
  if number then
    local word = el.level == 1 and 'Chapter ' or ''
    local shown = el.level == 1 and (word .. number) or number
    el.content:insert(1, rawi(('<span class="number">%s</span> '):format(shown)))
    el.attributes.number = number
  end
  return el
end

-- Code, highlighted; `first` numbers the lines and gives each its own id.
local function highlight(text, class, id, first)
  local attributes, classes = {}, {class}
  if first then
    attributes.startFrom = tostring(first)
    classes[2] = 'numberLines'
  end
  local block = pandoc.CodeBlock(text, pandoc.Attr(id or '', classes, attributes))
  local out = pandoc.write(pandoc.Pandoc {block}, 'html', pandoc.WriterOptions {
    highlight_style = PANDOC_WRITER_OPTIONS.highlight_style})
  -- Pandoc's empty line links would be read out as links without a name, and
  -- the figure bears the id.
  out = out:gsub('<a href="#[^"]*"[^>]*></a>', '')
  if not first then out = out:gsub('<span id="[^"]*">', '<span>') end
  return (out:gsub('<div class="sourceCode" id="[^"]*"', '<div class="sourceCode"'))
end

-- A tag in a comment, `eq:sgd (1.3)`, leads to its equation.
local function link_tags(text, ch)
  local labels = require 'labels'
  return (text:gsub('((%l+:[%w_-]+) %([%d.]+%))', function(shown, name)
    local label = labels.all[name]
    if label then
      return ('<a href="%s">%s</a>'):format(address({chapter = label.chapter,
        id = name}, ch), shown)
    end
  end))
end

local function lines_text(first, last)
  if first == last then return 'line ' .. first end
  return ('lines %d–%d'):format(first, last)
end

-- The program's text carries where it comes from, so that a test can read the
-- program back out of the page.
local function program(text, file, first)
  return (text:gsub('<pre%f[%s>]', ('<pre data-file="%s" data-first="%d"'):format(
    file, first), 1))
end

function html.listing(ch, part)
  local file = 'src/' .. ch.topic .. '.c'
  local names = {}
  for i, name in ipairs(part.functions) do
    names[i] = '<code>' .. name .. '</code>'
  end
  local code = highlight(table.concat(part.lines, '\n'), 'c', part.id, part.first)
  local about = #names > 0 and ': ' .. table.concat(names, ', ') or ''
  return raw(('<figure class="listing" id="%s"><figcaption><span class="number">'
    .. 'Listing %s</span> <span class="file">%s</span>, %s%s</figcaption>\n'
    .. '%s</figure>'):format(part.id, part.label, file,
      lines_text(part.first, part.last), about,
      program(link_tags(code, ch), file, part.first)))
end

function html.drawing(ch, part)
  local file = 'src/' .. ch.topic .. '.gp'
  local code = highlight(table.concat(part.lines, '\n'), 'gnuplot')
  local comment = part.lines[1]:match('^#%s*(.-)%.?$')
  return raw(('<details class="drawing"><summary><span class="file">%s</span>, '
    .. '%s%s</summary>\n%s</details>'):format(file,
      lines_text(part.first, part.last),
      comment and ': ' .. escape(comment) or '',
      program(code, file, part.first)))
end

function html.contract(ch, text, file, first, last)
  return raw(('<figure class="listing contract"><figcaption><span class="number">'
    .. 'Contract</span> <span class="file">%s</span>%s</figcaption>\n%s</figure>')
    :format(file, first and ', ' .. lines_text(first, last) or '',
      link_tags(highlight(text, 'c'), ch)))
end

function html.code(text, class)
  return raw('<div class="aside-code">' .. highlight(text, class) .. '</div>')
end

function html.console(session)
  local out = {}
  for i, line in ipairs(session) do
    local text = escape(line.text)
    if line.typed then
      text = text:gsub('^%$ ', '<span class="prompt">$ </span>')
      out[i] = '<span class="command">' .. text .. '</span>'
    elseif line.text == '...' then
      out[i] = '<span class="cut">...</span>'
    else
      out[i] = text
    end
  end
  return raw('<pre class="console" tabindex="0"><code>'
    .. table.concat(out, '\n') .. '</code></pre>')
end

function html.line_link(_, at)
  return ('<a href="#%s-%d">%d</a>'):format(at.part.id, at.line, at.line)
end

-- word and links name the lines that implement the equation, if there are any.
function html.equation(label, math, word, links)
  local code = links
    and ('<span class="lines">%s %s</span>'):format(word, links) or ''
  return pandoc.Span({math, rawi(('<span class="eqno"><span>(%s)</span>%s</span>')
    :format(label.number, code))}, pandoc.Attr(label.name, {'equation'}))
end

-- Where a picture has its place in the finished book.
local function image_size(path)
  local handle = io.open(path)
  if not handle then return '' end
  local head = handle:read(2000) or ''
  handle:close()
  local width, height = head:match('width="(%d+)" height="(%d+)"')
  return width and (' width="%s" height="%s"'):format(width, height) or ''
end

function html.figure(label, path, alt, caption)
  local name = path:gsub('^' .. html.build:gsub('%p', '%%%0') .. '/', '')
  local out = pandoc.List {raw(('<figure class="figure" id="%s">\n<img src="%s" '
    .. 'alt="%s"%s>\n<figcaption>'):format(label.name, name, escape(alt),
      image_size(path)))}
  local text = pandoc.List(caption)
  text:insert(1, rawi(('<span class="number">Figure %s</span> '):format(
    label.number)))
  out:insert(pandoc.Plain(text))
  out:insert(raw('</figcaption></figure>'))
  return out
end

function html.table(label, caption, body)
  local text = pandoc.List(caption)
  if label then
    text:insert(1, rawi(('<span class="number">Table %s</span> '):format(
      label.number)))
  end
  return {raw(('<figure class="table"%s>'):format(label
      and ' id="' .. label.name .. '"' or '')),
    raw('<figcaption>'), pandoc.Plain(text), raw('</figcaption>'),
    raw('<div class="scroll" tabindex="0">'), body, raw('</div></figure>')}
end

function html.answer(id, blocks)
  local out = pandoc.List {raw(('<details class="answer" id="%s"><summary>Answer'
    .. '</summary>'):format(id))}
  out:extend(blocks)
  out:insert(raw('</details>'))
  return out
end

local function boxed(class, kicker, title, blocks, id)
  local head = pandoc.List {rawi('<span class="kicker">')}
  head:extend(kicker)
  head:insert(rawi('</span>'))
  if title then
    head:insert(rawi(' <span class="title">'))
    head:extend(title)
    head:insert(rawi('</span>'))
  end
  local out = pandoc.List {raw(('<aside class="box %s"%s><p class="box-head">')
    :format(class, id and ' id="' .. id .. '"' or '')), pandoc.Plain(head),
    raw('</p>')}
  out:extend(blocks)
  out:insert(raw('</aside>'))
  return out
end

function html.box(class, kicker, title, blocks)
  return boxed(class, kicker, title, blocks)
end

function html.exercise(label, title, blocks)
  return boxed('exercise', {pandoc.Str('Exercise ' .. label.number)}, title,
    blocks, label.name)
end

function html.quiz(id, blocks)
  local out = pandoc.List {raw(('<div class="quiz" id="%s">'):format(id))}
  out:extend(blocks)
  out:insert(pandoc.Para {pandoc.Link('Answers', 'answers.html#' .. id
    .. '-answers')})
  out:insert(raw('</div>'))
  return out
end

-- A page is a Div, which pages.lua writes to a file of its own once the
-- citations are resolved.
local function page(name, title, blocks, number)
  return pandoc.Div(blocks, pandoc.Attr('', {'page'}, {
    file = name .. '.html', title = pandoc.utils.stringify(title),
    number = number or ''}))
end

local function heading(id, text)
  return pandoc.Header(1, text, pandoc.Attr(id))
end

-- A link within the chapter leads back to it from the page of answers.
local function at_home(blocks, home)
  return pandoc.List(blocks):map(function(block)
    return pandoc.walk_block(block, {Link = function(el)
      el.target = el.target:gsub('^#', home .. '#')
      return el
    end})
  end)
end

local function answers_page(pages)
  local blocks = pandoc.List {heading('answers', 'Answers')}
  for _, p in ipairs(pages) do
    for _, kept in ipairs(p.kept) do
      if kept.kind == 'quiz' then
        local link = pandoc.Link(p.chapter.title,
          html.page(p.chapter) .. '#' .. kept.id)
        blocks:insert(pandoc.Header(2, {rawi(('<span class="number">%d</span> ')
          :format(p.chapter.number)), link}, pandoc.Attr(kept.id .. '-answers')))
        blocks:extend(at_home(kept.blocks, html.page(p.chapter)))
      end
    end
  end
  return #blocks > 1 and page('answers', 'Answers', blocks)
end

local function notation_page(notation)
  return notation and page('notation', 'Notation', {
    heading('notation', 'Notation'),
    raw('<div class="scroll notation" tabindex="0">'), notation, raw('</div>')})
end

function html.book(doc, pages, notation)
  local out = pandoc.List {page('index', doc.meta.title, doc.blocks)}
  for _, p in ipairs(pages) do
    out:insert(page(p.chapter.topic, p.chapter.title, p.blocks,
      tostring(p.chapter.number)))
  end
  out:insert(notation_page(notation) or nil)
  local answers = answers_page(pages)
  if answers then out:insert(answers) end
  out:insert(page('references', 'References', {heading('references',
    'References'), pandoc.Div({}, pandoc.Attr('refs'))}))
  return pandoc.Pandoc(out, doc.meta)
end

return html
