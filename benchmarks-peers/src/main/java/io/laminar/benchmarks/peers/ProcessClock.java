package io.laminar.benchmarks.peers;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

/** Processor time of this process. */
final class ProcessClock {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final long LOOK_NANOS = 100_000_000;
    private static final int QUIET_LOOKS = 5;
    private static final int MOST_LOOKS = 300;

    private ProcessClock() {}

    /** Of the Java threads that are alive, to the nanosecond: short enough rounds can be told apart. */
    static long javaNanos() {
        long sum = 0;
        for (long nanos : THREADS.getThreadCpuTime(THREADS.getAllThreadIds())) {
            sum += Math.max(0, nanos);
        }
        return sum;
    }

    /** Of all threads there were, those of the JVM too, in steps of 10 ms: for long times only. */
    static long allNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    /** Waits until the compilers of the JVM have done nothing for a while, or for half a minute. */
    static void awaitCompilers() {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        long before = -1;
        int quiet = 0;
        for (int i = 0; i < MOST_LOOKS && quiet < QUIET_LOOKS; i++) {
            long now = compilers.getTotalCompilationTime();
            quiet = now == before ? quiet + 1 : 0;
            before = now;
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Bytes that the Java threads that are alive have allocated. */
    static long allocatedBytes() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}
