/**
 * Recounts complex-function-share of Java with the JDK's own parser; shares no code with the product. Prints the total, and
 * with `--functions` one line for each function.
 *
 *     touchstone files <repository> | awk -F'\t' '$2 == "source" { print $1 }' > paths
 *     java test/verify/Functions.java <git directory> <revision> paths [--functions]
 */

import com.sun.source.tree.*;
import com.sun.source.util.*;
import java.net.URI;
import java.nio.file.*;
import java.util.*;
import javax.tools.*;

public class Functions {
  record Source(String path, String text) {}

  static class Unit extends SimpleJavaFileObject {
    final Source source;

    Unit(Source source) {
      super(URI.create("string:///" + source.path()), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreErrors) {
      return source.text();
    }
  }

  /** Decisions of one function's own body. */
  static class Points extends TreeScanner<Void, Void> {
    int points = 1;

    private void one() {
      points++;
    }

    @Override public Void visitLambdaExpression(LambdaExpressionTree tree, Void none) { return null; }
    @Override public Void visitMethod(MethodTree tree, Void none) { return null; }
    @Override public Void visitIf(IfTree tree, Void none) { one(); return super.visitIf(tree, none); }
    @Override public Void visitForLoop(ForLoopTree tree, Void none) { one(); return super.visitForLoop(tree, none); }
    @Override public Void visitEnhancedForLoop(EnhancedForLoopTree tree, Void none) { one(); return super.visitEnhancedForLoop(tree, none); }
    @Override public Void visitWhileLoop(WhileLoopTree tree, Void none) { one(); return super.visitWhileLoop(tree, none); }
    @Override public Void visitDoWhileLoop(DoWhileLoopTree tree, Void none) { one(); return super.visitDoWhileLoop(tree, none); }
    @Override public Void visitCatch(CatchTree tree, Void none) { one(); return super.visitCatch(tree, none); }
    @Override public Void visitConditionalExpression(ConditionalExpressionTree tree, Void none) { one(); return super.visitConditionalExpression(tree, none); }

    @Override
    public Void visitCase(CaseTree tree, Void none) {
      if (!tree.getExpressions().isEmpty()) one();
      return super.visitCase(tree, none);
    }

    @Override
    public Void visitBinary(BinaryTree tree, Void none) {
      if (tree.getKind() == Tree.Kind.CONDITIONAL_AND || tree.getKind() == Tree.Kind.CONDITIONAL_OR) one();
      return super.visitBinary(tree, none);
    }
  }

  public static void main(String[] args) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> lines = new ArrayList<>();
    int[] counts = new int[3];
    for (String path : Files.readAllLines(Path.of(args[2]))) {
      if (!path.endsWith(".java")) continue;
      Process git = new ProcessBuilder("git", "-C", args[0], "show", args[1] + ":" + path).start();
      Source source = new Source(path, new String(git.getInputStream().readAllBytes(), "UTF-8"));
      JavacTask task = (JavacTask) compiler.getTask(null, null, problem -> {}, null, null, List.of(new Unit(source)));
      CompilationUnitTree unit = task.parse().iterator().next();
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      new TreePathScanner<Void, Void>() {
        private void add(Tree tree, Tree body, boolean named) {
          Points points = new Points();
          points.scan(body, null);
          counts[0]++;
          if (named) counts[1]++;
          if (named && points.points > 10) counts[2]++;
          long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
          lines.add(path + ":" + line + "\t" + (named ? "named" : "inline") + "\t" + points.points);
        }

        @Override
        public Void visitMethod(MethodTree tree, Void none) {
          if (tree.getBody() != null) add(tree, tree.getBody(), true);
          return super.visitMethod(tree, none);
        }

        @Override
        public Void visitLambdaExpression(LambdaExpressionTree tree, Void none) {
          Tree parent = getCurrentPath().getParentPath().getLeaf();
          add(tree, tree.getBody(), parent instanceof VariableTree || parent instanceof AssignmentTree);
          return super.visitLambdaExpression(tree, none);
        }
      }.scan(unit, null);
    }
    System.out.printf("%d functions, %d named, over 10: %d = %.4f%n", counts[0], counts[1], counts[2], (double) counts[2] / counts[1]);
    if (args.length > 3) lines.forEach(System.out::println);
  }
}
