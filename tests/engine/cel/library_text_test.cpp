#include <catch2/catch.hpp>

#include "tests/engine/cel/outcome.hpp"

using namespace makegood::cel;

namespace {

struct Row {
    const char *source, *expected, *why;
};

}  // namespace

TEST_CASE("texts are measured and cut in code points") {
    const Row row = GENERATE(values<Row>({
        {"'ta©o©αT'.size()", "7", "a size"},
        {"size(b'\\xc2\\xa9')", "2", "of bytes it is bytes"},
        {"'ta©o©αT'.charAt(4)", "\"©\"", "one character"},
        {"'abc'.charAt(3)", "\"\"", "the end is a position"},
        {"'abc'.charAt(4)", "error: index out of range: 4 ['abc'.charAt(4)]", "beyond it"},
        {"'abc'.charAt(-1)", "error: index out of range: -1 ['abc'.charAt(-1)]", "before the beginning"},
        {"'ta©o©αT'.indexOf('©', 3)", "4", "from a position on"},
        {"'abc'.indexOf('', 3)", "3", "nothing is everywhere"},
        {"'abc'.indexOf('d')", "-1", "not there"},
        {"'ta©o©αT'.lastIndexOf('©', 3)", "2", "up to a position"},
        {"'ta©o©αT'.substring(2, 6)", "\"©o©α\"", "a part"},
        {"'abc'.substring(2, 1)", "error: no substring from 2 to 1: it ends before it begins ['abc'.substring(2, 1)]",
         "a part that is none"},
        {"'a©b'.reverse()", "\"b©a\"", "backwards"},
        {"'\\u2000 ab\\u3000'.trim()", "\"ab\"", "white space of all kinds"},
        {"'   '.trim()", "\"\"", "nothing but white space"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome(row.source) == row.expected);
}

TEST_CASE("texts are split, joined and replaced") {
    const Row row = GENERATE(values<Row>({
        {"'a,b,,c'.split(',')", "[\"a\", \"b\", \"\", \"c\"]", "empty pieces are kept"},
        {"'a,b,c'.split(',', 2)", "[\"a\", \"b,c\"]", "at most two"},
        {"'a,b'.split(',', 0)", "[]", "none"},
        {"''.split(',')", "[\"\"]", "one empty piece"},
        {"'a©b'.split('')", "[\"a\", \"©\", \"b\"]", "into characters"},
        {"'a©b'.split('', 2)", "[\"a\", \"©b\"]", "into some"},
        {"''.split('')", "[]", "no characters"},
        {"['a', 'b'].join('-') + ['c'].join()", "\"a-bc\"", "joined"},
        {"dyn(['a', 1]).join('-')", "error: no such overload: int.join() [dyn(['a', 1]).join('-')]", "only texts"},
        {"'aaa'.replace('a', 'b', 2)", "\"bba\"", "some"},
        {"'aaa'.replace('aa', 'b')", "\"ba\"", "from the left"},
        {"'abc'.replace('', '-')", "\"-a-b-c-\"", "between all characters"},
        {"'abc'.replace('', '-', 2)", "\"-a-bc\"", "between some"},
        {"'TacoCÆt'.lowerAscii() + 'TacoCÆt'.upperAscii()", "\"tacocÆtTACOCÆT\"", "letters of ASCII"},
        {"strings.quote('a\"\\n\\t\\\\')", "\"\\\"a\\\\\\\"\\\\n\\\\t\\\\\\\\\\\"\"", "quoted"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome(row.source) == row.expected);
}

TEST_CASE("patterns are RE2's: constant ones are read when the rule is, others when it runs") {
    const Row row = GENERATE(values<Row>({
        {"claim.words.matches('law.er')", "true", "a part matches"},
        {"matches(claim.words, '^lawyer$')", "false", "anchored"},
        {"claim.words.matches('law' + 'yer')", "true", "worked out when compiled"},
        {"tags.exists(t, 'very vip'.matches(t))", "true", "a pattern from a fact"},
        {"claim.words.matches('(')", "1:21 '(' is no pattern: missing ): (; a regular expression in the syntax of RE2",
         "a bad one is found when the rule is read"},
        {"tags.exists(t, 'x'.matches(t + '('))", "error: no pattern: 'vip(': missing ): vip( ['x'.matches(t + '(')]",
         "or when it runs"},
        {"''.matches('((a{99}){99}){99}')",
         "1:12 '((a{99}){99}){99}' is no pattern: invalid repetition size: {99}; a regular expression in the "
         "syntax of RE2",
         "one that would take too much memory"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome(row.source) == row.expected);
}

TEST_CASE("a text is found in another wherever it stands, however it repeats") {
    const Row row = GENERATE(values<Row>({
        {"lines.map(l, 'xx' + l.service).exists(s, s.contains('transport'))", "true", "at the end"},
        {"tags.exists(t, t.contains('vip'))", "true", "the whole"},
        {"tags.exists(t, t.contains('vipp'))", "false", "longer than the text"},
        {"['qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq1'].exists(t, t.contains('qq1'))", "true", "after many tries"},
        {"['qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq1'].exists(t, t.contains('qq2'))", "false", "or not at all"},
        {"['qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq'].exists(t, t.contains('1qq'))", "false", "rare byte first"},
        {"['ab'].exists(t, t.contains(''))", "true", "nothing is in everything"},
        {"[''].exists(t, t.contains('')) && !([''].exists(t, t.contains('a')))", "true", "nothing holds nothing else"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome(row.source) == row.expected);
}

TEST_CASE("format writes each verb, and refuses what a verb is not for") {
    const Row row = GENERATE(values<Row>({
        {"'%d of %s: %.2f'.format([3, 'x', 2.5])", "\"3 of x: 2.50\"", "several"},
        {"'%e %b %o %x %X'.format([1500.0, 5, 8, 255, 'Hi'])", "\"1.500000e+03 101 10 ff 4869\"", "other bases"},
        {"'%d %x'.format([-9223372036854775808, -255])", "\"-9223372036854775808 -ff\"", "negative"},
        {"'%s'.format([[1, 'a', {'k': null}, 1.5, true]])", "\"[1, a, {k: null}, 1.5, true]\"", "values in values"},
        {"'%s'.format([{2: 'b', 1: 'a'}])", "\"{1: a, 2: b}\"", "maps by their keys"},
        {"'%s %s'.format([now, duration('1m')])", "\"2026-03-29T01:30:00Z 60s\"", "times"},
        {"'%s'.format([fee])", "\"500 EUR\"", "the host's"},
        {"'100%%'.format([])", "\"100%\"", "a percent sign"},
        {"'%s'.format([claim.?owner])", "error: %s does not format a optional_type ['%s'.format([claim.?owner])]",
         "what has no text"},
        {"'%d'.format(['a'])", "error: %d does not format a string ['%d'.format(['a'])]", "no number"},
        {"'%s %s'.format([1])", "error: index 1 out of range of the values to format ['%s %s'.format([1])]", "too few"},
        {"'%'.format([1])", "error: a format ends behind % ['%'.format([1])]", "cut off"},
        {"'%q'.format([1])", "error: unknown verb in a format: 'q' ['%q'.format([1])]", "no verb"},
        {"'%.999f'.format([1.0])", "error: a precision in a format is a number from 0 to 100 ['%.999f'.format([1.0])]",
         "too precise"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome_unchecked(row.source) == row.expected);
}

TEST_CASE("bytes and base64 go back and forth") {
    const Row row = GENERATE(values<Row>({
        {"base64.encode(b'hello')", "\"aGVsbG8=\"", "padded"},
        {"base64.encode(b'')", "\"\"", "nothing"},
        {"base64.decode('aGVsbG8')", "b\"hello\"", "padding may be left out"},
        {"base64.decode('aGVsbG8=')", "b\"hello\"", "or not"},
        {"base64.decode('a')", "error: no base64 [base64.decode('a')]", "cut off"},
        {"base64.decode('a-b=')", "error: no base64 [base64.decode('a-b=')]", "another alphabet"},
        {"string(b'\\xff')", "error: invalid UTF-8 [string(b'\\xff')]", "no text"},
        {"string(bytes('ä')) == 'ä'", "true", "back and forth"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome(row.source) == row.expected);
}
