-- What wrk asks for: videos by their ids, one request in so many a new one; figures as JSON at the end.
local ids, share, body = {}, 0, nil

function init(args)
  for line in io.lines(args[1]) do ids[#ids + 1] = line end
  share, body = tonumber(args[2]), args[3]
  math.randomseed(os.time())
end

function request()
  if math.random() < share then
    return wrk.format("POST", "/v3/videos", { ["X-Api-Key"] = wrk.headers["X-Api-Key"], ["Content-Type"] = "application/json" }, body)
  end
  return wrk.format("GET", "/v3/videos/" .. ids[math.random(#ids)])
end

function done(summary, latency, requests)
  local e = summary.errors
  local failed = e.connect + e.read + e.write + e.status + e.timeout
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.3f, "mean": %.3f, "p99": %.3f, "failed": %d}\n',
    summary.requests, summary.duration / 1e6, latency.mean / 1e3, latency:percentile(99) / 1e3, failed
  ))
end
