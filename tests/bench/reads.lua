-- wrk: GET of one path, again and again.
--   wrk ... -s reads.lua URL -- TOKEN
-- Prints one line at the end: bench {...}, latencies in µs.

function init(arguments)
    wrk.headers["Authorization"] = "Bearer " .. arguments[1]
end

function done(summary, latency)
    local failed = summary.errors
    io.write(string.format(
        'bench {"requests":%d,"seconds":%.6f,"mean":%.1f,"p50":%.1f,"p99":%.1f,"max":%.1f,"refused":%d,"broken":%d}\n',
        summary.requests, summary.duration / 1e6, latency.mean, latency:percentile(50), latency:percentile(99),
        latency.max, failed.status, failed.connect + failed.read + failed.write + failed.timeout))
end
