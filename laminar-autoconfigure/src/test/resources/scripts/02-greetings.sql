CREATE STREAM greetings AS SELECT '${who}', '${nobody:-none}', '\${literally}' FROM inputs;
