package io.laminar.sample;

import java.time.LocalDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Prints the board to the log every few seconds, until the replay is finished. */
@Component
class BoardLog {
    private static final Logger LOG = LoggerFactory.getLogger(BoardLog.class);
    private static final int LINES = 8;

    private final DelayBoard board;
    private boolean finished;

    BoardLog(DelayBoard board) {
        this.board = board;
    }

    @Scheduled(fixedRateString = "${sample.log-interval}", initialDelayString = "${sample.log-interval}")
    void print() {
        Board now = board.current();
        if (finished || now.state() == Board.State.WAITING) {
            return;
        }
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", table(now));
        }
        finished = now.state() == Board.State.FINISHED;
        if (finished) {
            LOG.info(
                    "Replay finished: {} flights, {} of them too late for their hour",
                    now.flightsRead(),
                    now.lateFlights());
        }
    }

    private static String table(Board board) {
        StringBuilder text = new StringBuilder(1024);
        text.append(String.format(
                Locale.ROOT,
                "Delay board, 24 hours until %s | newest flight %s, final until %s | %,d flights, %d late",
                time(board.until()),
                time(board.newestFlight()),
                time(board.watermark()),
                board.flightsRead(),
                board.lateFlights()));
        for (Board.Line line : board.airports().stream().limit(LINES).toList()) {
            AirportDelay airport = line.airport();
            text.append(String.format(
                    Locale.ROOT,
                    "%n  %s  %-40s %3d flights  mean %4.0f min  max %4d min  %s",
                    airport.origin(),
                    airport.name(),
                    airport.flights(),
                    airport.meanDelay(),
                    airport.maxDelay(),
                    bar(airport.meanDelay())));
        }
        return text.toString();
    }

    /** One mark for every five minutes. */
    private static String bar(double minutes) {
        return "#".repeat((int) Math.max(0, Math.min(30, Math.round(minutes / 5))));
    }

    private static String time(@Nullable LocalDateTime time) {
        return time == null ? "-" : time.toString().replace('T', ' ');
    }
}
