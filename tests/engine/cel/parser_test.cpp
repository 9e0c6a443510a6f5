#include "engine/cel/parser.hpp"

#include <string>

#include <catch2/catch.hpp>

#include "tests/engine/cel/shape.hpp"

namespace makegood::cel {

namespace {

std::string repeat(std::string_view part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += part;
    return text;
}

std::string parsed(std::string_view source) {
    const auto ast = parse(source);
    return ast ? shape_of(*ast) : "refused: " + lines_of(ast.error());
}

std::string refused(std::string_view source) {
    const auto ast = parse(source);
    return ast ? "accepted: " + shape_of(*ast) : lines_of(ast.error());
}

struct Row {
    std::string_view source;
    std::string_view expected;
    std::string_view why;
};

}  // namespace

TEST_CASE("an expression is read into the tree that the grammar gives it") {
    const Row rows[] = {
        {"a + b * c", "(_+_ a (_*_ b c))", "times binds tighter than plus"},
        {"(a + b) * c", "(_*_ (_+_ a b) c)", "but brackets tighter than both"},
        {"a - b - c", "(_-_ (_-_ a b) c)", "from the left"},
        {"a < b == c", "(_==_ (_<_ a b) c)", "relations too"},
        {"a in b && !c || d", "(_||_ (_&&_ (@in a b) (!_ c)) d)", "and before or"},
        {"a && b && c && d", "(_&&_ a b c d)", "a chain is one node"},
        {"a && (b && c)", "(_&&_ a (_&&_ b c))", "what stands in brackets is a chain of its own"},
        {"a ? b : c ? d : e", "(?: a b (?: c d e))", "from the right"},
        {"a || b ? c : d", "(?: (_||_ a b) c d)", "the condition is all of it"},
        {"--a", "(-_ (-_ a))", "signs repeat"},
        {"!!a", "(!_ (!_ a))", "so do nots"},
        {"4--4", "(_-_ 4 -4)", "a minus before a number belongs to it"},
        {"-a.b", "(-_ (.b a))", "a field binds tighter than a sign"},
        {"-1.abs()", "(.abs() -1)", "but the sign of a number is part of it"},
        {"a.b.c", "(.c (.b a))", ""},
        {".a.b", "(.b .a)", "a leading dot means the root"},
        {"a[b][0].c", "(.c ([] ([] a b) 0))", ""},
        {"f(a, b).g(c)", "(.g() (f() a b) c)", "a call on what a call gives"},
        {"a.package.as", "(.as (.package a))", "reserved words are fields"},
        {"a.package()", "(.package() a)", "and functions of something"},
        {"a.`content-type`.`b.c`", "(.b.c (.content-type a))", "back quotes hold any field"},
        {"[1, 2,]", "(list 1 2)", "a comma may end a list"},
        {"{'a': 1, b: [],}", "(map 'a' 1 b (list))", "and a map"},
        {"[,]", "(list)", "even an empty one, as the grammar has it"},
        {"a.?b[?c]", "([?] (.?b a) c)", "optional field and index"},
        {"[?a, b, ?c]", "(list ?a b ?c)", "optional elements"},
        {"{?'k': a, 'l': b}", "(map ?'k' a 'l' b)", "optional entries"},
        {"a.b.C{d: 1, ?e: f}", "(message a.b.C 1 ?f)", "a message, which only the checker refuses"},
        {"1 // one\n + 2 // two", "(_+_ 1 2)", "comments end with their line"},
        {"\t1\r\n\f+ 2 ", "(_+_ 1 2)", "white space means nothing"},
        {"1in[1]", "(@in 1 (list 1))", "nor does its lack"},
    };
    for (const Row& row : rows) {
        INFO(row.source << ": " << row.why);
        CHECK(parsed(row.source) == row.expected);
    }
}

TEST_CASE("a literal means what it says, and nothing near it") {
    const Row rows[] = {
        {"42", "42", ""},
        {"0x1F", "31", "hexadecimal"},
        {"-0x10", "-16", "with a sign"},
        {"42u", "42u", "without a sign"},
        {"0xFFU", "255u", ""},
        {"9223372036854775807", "9223372036854775807", "the largest int"},
        {"-9223372036854775808", "-9223372036854775808", "the smallest, whose magnitude is no int"},
        {"-0x8000000000000000", "-9223372036854775808", "written in hexadecimal"},
        {"18446744073709551615u", "18446744073709551615u", "the largest uint"},
        {"1.5", "1.5", ""},
        {".5e1", "5.0", "nothing before the point"},
        {"15e-1", "1.5", "no point at all"},
        {"-2.5", "-2.5", ""},
        {"1e-400", "0.0", "too small for a double is zero"},
        {"0.000e999", "0.0", "zero is never too large"},
        {"true", "true", ""},
        {"null", "null", ""},
        {R"('a"b' )", R"('a"b')", "either quote"},
        {R"("\a\b\f\n\r\t\v\\\?\"\'\`")", "'\a\b\f\n\r\t\v\\?\"'`'", "every short escape"},
        {R"('\x41\X42\103\u0044\U00000045')", "'ABCDE'", "every escape by number"},
        {R"('\xff\377')", "'\xC3\xBF\xC3\xBF'", "in a string they are code points"},
        {R"(b'\xff\377')", "b'\xFF\xFF'", "in bytes they are bytes"},
        {"b'\xC3\xBF'", "b'\xC3\xBF'", "bytes of what stands there"},
        {R"(r'\n\')", R"('\n\')", "raw: no escapes"},
        {R"(R"a\")", R"('a\')", ""},
        {R"(br'\x')", R"(b'\x')", "raw bytes"},
        {"'''a'b''c\n'''", "'a'b''c\n'", "three quotes hold quotes and lines"},
        {R"("""\"""")", "'\"'", ""},
        {"''''''", "''", "three quotes around nothing"},
        {"r'''\\'''", "'\\'", ""},
    };
    for (const Row& row : rows) {
        INFO(row.source << ": " << row.why);
        CHECK(parsed(row.source) == row.expected);
    }
}

TEST_CASE("a macro is a node of its own, and its name with other arguments a call") {
    const Row rows[] = {
        {"has(a.b)", "(has.b a)", ""},
        {"a.all(x, x > 0)", "(all x a (_>_ x 0))", ""},
        {"a.exists(i, x, x == i)", "(exists i x a (_==_ x i))", "two variables"},
        {"a.exists_one(x, x)", "(exists_one x a x)", ""},
        {"a.existsOne(i, x, x)", "(existsOne i x a x)", "its other spelling"},
        {"a.map(x, x + 1)", "(map x a (_+_ x 1))", ""},
        {"a.map(x, x > 0, x + 1)", "(map x a (_>_ x 0) (_+_ x 1))", "with a filter"},
        {"a.filter(x, x)", "(filter x a x)", ""},
        {"a.transformList(i, x, x)", "(transformList i x a x)", ""},
        {"a.transformMap(k, v, v > 0, v)", "(transformMap k v a (_>_ v 0) v)", ""},
        {"a.transformMapEntry(k, v, {v: k})", "(transformMapEntry k v a (map v k))", ""},
        {"a.optMap(x, x + 1)", "(optMap x a (_+_ x 1))", ""},
        {"a.optFlatMap(x, x.?b)", "(optFlatMap x a (.?b x))", ""},
        {"cel.bind(x, 1, x + x)", "(bind x 1 (_+_ x x))", ""},
        {"cel.block([1, cel.index(0)], cel.index(1))", "(block @index:0 @index:1 1 @index:0 @index:1)", ""},
        {"a.map(cel.iterVar(0, 1), cel.iterVar(0, 1))", "(map @it:0:1 a @it:0:1)", ""},
        {"has(a, b)", "(has() a b)", "no macro takes two"},
        {"a.has(b.c)", "(.has() a (.c b))", "has() stands alone"},
        {"all(x, x)", "(all() x x)", "all() is called on something"},
        {"a.bind(x, 1, x)", "(.bind() a x 1 x)", "bind() is called on cel"},
        {"a.map(x)", "(.map() a x)", "too few"},
    };
    for (const Row& row : rows) {
        INFO(row.source << ": " << row.why);
        CHECK(parsed(row.source) == row.expected);
    }
}

TEST_CASE("what cannot be read is told by place, by what stands there and by what could") {
    const std::string a_value = "a value: a name, a number, a text, `(`, `[` or `{`";
    const std::string reserved = "; another name; only a field may be called so";
    const struct {
        std::string_view source;
        std::string expected;
        std::string_view why;
    } rows[] = {
        {"1 +", "1:4 the end of the expression; " + a_value, ""},
        {"", "1:1 the end of the expression; " + a_value, "nothing at all"},
        {"1 + 2\n3 +", "2:1 `3`; an operator, or the end", "lines are counted"},
        {"'\xC3\xA9\xE2\x82\xAC' $ 2", "1:6 `$`; a name, a value, an operator or a bracket", "columns are code points"},
        {"a | b", "1:3 `|`; `||` for \"or\"", "half an operator"},
        {"a = b", "1:3 `=`; `==` to compare", ""},
        {"a == \xE2\x80\x9Cx\xE2\x80\x9D",
         "1:6 `\xE2\x80\x9C`, the character U+201C; a straight quote: ' or \"\n"
         "1:8 `\xE2\x80\x9D`, the character U+201D; a straight quote: ' or \"",
         "quotes of a word processor"},
        {"a\xC2\xA0+ b", "1:2 the character U+00A0; a space", "a space that is none"},
        {"'abc", "1:1 text whose quote is never closed; ' behind it, in the same line", ""},
        {"'''abc'", "1:1 text whose quote is never closed; ''' behind it", ""},
        {R"('\d')",
         R"(1:2 `\d` is no escape; one of \\ \" \' \` \? \a \b \f \n \r \t \v, \xFF, \377, \uFFFF, \UFFFFFFFF, )"
         "or an r before the quote",
         "unknown escapes are errors"},
        {R"('\uD83D')", R"(1:2 `\uD83D` is no Unicode character; U+0000 to U+D7FF, or U+E000 to U+10FFFF)",
         "surrogate"},
        {"9223372036854775808",
         "1:1 a number too large for an int: `9223372036854775808`; "
         "at most 9223372036854775807, or a uint: 1u",
         ""},
        {"1e309", "1:1 a number too large for a double: `1e309`; at most 1.797e308", ""},
        {"12ab", "1:1 `12ab` is no number; digits, as in 12, 12u, 0x1F, 1.5 or 1.5e3", ""},
        {"var", "1:1 the reserved word `var`" + reserved, ""},
        {"[for, 1, if]", "1:2 the reserved word `for`" + reserved + "\n1:10 the reserved word `if`" + reserved, "all"},
        {"a.true", "1:3 `true`; the name of a field", "but no reserved word is a value"},
        {"a.b.`$`", "1:5 a field in back quotes that has `$`; letters, digits, _ . - / and spaces between back quotes",
         ""},
        {"has(a)", "1:5 `a` in has(); a field, as in has(claim.worth)", ""},
        {"a.all(b.c, true)", "1:7 `b.c` as a variable of all(); a simple name, as in x", ""},
        {"a.all(x, x, true)", "1:10 `x` twice; two variables with different names", ""},
        {"cel.block(a, 1)", "1:11 `a` in cel.block(); a list, written out, of the values to bind", ""},
        {"f(1,)", "1:5 `)`; " + a_value, "arguments end with no comma"},
        {"f(1 2)", "1:5 `2`; `,` or `)`", ""},
        {"[1, 2", "1:6 the end of the expression; `,` or `]`", ""},
        {"(1 + 2", "1:7 the end of the expression; `)` for the `(` in column 1", ""},
        {"{a}", "1:3 `}`; `:` and the value of the key", ""},
        {"a ? b", "1:6 the end of the expression; `:` and what holds otherwise", ""},
        {"!-a", "1:2 `-`; a value without a sign", "not and minus do not mix, says the grammar"},
        {"[1 +, 2, f(3 *), 4 4]", "1:5 `,`; " + a_value + "\n1:15 `)`; " + a_value + "\n1:20 `4`; `,` or `]`",
         "what stands between commas is read on its own"},
        {"'a\xFF'", "1:3 a byte that is no UTF-8; text in UTF-8", ""},
        {"a.b(){}", "1:6 `{`; an operator, or the end", "only a name begins a message"},
    };
    for (const auto& row : rows) {
        INFO(row.source << ": " << row.why);
        CHECK(refused(row.source) == row.expected);
    }
}

TEST_CASE("every node quotes its own text, brackets around it left out") {
    const auto ast = parse("(a + b) * f( c ) && [1].all(x, x > (2)) ? 'yes' : m['k'].`q-r`");
    REQUIRE(ast);
    std::string quoted;
    for (const Node& node : ast->nodes) quoted += std::string(ast->text_of(node)) + "\n";
    CHECK(quoted ==
          "a\nb\na + b\nc\nf( c )\n(a + b) * f( c )\n1\n[1]\nx\nx\n2\nx > (2)\n[1].all(x, x > (2))\n"
          "(a + b) * f( c ) && [1].all(x, x > (2))\n'yes'\nm\n'k'\nm['k']\nm['k'].`q-r`\n"
          "(a + b) * f( c ) && [1].all(x, x > (2)) ? 'yes' : m['k'].`q-r`\n");
}

TEST_CASE("no input is deep or long enough to do harm") {
    const std::string too_deep = "an expression nested more than 250 deep";
    const struct {
        std::string source;
        std::string expected;  ///< of the first finding; empty: accepted
        std::string_view why;
    } rows[] = {
        {repeat("(", 240) + "1" + repeat(")", 240), "", "deep, but within the limit"},
        {repeat("(", 90'000), too_deep, "brackets"},
        {repeat("[", 90'000), too_deep, "lists"},
        {repeat("{1:", 30'000), too_deep, "maps"},
        {repeat("f(", 40'000), too_deep, "calls"},
        {repeat("!", 90'000) + "a", too_deep, "nots, read in a loop, would be deep to visit"},
        {repeat("-", 90'000) + "a", too_deep, "signs"},
        {"a" + repeat(".b", 40'000), too_deep, "fields"},
        {"a" + repeat("[0]", 30'000), too_deep, "indices"},
        {"1" + repeat("+1", 40'000), too_deep, "sums lean to the left"},
        {repeat("a?b:", 20'000) + "c", too_deep, "conditions lean to the right"},
        {"a" + repeat("&&a", 30'000), "", "a chain is flat"},
        {"[" + repeat("1,", 45'000) + "]", "", "so is a list"},
        {repeat(" ", 100'001), "an expression of 100001 bytes", ""},
        {repeat("9", 99'000), "a number too large: `" + repeat("9", 60) + "...`", "what is quoted is cut"},
    };
    for (const auto& row : rows) {
        INFO(row.source.substr(0, 20) << "...: " << row.why);
        const auto ast = parse(row.source);
        CHECK((ast ? "" : ast.error().front().found) == row.expected);
    }
    CHECK(parse("[[[1]]]", {.depth_max = 3}).error().front().found == "an expression nested more than 3 deep");
    CHECK(parse("[1, 2]", {.nodes_max = 2}).error().front().found == "an expression of more than 2 parts");
    CHECK(parse(repeat("[1 +, ", 15'000)).error().size() <= 20);
}

}  // namespace makegood::cel
