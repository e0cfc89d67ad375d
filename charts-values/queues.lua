-- Depth and age of BullMQ queues, for the exporter of Valkey's metrics. Reads only: the server runs it by EVAL_RO.
-- `prefix` and `queues` are set above by constructs/queue-script.ts. Every queue answers, with zeros when it is empty or
-- was never used, because a series that comes and goes cannot be told from an exporter that is broken.

local time = redis.call("TIME")
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local answer = {}

local function tell(queue, what, value)
  answer[#answer + 1] = queue .. "/" .. what
  answer[#answer + 1] = tostring(value)
end

-- Milliseconds for which a job could have been worked on. A job may be asked to wait, which is no age; its own field
-- `delay` is of no use, because BullMQ sets it to zero when the wait is over.
local function age(key, id)
  if not id then return 0 end
  local job = redis.call("HMGET", key .. id, "timestamp", "opts")
  if not job[1] or not job[2] then return 0 end
  return math.max(0, now - tonumber(job[1]) - (tonumber(cjson.decode(job[2]).delay) or 0))
end

for _, queue in ipairs(queues) do
  local key = prefix .. ":" .. queue .. ":"
  -- Producers push at the head, workers take from the tail: the oldest is the last. A paused queue keeps its own list.
  local oldest = math.max(
    age(key, redis.call("LINDEX", key .. "wait", -1)),
    age(key, redis.call("LINDEX", key .. "paused", -1)),
    age(key, redis.call("ZRANGE", key .. "prioritized", 0, 0)[1])
  )
  -- It is workers that move what is due from `delayed` to `wait`. When none is left, whatever arrives stays here, and
  -- the list that everybody watches stays empty. BullMQ multiplies the time by 4096 to keep jobs of one moment in order.
  local due = redis.call("ZRANGE", key .. "delayed", 0, 0, "WITHSCORES")[2]
  if due then oldest = math.max(oldest, now - math.floor(tonumber(due) / 4096)) end

  local overdue = redis.call("ZCOUNT", key .. "delayed", "-inf", string.format("%.0f", now * 4096))
  -- All that a worker could take now, wherever it lies.
  tell(queue, "waiting", redis.call("LLEN", key .. "wait") + redis.call("LLEN", key .. "paused")
    + redis.call("ZCARD", key .. "prioritized") + overdue)
  tell(queue, "active", redis.call("LLEN", key .. "active"))
  tell(queue, "delayed", redis.call("ZCARD", key .. "delayed") - overdue)
  tell(queue, "failed", redis.call("ZCARD", key .. "failed"))
  tell(queue, "oldest_wait_seconds", string.format("%.3f", oldest / 1000))
end

return answer
