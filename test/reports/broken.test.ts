import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/model.ts';
import { largestReport, readReport } from '../../src/reports/read-report.ts';
import { bytesOf, reportOf } from './fixture.ts';

describe('a report that cannot be read says what, where and what to do', () => {
  it.each([
    ['', /^report: is empty; nothing was measured\. Make the report anew, or leave it out$/],
    [' \n', /is empty/],
    ['hello', /a text that is none of the formats that are read \(LCOV, Cobertura, .*numbers\)/],
    ['<html lang="en"><body/></html>', /XML that begins with <html>, which is none of the formats/],
    ['{ "version": "1" }', /JSON that is none of the formats/],
    ['[]', /this endpoint timings report says nothing/],
    ['{}', /this numbers report says nothing/],
    ['<testsuites/>', /this JUnit report says nothing/],
    ['{\n  "a": 1,\n', /^report:3: is no JSON \(Expected double-quoted property name\)/],
    ['{ "a": 1, "b": "x" }', /`b` is no number/],
    ['{ "A b": 1 }', /`A b`: a number's name has small letters/],
    ['[{ "endpoint": "GET /x", "cold_ms": "412" }]', /item 1 is not like \{ "endpoint"/],
    ['[{ "endpoint": "GET /x", "cold_ms": -1 }]', /item 1 is not like/],
    ['TN:\nSF:a.c\nDA:1,1\n', /^report:4: ends inside the record of a\.c: the file is cut off/],
    ['SF:a.c\nSF:b.c\n', /^report:2: a record begins inside another/],
    ['SF:a.c\nDA:1,-1\nend_of_record\n', /^report:2: `DA:1,-1` is no `DA:line,runs`/],
    ['SF:a.c\nDA:0,1\nend_of_record\n', /^report:2: `DA:0,1`/],
    ['SF:a.c\nwhat\nend_of_record\n', /^report:2: `what` is no line of LCOV/],
    ['mode: set\na.go:1.1,2.2 1 1\na.go:3.1', /^report:3: the last line is not finished/],
    ['mode: set\na.go:5.1,2.2 1 1\n', /^report:2: `a\.go:5\.1,2\.2 1 1` is no block/],
    [
      '{ "/a.js": { "statementMap": { "0": { "start": { "line": 0 } } }, "s": { "0": 1 } } }',
      /statement 0 has no line/,
    ],
    ['{ "RSpec": { "coverage": { "/a.rb": { "lines": [1, "x"] } } } }', /\/a\.rb: line 2 has neither/],
    ['<coverage line-rate="1"><class name="A"/></coverage>', /^report:1: `filename` of <class> is not there/],
    [
      '<report>\n<sourcefile name="A.java">\n<line nr="x" ci="1"/></sourcefile></report>',
      /^report:3: `nr` of <line> is `x`/,
    ],
  ])('%j', (text, message) => {
    expect(() => reportOf(text)).toThrow(UserError);
    expect(() => reportOf(text)).toThrow(message);
  });

  it('is no text, or too large', () => {
    expect(() => readReport('r', new Uint8Array([0x3c, 0xff]))).toThrow(/r: is no text in UTF-8/);
    expect(() => readReport('r', new Uint8Array(largestReport + 1))).toThrow(/65 MiB are too many; at most 64 MiB/);
  });
});

describe('XML that is not well formed, or that means harm, is refused', () => {
  it.each([
    [
      '<!DOCTYPE report [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><report>&b;</report>',
      /^report:1: a document type with declarations of its own/,
    ],
    [
      '<!DOCTYPE report SYSTEM "x" [\n<!ENTITY x SYSTEM "file:///etc/passwd">]><report>&x;</report>',
      /declarations of its own/,
    ],
    ['<testsuite name="&lol;"/>', /`&lol;` is no entity of XML's own/],
    ['<testsuite>\n&constructor;</testsuite>', /`&constructor` is no entity|`&constructor;` is no entity/],
    ['<testsuite name="&#x110000;"/>', /is no entity/],
    ['<testsuite>\n<testcase>', /^report:2: ends inside <testcase>: the file is cut off/],
    ['<testsuite>\n</testcase></testsuite>', /^report:2: <\/testcase> closes <testsuite>/],
    ['<testsuite/></testsuite>', /closes nothing/],
    ['<testsuite/><testsuite/>', /a second root element/],
    ['<testsuite/>x', /text outside of the root/],
    ['<testsuite name=a/>', /<testsuite> is not finished, or an attribute of it is not quoted/],
    ['<testsuite a="1" a="2"/>', /has `a` twice/],
    ['<testsuite><!-- ', /ends inside a comment/],
    ['<testsuite>< a/></testsuite>', /a `<` that begins no tag/],
    ['<testsuite>'.repeat(201), /elements nest deeper than 200/],
  ])('%j', (text, message) => {
    expect(() => reportOf(text)).toThrow(UserError);
    expect(() => reportOf(text)).toThrow(message);
  });

  it('reads what is well formed, whatever it looks like', () => {
    const text =
      '\uFEFF<?xml version="1.0"?>\n<!-- <x> -->\n<!DOCTYPE testsuites SYSTEM "a.dtd">\n<testsuites >' +
      `<testsuite\n name='a"b>c'><testcase name="&lt;&#65;&#x42;&amp;" file="&#65;.js" /><![CDATA[<nothing>]]></testsuite ></testsuites>\n`;
    expect(reportOf(text)).toMatchObject({ groups: [{ words: ['A.js', 'a"b>c'], tests: 1 }] });
  });
});

/** LCOV and Go profiles that are cut between two records are whole: no reader can tell. */
const closed = readdirSync('test/fixtures/reports').filter(
  (name) => /\.(xml|json)$/.test(name) && !name.includes('summary'),
);

it.each(closed)('%s cut off anywhere is an error for the user, never a smaller number', (name) => {
  const bytes = bytesOf(name);
  const whole = new TextDecoder().decode(bytes).trimEnd().length;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole - 1 }), (length) => {
      expect(() => readReport('r', bytes.subarray(0, length))).toThrow(UserError);
    }),
    { numRuns: 300 },
  );
});

it('any bytes are a report or an error for the user', () => {
  const start = fc.constantFrom(
    '',
    '<',
    '{"a":',
    '[',
    'mode: set\n',
    'TN:\nSF:',
    '<coverage line-rate="1">',
    '<testsuite>',
  );
  fc.assert(
    fc.property(start, fc.string({ unit: 'binary', maxLength: 60 }), (head, tail) => {
      try {
        reportOf(head + tail);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
  );
});
