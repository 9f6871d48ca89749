package io.laminar.benchmarks.peers;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.pipeline.BatchSource;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.SinkBuilder;
import com.hazelcast.jet.pipeline.SourceBuilder;
import com.hazelcast.jet.pipeline.StreamStage;
import io.laminar.benchmarks.peers.JetEvents.Event;
import io.laminar.benchmarks.peers.JetEvents.Row;
import io.laminar.nexmark.Contender;
import io.laminar.nexmark.Feed;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.NexmarkQuery;

/**
 * A pipeline of Jet on a member without network: one thread, parallelism 1, results folded in a sink. There is one run at a time
 * in this JVM.
 */
final class Jet implements Contender {
    private static volatile JetReader reader;
    private static volatile Fold fold;

    @Override
    public void run(NexmarkQuery query, Feed feed, Fold result) throws Exception {
        reader = new JetReader(feed);
        fold = result;
        Pipeline pipeline = pipeline(query);
        Config config = new Config();
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getJetConfig().setEnabled(true).setCooperativeThreadCount(1);
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
        try {
            member.getJet().newJob(pipeline).join();
        } finally {
            member.shutdown();
        }
    }

    private static Pipeline pipeline(NexmarkQuery query) {
        Pipeline pipeline = Pipeline.create();
        BatchSource<Event> source = SourceBuilder.batch("nexmark", context -> reader)
                .<Event>fillBufferFn(JetReader::fill)
                .build();
        StreamStage<Event> events = pipeline.readFrom(source)
                .addTimestamps(query.isByClock() ? event -> System.currentTimeMillis() * 1000 : Event::time, 0);
        StreamStage<Row> rows = JetQueries.rows(query, events);
        Sink<Row> sink = SinkBuilder.sinkBuilder("fold", context -> fold)
                .<Row>receiveFn((result, row) -> result.add(row.hash(), row.weight()))
                .preferredLocalParallelism(1)
                .build();
        rows.writeTo(sink);
        pipeline.setPreserveOrder(true);
        return pipeline;
    }
}
