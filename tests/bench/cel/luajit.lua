-- The rules as Lua functions under LuaJIT: luajit luajit.lua RULES FACTS SECONDS.
-- Prints "luajit EVALUATIONS_PER_SECOND MATCHES_TOTAL". JSON is read by the few lines that these files need.

local function skip_spaces(text, at)
    return text:find("[^ \t\r\n]", at)
end

local escapes = { n = "\n", t = "\t", r = "\r", b = "\b", f = "\f" }
local read_value

local function read_text(text, at)
    local parts = {}
    while true do
        local stop = text:find('["\\]', at)
        parts[#parts + 1] = text:sub(at, stop - 1)
        if text:sub(stop, stop) == '"' then return table.concat(parts), stop + 1 end
        local sign = text:sub(stop + 1, stop + 1)
        assert(sign ~= "u", "no file of this bench has \\u escapes")
        parts[#parts + 1] = escapes[sign] or sign
        at = stop + 2
    end
end

local function read_container(text, at, close, read_member)
    local members = {}
    at = skip_spaces(text, at)
    while text:sub(at, at) ~= close do
        at = skip_spaces(text, read_member(members, at))
        if text:sub(at, at) == "," then at = skip_spaces(text, at + 1) end
    end
    return members, at + 1
end

function read_value(text, at)
    at = skip_spaces(text, at)
    local sign = text:sub(at, at)
    if sign == '"' then return read_text(text, at + 1) end
    if sign == "[" then
        return read_container(text, at + 1, "]", function(members, here)
            members[#members + 1], here = read_value(text, here)
            return here
        end)
    end
    if sign == "{" then
        return read_container(text, at + 1, "}", function(members, here)
            local name, behind = read_text(text, here + 1)
            members[name], behind = read_value(text, skip_spaces(text, behind) + 1)
            return behind
        end)
    end
    local word = text:match("^%a+", at)
    if word then return word == "true", at + #word end
    local number = text:match("^[-+.eE%d]+", at)
    return tonumber(number), at + #number
end

local function read_file(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("*a")
    file:close()
    return (read_value(text, 1))
end

local find = string.find
local helpers = {
    has_words = function(text, words) return find(text, words, 1, true) ~= nil end,
    is_in = function(value, list)
        for i = 1, #list do if list[i] == value then return true end end
        return false
    end,
    exists = function(list, condition)
        for i = 1, #list do if condition(list[i]) then return true end end
        return false
    end,
    all = function(list, condition)
        for i = 1, #list do if not condition(list[i]) then return false end end
        return true
    end,
}

local prelude = "local has_words, is_in, exists, all = ...; "
local rules, facts, seconds = read_file(arg[1]), read_file(arg[2]), tonumber(arg[3])
local conditions = {}
for i, rule in ipairs(rules) do
    local source = rule.lua:find("^local ") and rule.lua or "return function(f) return " .. rule.lua .. " end"
    local chunk = assert(loadstring(prelude .. source, rule.id))
    conditions[i] = chunk(helpers.has_words, helpers.is_in, helpers.exists, helpers.all)
end

local function round()
    local matches = 0
    for i = 1, #facts do
        local fact = facts[i]
        for j = 1, #conditions do
            if conditions[j](fact) then matches = matches + 1 end
        end
    end
    return matches
end

-- The clock on the wall, as everybody else has it; os.clock would count only the time that the core was ours.
local ffi = require("ffi")
ffi.cdef("typedef struct { long seconds; long nanoseconds; } moment; int clock_gettime(int, moment*);")
local function now()
    local moment = ffi.new("moment")
    ffi.C.clock_gettime(1, moment)
    return tonumber(moment.seconds) + tonumber(moment.nanoseconds) / 1e9
end

local matches = round()
local begin, rounds, elapsed = now(), 0, 0
repeat
    assert(round() == matches, "another number of matches than before")
    rounds, elapsed = rounds + 1, now() - begin
until elapsed >= seconds
print(string.format("luajit %.0f %d", rounds * #rules * #facts / elapsed, matches))
