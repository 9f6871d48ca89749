CREATE STREAM greetings AS SELECT '${who}', '${nobody:-none}', '${unknown}' FROM inputs;
