package io.laminar.sample;

import io.laminar.spring.LaminarTemplate;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The board over HTTP: as JSON, as a stream of server-sent events for the page, and the hours of one airport. */
@RestController
@RequestMapping("/api")
class BoardController {
    private static final long WITHOUT_END = 0;

    private final DelayBoard board;
    private final LaminarTemplate laminar;
    /** Pages that are open now. */
    private final Set<SseEmitter> pages = ConcurrentHashMap.newKeySet();

    BoardController(DelayBoard board, LaminarTemplate laminar) {
        this.board = board;
        this.laminar = laminar;
    }

    /** The board of this moment. */
    @GetMapping("/board")
    Board board() {
        return board.current();
    }

    /** The final hours of an airport in order: an ordinary SELECT from a view that is kept up to date. */
    @GetMapping("/airports/{iata}/hours")
    List<AirportDelay> hours(@PathVariable String iata) {
        return laminar.query(
                "SELECT * FROM hourly_board WHERE origin = ? ORDER BY window_start", AirportDelay.class, iata);
    }

    /** The board now, and from then on once a second. */
    @GetMapping(path = "/board/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> stream() {
        SseEmitter page = new SseEmitter(WITHOUT_END);
        page.onCompletion(() -> pages.remove(page));
        page.onTimeout(page::complete);
        page.onError(error -> pages.remove(page));
        send(page, board.current());
        pages.add(page);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(page);
    }

    @Scheduled(fixedRate = 1000)
    void sendToPages() {
        if (!pages.isEmpty()) {
            Board now = board.current();
            pages.forEach(page -> send(page, now));
        }
    }

    /** Lets the pages go when the application stops; they come back by themselves when it is there again. */
    @EventListener(ContextClosedEvent.class)
    void releasePages() {
        pages.forEach(SseEmitter::complete);
    }

    /** Sends the board to one page; a page that has gone away is forgotten, the others go on. */
    private void send(SseEmitter page, Board now) {
        try {
            page.send(SseEmitter.event().name("board").data(now, MediaType.APPLICATION_JSON));
        } catch (IOException | IllegalStateException gone) {
            pages.remove(page);
        }
    }
}
