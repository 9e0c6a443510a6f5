-- wrk: POST /v1/claims/{id}/approve, every request another claim and key.
--   wrk ... -s approvals.lua URL -- CLAIMS TOKEN
-- CLAIMS is a file of claim ids, a line each. Prints one line at the end: bench {...}, latencies in µs.

local claims, token
function init(arguments)
    claims, token = io.open(arguments[1]), arguments[2]
end

function request()
    -- Past the last claim there is none: the approval is refused and counted.
    local claim = claims:read("l") or "none"
    return string.format(
        "POST /v1/claims/%s/approve HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n"
            .. "Idempotency-Key: approve-%s\r\nContent-Length: 0\r\n\r\n",
        claim, token, claim)
end

function done(summary, latency)
    local failed = summary.errors
    io.write(string.format(
        'bench {"requests":%d,"seconds":%.6f,"mean":%.1f,"p50":%.1f,"p99":%.1f,"max":%.1f,"refused":%d,"broken":%d}\n',
        summary.requests, summary.duration / 1e6, latency.mean, latency:percentile(50), latency:percentile(99),
        latency.max, failed.status, failed.connect + failed.read + failed.write + failed.timeout))
end
