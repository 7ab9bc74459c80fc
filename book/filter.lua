-- The book's one pandoc filter: it reads the chapters, checks them, tangles
-- their programs, and builds the document for HTML or LaTeX. CONTRIBUTING.md
-- says what an author writes; each task has its own file in book/filter/.
--
-- It is called on book/book.md (title and front matter) with these metadata:
--   step      tangle (write programs and labels), check, html or latex
--   chapters  all chapter files, in reading order: labels come from all
--   show      the chapters to print; without it, all of them
--   lenient   report problems, but print all the same: for a draft
--   build     where data and figures lie and output goes (default: build)

local here = PANDOC_SCRIPT_FILE:gsub('[^/]*$', '')
package.path = here .. 'filter/?.lua;' .. package.path

local report = require 'report'
local chapter = require 'chapter'
local labels = require 'labels'

local function words(meta)
  local list = {}
  for word in pandoc.utils.stringify(meta or ''):gmatch('%S+') do
    list[#list + 1] = word
  end
  return list
end

-- Which chapters are printed: those named in `show` by file or by topic.
local function mark_shown(chapters, show)
  local wanted = {}
  for _, name in ipairs(show) do wanted[name] = true end
  for _, ch in ipairs(chapters) do
    ch.shown = #show == 0 or wanted[ch.file] or wanted[ch.topic] or false
  end
end

function Pandoc(doc)
  local step = pandoc.utils.stringify(doc.meta.step or '')
  local build = doc.meta.build and pandoc.utils.stringify(doc.meta.build)
    or 'build'
  local lenient = doc.meta.lenient ~= nil
  local chapters = {}
  for _, file in ipairs(words(doc.meta.chapters)) do
    chapters[#chapters + 1] = chapter.read(file)
  end
  mark_shown(chapters, words(doc.meta.show))
  for _, ch in ipairs(chapters) do labels.collect(ch) end

  if step == 'tangle' then
    require('tangle').write(chapters, build)
  else
    require('check').all(chapters, build)
    if step ~= 'check' and (lenient or not report.any()) then
      doc = require('render').book(doc, chapters, step, build)
    end
  end
  report.finish(chapters, lenient)
  return doc
end
