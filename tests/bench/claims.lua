-- wrk: POST /v1/claims, every request another invoice, key and body.
--   wrk ... -s claims.lua URL -- FIRST THREADS INVOICES STRIDE TOKEN
-- Claim i is on invoice (i × STRIDE) mod INVOICES: no invoice twice, and neighbours lie far apart, as customers do.
-- Prints one line at the end: bench {...}, latencies in µs.

local threads_set_up = 0
function setup(thread)
    thread:set("place", threads_set_up)
    threads_set_up = threads_set_up + 1
end

local sentences = {
    "The screen was torn and we had to sort the whole load again by hand.", "Nobody came on Tuesday.",
    "The crew left at noon and the yard was not swept.", "It took three calls before anybody answered.",
    "The machine stood still for half a day.", "Your driver was friendly, the rest was not.",
    "We were promised a written report and never got one.", "The seals leaked again after a week.",
    "Two pallets were wet.", "The noise went on until ten at night although we had asked for quiet.",
    "We paid another firm to finish it.", "The invoice names hours that nobody worked here.",
    "The paint came off with the tape.", "Half of the filters are the wrong size.",
    "The second visit would not have been needed.", "We had to close the shop for a morning.",
    "Cables were left across the corridor, and one of our people fell over them.", "The key was not given back.",
    "I would call again, but not for this.", "The training was good, only the room was far too cold.",
    "Somebody parked in front of the loading bay all day.", "The plan said Monday.", "We were told it was our fault.",
}
local whens = { "weekdays after 17:00", "mornings", "any time", "not on Fridays", "Tuesday 10:00 to 12:00" }
local channels = { "phone", "link", "letter", "phone", "short-payment" }
local settles = { "refund", "offset", "balance" }
local words_bytes = 330

local function words(i)
    local text = sentences[i % #sentences + 1]
    local step = i % 7 + 1
    local at = i
    while #text < words_bytes do
        at = at + step
        text = text .. " " .. sentences[at % #sentences + 1]
    end
    return text
end

-- Of ten claims six name one line, two name two, one the whole invoice, and one leaves the worth for later.
local function worths(i)
    local kind = i % 10
    local amount = string.format("%d.%02d", i % 19, i % 97)
    if kind < 6 then
        return string.format('"basis":"net","lines":[{"line":"%d","worth":"%s"}],', i % 3 + 1, amount)
    elseif kind < 8 then
        return string.format('"basis":"gross","lines":[{"line":"1","worth":"%s"},{"line":"3","worth":"0.00"}],', amount)
    elseif kind == 8 then
        return '"worth":"' .. amount .. '",'
    end
    return ""
end

local claim, step, invoices, stride, token
function init(arguments)
    claim = tonumber(arguments[1]) + place
    step, invoices, stride, token =
        tonumber(arguments[2]), tonumber(arguments[3]), tonumber(arguments[4]), arguments[5]
end

function request()
    local i = claim
    claim = claim + step
    -- Past the last invoice there is none: the claim is refused and counted.
    local invoice = i < invoices and (i * stride) % invoices or i
    local body = string.format(
        '{"invoice":"B-%07d","channel":"%s",%s"words":"%s","settle":"%s",'
            .. '"contact":{"phone":"+44 113 496 %04d","email":"customer.%d@mail.example","when":"%s"}}',
        invoice, channels[i % #channels + 1], worths(i), words(i), settles[i % #settles + 1], i % 10000, i,
        whens[i % #whens + 1])
    return string.format(
        "POST /v1/claims HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\nIdempotency-Key: bench-%d\r\n"
            .. "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
        token, i, #body, body)
end

function done(summary, latency)
    local failed = summary.errors
    io.write(string.format(
        'bench {"requests":%d,"seconds":%.6f,"mean":%.1f,"p50":%.1f,"p99":%.1f,"max":%.1f,"refused":%d,"broken":%d}\n',
        summary.requests, summary.duration / 1e6, latency.mean, latency:percentile(50), latency:percentile(99),
        latency.max, failed.status, failed.connect + failed.read + failed.write + failed.timeout))
end
