-- The second filter, after the citations are resolved: writes the HTML pages,
-- one file each, into the folder named by the metadata `out`. A page is filled
-- into book/page.html; the first page is the cover with the contents.

local here = PANDOC_SCRIPT_FILE:gsub('[^/]*$', '')
package.path = here .. 'filter/?.lua;' .. package.path
local source = require 'source'

local OPTIONS = {html_math_method = 'mathml'}

-- In TeX only \left and \big make a bracket grow, but pandoc marks every pair
-- as stretchy, and a browser then sets it apart from its neighbours.
local function settle_brackets(html)
  return (html:gsub('<math.-</math>', function(math)
    if math:find('\\left', 1, true) or math:find('\\[bB]ig') then return nil end
    return (math:gsub('stretchy="true"', 'stretchy="false"'))
  end))
end

-- The bars of a norm are brackets; a browser takes them for "is parallel to".
local function close_norms(html)
  return (html:gsub('(<mo [^>]*form="p%l+fix")>∥</mo>',
    '%1 lspace="0" rspace="0">∥</mo>'))
end

-- After one of these a minus belongs to what follows it: "= -7", "(-7, 2)".
-- A browser knows that only at the beginning of a group; and it takes the name
-- of a function, ln, for an operator between two operands.
local SIGN, OPENS = {}, {}
for sign in ('− + ± ∓'):gmatch('%S+') do SIGN[sign], OPENS[sign] = true, true end
for text in ('= ≠ &lt; &gt; ≤ ≥ ≪ ≫ ≈ ≡ ∼ ∈ ( [ { , ; : / × ⋅ · ⟨ ← → ↦ ⇒ ⇔ ⟹ ⟺')
  :gmatch('%S+') do OPENS[text] = true end

local function mark_signs(html)
  return (html:gsub('<math.-</math>', function(math)
    local opened = true
    return (math:gsub('<(/?)(m%l+)([^>]*)>([^<]*)', function(slash, name, rest, text)
      local before = opened
      if slash == '/' then
        if name ~= 'mo' and name ~= 'mi' and name ~= 'mspace' then opened = false end
        return nil
      elseif name == 'mo' or name == 'mi' and text == '/' then
        opened = not rest:find('form="postfix"', 1, true)
          and (OPENS[text] or rest:find('form="prefix"', 1, true) ~= nil)
      elseif name == 'mi' or name == 'mn' or name == 'mtext' then
        opened = false
      end
      if name == 'mo' and before and SIGN[text] and not rest:find('form=') then
        return ('<mo%s form="prefix">%s'):format(rest, text)
      elseif name == 'mo' and slash == '' and text:match('^%l%l+$') then
        opened = true
        return ('<mo%s form="prefix" lspace="%s" rspace="0.17em">%s'):format(
          rest, before and '0' or '0.17em', text)
      end
    end):gsub('rspace="0%.17em">(%l+</mo><mo[^>]*>%()', 'rspace="0">%1')
      :gsub('rspace="0%.17em">(%l+</mo><mrow><mo[^>]*>%()', 'rspace="0">%1')
      :gsub('<mo [^>]*>(%l+)</mo></msub>', '<mi>%1</mi></msub>'))
  end))
end

-- A line does not end between a formula and the comma after it, or a bracket
-- before it.
local function bind_formulas(html)
  return (html:gsub('([^%s<>]*)(<math display="inline".-</math>)([^%s<>]*)',
    function(before, math, after)
      if before == '' and after == '' then return nil end
      return ('<span class="whole">%s%s%s</span>'):format(before, math, after)
    end))
end

local function write_html(blocks)
  OPTIONS.highlight_style = PANDOC_WRITER_OPTIONS.highlight_style
  local html = pandoc.write(pandoc.Pandoc(blocks), 'html',
    pandoc.WriterOptions(OPTIONS))
  return bind_formulas(mark_signs(close_norms(settle_brackets(html))))
end

-- A heading for the contents: its link must not contain links.
local function entry(page, header)
  local text = header.content:walk {Link = function(el) return el.content end,
    Note = function() return {} end}
  local link = write_html {pandoc.Plain(text)}
  return ('<a href="%s#%s">%s</a>'):format(page, header.identifier, link)
end

local function headers(page, level)
  local found = {}
  for _, block in ipairs(page.blocks) do
    if block.t == 'Header' and block.level == level then
      found[#found + 1] = block
    end
  end
  return found
end

-- The sections of a page, as a list of links within `file` ('' on the page).
local function sections(page, file)
  local items = {}
  for _, header in ipairs(headers(page, 2)) do
    items[#items + 1] = '<li>' .. entry(file, header) .. '</li>'
  end
  if #items == 0 then return '' end
  return '<ol>\n' .. table.concat(items, '\n') .. '\n</ol>'
end

local function contents(pages)
  local items = {}
  for i = 2, #pages do
    local title = headers(pages[i], 1)[1]
    local back = pages[i].number == '' and ' class="back"' or ''
    items[#items + 1] = ('<li%s>%s\n%s</li>'):format(back,
      entry(pages[i].file, title),
      pages[i].number ~= '' and sections(pages[i], pages[i].file) or '')
  end
  return '<ol class="contents">\n' .. table.concat(items, '\n') .. '\n</ol>'
end

local function neighbour(page, relation, arrow)
  if not page then return '<span></span>' end
  return ('<a rel="%s" href="%s">%s</a>'):format(relation, page.file,
    arrow:format(page.short))
end

-- The same at the head of a page, where there is room for an arrow only.
local function arrow_to(page, relation, arrow)
  if not page then return '' end
  return ('<a rel="%s" href="%s" title="%s" aria-label="%s">%s</a>'):format(
    relation, page.file, page.short, page.short, arrow)
end

-- What a search shows of a page: the beginning of its text.
local function description(page, meta)
  local words = {}
  for _, block in ipairs(page.blocks) do
    if block.t == 'Para' then
      for word in pandoc.utils.stringify(block):gmatch('%S+') do
        words[#words + 1] = word
      end
      break
    end
  end
  local text = meta.title .. ': ' .. meta.subtitle .. '.'
  for i = 1, math.min(#words, 24) do text = text .. ' ' .. words[i] end
  if #words > 24 then text = text .. ' ...' end
  return (text:gsub('[&<>"]', {['&'] = '&amp;', ['<'] = '&lt;',
    ['>'] = '&gt;', ['"'] = '&quot;'}))
end

-- Citations lead to the page of references.
local function resolve(blocks)
  return pandoc.Div(blocks):walk {Link = function(link)
    if link.target:match('^#ref%-') then
      link.target = 'references.html' .. link.target
      return link
    end
  end}.content
end

local function fill(template, values)
  return (template:gsub('%$(%l+)%$', function(name) return values[name] end))
end

local function collect(doc)
  local pages = {}
  for _, div in ipairs(doc.blocks) do
    if div.t == 'Div' and div.classes:includes('page') then
      local a = div.attributes
      local page = {file = a.file, title = a.title, number = a.number,
                    blocks = div.content}
      page.short = page.number ~= '' and page.number .. ' ' .. page.title
        or page.title
      if page.file ~= 'references.html' then
        page.blocks = resolve(page.blocks)
      end
      pages[#pages + 1] = page
    end
  end
  pages[1].short = 'Contents'
  return pages
end

-- A page's contents stand at its side where there is room, and are folded above
-- it on a phone: the style sheet shows one of the two.
local function page_contents(page)
  local list = sections(page, '')
  if list == '' then return '' end
  return ('<nav class="toc" aria-label="In this chapter"><div class="side">%s'
    .. '</div><details><summary>In this chapter</summary>\n%s</details></nav>')
    :format(list, list)
end

-- How the style sheet divides the page.
local function page_class(page)
  if page.file == 'notation.html' then return 'broad' end
  return sections(page, '') ~= '' and 'with-contents' or 'plain'
end

local function write_page(pages, i, folder, templates, meta)
  local page = pages[i]
  local first = i == 1
  local values = {
    title = page.title, book = meta.title, subtitle = meta.subtitle,
    version = meta.version, body = write_html(page.blocks),
    contents = first and contents(pages) or '',
    start = pages[2] and pages[2].file or '',
    toc = first and '' or page_contents(page),
    previous = neighbour(pages[i - 1], 'prev', '← %s'),
    next = neighbour(pages[i + 1], 'next', '%s →'),
    back = arrow_to(pages[i - 1], 'prev', '←'),
    forth = arrow_to(pages[i + 1], 'next', '→'),
    description = description(page, meta),
    class = page_class(page),
  }
  local handle = assert(io.open(folder .. '/' .. page.file, 'wb'))
  handle:write(fill(first and templates.cover or templates.page, values))
  handle:close()
end

function Pandoc(doc)
  local meta = {}
  for _, name in ipairs {'out', 'title', 'subtitle', 'version'} do
    meta[name] = pandoc.utils.stringify(doc.meta[name] or '')
  end
  local templates = {page = source.read_all(here .. 'page.html'),
                     cover = source.read_all(here .. 'cover.html')}
  local pages = collect(doc)
  for i = 1, #pages do write_page(pages, i, meta.out, templates, meta) end
  return pandoc.Pandoc({}, doc.meta)
end
