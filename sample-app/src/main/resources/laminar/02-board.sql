-- Delays per origin and hour. An hour is final, and leaves, when the watermark has passed its end; flights that
-- become known after that are not lost but go to late_flights.
CREATE STREAM hourly_delay AS
SELECT origin, window_start, window_end, COUNT(*) AS flights, AVG(delay) AS mean_delay, MAX(delay) AS max_delay
FROM TABLE(TUMBLE(TABLE flights, DESCRIPTOR(flight_date), INTERVAL '1' HOUR))
GROUP BY origin, window_start, window_end
LATE DATA TO late_flights
EMIT ON WINDOW CLOSE;

-- The same with the names of the airports, kept: this is what /api/airports/{iata}/hours and JDBC select from.
CREATE MATERIALIZED VIEW hourly_board AS
SELECT h.origin, a.name, a.city, a.state, h.window_start, h.window_end, h.flights, h.mean_delay, h.max_delay
FROM hourly_delay AS h JOIN airports AS a ON h.origin = a.iata;

-- The last 24 hours of each airport, anew each hour.
CREATE STREAM daily_delay AS
SELECT origin, window_start, window_end, COUNT(*) AS flights, AVG(delay) AS mean_delay, MAX(delay) AS max_delay
FROM TABLE(HOP(TABLE flights, DESCRIPTOR(flight_date), INTERVAL '1' HOUR, INTERVAL '24' HOUR))
GROUP BY origin, window_start, window_end
HAVING COUNT(*) >= 5;

-- A second stream, to show that queries do not disturb each other: earthquakes per network and six hours.
CREATE MATERIALIZED VIEW strongest_quakes AS
SELECT net, window_start, window_end, COUNT(*) AS quakes, MAX(mag) AS magnitude
FROM TABLE(TUMBLE(TABLE earthquakes, DESCRIPTOR("time"), INTERVAL '6' HOUR))
GROUP BY net, window_start, window_end;
