package io.laminar.codegen;

import io.laminar.api.Schema;
import io.laminar.expr.Expression;
import io.laminar.expr.Expression.ColumnReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Emits the columns of a projection: into variables, for the stage behind it, or into the output. */
final class ProjectionEmitter {
    private final MethodContext context;
    private final MethodVisitor code;

    ProjectionEmitter(MethodContext context) {
        this.context = context;
        this.code = context.code;
    }

    MethodVisitor code() {
        return code;
    }

    /** Column references to all columns, for pipelines that end in a filter. */
    static List<Expression> all(Schema schema) {
        List<Expression> all = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            all.add(new ColumnReference(column, schema.field(column).name(), schema.type(column)));
        }
        return all;
    }

    /** Calculates a column for the stages behind this one; a column that is merely passed on stays where it is. */
    Slot keep(Expression expression, Function<StackType, Variable> newVariable) {
        if (expression instanceof ColumnReference column) {
            return context.slots().get(column.index());
        }
        StackType type = StackType.of(expression.type());
        Variable value = newVariable.apply(type);
        Variable flag = context.mayBeNull(expression) ? newVariable.apply(StackType.BOOLEAN) : null;
        keep(expression, value, flag);
        return new Slot.Kept(type, value, flag);
    }

    private void keep(Expression expression, Variable value, @Nullable Variable flag) {
        Label isNull = new Label();
        ValueEmitter.emit(context, expression, isNull);
        value.store(code);
        if (flag == null) {
            return;
        }
        Label end = new Label();
        flag.clear(code);
        code.visitJumpInsn(Opcodes.GOTO, end);
        code.visitLabel(isNull);
        value.clear(code);
        code.visitInsn(Opcodes.ICONST_1);
        flag.store(code);
        code.visitLabel(end);
    }

    /**
     * Calculates a column and writes it to the output.
     *
     * @param pushLane pushes the array of an output column
     */
    void write(int column, Expression expression, IntConsumer pushLane) {
        StackType type = StackType.of(expression.type());
        MethodContext.Frame frame = context.frame;
        if (!context.mayBeNull(expression)) {
            pushLane.accept(column);
            code.visitVarInsn(Opcodes.ILOAD, frame.at());
            // Never NULL, so the label is not used.
            ValueEmitter.emit(context, expression, new Label());
            BatchCode.store(code, type);
            return;
        }
        Label isNull = new Label();
        Label end = new Label();
        int value = context.newLocal(type);
        ValueEmitter.emit(context, expression, isNull);
        code.visitVarInsn(type.store, value);
        pushLane.accept(column);
        code.visitVarInsn(Opcodes.ILOAD, frame.at());
        code.visitVarInsn(type.load, value);
        BatchCode.store(code, type);
        code.visitJumpInsn(Opcodes.GOTO, end);
        code.visitLabel(isNull);
        BatchCode.setNull(code, frame, column);
        code.visitLabel(end);
    }
}
