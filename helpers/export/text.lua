-- HTML in a text becomes text: markup in the data is shown, never obeyed.
local function words(raw)
  return pandoc.Str(raw.text:match("^%s*(.-)%s*$"))
end

function RawInline(raw)
  return words(raw)
end

function RawBlock(raw)
  return pandoc.Para(words(raw))
end
