/**
 * Recounts what the measures say of TypeScript, with TypeScript's own parser (version 5; 7 has none for programs); shares
 * no code with the product. Prints the totals; with `--functions` one line for each function.
 *
 *     npm install --prefix /tmp/typescript typescript@5
 *     touchstone files <repository> | awk -F'\t' '$2 == "source" { print $1 }' > paths
 *     node test/verify/typescript.mjs /tmp/typescript <git directory> <revision> paths [--functions]
 */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [home, directory, revision, list, detail] = process.argv.slice(2);
const ts = createRequire(`${home}/`)('typescript');
const { SyntaxKind: Kind } = ts;

const decisions = new Set([
  Kind.IfStatement,
  Kind.ForStatement,
  Kind.ForInStatement,
  Kind.ForOfStatement,
  Kind.WhileStatement,
  Kind.DoStatement,
  Kind.CaseClause,
  Kind.CatchClause,
  Kind.ConditionalExpression,
]);
const operators = new Set([
  Kind.AmpersandAmpersandToken,
  Kind.BarBarToken,
  Kind.QuestionQuestionToken,
  Kind.AmpersandAmpersandEqualsToken,
  Kind.BarBarEqualsToken,
  Kind.QuestionQuestionEqualsToken,
]);

/** A name of its own, or of what it is assigned to; parentheses around it take it away. */
function isNamed(node) {
  if (node.name || ts.isConstructorDeclaration(node)) return true;
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent))
    return true;
  return ts.isBinaryExpression(parent) && parent.right === node && parent.operatorToken.kind === Kind.EqualsToken;
}

function complexityOf(node) {
  let points = 1;
  function visit(child) {
    if (ts.isFunctionLike(child) && child.body) return;
    points += decisions.has(child.kind) || (ts.isBinaryExpression(child) && operators.has(child.operatorToken.kind));
    ts.forEachChild(child, visit);
  }
  ts.forEachChild(node, visit);
  return points;
}

const functions = [];
let [anys, ignores] = [0, 0];
for (const path of readFileSync(list, 'utf8')
  .split('\n')
  .filter((each) => /\.[cm]?[jt]sx?$/.test(each))) {
  const text = execFileSync('git', ['-C', directory, 'show', `${revision}:${path}`], { encoding: 'utf8' });
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  function visit(node) {
    if (ts.isFunctionLike(node) && node.body) {
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      functions.push({ path, line, named: isNamed(node), complexity: complexityOf(node) });
    }
    anys += node.kind === Kind.AnyKeyword && !/\.(d\.[cm]?ts|[cm]?jsx?)$/.test(path);
    ts.forEachChild(node, visit);
  }
  visit(file);
  if (/\.[cm]?tsx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path)) ignores += file.commentDirectives?.length ?? 0;
}

const named = functions.filter((each) => each.named);
const over = named.filter((each) => each.complexity > 10);
const lines = detail
  ? functions.map(
      ({ path, line, named: has, complexity }) => `${path}:${line}\t${has ? 'named' : 'inline'}\t${complexity}`,
    )
  : [];
process.stdout.write(
  `${[
    `${functions.length} functions, ${named.length} named, over 10: ${over.length} = ${(over.length / named.length).toFixed(4)}`,
    `any ${anys}, ignored ${ignores}`,
    ...lines,
  ].join('\n')}\n`,
);
