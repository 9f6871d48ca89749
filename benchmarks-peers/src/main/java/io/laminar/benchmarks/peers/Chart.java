package io.laminar.benchmarks.peers;

import io.laminar.nexmark.NexmarkQuery;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Bars of million events per CPU second as SVG; the axis is logarithmic, since loops by hand are far away. */
final class Chart {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 420;
    private static final int LEFT = 60;
    private static final int TOP = 50;
    private static final int BOTTOM = 380;
    private static final double LOWEST = 0.1;
    private static final double HIGHEST = 1000;

    private Chart() {}

    static String draw(Map<NexmarkQuery, Map<Engine, Outcome>> outcomes, List<Engine> engines) {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                HEIGHT));
        for (double value = LOWEST; value <= HIGHEST; value *= 10) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
                    LEFT,
                    WIDTH - 10,
                    y(value),
                    y(value),
                    LEFT - 6,
                    y(value) + 4,
                    value < 1 ? "0.1" : Long.toString(Math.round(value))));
        }
        legend(svg, engines);
        double group = (double) (WIDTH - LEFT - 10) / Math.max(1, outcomes.size());
        double bar = group * 0.85 / engines.size();
        int index = 0;
        for (Map.Entry<NexmarkQuery, Map<Engine, Outcome>> row : outcomes.entrySet()) {
            double x = LEFT + group * index++ + group * 0.07;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    x + group * 0.42,
                    BOTTOM + 18,
                    row.getKey().label()));
            for (Engine engine : engines) {
                bar(svg, x, bar, engine, row.getValue().get(engine));
                x += bar;
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private static void bar(StringBuilder svg, double x, double width, Engine engine, Outcome outcome) {
        if (outcome.state() == Outcome.State.MEASURED) {
            double top = y(outcome.perCpuSecond());
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s %s</title></rect>%n",
                    x,
                    top,
                    width,
                    BOTTOM - top,
                    engine.color(),
                    engine.label(),
                    Outcome.number(outcome.perCpuSecond())));
        }
    }

    private static void legend(StringBuilder svg, List<Engine> engines) {
        int x = LEFT;
        for (Engine engine : engines) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"14\" width=\"12\" height=\"12\" fill=\"%s\"/><text x=\"%d\" y=\"24\">%s</text>%n",
                    x,
                    engine.color(),
                    x + 16,
                    engine.label()));
            x += 30 + engine.label().length() * 7;
        }
    }

    private static double y(double value) {
        double share = Math.log(Math.max(value, LOWEST) / LOWEST) / Math.log(HIGHEST / LOWEST);
        return BOTTOM - share * (BOTTOM - TOP);
    }
}
