-- One action on a room in Redis, atomic as every script is: the rules of MemoryRooms, once more.
--
-- KEYS: the room (a hash), its answers and its allowances (hashes, by visitor), its earlier rounds (a
-- list), and when each visitor was here last (a sorted set). ARGV: the action as JSON, with the time `now` in seconds, and the limits.
-- Returns how it ended, the room's fields, and how many have answered.

local room_key, said_key, pace_key, past_key, here_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local given = cjson.decode(ARGV[1])
local now, limits = given.now, given.limits

local function field(name) return redis.call('HGET', room_key, name) end
local function number(name) return tonumber(field(name)) end
local function exact(x) return string.format('%.17g', x) end

local function done(outcome)
  return {outcome, redis.call('HGETALL', room_key), redis.call('HLEN', said_key)}
end

-- Every action and every answer keeps a room for a while, but not for ever.
local function keep()
  local seconds = math.min(limits.silence, number('led') + limits.longest - now)
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, math.floor(1000 * seconds)) end
end

-- A visitor is here, which does not keep the room.
local function come()
  local before = redis.call('ZSCORE', here_key, given.visitor)
  if not before and redis.call('ZCARD', here_key) >= limits.visitors then
    redis.call('ZREMRANGEBYSCORE', here_key, '-inf', exact(now - limits.here))
    if redis.call('ZCARD', here_key) >= limits.visitors then return 'seen' end
  end
  if before ~= 'inf' then redis.call('ZADD', here_key, exact(now), given.visitor) end
  if redis.call('PTTL', here_key) < 0 then
    redis.call('PEXPIRE', here_key, redis.call('PTTL', room_key))
  end
  return 'seen'
end

local function asked_differs()
  return given.asked and
    (given.asked[1] ~= field('question') or given.asked[2] ~= number('turn'))
end

local function vote()
  if field('revealed') == '1' then return 'closed' end
  if asked_differs() or given.answers ~= number('answers') then return 'changed' end
  local pace = redis.call('HGET', pace_key, given.visitor)
  if not pace and redis.call('HLEN', pace_key) >= limits.visitors then return 'full' end
  local left = limits.most_answers
  if pace then
    local before, at = pace:match('(%S+) (%S+)')
    left = math.min(left, tonumber(before) + (now - tonumber(at)) / limits.answer_seconds)
  end
  if left < 1 then return 'quick' end
  redis.call('HSET', pace_key, given.visitor, exact(left - 1) .. ' ' .. exact(now))
  redis.call('HSET', said_key, given.visitor, given.forecast)
  redis.call('ZADD', here_key, '+inf', given.visitor) -- until the next round
  return 'ok'
end

-- Keep the current round if it has an answer, and begin another.
local function turn_over(question, answers, turn)
  local said = redis.call('HVALS', said_key)
  local earlier = number('earlier')
  if #said > 0 then
    local round = '{"question":' .. cjson.encode(field('question')) .. ',"turn":' .. field('turn') ..
      ',"revealed":' .. (field('revealed') == '1' and 'true' or 'false') ..
      ',"forecasts":[' .. table.concat(said, ',') .. ']}'
    redis.call('RPUSH', past_key, round)
    earlier = earlier + #said
    while redis.call('LLEN', past_key) > limits.kept do
      earlier = earlier - #cjson.decode(redis.call('LPOP', past_key)).forecasts
    end
  end
  redis.call('HSET', room_key, 'question', question, 'answers', answers, 'turn', turn,
    'revealed', 0, 'earlier', earlier, 'most_voters', math.max(number('most_voters'), #said))
  redis.call('DEL', said_key, pace_key)
  for _, visitor in ipairs(redis.call('ZRANGEBYSCORE', here_key, '+inf', '+inf')) do
    redis.call('ZADD', here_key, exact(now), visitor)
  end
end

local function lead()
  if given.owner ~= field('owner') then return 'not yours' end
  if given.action == 'attend' then
    redis.call('HSET', room_key, 'seen', exact(now))
    return 'seen'
  end
  if given.action == 'close' then
    redis.call('DEL', unpack(KEYS))
    return 'gone'
  end
  if asked_differs() then return 'outdated' end
  if given.action == 'reveal' then
    redis.call('HSET', room_key, 'revealed', 1)
  elseif given.action == 'ask' then
    turn_over(given.question, given.answers, 1)
  else
    local turn = number('turn')
    if turn >= limits.rounds then return 'rounds' end
    turn_over(field('question'), number('answers'), turn + 1)
  end
  redis.call('HSET', room_key, 'led', exact(now), 'seen', exact(now), 'version', given.version)
  return 'ok'
end

if redis.call('EXISTS', room_key) == 0 then return done('none') end
local outcome
if given.action == 'vote' then outcome = vote()
elseif given.action == 'come' then outcome = come()
else outcome = lead() end
if outcome == 'ok' then keep() end
return done(outcome)
