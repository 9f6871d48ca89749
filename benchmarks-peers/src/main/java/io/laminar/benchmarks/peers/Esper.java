package io.laminar.benchmarks.peers;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.EventBean;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPEventService;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.EPStatement;
import io.laminar.nexmark.Contender;
import io.laminar.nexmark.Feed;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.NexmarkQuery;

/**
 * EPL over beans, time by the events, no threads of its own. Windows are contexts that start at the bounds; the listener is
 * called once with all rows of a window.
 */
final class Esper implements Contender {
    @Override
    public void run(NexmarkQuery query, Feed feed, Fold result) throws Exception {
        EsperQuery asked = EsperQuery.of(query);
        Configuration configuration = new Configuration();
        configuration.getCommon().addEventType("Bid", EsperEvents.Bid.class);
        configuration.getCommon().addEventType("Auction", EsperEvents.Auction.class);
        configuration.getCommon().addEventType("Person", EsperEvents.Person.class);
        configuration.getCommon().getTimeSource().setTimeUnit(java.util.concurrent.TimeUnit.MICROSECONDS);
        configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
        configuration.getRuntime().getThreading().setListenerDispatchPreserveOrder(false);
        configuration.getRuntime().getThreading().setInsertIntoDispatchPreserveOrder(false);
        EPCompiled compiled =
                EPCompilerProvider.getCompiler().compile(asked.epl(), new CompilerArguments(configuration));
        EPRuntime runtime = EPRuntimeProvider.getRuntime("nexmark", configuration);
        EPEventService service = runtime.getEventService();
        service.advanceTime(EsperSender.startOf(query));
        for (EPStatement statement :
                runtime.getDeploymentService().deploy(compiled).getStatements()) {
            if (statement.getName().equals("result")) {
                statement.addListener((inserted, removed, source, engine) -> {
                    fold(asked, query.isByClock(), inserted, 1, result);
                    fold(asked, query.isByClock(), removed, -1, result);
                });
            }
        }
        EsperSender sender = new EsperSender(service, query);
        while (feed.next()) {
            sender.send(feed.events());
        }
        sender.end();
        runtime.destroy();
    }

    private static void fold(EsperQuery query, boolean isLastCounted, EventBean[] rows, int weight, Fold result) {
        if (rows == null) {
            return;
        }
        for (EventBean row : rows) {
            long hash = Fold.START;
            long times = 1;
            int columns = query.columns().size();
            for (int i = 0; i < columns; i++) {
                Object value = row.get(query.columns().get(i));
                if (value == null) {
                    times = 0; // a group that has no rows before its first
                } else if (isLastCounted && i == columns - 1) {
                    times = (Long) value;
                } else {
                    hash = mix(hash, value);
                }
            }
            if (times > 0) {
                result.add(hash, times * weight);
            }
        }
    }

    private static long mix(long hash, Object value) {
        if (value instanceof Long number) {
            return Fold.mix(hash, number);
        }
        return value instanceof Double number ? Fold.mix(hash, number) : Fold.mix(hash, (String) value);
    }
}
