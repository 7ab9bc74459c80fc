-- Turns `@eq:sgd` and its like into links: "(1.3)", "Figure 1.2", "section
-- 1.4". The word is left out where the author has written it: "figures @fig:a
-- and @fig:b".
local labels = require 'labels'

local references = {}

local WORD = {eq = '', sec = 'section', fig = 'Figure', tbl = 'Table',
              lst = 'Listing', ex = 'Exercise'}
local OWN_WORDS = {
  eq = {equation = true, equations = true},
  sec = {section = true, sections = true, chapter = true, chapters = true},
  fig = {figure = true, figures = true}, tbl = {table = true, tables = true},
  lst = {listing = true, listings = true},
  ex = {exercise = true, exercises = true}
}
local BETWEEN = {['and'] = true, ['or'] = true, ['to'] = true, [','] = true,
                 ['nor'] = true}

local function is_space(el)
  return el and (el.t == 'Space' or el.t == 'SoftBreak')
end

-- The text of the last element that is no space; and where it stands.
local function last_text(list)
  local i = #list
  while is_space(list[i]) do i = i - 1 end
  return list[i] and pandoc.utils.stringify(list[i]) or '', i
end

-- Where a reference leads: its number, page and id. Only a draft has unknown
-- ones.
local function target(name, ch)
  local kind = labels.kind(name)
  if kind == 'lst' then
    local part = ch.listings[name] or {label = '??', id = name}
    return {number = part.label, chapter = ch, id = part.id, kind = 'lst'}
  end
  local label = labels.all[name] or {number = '??', chapter = ch, kind = kind}
  return {number = label.number, chapter = label.chapter, id = name,
          kind = label.kind, level = label.number:find('%.') and 2 or 1}
end

local function text_for(at, named, starts_sentence)
  if at.kind == 'eq' then return '(' .. at.number .. ')' end
  if named then return at.number end
  local word = WORD[at.kind]
  if at.kind == 'sec' and at.level == 1 then word = 'chapter' end
  if starts_sentence then word = word:gsub('^%l', string.upper) end
  return word .. '\u{a0}' .. at.number
end

local function append(out, citation, ch, paint, state)
  local at = target(citation.id, ch)
  local word, position = last_text(out)
  local chain = state.kind == at.kind and state.named
    and (position == state.position or BETWEEN[word])
  local named = OWN_WORDS[at.kind][word:lower()] or chain
  -- A number does not part from its word.
  if named and not chain and is_space(out[#out]) then
    out[#out] = pandoc.Str('\u{a0}')
  end
  local starts = #out == 0 or word:match('[.!?]$') ~= nil
  out:insert(paint.reference(at, text_for(at, named, starts), ch))
  state.kind, state.named, state.position = at.kind, named, #out
end

-- Ours are replaced; what remains in a citation is for the bibliography.
function references.replace(list, ch, paint)
  local out, state = pandoc.List(), {}
  for _, el in ipairs(list) do
    if el.t == 'Cite' and labels.kind(el.citations[1].id) then
      for i, citation in ipairs(el.citations) do
        if i > 1 then
          out:insert(pandoc.Str(','))
          out:insert(pandoc.Space())
        end
        if labels.kind(citation.id) then
          append(out, citation, ch, paint, state)
        end
      end
    else
      out:insert(el)
    end
  end
  return out
end

return references
