/**
 * What Touchstone takes files for: the language table, and the lists behind every lane (MEASURES.md section 1). Plain
 * data, and the only place for it; lanes.ts gives it its meaning, docs/measures.md prints it.
 *
 * The language names and types are linguist's. Where linguist gives one extension to several languages, the table gives
 * it to the one that people mean.
 */

/** Raised when anything in this file changes what a file is taken for: a marked break in every trend. */
export const listsVersion = 3;

/** Comment markers: to the end of the line, and pairs that span lines. */
export interface Comments {
  readonly line: readonly string[];
  readonly block: readonly (readonly [open: string, close: string])[];
}

/** One language of the table. */
export interface Language {
  /** Linguist's name. */
  readonly name: string;
  /** Linguist's type. Which of them are source is decided in lanes.ts. */
  readonly type: 'programming' | 'markup' | 'data' | 'prose';
  /** Types are part of the language, an option of it in wide use, or neither (MEASURES.md 3.1). */
  readonly typing: 'always' | 'optional' | 'none';
  /** In lower case, with the leading dot; of several that fit a name the longest wins. */
  readonly extensions: readonly string[];
  /** Whole names of files, as they are written. They win over extensions. */
  readonly fileNames?: readonly string[];
  /** Names of programs in a `#!` line, without version. */
  readonly interpreters?: readonly string[];
  readonly comments: Comments;
}

// ── Comment syntax ────────────────────────────────────────────────────────────────────────────────

// biome-ignore format: one line per syntax
const syntax = {
  none: { line: [], block: [] },
  slashes: { line: ['//'], block: [['/*', '*/']] },
  slashLine: { line: ['//'], block: [] },
  slashesHash: { line: ['//', '#'], block: [['/*', '*/']] },
  block: { line: [], block: [['/*', '*/']] },
  hash: { line: ['#'], block: [] },
  semicolon: { line: [';'], block: [] },
  percent: { line: ['%'], block: [] },
  doublePercent: { line: ['%%'], block: [] },
  dashes: { line: ['--'], block: [] },
  bang: { line: ['!'], block: [] },
  quote: { line: ["'"], block: [["/'", "'/"]] },
  html: { line: [], block: [['<!--', '-->']] },
  component: { line: ['//'], block: [['<!--', '-->'], ['/*', '*/']] },
  ini: { line: [';', '#'], block: [] },
  properties: { line: ['#', '!'], block: [] },
  sql: { line: ['--'], block: [['/*', '*/']] },
  php: { line: ['//', '#'], block: [['/*', '*/']] },
  fsharp: { line: ['//'], block: [['(*', '*)']] },
  ml: { line: [], block: [['(*', '*)']] },
  haskell: { line: ['--'], block: [['{-', '-}']] },
  lean: { line: ['--'], block: [['/-', '-/']] },
  lua: { line: ['--'], block: [['--[[', ']]']] },
  ruby: { line: ['#'], block: [['=begin', '=end']] },
  perl: { line: ['#'], block: [['=pod', '=cut'], ['=head1', '=cut'], ['=begin', '=cut']] },
  julia: { line: ['#'], block: [['#=', '=#']] },
  nim: { line: ['#'], block: [['#[', ']#']] },
  coffee: { line: ['#'], block: [['###', '###']] },
  livescript: { line: ['#'], block: [['/*', '*/']] },
  powershell: { line: ['#'], block: [['<#', '#>']] },
  cmake: { line: ['#'], block: [['#[[', ']]']] },
  hcl: { line: ['#', '//'], block: [['/*', '*/']] },
  nix: { line: ['#'], block: [['/*', '*/']] },
  lisp: { line: [';'], block: [['#|', '|#']] },
  wasm: { line: [';;'], block: [['(;', ';)']] },
  d: { line: ['//'], block: [['/*', '*/'], ['/+', '+/']] },
  prolog: { line: ['%'], block: [['/*', '*/']] },
  matlab: { line: ['%', '...'], block: [['%{', '%}']] },
  applescript: { line: ['--', '#'], block: [['(*', '*)']] },
  autohotkey: { line: [';'], block: [['/*', '*/']] },
  assembly: { line: [';', '#', '//', '@'], block: [['/*', '*/']] },
  abap: { line: ['*', '"'], block: [] },
  cobol: { line: ['*', '*>'], block: [] },
  fortran: { line: ['!', 'C ', 'c ', '*'], block: [] },
  basic: { line: ["'", 'REM ', 'Rem ', 'rem '], block: [] },
  batch: { line: ['::', 'REM ', 'Rem ', 'rem ', '@REM ', '@rem '], block: [] },
  pascal: { line: ['//'], block: [['{', '}'], ['(*', '*)']] },
  smalltalk: { line: [], block: [['"', '"']] },
  forth: { line: ['\\'], block: [['( ', ')']] },
  blockStar: { line: ['*'], block: [['/*', '*/']] },
  stata: { line: ['*', '//'], block: [['/*', '*/']] },
  vim: { line: ['"'], block: [] },
  m4: { line: ['#', 'dnl '], block: [] },
  tla: { line: ['\\*'], block: [['(*', '*)']] },
  xquery: { line: [], block: [['(:', ':)']] },
  asciidoc: { line: ['//'], block: [['////', '////']] },
  rst: { line: ['.. '], block: [] },
  org: { line: ['# '], block: [] },
  roff: { line: ['.\\"', '\\"'], block: [] },
  texinfo: { line: ['@c ', '@comment '], block: [] },
  haml: { line: ['-#'], block: [] },
  slim: { line: ['/'], block: [] },
  mdx: { line: [], block: [['{/*', '*/}'], ['<!--', '-->']] },
  erb: { line: [], block: [['<%#', '%>'], ['<!--', '-->']] },
  asp: { line: [], block: [['<%--', '--%>'], ['<!--', '-->']] },
  handlebars: { line: [], block: [['{{!--', '--}}'], ['{{!', '}}'], ['<!--', '-->']] },
  blade: { line: [], block: [['{{--', '--}}'], ['<!--', '-->']] },
  twig: { line: [], block: [['{#', '#}'], ['<!--', '-->']] },
  liquid: { line: [], block: [['{% comment %}', '{% endcomment %}'], ['<!--', '-->']] },
  razor: { line: ['//'], block: [['@*', '*@'], ['<!--', '-->']] },
  freemarker: { line: [], block: [['<#--', '-->'], ['<!--', '-->']] },
  goTemplate: { line: [], block: [['{{/*', '*/}}'], ['{{- /*', '*/ -}}'], ['<!--', '-->']] },
  mako: { line: ['##'], block: [['<%doc>', '</%doc>'], ['<!--', '-->']] },
  coldfusion: { line: ['//'], block: [['<!---', '--->'], ['/*', '*/']] },
} satisfies Record<string, Comments>;

// ── Languages ─────────────────────────────────────────────────────────────────────────────────────

/** Every language that Touchstone knows, by linguist's type and then by name. */
// biome-ignore format: one line per language
export const languages: readonly Language[] = [
  // programming
  { name: 'ABAP', type: 'programming', typing: 'none', extensions: ['.abap'], comments: syntax.abap },
  { name: 'ActionScript', type: 'programming', typing: 'none', extensions: ['.as'], comments: syntax.slashes },
  { name: 'Ada', type: 'programming', typing: 'none', extensions: ['.adb', '.ada', '.ads'], comments: syntax.dashes },
  { name: 'Agda', type: 'programming', typing: 'none', extensions: ['.agda'], comments: syntax.haskell },
  { name: 'AIDL', type: 'programming', typing: 'none', extensions: ['.aidl'], interpreters: ['aidl'], comments: syntax.slashes },
  { name: 'Aiken', type: 'programming', typing: 'none', extensions: ['.ak'], comments: syntax.slashLine },
  { name: 'AL', type: 'programming', typing: 'none', extensions: ['.al'], comments: syntax.slashes },
  { name: 'Alloy', type: 'programming', typing: 'none', extensions: ['.als'], comments: syntax.slashes },
  { name: 'Alpine Abuild', type: 'programming', typing: 'none', extensions: [], fileNames: ['APKBUILD'], comments: syntax.hash },
  { name: 'ANTLR', type: 'programming', typing: 'none', extensions: ['.g4'], comments: syntax.slashes },
  { name: 'Apex', type: 'programming', typing: 'none', extensions: ['.apex', '.trigger'], comments: syntax.slashes },
  { name: 'AppleScript', type: 'programming', typing: 'none', extensions: ['.applescript', '.scpt'], interpreters: ['osascript'], comments: syntax.applescript },
  { name: 'ASP.NET', type: 'programming', typing: 'none', extensions: ['.asax', '.ascx', '.ashx', '.asmx', '.aspx', '.axd'], comments: syntax.asp },
  { name: 'Assembly', type: 'programming', typing: 'none', extensions: ['.asm', '.a51', '.nas', '.nasm'], comments: syntax.assembly },
  { name: 'AutoHotkey', type: 'programming', typing: 'none', extensions: ['.ahk', '.ah1', '.ah2', '.ahkl'], comments: syntax.autohotkey },
  { name: 'Awk', type: 'programming', typing: 'none', extensions: ['.awk', '.auk', '.gawk', '.mawk', '.nawk'], interpreters: ['awk', 'gawk', 'mawk', 'nawk'], comments: syntax.hash },
  { name: 'Ballerina', type: 'programming', typing: 'none', extensions: ['.bal'], comments: syntax.slashes },
  { name: 'BASIC', type: 'programming', typing: 'none', extensions: ['.bas'], comments: syntax.basic },
  { name: 'Batchfile', type: 'programming', typing: 'none', extensions: ['.bat', '.cmd'], fileNames: ['gradlew.bat', 'mvnw.cmd'], comments: syntax.batch },
  { name: 'Bicep', type: 'programming', typing: 'none', extensions: ['.bicep', '.bicepparam'], comments: syntax.slashes },
  { name: 'Bison', type: 'programming', typing: 'none', extensions: ['.bison'], comments: syntax.slashes },
  { name: 'BitBake', type: 'programming', typing: 'none', extensions: ['.bb', '.bbappend', '.bbclass'], comments: syntax.hash },
  { name: 'C', type: 'programming', typing: 'always', extensions: ['.c', '.h'], interpreters: ['tcc'], comments: syntax.slashes },
  { name: 'C#', type: 'programming', typing: 'always', extensions: ['.cs', '.cake', '.cs.pp', '.csx', '.linq'], comments: syntax.slashes },
  { name: 'C++', type: 'programming', typing: 'always', extensions: ['.cpp', '.c++', '.cc', '.cppm', '.cxx', '.h++', '.hh', '.hpp', '.hxx', '.inl', '.ino', '.ipp', '.ixx', '.tcc', '.tpp', '.txx'], comments: syntax.slashes },
  { name: 'Cadence', type: 'programming', typing: 'none', extensions: ['.cdc'], comments: syntax.slashes },
  { name: 'Cairo', type: 'programming', typing: 'none', extensions: ['.cairo'], comments: syntax.slashLine },
  { name: "Cap'n Proto", type: 'programming', typing: 'none', extensions: ['.capnp'], comments: syntax.hash },
  { name: 'Chapel', type: 'programming', typing: 'none', extensions: ['.chpl'], comments: syntax.slashes },
  { name: 'Circom', type: 'programming', typing: 'none', extensions: ['.circom'], comments: syntax.slashes },
  { name: 'Clarity', type: 'programming', typing: 'none', extensions: ['.clar'], comments: syntax.semicolon },
  { name: 'Clojure', type: 'programming', typing: 'none', extensions: ['.clj', '.boot', '.cl2', '.cljc', '.cljs', '.cljs.hl', '.cljscm', '.cljx', '.hic'], interpreters: ['bb'], comments: syntax.semicolon },
  { name: 'CMake', type: 'programming', typing: 'none', extensions: ['.cmake', '.cmake.in'], fileNames: ['CMakeLists.txt'], comments: syntax.cmake },
  { name: 'COBOL', type: 'programming', typing: 'none', extensions: ['.cob', '.cbl', '.ccp', '.cobol', '.cpy'], comments: syntax.cobol },
  { name: 'CoffeeScript', type: 'programming', typing: 'none', extensions: ['.coffee', '.cjsx', '.coffee.erb', '.iced'], fileNames: ['Cakefile'], interpreters: ['coffee'], comments: syntax.coffee },
  { name: 'ColdFusion', type: 'programming', typing: 'none', extensions: ['.cfm', '.cfml'], comments: syntax.coldfusion },
  { name: 'ColdFusion CFC', type: 'programming', typing: 'none', extensions: ['.cfc'], comments: syntax.coldfusion },
  { name: 'Common Lisp', type: 'programming', typing: 'none', extensions: ['.lisp', '.asd', '.lsp', '.ny', '.sexp'], interpreters: ['lisp', 'sbcl', 'ccl', 'clisp', 'ecl'], comments: syntax.lisp },
  { name: 'Crystal', type: 'programming', typing: 'none', extensions: ['.cr'], interpreters: ['crystal'], comments: syntax.hash },
  { name: 'Cuda', type: 'programming', typing: 'none', extensions: ['.cu', '.cuh'], comments: syntax.slashes },
  { name: 'CUE', type: 'programming', typing: 'none', extensions: ['.cue'], comments: syntax.slashes },
  { name: 'Cypher', type: 'programming', typing: 'none', extensions: ['.cyp', '.cypher'], comments: syntax.slashes },
  { name: 'Cython', type: 'programming', typing: 'none', extensions: ['.pyx', '.pxd', '.pxi'], comments: syntax.hash },
  { name: 'D', type: 'programming', typing: 'none', extensions: ['.d', '.di'], comments: syntax.d },
  { name: 'Dafny', type: 'programming', typing: 'none', extensions: ['.dfy'], interpreters: ['dafny'], comments: syntax.slashes },
  { name: 'Dart', type: 'programming', typing: 'always', extensions: ['.dart'], interpreters: ['dart'], comments: syntax.slashes },
  { name: 'Dhall', type: 'programming', typing: 'none', extensions: ['.dhall'], comments: syntax.haskell },
  { name: 'Dockerfile', type: 'programming', typing: 'none', extensions: ['.dockerfile', '.containerfile'], fileNames: ['Containerfile', 'Dockerfile'], comments: syntax.hash },
  { name: 'Dune', type: 'programming', typing: 'none', extensions: [], fileNames: ['dune-project'], comments: syntax.semicolon },
  { name: 'Earthly', type: 'programming', typing: 'none', extensions: [], fileNames: ['Earthfile'], comments: syntax.hash },
  { name: 'Elixir', type: 'programming', typing: 'none', extensions: ['.ex', '.exs'], fileNames: ['mix.lock'], interpreters: ['elixir'], comments: syntax.hash },
  { name: 'Elm', type: 'programming', typing: 'always', extensions: ['.elm'], comments: syntax.haskell },
  { name: 'Elvish', type: 'programming', typing: 'none', extensions: ['.elv'], interpreters: ['elvish'], comments: syntax.hash },
  { name: 'Emacs Lisp', type: 'programming', typing: 'none', extensions: ['.el'], fileNames: ['.emacs', '.gnus', '.spacemacs', 'Cask', 'Eask', 'Project.ede'], comments: syntax.semicolon },
  { name: 'Erlang', type: 'programming', typing: 'none', extensions: ['.erl', '.app.src', '.escript', '.hrl', '.xrl', '.yrl'], fileNames: ['Emakefile', 'rebar.config', 'rebar.config.lock', 'rebar.lock'], interpreters: ['escript'], comments: syntax.percent },
  { name: 'F#', type: 'programming', typing: 'always', extensions: ['.fs', '.fsi', '.fsx'], comments: syntax.fsharp },
  { name: 'Fennel', type: 'programming', typing: 'none', extensions: ['.fnl'], interpreters: ['fennel'], comments: syntax.semicolon },
  { name: 'fish', type: 'programming', typing: 'none', extensions: ['.fish'], interpreters: ['fish'], comments: syntax.hash },
  { name: 'Forth', type: 'programming', typing: 'none', extensions: ['.fth', '.4th', '.forth'], comments: syntax.forth },
  { name: 'Fortran', type: 'programming', typing: 'none', extensions: ['.f', '.f77', '.for', '.fpp'], comments: syntax.fortran },
  { name: 'Fortran Free Form', type: 'programming', typing: 'none', extensions: ['.f90', '.f03', '.f08', '.f95'], comments: syntax.bang },
  { name: 'FreeBASIC', type: 'programming', typing: 'none', extensions: ['.bi'], comments: syntax.basic },
  { name: 'FreeMarker', type: 'programming', typing: 'none', extensions: ['.ftl', '.ftlh'], comments: syntax.freemarker },
  { name: 'Game Maker Language', type: 'programming', typing: 'none', extensions: ['.gml'], comments: syntax.slashes },
  { name: 'GDScript', type: 'programming', typing: 'none', extensions: ['.gd'], comments: syntax.hash },
  { name: 'GDShader', type: 'programming', typing: 'none', extensions: ['.gdshader', '.gdshaderinc'], comments: syntax.slashes },
  { name: 'Gentoo Ebuild', type: 'programming', typing: 'none', extensions: ['.ebuild'], comments: syntax.hash },
  { name: 'Gherkin', type: 'programming', typing: 'none', extensions: ['.feature'], comments: syntax.hash },
  { name: 'Gleam', type: 'programming', typing: 'none', extensions: ['.gleam'], comments: syntax.slashLine },
  { name: 'GLSL', type: 'programming', typing: 'none', extensions: ['.glsl', '.fp', '.frag', '.frg', '.fsh', '.fshader', '.geo', '.geom', '.glslf', '.glslv', '.gshader', '.rchit', '.rmiss', '.tesc', '.tese', '.vert', '.vs', '.vsh', '.vshader'], comments: syntax.slashes },
  { name: 'Gno', type: 'programming', typing: 'none', extensions: ['.gno'], comments: syntax.slashes },
  { name: 'Go', type: 'programming', typing: 'always', extensions: ['.go'], comments: syntax.slashes },
  { name: 'Groovy', type: 'programming', typing: 'none', extensions: ['.groovy', '.grt', '.gtpl', '.gvy'], fileNames: ['Jenkinsfile'], interpreters: ['groovy'], comments: syntax.slashes },
  { name: 'Hack', type: 'programming', typing: 'none', extensions: ['.hack', '.hhi'], comments: syntax.slashes },
  { name: 'Haskell', type: 'programming', typing: 'always', extensions: ['.hs', '.hs-boot', '.hsc'], interpreters: ['runghc', 'runhaskell', 'runhugs'], comments: syntax.haskell },
  { name: 'Haxe', type: 'programming', typing: 'none', extensions: ['.hx', '.hxsl'], comments: syntax.slashes },
  { name: 'HCL', type: 'programming', typing: 'none', extensions: ['.hcl', '.nomad', '.tf', '.tfvars', '.tofu'], comments: syntax.hcl },
  { name: 'HLSL', type: 'programming', typing: 'none', extensions: ['.hlsl', '.cginc', '.fx', '.fxh', '.hlsli'], comments: syntax.slashes },
  { name: 'Hy', type: 'programming', typing: 'none', extensions: ['.hy'], interpreters: ['hy'], comments: syntax.semicolon },
  { name: 'Idris', type: 'programming', typing: 'none', extensions: ['.idr', '.lidr'], comments: syntax.haskell },
  { name: 'Janet', type: 'programming', typing: 'none', extensions: ['.janet'], interpreters: ['janet'], comments: syntax.hash },
  { name: 'Java', type: 'programming', typing: 'always', extensions: ['.java', '.jav', '.jsh'], comments: syntax.slashes },
  { name: 'Java Server Pages', type: 'programming', typing: 'none', extensions: ['.jsp', '.tag'], comments: syntax.asp },
  { name: 'JavaScript', type: 'programming', typing: 'optional', extensions: ['.js', '.cjs', '.es', '.es6', '.gs', '.jake', '.javascript', '.jsb', '.jscad', '.jslib', '.jsm', '.jsx', '.mjs', '.njs', '.sjs', '.ssjs', '.xsjs'], fileNames: ['Jakefile'], interpreters: ['chakra', 'd8', 'gjs', 'js', 'node', 'nodejs', 'qjs', 'rhino', 'v8', 'v8-shell'], comments: syntax.slashes },
  { name: 'jq', type: 'programming', typing: 'none', extensions: ['.jq'], interpreters: ['gojq', 'jaq', 'jq', 'jqjq', 'jqq', 'query-json'], comments: syntax.hash },
  { name: 'Jsonnet', type: 'programming', typing: 'none', extensions: ['.jsonnet', '.libsonnet'], comments: syntax.slashes },
  { name: 'Julia', type: 'programming', typing: 'none', extensions: ['.jl'], interpreters: ['julia'], comments: syntax.julia },
  { name: 'Just', type: 'programming', typing: 'none', extensions: ['.just'], fileNames: ['.JUSTFILE', '.Justfile', '.justfile', 'JUSTFILE', 'Justfile', 'justfile'], comments: syntax.hash },
  { name: 'KCL', type: 'programming', typing: 'none', extensions: ['.k'], fileNames: ['kcl.mod'], comments: syntax.hash },
  { name: 'Koka', type: 'programming', typing: 'none', extensions: ['.kk'], interpreters: ['koka'], comments: syntax.slashes },
  { name: 'Kotlin', type: 'programming', typing: 'always', extensions: ['.kt', '.ktm', '.kts'], comments: syntax.slashes },
  { name: 'Lean 4', type: 'programming', typing: 'none', extensions: ['.lean'], comments: syntax.lean },
  { name: 'Lex', type: 'programming', typing: 'none', extensions: ['.l', '.lex'], comments: syntax.slashes },
  { name: 'LFE', type: 'programming', typing: 'none', extensions: ['.lfe'], comments: syntax.semicolon },
  { name: 'Linker Script', type: 'programming', typing: 'none', extensions: ['.ld', '.lds'], comments: syntax.block },
  { name: 'Literate Haskell', type: 'programming', typing: 'none', extensions: ['.lhs'], comments: syntax.haskell },
  { name: 'LiveScript', type: 'programming', typing: 'none', extensions: ['.ls'], fileNames: ['Slakefile'], comments: syntax.livescript },
  { name: 'LLVM', type: 'programming', typing: 'none', extensions: ['.ll'], comments: syntax.semicolon },
  { name: 'Lua', type: 'programming', typing: 'none', extensions: ['.lua', '.nse', '.pd_lua', '.rbxs', '.rockspec', '.wlua'], fileNames: ['.luacheckrc'], interpreters: ['lua', 'luajit'], comments: syntax.lua },
  { name: 'Luau', type: 'programming', typing: 'none', extensions: ['.luau'], interpreters: ['luau'], comments: syntax.lua },
  { name: 'M4', type: 'programming', typing: 'none', extensions: ['.m4'], comments: syntax.m4 },
  { name: 'Makefile', type: 'programming', typing: 'none', extensions: ['.mak', '.make', '.makefile', '.mk', '.mkfile'], fileNames: ['BSDmakefile', 'GNUmakefile', 'Kbuild', 'Makefile', 'Makefile.am', 'Makefile.in', 'Makefile.inc', 'Makefile.pc', 'makefile', 'mkfile'], interpreters: ['make'], comments: syntax.hash },
  { name: 'Mako', type: 'programming', typing: 'none', extensions: ['.mako', '.mao'], comments: syntax.mako },
  { name: 'MATLAB', type: 'programming', typing: 'none', extensions: ['.matlab'], comments: syntax.matlab },
  { name: 'Meson', type: 'programming', typing: 'none', extensions: [], fileNames: ['meson.build', 'meson_options.txt', 'meson.options'], comments: syntax.hash },
  { name: 'Metal', type: 'programming', typing: 'none', extensions: ['.metal'], comments: syntax.slashes },
  { name: 'Modelica', type: 'programming', typing: 'none', extensions: ['.mo'], comments: syntax.slashes },
  { name: 'Mojo', type: 'programming', typing: 'none', extensions: ['.mojo'], comments: syntax.hash },
  { name: 'Monkey C', type: 'programming', typing: 'none', extensions: ['.mc'], comments: syntax.slashes },
  { name: 'MoonBit', type: 'programming', typing: 'none', extensions: ['.mbt'], comments: syntax.slashes },
  { name: 'MoonScript', type: 'programming', typing: 'none', extensions: ['.moon'], interpreters: ['moon'], comments: syntax.dashes },
  { name: 'Move', type: 'programming', typing: 'none', extensions: ['.move'], comments: syntax.slashes },
  { name: 'Nextflow', type: 'programming', typing: 'none', extensions: ['.nf'], fileNames: ['nextflow.config'], interpreters: ['nextflow'], comments: syntax.slashes },
  { name: 'Nim', type: 'programming', typing: 'none', extensions: ['.nim', '.nim.cfg', '.nimble', '.nimrod', '.nims'], fileNames: ['nim.cfg'], comments: syntax.nim },
  { name: 'Nix', type: 'programming', typing: 'none', extensions: ['.nix'], comments: syntax.nix },
  { name: 'Noir', type: 'programming', typing: 'none', extensions: ['.nr'], comments: syntax.slashes },
  { name: 'Nushell', type: 'programming', typing: 'none', extensions: ['.nu'], interpreters: ['nu'], comments: syntax.hash },
  { name: 'Objective-C', type: 'programming', typing: 'always', extensions: ['.m'], comments: syntax.slashes },
  { name: 'Objective-C++', type: 'programming', typing: 'none', extensions: ['.mm'], comments: syntax.slashes },
  { name: 'OCaml', type: 'programming', typing: 'always', extensions: ['.ml', '.eliom', '.eliomi', '.ml4', '.mli', '.mll', '.mly'], interpreters: ['ocaml', 'ocamlrun', 'ocamlscript'], comments: syntax.ml },
  { name: 'Odin', type: 'programming', typing: 'none', extensions: ['.odin'], comments: syntax.slashes },
  { name: 'Open Policy Agent', type: 'programming', typing: 'none', extensions: ['.rego'], comments: syntax.hash },
  { name: 'OpenCL', type: 'programming', typing: 'none', extensions: ['.cl', '.opencl'], comments: syntax.slashes },
  { name: 'OpenSCAD', type: 'programming', typing: 'none', extensions: ['.scad'], comments: syntax.slashes },
  { name: 'P4', type: 'programming', typing: 'none', extensions: ['.p4'], comments: syntax.slashes },
  { name: 'Pascal', type: 'programming', typing: 'none', extensions: ['.pas', '.dpr', '.lpr', '.pascal'], interpreters: ['instantfpc'], comments: syntax.pascal },
  { name: 'Perl', type: 'programming', typing: 'none', extensions: ['.pl', '.perl', '.ph', '.plx', '.pm', '.psgi', '.t'], fileNames: ['.latexmkrc', 'Makefile.PL', 'Rexfile', 'cpanfile', 'latexmkrc'], interpreters: ['cperl', 'perl'], comments: syntax.perl },
  { name: 'PHP', type: 'programming', typing: 'optional', extensions: ['.php', '.ctp', '.php3', '.php4', '.php5', '.phps', '.phpt'], fileNames: ['.php_cs', '.php_cs.dist', 'Phakefile'], interpreters: ['php'], comments: syntax.php },
  { name: 'Pkl', type: 'programming', typing: 'none', extensions: ['.pkl'], interpreters: ['pkl'], comments: syntax.slashes },
  { name: 'PLpgSQL', type: 'programming', typing: 'none', extensions: ['.pgsql'], comments: syntax.sql },
  { name: 'PLSQL', type: 'programming', typing: 'none', extensions: ['.pls', '.fnc', '.pck', '.pkb', '.pks', '.plb', '.plsql', '.prc', '.tpb', '.tps', '.trg', '.vw'], comments: syntax.sql },
  { name: 'PowerShell', type: 'programming', typing: 'none', extensions: ['.ps1', '.psd1', '.psm1'], interpreters: ['pwsh'], comments: syntax.powershell },
  { name: 'Processing', type: 'programming', typing: 'none', extensions: ['.pde'], comments: syntax.slashes },
  { name: 'Procfile', type: 'programming', typing: 'none', extensions: [], fileNames: ['Procfile'], comments: syntax.hash },
  { name: 'Prolog', type: 'programming', typing: 'none', extensions: ['.prolog', '.yap'], interpreters: ['swipl', 'yap'], comments: syntax.prolog },
  { name: 'Puppet', type: 'programming', typing: 'none', extensions: ['.pp'], comments: syntax.hash },
  { name: 'PureScript', type: 'programming', typing: 'none', extensions: ['.purs'], comments: syntax.haskell },
  { name: 'Python', type: 'programming', typing: 'optional', extensions: ['.py', '.gyp', '.gypi', '.py3', '.pyde', '.pyi', '.pyt', '.pyw', '.wsgi'], fileNames: ['DEPS', 'SConscript', 'SConstruct', 'wscript'], interpreters: ['python', 'python2', 'python3', 'py', 'pypy', 'pypy3', 'uv'], comments: syntax.hash },
  { name: 'QMake', type: 'programming', typing: 'none', extensions: ['.pro', '.pri'], interpreters: ['qmake'], comments: syntax.hash },
  { name: 'QML', type: 'programming', typing: 'none', extensions: ['.qml', '.qbs'], comments: syntax.slashes },
  { name: 'R', type: 'programming', typing: 'none', extensions: ['.r', '.rsx'], fileNames: ['.Rprofile'], interpreters: ['Rscript'], comments: syntax.hash },
  { name: 'Racket', type: 'programming', typing: 'none', extensions: ['.rkt', '.rktd', '.rktl', '.scrbl'], interpreters: ['racket'], comments: syntax.lisp },
  { name: 'Raku', type: 'programming', typing: 'none', extensions: ['.6pl', '.6pm', '.nqp', '.p6', '.p6l', '.p6m', '.pl6', '.pm6', '.raku', '.rakumod'], interpreters: ['perl6', 'raku', 'rakudo'], comments: syntax.perl },
  { name: 'Reason', type: 'programming', typing: 'none', extensions: ['.re', '.rei'], comments: syntax.slashes },
  { name: 'ReScript', type: 'programming', typing: 'none', extensions: ['.res', '.resi'], comments: syntax.slashes },
  { name: 'RobotFramework', type: 'programming', typing: 'none', extensions: ['.robot', '.resource'], comments: syntax.hash },
  { name: 'Roc', type: 'programming', typing: 'none', extensions: ['.roc'], comments: syntax.hash },
  { name: 'Rocq Prover', type: 'programming', typing: 'none', extensions: ['.coq'], comments: syntax.ml },
  { name: 'Ruby', type: 'programming', typing: 'optional', extensions: ['.rb', '.builder', '.gemspec', '.jbuilder', '.mspec', '.podspec', '.prawn', '.rabl', '.rake', '.rbi', '.rbw', '.rbx', '.ru', '.ruby', '.thor', '.watchr'], fileNames: ['.irbrc', '.pryrc', '.simplecov', 'Appraisals', 'Berksfile', 'Brewfile', 'Capfile', 'Dangerfile', 'Deliverfile', 'Fastfile', 'Gemfile', 'Guardfile', 'Jarfile', 'Mavenfile', 'Podfile', 'Puppetfile', 'Rakefile', 'Snapfile', 'Steepfile', 'Thorfile', 'Vagrantfile'], interpreters: ['ruby', 'macruby', 'rake', 'jruby', 'rbx'], comments: syntax.ruby },
  { name: 'Rust', type: 'programming', typing: 'always', extensions: ['.rs', '.rs.in'], interpreters: ['rust-script'], comments: syntax.slashes },
  { name: 'SAS', type: 'programming', typing: 'none', extensions: ['.sas'], comments: syntax.blockStar },
  { name: 'Scala', type: 'programming', typing: 'always', extensions: ['.scala', '.kojo', '.sbt', '.sc'], interpreters: ['scala'], comments: syntax.slashes },
  { name: 'Scheme', type: 'programming', typing: 'none', extensions: ['.scm', '.sld', '.sps', '.ss'], interpreters: ['scheme', 'guile', 'bigloo', 'chicken', 'csi', 'gosh', 'r6rs'], comments: syntax.lisp },
  { name: 'sed', type: 'programming', typing: 'none', extensions: ['.sed'], interpreters: ['gsed', 'minised', 'sed', 'ssed'], comments: syntax.hash },
  { name: 'ShaderLab', type: 'programming', typing: 'none', extensions: ['.shader'], comments: syntax.slashes },
  { name: 'Shell', type: 'programming', typing: 'none', extensions: ['.sh', '.bash', '.bats', '.command', '.ksh', '.pacscript', '.sbatch', '.sh.in', '.slurm', '.tmux', '.zsh', '.zsh-theme'], fileNames: ['.bash_aliases', '.bash_functions', '.bash_logout', '.bash_profile', '.bashrc', '.cshrc', '.envrc', '.flaskenv', '.kshrc', '.login', '.profile', '.tmux.conf', '.xinitrc', '.xsession', '.zlogin', '.zlogout', '.zprofile', '.zshenv', '.zshrc', 'PKGBUILD', 'bashrc', 'gradlew', 'mvnw', 'tmux.conf', 'zshrc'], interpreters: ['ash', 'bash', 'dash', 'ksh', 'mksh', 'pdksh', 'rc', 'sh', 'zsh'], comments: syntax.hash },
  { name: 'Slang', type: 'programming', typing: 'none', extensions: ['.slang'], comments: syntax.slashes },
  { name: 'Smalltalk', type: 'programming', typing: 'none', extensions: ['.st'], comments: syntax.smalltalk },
  { name: 'Smithy', type: 'programming', typing: 'none', extensions: ['.smithy'], comments: syntax.slashes },
  { name: 'Snakemake', type: 'programming', typing: 'none', extensions: ['.smk', '.snakefile'], fileNames: ['Snakefile'], comments: syntax.hash },
  { name: 'Solidity', type: 'programming', typing: 'always', extensions: ['.sol'], comments: syntax.slashes },
  { name: 'SourcePawn', type: 'programming', typing: 'none', extensions: ['.sp'], comments: syntax.slashes },
  { name: 'Stan', type: 'programming', typing: 'none', extensions: ['.stan'], comments: syntax.slashes },
  { name: 'Standard ML', type: 'programming', typing: 'none', extensions: ['.fun', '.sml'], comments: syntax.ml },
  { name: 'Starlark', type: 'programming', typing: 'none', extensions: ['.bzl', '.star'], fileNames: ['BUCK', 'BUILD', 'BUILD.bazel', 'MODULE.bazel', 'Tiltfile', 'WORKSPACE', 'WORKSPACE.bazel', 'WORKSPACE.bzlmod'], comments: syntax.hash },
  { name: 'Stata', type: 'programming', typing: 'none', extensions: ['.do', '.ado', '.doh', '.mata', '.matah', '.sthlp'], comments: syntax.stata },
  { name: 'SuperCollider', type: 'programming', typing: 'none', extensions: ['.scd'], interpreters: ['sclang', 'scsynth'], comments: syntax.slashes },
  { name: 'Sway', type: 'programming', typing: 'none', extensions: ['.sw'], comments: syntax.slashes },
  { name: 'Swift', type: 'programming', typing: 'always', extensions: ['.swift'], comments: syntax.slashes },
  { name: 'SystemVerilog', type: 'programming', typing: 'none', extensions: ['.sv', '.svh', '.vh'], comments: syntax.slashes },
  { name: 'Tact', type: 'programming', typing: 'none', extensions: ['.tact'], comments: syntax.slashes },
  { name: 'Tcl', type: 'programming', typing: 'none', extensions: ['.tcl', '.sdc', '.tcl.in', '.xdc'], interpreters: ['tclsh', 'wish'], comments: syntax.hash },
  { name: 'Teal', type: 'programming', typing: 'none', extensions: ['.tl'], interpreters: ['tl'], comments: syntax.lua },
  { name: 'Thrift', type: 'programming', typing: 'none', extensions: ['.thrift'], comments: syntax.slashesHash },
  { name: 'TLA', type: 'programming', typing: 'none', extensions: ['.tla'], comments: syntax.tla },
  { name: 'Tolk', type: 'programming', typing: 'none', extensions: ['.tolk'], comments: syntax.slashes },
  { name: 'TSX', type: 'programming', typing: 'always', extensions: ['.tsx'], comments: syntax.slashes },
  { name: 'TypeScript', type: 'programming', typing: 'always', extensions: ['.ts', '.cts', '.mts'], interpreters: ['bun', 'deno', 'ts-node', 'tsx'], comments: syntax.slashes },
  { name: 'TypeSpec', type: 'programming', typing: 'none', extensions: ['.tsp'], comments: syntax.slashes },
  { name: 'Typst', type: 'programming', typing: 'none', extensions: ['.typ'], comments: syntax.slashes },
  { name: 'Unix Assembly', type: 'programming', typing: 'none', extensions: ['.s'], comments: syntax.assembly },
  { name: 'Vala', type: 'programming', typing: 'none', extensions: ['.vala', '.vapi'], comments: syntax.slashes },
  { name: 'VBA', type: 'programming', typing: 'none', extensions: ['.vba'], comments: syntax.basic },
  { name: 'VBScript', type: 'programming', typing: 'none', extensions: ['.vbs'], comments: syntax.basic },
  { name: 'Verilog', type: 'programming', typing: 'none', extensions: ['.v', '.veo'], comments: syntax.slashes },
  { name: 'VHDL', type: 'programming', typing: 'none', extensions: ['.vhdl', '.vhd', '.vhf', '.vhi', '.vho', '.vhs', '.vht', '.vhw'], comments: syntax.dashes },
  { name: 'Vim script', type: 'programming', typing: 'none', extensions: ['.vim', '.vimrc', '.vmb'], fileNames: ['.exrc', '.gvimrc', '.nvimrc', '.vimrc', '_vimrc', 'gvimrc', 'nvimrc', 'vimrc'], comments: syntax.vim },
  { name: 'Visual Basic .NET', type: 'programming', typing: 'none', extensions: ['.vb', '.vbhtml'], comments: syntax.basic },
  { name: 'Visual Basic 6.0', type: 'programming', typing: 'none', extensions: ['.dsr', '.frm'], comments: syntax.basic },
  { name: 'Vyper', type: 'programming', typing: 'none', extensions: ['.vy'], comments: syntax.hash },
  { name: 'WDL', type: 'programming', typing: 'none', extensions: ['.wdl'], comments: syntax.hash },
  { name: 'WebAssembly', type: 'programming', typing: 'none', extensions: ['.wast', '.wat'], comments: syntax.wasm },
  { name: 'WGSL', type: 'programming', typing: 'none', extensions: ['.wgsl'], comments: syntax.slashes },
  { name: 'Wolfram Language', type: 'programming', typing: 'none', extensions: ['.mathematica', '.wl', '.wls'], interpreters: ['wolfram', 'WolframKernel', 'wolframscript', 'math', 'MathKernel', 'MathematicaScript', 'WolframNB', 'Mathematica'], comments: syntax.ml },
  { name: 'Wren', type: 'programming', typing: 'none', extensions: ['.wren'], comments: syntax.slashes },
  { name: 'Xonsh', type: 'programming', typing: 'none', extensions: ['.xsh'], comments: syntax.hash },
  { name: 'XQuery', type: 'programming', typing: 'none', extensions: ['.xquery', '.xq', '.xql', '.xqm', '.xqy'], comments: syntax.xquery },
  { name: 'XSLT', type: 'programming', typing: 'none', extensions: ['.xslt', '.xsl'], comments: syntax.html },
  { name: 'Xtend', type: 'programming', typing: 'none', extensions: ['.xtend'], comments: syntax.slashes },
  { name: 'Yacc', type: 'programming', typing: 'none', extensions: ['.y', '.yacc', '.yy'], comments: syntax.slashes },
  { name: 'YARA', type: 'programming', typing: 'none', extensions: ['.yar', '.yara'], comments: syntax.slashes },
  { name: 'Yul', type: 'programming', typing: 'none', extensions: ['.yul'], comments: syntax.slashes },
  { name: 'Zephir', type: 'programming', typing: 'none', extensions: ['.zep'], comments: syntax.slashes },
  { name: 'Zig', type: 'programming', typing: 'always', extensions: ['.zig', '.zig.zon'], comments: syntax.slashLine },
  // markup
  { name: 'Astro', type: 'markup', typing: 'optional', extensions: ['.astro'], comments: syntax.component },
  { name: 'BibTeX', type: 'markup', typing: 'none', extensions: ['.bib', '.bibtex'], comments: syntax.percent },
  { name: 'Blade', type: 'markup', typing: 'none', extensions: ['.blade', '.blade.php'], comments: syntax.blade },
  { name: 'CSS', type: 'markup', typing: 'none', extensions: ['.css'], comments: syntax.block },
  { name: 'EJS', type: 'markup', typing: 'none', extensions: ['.ejs', '.ect', '.ejs.t', '.jst'], comments: syntax.erb },
  { name: 'Go Template', type: 'markup', typing: 'none', extensions: ['.gohtml', '.gotmpl', '.html.tmpl', '.tmpl'], fileNames: ['_helpers.tpl'], comments: syntax.goTemplate },
  { name: 'Haml', type: 'markup', typing: 'none', extensions: ['.haml', '.haml.deface'], comments: syntax.haml },
  { name: 'Handlebars', type: 'markup', typing: 'none', extensions: ['.handlebars', '.hbs'], comments: syntax.handlebars },
  { name: 'HTML', type: 'markup', typing: 'none', extensions: ['.html', '.htm', '.html.hl', '.xht', '.xhtml'], comments: syntax.html },
  { name: 'HTML+EEX', type: 'markup', typing: 'none', extensions: ['.html.eex', '.heex', '.leex'], comments: syntax.erb },
  { name: 'HTML+ERB', type: 'markup', typing: 'none', extensions: ['.erb', '.erb.deface', '.rhtml'], comments: syntax.erb },
  { name: 'HTML+PHP', type: 'markup', typing: 'none', extensions: ['.phtml'], comments: syntax.component },
  { name: 'HTML+Razor', type: 'markup', typing: 'none', extensions: ['.cshtml', '.razor'], comments: syntax.razor },
  { name: 'Jinja', type: 'markup', typing: 'none', extensions: ['.jinja', '.j2', '.jinja2'], comments: syntax.twig },
  { name: 'Jupyter Notebook', type: 'markup', typing: 'none', extensions: ['.ipynb'], comments: syntax.none },
  { name: 'Less', type: 'markup', typing: 'none', extensions: ['.less'], comments: syntax.slashes },
  { name: 'Liquid', type: 'markup', typing: 'none', extensions: ['.liquid'], comments: syntax.liquid },
  { name: 'Marko', type: 'markup', typing: 'none', extensions: ['.marko'], comments: syntax.html },
  { name: 'MDX', type: 'markup', typing: 'none', extensions: ['.mdx'], comments: syntax.mdx },
  { name: 'Mermaid', type: 'markup', typing: 'none', extensions: ['.mmd', '.mermaid'], comments: syntax.doublePercent },
  { name: 'Mustache', type: 'markup', typing: 'none', extensions: ['.mustache'], comments: syntax.handlebars },
  { name: 'Nunjucks', type: 'markup', typing: 'none', extensions: ['.njk'], comments: syntax.twig },
  { name: 'PostCSS', type: 'markup', typing: 'none', extensions: ['.pcss', '.postcss'], comments: syntax.slashes },
  { name: 'PostScript', type: 'markup', typing: 'none', extensions: ['.ps', '.eps', '.epsi', '.pfa'], comments: syntax.percent },
  { name: 'Pug', type: 'markup', typing: 'none', extensions: ['.jade', '.pug'], comments: syntax.slashLine },
  { name: 'Roff', type: 'markup', typing: 'none', extensions: ['.roff', '.1', '.3', '.3p', '.3pm', '.5', '.7', '.8', '.man', '.mdoc', '.tmac'], comments: syntax.roff },
  { name: 'Sass', type: 'markup', typing: 'none', extensions: ['.sass'], comments: syntax.slashes },
  { name: 'SCSS', type: 'markup', typing: 'none', extensions: ['.scss'], comments: syntax.slashes },
  { name: 'Slim', type: 'markup', typing: 'none', extensions: ['.slim'], comments: syntax.slim },
  { name: 'Stylus', type: 'markup', typing: 'none', extensions: ['.styl'], comments: syntax.slashes },
  { name: 'Svelte', type: 'markup', typing: 'optional', extensions: ['.svelte'], comments: syntax.component },
  { name: 'templ', type: 'markup', typing: 'none', extensions: ['.templ'], comments: syntax.slashes },
  { name: 'TeX', type: 'markup', typing: 'none', extensions: ['.tex', '.bbx', '.cbx', '.cls', '.dtx', '.ins', '.lbx', '.ltx', '.mkii', '.mkiv', '.mkvi', '.sty'], comments: syntax.percent },
  { name: 'Twig', type: 'markup', typing: 'none', extensions: ['.twig'], comments: syntax.twig },
  { name: 'Vue', type: 'markup', typing: 'optional', extensions: ['.vue'], comments: syntax.component },
  // data
  { name: 'Ant Build System', type: 'data', typing: 'none', extensions: [], fileNames: ['ant.xml', 'build.xml'], comments: syntax.html },
  { name: 'ApacheConf', type: 'data', typing: 'none', extensions: ['.apacheconf'], fileNames: ['.htaccess', 'apache2.conf', 'httpd.conf'], comments: syntax.hash },
  { name: 'Browserslist', type: 'data', typing: 'none', extensions: [], fileNames: ['.browserslistrc', 'browserslist'], comments: syntax.hash },
  { name: 'Caddyfile', type: 'data', typing: 'none', extensions: ['.caddyfile'], fileNames: ['Caddyfile'], comments: syntax.hash },
  { name: 'CODEOWNERS', type: 'data', typing: 'none', extensions: [], fileNames: ['CODEOWNERS'], comments: syntax.hash },
  { name: 'crontab', type: 'data', typing: 'none', extensions: [], fileNames: ['crontab'], comments: syntax.hash },
  { name: 'CSV', type: 'data', typing: 'none', extensions: ['.csv'], comments: syntax.none },
  { name: 'desktop', type: 'data', typing: 'none', extensions: ['.desktop', '.desktop.in'], comments: syntax.hash },
  { name: 'Diff', type: 'data', typing: 'none', extensions: ['.diff', '.patch'], comments: syntax.none },
  { name: 'Dotenv', type: 'data', typing: 'none', extensions: ['.env'], fileNames: ['.env', '.env.ci', '.env.dev', '.env.development', '.env.development.local', '.env.example', '.env.local', '.env.prod', '.env.production', '.env.sample', '.env.staging', '.env.template', '.env.test', '.env.testing'], comments: syntax.hash },
  { name: 'EditorConfig', type: 'data', typing: 'none', extensions: [], fileNames: ['.editorconfig'], comments: syntax.hash },
  { name: 'edn', type: 'data', typing: 'none', extensions: ['.edn'], comments: syntax.semicolon },
  { name: 'FlatBuffers', type: 'data', typing: 'none', extensions: ['.fbs'], comments: syntax.slashes },
  { name: 'Git Attributes', type: 'data', typing: 'none', extensions: [], fileNames: ['.gitattributes', '.git-blame-ignore-revs'], comments: syntax.hash },
  { name: 'Git Config', type: 'data', typing: 'none', extensions: ['.gitconfig'], fileNames: ['.gitconfig', '.gitmodules', '.tgitconfig'], comments: syntax.hash },
  { name: 'GN', type: 'data', typing: 'none', extensions: ['.gn', '.gni'], fileNames: ['.gn'], interpreters: ['gn'], comments: syntax.hash },
  { name: 'Go Module', type: 'data', typing: 'none', extensions: [], fileNames: ['go.mod'], comments: syntax.slashLine },
  { name: 'Go Workspace', type: 'data', typing: 'none', extensions: [], fileNames: ['go.work'], comments: syntax.slashLine },
  { name: 'Gradle', type: 'data', typing: 'none', extensions: ['.gradle'], comments: syntax.slashes },
  { name: 'Gradle Kotlin DSL', type: 'data', typing: 'none', extensions: ['.gradle.kts'], comments: syntax.slashes },
  { name: 'GraphQL', type: 'data', typing: 'none', extensions: ['.graphql', '.gql', '.graphqls'], comments: syntax.hash },
  { name: 'Graphviz (DOT)', type: 'data', typing: 'none', extensions: ['.dot', '.gv'], comments: syntax.slashesHash },
  { name: 'HTTP', type: 'data', typing: 'none', extensions: ['.http'], comments: syntax.hash },
  { name: 'Ignore List', type: 'data', typing: 'none', extensions: [], fileNames: ['.agignore', '.atomignore', '.babelignore', '.bzrignore', '.ckignore', '.coffeelintignore', '.cvsignore', '.dockerignore', '.easignore', '.eleventyignore', '.eslint-ignore', '.eslintignore', '.gitignore', '.ignore', '.markdownlintignore', '.nodemonignore', '.npmignore', '.prettierignore', '.rgignore', '.stylelintignore', '.vercelignore', '.vscodeignore', 'gitignore-global', 'gitignore_global'], comments: syntax.hash },
  { name: 'INI', type: 'data', typing: 'none', extensions: ['.ini', '.cfg', '.cnf', '.mount', '.network', '.socket', '.target', '.timer'], fileNames: ['.buckconfig', '.coveragerc', '.flake8', '.gitreview', '.pylintrc', 'buildozer.spec', 'pylintrc'], comments: syntax.ini },
  { name: 'Java Properties', type: 'data', typing: 'none', extensions: ['.properties'], comments: syntax.properties },
  { name: 'JSON', type: 'data', typing: 'none', extensions: ['.json', '.4dform', '.4dproject', '.avsc', '.geojson', '.gltf', '.har', '.json-tmlanguage', '.json.example', '.jsonl', '.mcmeta', '.sarif', '.slnlaunch', '.tfstate', '.tfstate.backup', '.topojson', '.webapp', '.webmanifest', '.yyp', '.ndjson'], fileNames: ['.all-contributorsrc', '.arcconfig', '.auto-changelog', '.c8rc', '.imgbotconfig', '.nycrc', '.secrets.baseline', '.tern-config', '.tern-project', '.watchmanconfig', 'MODULE.bazel.lock', 'Package.resolved', 'Pipfile.lock', 'bun.lock', 'composer.lock', 'deno.lock', 'flake.lock'], comments: syntax.none },
  { name: 'JSON with Comments', type: 'data', typing: 'none', extensions: ['.jsonc', '.code-snippets', '.code-workspace', '.hujson', '.sublime-build', '.sublime-color-scheme', '.sublime-commands', '.sublime-completions', '.sublime-keymap', '.sublime-macro', '.sublime-menu', '.sublime-mousemap', '.sublime-project', '.sublime-settings', '.sublime-theme', '.sublime-workspace', '.sublime_metrics', '.sublime_session', '.tsconfig.json'], fileNames: ['.babelrc', '.devcontainer.json', '.eslintrc', '.eslintrc.json', '.jscsrc', '.jshintrc', '.jslintrc', '.oxlintrc.json', '.swcrc', 'api-extractor.json', 'devcontainer.json', 'jsconfig.json', 'language-configuration.json', 'tsconfig.json', 'tslint.json'], comments: syntax.slashes },
  { name: 'JSON5', type: 'data', typing: 'none', extensions: ['.json5'], comments: syntax.slashes },
  { name: 'Maven POM', type: 'data', typing: 'none', extensions: [], fileNames: ['pom.xml'], comments: syntax.html },
  { name: 'Nginx', type: 'data', typing: 'none', extensions: ['.nginx', '.nginxconf', '.vhost'], fileNames: ['nginx.conf'], comments: syntax.hash },
  { name: 'Ninja', type: 'data', typing: 'none', extensions: ['.ninja'], comments: syntax.hash },
  { name: 'NPM Config', type: 'data', typing: 'none', extensions: [], fileNames: ['.npmrc'], comments: syntax.hash },
  { name: 'Pip Requirements', type: 'data', typing: 'none', extensions: [], fileNames: ['dev-requirements.txt', 'requirements-dev.txt', 'requirements.lock.txt', 'requirements.txt'], comments: syntax.hash },
  { name: 'pkg-config', type: 'data', typing: 'none', extensions: ['.pc', '.pc.in'], comments: syntax.hash },
  { name: 'PlantUML', type: 'data', typing: 'none', extensions: ['.puml', '.iuml', '.plantuml'], comments: syntax.quote },
  { name: 'Prisma', type: 'data', typing: 'none', extensions: ['.prisma'], comments: syntax.slashLine },
  { name: 'Protocol Buffer', type: 'data', typing: 'none', extensions: ['.proto'], comments: syntax.slashes },
  { name: 'RBS', type: 'data', typing: 'none', extensions: ['.rbs'], comments: syntax.hash },
  { name: 'RPM Spec', type: 'data', typing: 'none', extensions: ['.spec'], comments: syntax.hash },
  { name: 'SQL', type: 'data', typing: 'none', extensions: ['.sql', '.ddl', '.mysql', '.udf', '.viw'], comments: syntax.sql },
  { name: 'SSH Config', type: 'data', typing: 'none', extensions: [], fileNames: ['ssh-config', 'ssh_config', 'sshconfig', 'sshconfig.snip', 'sshd-config', 'sshd_config'], comments: syntax.hash },
  { name: 'SVG', type: 'data', typing: 'none', extensions: ['.svg'], comments: syntax.html },
  { name: 'TOML', type: 'data', typing: 'none', extensions: ['.toml', '.toml.example'], fileNames: ['Cargo.lock', 'Gopkg.lock', 'Pipfile', 'mise.local.lock', 'mise.lock', 'pdm.lock', 'poetry.lock', 'uv.lock'], comments: syntax.hash },
  { name: 'TSV', type: 'data', typing: 'none', extensions: ['.tsv'], comments: syntax.none },
  { name: 'XML', type: 'data', typing: 'none', extensions: ['.xml', '.adml', '.admx', '.axaml', '.axml', '.builds', '.ccproj', '.ccxml', '.clixml', '.cproject', '.cscfg', '.csdef', '.csproj', '.depproj', '.dita', '.ditamap', '.ditaval', '.dll.config', '.dotsettings', '.filters', '.fsproj', '.fxml', '.glade', '.gmx', '.gpx', '.grxml', '.icls', '.iml', '.ivy', '.jelly', '.jsproj', '.kml', '.launch', '.mdpolicy', '.mjml', '.mxml', '.natvis', '.nproj', '.nuspec', '.osm', '.pkgproj', '.proj', '.props', '.ps1xml', '.psc1', '.pubxml', '.qhelp', '.rbxmx', '.rdf', '.resx', '.rss', '.sch', '.scxml', '.sfproj', '.shproj', '.slnx', '.srdf', '.storyboard', '.sublime-snippet', '.targets', '.ui', '.urdf', '.vbproj', '.vcxproj', '.vsixmanifest', '.vssettings', '.vstemplate', '.vxml', '.wixproj', '.wsdl', '.wsf', '.wxi', '.wxl', '.wxs', '.x3d', '.xacro', '.xaml', '.xib', '.xlf', '.xliff', '.xmi', '.xml.dist', '.xmp', '.xproj', '.xsd', '.xspec', '.xul'], fileNames: ['.classpath', '.cproject', '.project', 'App.config', 'NuGet.config', 'Settings.StyleCop', 'Web.Debug.config', 'Web.Release.config', 'Web.config', 'packages.config'], comments: syntax.html },
  { name: 'XML Property List', type: 'data', typing: 'none', extensions: ['.plist', '.sttheme', '.tmcommand', '.tmlanguage', '.tmpreferences', '.tmsnippet', '.tmtheme'], comments: syntax.html },
  { name: 'YAML', type: 'data', typing: 'none', extensions: ['.yml', '.mir', '.reek', '.rviz', '.sublime-syntax', '.syntax', '.yaml', '.yaml-tmlanguage', '.yaml.sed', '.yml.mysql'], fileNames: ['.clang-format', '.clang-tidy', '.clangd', '.gemrc', '.releaserc', 'CITATION.cff', 'glide.lock', 'pixi.lock', 'yarn.lock'], comments: syntax.hash },
  // prose
  { name: 'AsciiDoc', type: 'prose', typing: 'none', extensions: ['.asciidoc', '.adoc'], comments: syntax.asciidoc },
  { name: 'Gettext Catalog', type: 'prose', typing: 'none', extensions: ['.po', '.pot'], comments: syntax.hash },
  { name: 'Markdown', type: 'prose', typing: 'none', extensions: ['.md', '.livemd', '.markdown', '.mdown', '.mdwn', '.mkd', '.mkdn', '.mkdown'], comments: syntax.html },
  { name: 'Org', type: 'prose', typing: 'none', extensions: ['.org'], comments: syntax.org },
  { name: 'Pod', type: 'prose', typing: 'none', extensions: ['.pod'], comments: syntax.none },
  { name: 'RDoc', type: 'prose', typing: 'none', extensions: ['.rdoc'], comments: syntax.none },
  { name: 'reStructuredText', type: 'prose', typing: 'none', extensions: ['.rst', '.rest', '.rest.txt', '.rst.txt'], comments: syntax.rst },
  { name: 'RMarkdown', type: 'prose', typing: 'none', extensions: ['.qmd', '.rmd'], comments: syntax.html },
  { name: 'Texinfo', type: 'prose', typing: 'none', extensions: ['.texinfo', '.texi', '.txi'], interpreters: ['makeinfo'], comments: syntax.texinfo },
  { name: 'Text', type: 'prose', typing: 'none', extensions: ['.txt'], fileNames: ['CITATION', 'CITATIONS', 'COPYING', 'FONTLOG', 'INSTALL', 'LICENSE', 'NEWS', 'readme.1st', 'README', 'CHANGELOG', 'CHANGES', 'HISTORY', 'NOTICE', 'LICENCE', 'AUTHORS', 'CONTRIBUTORS', 'VERSION'], comments: syntax.none },
  { name: 'Textile', type: 'prose', typing: 'none', extensions: ['.textile'], comments: syntax.none },
];

/** Linguist's type is markup, but with a script they are programs. */
export const componentLanguages = words('Vue Svelte Astro');

/** `.h` is C++ where the tree has a file of one of these. */
export const cppLanguages = ['C++', 'Objective-C++', 'Cuda'];

/** What gettext compiles lies in this directory, with an extension that Modelica has too. */
const compiledCatalogs = { directory: 'LC_MESSAGES', extension: '.mo' };

/** Whether a path is that of a compiled catalogue of messages. */
export function isCompiledCatalog(path: string): boolean {
  return path.endsWith(compiledCatalogs.extension) && path.split('/').at(-2) === compiledCatalogs.directory;
}

// ── Lanes ─────────────────────────────────────────────────────────────────────────────────────────
// Names are whole names of files and directories are whole path segments; `*` stands for any characters, also none.
// Upper and lower case differ, except that a directory may begin with a capital (`Tests/`) in all but the vendored list.

/** Data, whatever linguist says: build manifests, by language, by name or by the name before its first dot. */
export const buildManifests = {
  languages: words('Makefile Dockerfile CMake Meson Just Earthly QMake M4 Dune Procfile'),
  names: words(`
    BUILD WORKSPACE MODULE.bazel BUCK Tiltfile DEPS *.gyp *.gypi SConstruct SConscript wscript
    *.gradle *.gradle.kts *.sbt gradlew gradlew.bat mvnw mvnw.cmd Jenkinsfile
    Gemfile *.gemspec Rakefile Appraisals Berksfile Brewfile Capfile Dangerfile Guardfile Puppetfile Steepfile Thorfile
    Vagrantfile Podfile *.podspec Deliverfile Fastfile Snapfile Package.swift
    mix.exs rebar.config *.app.src cpanfile Makefile.PL Build.PL *.nimble *.rockspec *.asd *.zig.zon *.psd1
    PKGBUILD APKBUILD
  `),
};

/** Data, whatever linguist says of the dialects. */
export const sqlLanguages = words('SQL PLSQL PLpgSQL');

/** Lane vendored: code of others that was copied in. */
export const vendored = {
  directories: words('vendor third_party node_modules bower_components .yarn'),
};

/** The package managers' lock files. */
export const lock = {
  names: words(`
    package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb deno.lock
    Cargo.lock poetry.lock uv.lock pdm.lock Pipfile.lock go.sum go.work.sum Gemfile.lock composer.lock mix.lock
    pubspec.lock Podfile.lock Package.resolved gradle.lockfile packages.lock.json flake.lock MODULE.bazel.lock
    .terraform.lock.hcl
  `),
};

/** Not `build/`, `out/`, `target/`: in too many trees they hold what people wrote. */
export const generated = {
  directories: words('dist generated __generated__'),
  names: words('*.min.js *.min.css *.map *.pb.go *_pb2.py *_pb2.pyi *.generated.* *.gen.* *_generated.* *.g.dart'),
  /** Or one of the leading comment's first lines, without its comment marker, fits one of these. */
  headerLines: 20,
  headers: [
    /^this file (is|was) (auto-?|automatically )?generated\b/i, // with and without hyphen: uv writes "autogenerated"
    /^auto-?generated (by|from)\b/i,
    /Code generated .* DO NOT EDIT/,
    /^generated (file|code)\W{1,3}do not (edit|modify)\b/i, // Flutter, protoc for Dart, build_runner
    /@generated/,
  ],
};

/** Lane fixture: input and expected output of tests. */
export const fixture = {
  directories: words(
    'fixtures __fixtures__ testdata test-data test_data test-files test_files test-fixtures __mocks__ __snapshots__',
  ),
  names: words('*.snap *.ambr'),
};

/** Lane docs: what is read and not run, examples among it. */
export const docs = {
  directories: words('example examples demo demos _demo sample samples playground playgrounds'),
  /** These only at the root or directly below one of `packageDirectories`. */
  topDirectories: words('docs doc documentation website www'),
  packageDirectories: words('packages apps'),
  names: words('*.md *.mdx *.rst *.adoc *.stories.*'),
  /** Licences: a part of the name between `.`, `-` and `_`, in any case (`MIT-LICENSE`). A program or data file is none. */
  licences: words('license licence licenses unlicense copying copyright'),
  /** Change logs and notices: the name up to its first `.`, `-` or `_`, in any case. A program or data file is none. */
  stems: words('notice changelog changes history news'),
  /** Below the packages of a JVM source set (`src/main/java/com/example/`) the names of directories say nothing of docs. */
  packageRoots: words('java kotlin scala groovy'),
};

const jvm = words('Java Kotlin Scala Groovy');

/** Names of tests, each for files of these languages only. `*-test.*` is none: too many products are called so. */
export const testNames = [
  {
    languages: words('JavaScript TypeScript TSX Vue Svelte Astro'),
    names: words('*.test.* *.spec.* *_test.* *_spec.* *.cy.* *.e2e-spec.* *.test-d.* *.spec-d.* *.bench.*'),
  },
  { languages: words('Python'), names: words('test_*.py *_test.py tests.py conftest.py') },
  { languages: words('Go'), names: words('*_test.go') },
  { languages: jvm, names: words('*Test.* *Tests.* *IT.* *Spec.*') },
  { languages: words('Ruby'), names: words('*_spec.rb *_test.rb') },
  { languages: words('C#'), names: words('*Test.cs *Tests.cs *Tests.*.cs') },
  { languages: words('PHP'), names: words('*Test.php') },
  { languages: words('Swift'), names: words('*Tests.swift') },
  // A small C library has one `test.c` beside its sources.
  { languages: words('C C++'), names: words('*_test.* *_unittest.* test.* tests.* test_*.*') },
  { languages: words('Elixir'), names: words('*_test.exs') },
  { languages: words('Dart'), names: words('*_test.dart') },
  // `mod tests;`: axum's `src/routing/tests/` would else be its longest source file.
  { languages: words('Rust'), names: words('tests.rs') },
  // Linguist's programming, but nobody's product: a language made for tests.
  { languages: words('Gherkin'), names: words('*.feature') },
  { languages: words('RobotFramework'), names: words('*.robot') },
];

/** Directories of tests, for programs in every language but Go. */
export const testDirectories: readonly TestDirectories[] = [
  { names: words('test tests spec e2e cypress bench benchmark benchmarks __benchmarks__') },
  { names: words('__tests__'), anywhere: true },
  { names: words('benches'), languages: words('Rust') },
  { names: words('tests'), languages: words('Rust'), anywhere: true },
  { names: words('features'), languages: words('Ruby'), onlyPrograms: true },
  { names: words('*.Test *.*Tests'), languages: words('C#') },
  // The source sets of Maven and Gradle: below src/ by their nature.
  { names: words('test *Test jmh'), below: 'src', languages: jvm, anywhere: true },
];

/** Test directories that are told by the same rule. */
export interface TestDirectories {
  readonly names: readonly string[];
  /** For programs in these languages only. */
  readonly languages?: readonly string[];
  /** Only directly below a directory of this name. */
  readonly below?: string;
  /** They count below `src/` and `lib/` even without a test-named file. */
  readonly anywhere?: true;
  /** The name alone says nothing of other files: many applications keep their features in `features/`. */
  readonly onlyPrograms?: true;
}

/** Below these, most test directories count only with a test-named file in them: `src/test/` may be the product. */
export const sourceRoots = words('src lib');

/**
 * Whether a file with the name of a test proves that such a directory holds tests. A `benchmark/` may be what a service is about
 * (of prices, say) and have its specs beside it: it needs a `*.bench.*`.
 */
export function proves(name: string, directory: string): boolean {
  return name.includes('.bench.') || !/(?:^|\/)(?:bench|benchmarks?)$/i.test(directory);
}

/** What tests lean on, wherever it lies. Not `testing/` and not `mock/`: they are often the product. */
export const testHelpers = {
  directories: words('testutil testutils test-utils test_utils testhelpers test-helpers test_helpers mocks'),
  names: words('test_util.* test_utils.* testutil.* testutils.* test_helper.* test_helpers.*'),
  /** For Go only. */
  goNames: words('*_mock.go mock_*.go'),
};

/** Everything above but comment syntax, as docs/measures.md prints it. */
export function publishedLists(): { title: string; entries: readonly string[] }[] {
  const below = (names: readonly string[]) => names.map((name) => `${name}/`);
  const inLanguages = (of?: readonly string[]) => (of ? ` (${of.join(', ')})` : '');
  return [
    { title: 'Lane: vendored', entries: below(vendored.directories) },
    { title: 'Lane: lock', entries: lock.names },
    { title: 'Lane: generated', entries: [...below(generated.directories), ...generated.names] },
    {
      title: `Lane: generated, by the first ${generated.headerLines} lines of the leading comment`,
      entries: generated.headers.map(String),
    },
    { title: 'Lane: fixture', entries: [...below(fixture.directories), ...fixture.names] },
    { title: 'Lane: docs', entries: [...below(docs.directories), ...docs.names] },
    {
      title: `Lane: docs, at the root or directly below ${below(docs.packageDirectories).join(' or ')}`,
      entries: below(docs.topDirectories),
    },
    { title: 'Lane: docs, licences', entries: docs.licences },
    { title: 'Lane: docs, change logs and notices', entries: docs.stems },
    ...testNames.map(({ languages: of, names }) => ({ title: `Lane: test, names${inLanguages(of)}`, entries: names })),
    ...testDirectories.map(({ names, languages: of, below: parent, anywhere }) => ({
      title: `Lane: test, directories${inLanguages(of)}${anywhere ? ', also below src/ and lib/' : ''}`,
      entries: names.map((name) => `${parent ? `${parent}/` : ''}${name}/`),
    })),
    {
      title: 'Lane: test, helpers',
      entries: [...below(testHelpers.directories), ...testHelpers.names, ...testHelpers.goNames],
    },
    { title: 'Build manifests, which are data', entries: [...buildManifests.languages, ...buildManifests.names] },
    { title: 'SQL, which is data', entries: sqlLanguages },
    {
      title: 'Compiled catalogues of messages, which are data',
      entries: [`${compiledCatalogs.directory}/*${compiledCatalogs.extension}`],
    },
    ...(['programming', 'markup', 'data', 'prose'] as const).map((type) => ({
      title: `Languages: ${type}`,
      entries: languages.filter((language) => language.type === type).map(describeLanguage),
    })),
  ];
}

function describeLanguage({ name, typing, extensions, fileNames = [], interpreters = [] }: Language): string {
  const types = typing === 'none' ? '' : `, types ${typing}`;
  return `${name}${types}: ${[...fileNames, ...extensions, ...interpreters.map((program) => `#!${program}`)].join(' ')}`;
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
