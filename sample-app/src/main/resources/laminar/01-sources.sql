-- What comes in. The files lie in the application; a Kafka topic would differ in the FROM line alone.

-- Flights in the order in which they became known: a delayed one comes after flights that were due later.
-- The watermark says how long an hour waits for such rows: sample.watermark-minutes after the latest departure seen.
CREATE SOURCE flights (
    flight_date TIMESTAMP,
    delay       INT,
    distance    INT,
    origin      VARCHAR,
    destination VARCHAR,
    WATERMARK FOR flight_date AS flight_date - INTERVAL '${sample.watermark-minutes}' MINUTE
) FROM FILE (path = 'classpath:data/flights.csv', replay.speed = '${sample.replay-speed}')
  FORMAT CSV (header = 'true');

-- Airports by their code, to be joined.
CREATE TABLE airports (
    iata      VARCHAR,
    name      VARCHAR,
    city      VARCHAR,
    state     VARCHAR,
    country   VARCHAR,
    latitude  DOUBLE,
    longitude DOUBLE,
    PRIMARY KEY (iata)
) FROM FILE (path = 'classpath:data/airports.csv') FORMAT CSV (header = 'true');

-- Earthquakes, one JSON object a line; its numbers become a TIMESTAMP as milliseconds since 1970. Reports are revised
-- for days and stand in the order of their last revision, so the watermark is two days behind.
CREATE SOURCE earthquakes (
    "time" TIMESTAMP,
    mag    DOUBLE,
    place  VARCHAR,
    net    VARCHAR,
    WATERMARK FOR "time" AS "time" - INTERVAL '2' DAY
) FROM FILE (path = 'classpath:data/earthquakes.jsonl', replay.speed = '${sample.replay-speed}')
  FORMAT JSON;
