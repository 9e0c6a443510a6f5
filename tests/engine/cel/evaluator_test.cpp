#include <string>

#include <catch2/catch.hpp>

#include "tests/engine/cel/outcome.hpp"

using namespace makegood::cel;

namespace {

std::string repeated(std::string_view part, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += part;
    return text;
}

struct Row {
    std::string source, expected;
    const char* why;
};

}  // namespace

TEST_CASE("an expression gives its value, and where it went wrong, why and at which part") {
    const Row row = GENERATE(values<Row>({
        {"claim.amount > 1000.0 && claim.words.contains('lawyer')", "true", "facts of an object"},
        {"claim.person.name", "\"Ada\"", "an object in an object"},
        {"claim.owner", "error: no such field: 'owner' is absent [claim.owner]", "an optional field that is absent"},
        {"claim.owner == 'Ada'", "error: no such field: 'owner' is absent [claim.owner]", "compared"},
        {"claim.owner in ['a', 'b']", "error: no such field: 'owner' is absent [claim.owner]", "looked for"},
        {"claim.owner.startsWith('A')", "error: no such field: 'owner' is absent [claim.owner]", "asked"},
        {"has(claim.owner)", "false", "absence can be asked"},
        {"has(claim.channel) && claim.channel == 'phone'", "true", "and guards"},
        {"claim.?owner.orValue('nobody')", "\"nobody\"", "an optional of what is absent"},
        {"claim.?channel.orValue('nobody')", "\"phone\"", "an optional of what is there"},
        {"lines.exists(l, l.net > 500.0 && l.service == 'transport')", "true", "one of several"},
        {"lines.all(l, l.worth < l.net)", "false", "all of several"},
        {"lines.map(l, l.net)", "[600, 100]", "a list made of a list"},
        {"lines.filter(l, l.net < l.worth + 1.0).size()", "1", "a list out of a list"},
        {"lines[0].service + '/' + lines[1].service", "\"transport/cleaning\"", "by index"},
        {"lines[2].service", "error: index out of range: 2 [lines[2]]", "beyond the end"},
        {"numbers.two + numbers['one']", "3", "entries of a map"},
        {"numbers.three", "error: no such key: 'three' [numbers.three]", "a key that is not there"},
        {"1 / (claim.days - 12)", "error: division by zero [1 / (claim.days - 12)]", "division by zero"},
        {"9223372036854775807 + claim.days", "error: integer overflow [9223372036854775807 + claim.days]",
         "no number wraps"},
        {"any + 1u", "8u", "an unchecked fact"},
        {"any + 1", "error: no such overload: uint + int [any + 1]", "of another kind than it takes"},
        {"any.foo", "error: no such field: 'foo' of a value of type uint [any.foo]", "no container"},
        {"dyn(claim).nothing", "error: no such field: 'nothing' in claim [dyn(claim).nothing]", "no such field"},
        {"'vip' in tags && !('new' in tags)", "true", "a text among texts"},
        {"claim.days in [3, 12, 7]", "true", "an int among constants"},
        {"type(claim) == type(lines[0])", "false", "objects have types of their own"},
        {"claim == claim && lines == lines && lines[0] != lines[1]", "true", "objects compare by their fields"},
        {"cel.bind(d, claim.days, d * d)", "144", "a name for a value"},
        {"cel.bind(d, 1 / 0, claim.days == 12 || d > 1)", "true", "an error counts only where it is used"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome(row.source) == row.expected);
}

TEST_CASE("what goes wrong is absorbed where something else decides, and nowhere else") {
    const Row row = GENERATE(values<Row>({
        {"claim.owner == 'a' || claim.days == 12", "true", "error || true"},
        {"claim.days == 12 || claim.owner == 'a'", "true", "true || error"},
        {"claim.owner == 'a' && claim.days == 1", "false", "error && false"},
        {"claim.days == 1 && claim.owner == 'a'", "false", "false && error"},
        {"claim.owner == 'a' || claim.days == 1", "error: no such field: 'owner' is absent [claim.owner]",
         "no decision"},
        {"claim.owner == 'a' && 1 / 0 == 1 && claim.days == 12",
         "error: no such field: 'owner' is absent [claim.owner]", "the first error is told"},
        {"claim.owner == 'a' ? true : true", "error: no such field: 'owner' is absent [claim.owner]", "a condition"},
        {"[0, 1].all(x, 1 / x == 5)", "false", "all: one false decides"},
        {"[0, 1].exists(x, 1 / x == 1)", "true", "exists: one true decides"},
        {"[0, 1].exists(x, 1 / x == 2)", "error: division by zero [1 / x]", "exists: nothing decides"},
        {"[1, 0].exists_one(x, 1 / x == 1)", "error: division by zero [1 / x]", "exists_one absorbs nothing"},
        {"[1, 0].map(x, 1 / x).size() == 2 || true", "true", "an error as deep as you like"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome(row.source) == row.expected);
}

TEST_CASE("operands that are no bool count as errors where types are known only at run time") {
    const Row row = GENERATE(values<Row>({
        {"'x' && false", "false", "absorbed"},
        {"true || 32", "true", "not even looked at"},
        {"'x' && true", "error: no such overload: string && bool ['x' && true]", "not absorbed"},
        {"!0", "error: no such overload: !int [!0]", "no not of a number"},
        {"'x' ? 1 : 2", "error: no such overload: string ? : ['x' ? 1 : 2]", "no condition"},
        {"nobody || true", "true", "a name that means nothing is an error too"},
        {"nobody", "error: undeclared reference to 'nobody' [nobody]", "and is told"},
        {"nofunction(1)", "error: no such function: 'nofunction' [nofunction(1)]", "as is a function"},
        {"size(1, 2)", "error: no such overload: size(int, int) [size(1, 2)]", "a function with too many arguments"},
        {"'x'.size(1)", "error: no such overload: string.size(int) ['x'.size(1)]", "of a member too"},
        {"[1].exists(x, 'a')", "error: no such overload: a predicate gives a bool, not a string [[1].exists(x, 'a')]",
         "a predicate that is none"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome_unchecked(row.source) == row.expected);
}

TEST_CASE("the host's types have the host's operators and functions") {
    const Row row = GENERATE(values<Row>({
        {"fee + limit", "1200 EUR", "an operator"},
        {"fee < limit", "true", "a comparison"},
        {"fee + money(200) == limit", "true", "a function, and equality"},
        {"fee.in_cents() + 1", "501", "a member"},
        {"[fee, limit].exists(m, m == money(700))", "true", "in a list"},
        {"fee in [money(1), money(500)]", "true", "among constants"},
        {"fee < abroad", "error: two currencies [fee < abroad]", "what the host refuses is told where it happened"},
        {"fee == abroad", "error: two currencies [fee == abroad]", "equality too"},
        {"fee == abroad || fee < limit", "true", "and is absorbed like any error"},
        {"type(fee) == type(limit) && type(fee) != int", "true", "types of the host are types"},
        {"dyn(fee) < dyn(limit)", "true", "overloads are chosen when it runs"},
        {"dyn(fee) < dyn(1)", "error: no such overload: money < int [dyn(fee) < dyn(1)]", "or there is none"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome(row.source) == row.expected);
}

TEST_CASE("a checked program and an unchecked one give the same") {
    const std::string source = GENERATE(values<std::string>({
        "claim.amount > 1000.0 && claim.share >= 0.5",
        "1000.0 < claim.amount",
        "claim.amount == 1200.5 || claim.amount != 1200.5",
        "claim.amount <= claim.share",
        "claim.amount * claim.share - claim.amount / 2.0",
        "claim.days * 9223372036854775807",
        "claim.days - 13 < 0 && claim.days % 5 == 2",
        "claim.words == 'my lawyer will call' && claim.words != ''",
        "claim.words.startsWith('my') && claim.words.endsWith('call')",
        "claim.words.contains('') && !claim.words.contains('lawyers')",
        "claim.channel in ['phone', 'letter', 'link']",
        "claim.owner in ['phone']",
        "claim.owner != 'x'",
        "claim.person.name == 'Ada'",
        "has(claim.person) && has(claim.person.name)",
        "lines.exists(l, l.service in ['cleaning'] && l.net == l.worth)",
        "lines.exists(l, l.service.startsWith('trans') || l.net < 0.0)",
        "lines.all(i, l, i < 5 && l.net > 0.0)",
        "lines.map(l, l.net > 500.0, l.service)",
        "'vip' in tags",
        "size(tags) > 1 && tags.size() < 3",
        "numbers.transformMap(k, v, v * 2)",
        "numbers.exists(k, k == 'two')",
        "numbers.transformMapEntry(k, v, {v: k})",
        "tags.transformMapEntry(i, t, {'same': t})",
        "claim.words.matches('law(y|i)er')",
        "now + duration('1h') > now && now - now == duration('0')",
        "claim.is_late ? claim.amount : claim.share",
    }));
    CAPTURE(source);
    CHECK(outcome_unchecked(source) == outcome(source));
}

TEST_CASE("a run that costs too much ends with an error that nothing absorbs") {
    constexpr const char* ten = "[0,1,2,3,4,5,6,7,8,9]";
    std::string loops;
    for (int i = 0; i < 8; ++i) loops += std::string(ten) + ".all(x" + std::to_string(i) + ", ";
    loops += "x7 >= 0" + repeated(")", 8);
    std::string doubled = "'0123456789'";
    for (int i = 0; i < 60; ++i) doubled = "cel.bind(a, " + doubled + ", a + a)";
    std::string shared = "[1]";
    for (int i = 0; i < 60; ++i)
        shared += ", [cel.index(" + std::to_string(i) + "), cel.index(" + std::to_string(i) + ")]";
    const Row row = GENERATE_COPY(values<Row>({
        {loops, "cost limit exceeded", "loops in loops"},
        {"true || " + loops, "true", "unless it need not run"},
        {loops + " || true", "cost limit exceeded", "|| does not absorb it"},
        {"(" + loops + " ? false : false) && false", "cost limit exceeded", "&& does not"},
        {"[" + loops + "].exists(x, true)", "cost limit exceeded", "exists does not"},
        {"cel.bind(x, " + loops + ", true)", "cost limit exceeded", "not where it is not used either"},
        {"size(" + doubled + ") > 0", "out of memory for this run", "a text that doubles"},
        {"cel.block([" + shared + "], dyn(cel.index(60)) == cel.index(59))", "false", "compared until it is known"},
        {"cel.block([" + shared + "], cel.index(60) == [cel.index(59), cel.index(59)])", "cost limit exceeded",
         "few values that contain each other many times"},
        {"cel.block([" + shared + "], '%s'.format([cel.index(60)]).size() > 0)", "cost limit exceeded", "formatted"},
    }));
    CAPTURE(row.why);
    const std::string told = outcome(row.source);
    CHECK(told.substr(0, told.find(" [")) == (row.expected.size() > 5 ? "error: " + row.expected : row.expected));
}

TEST_CASE("limits are what the caller says") {
    CHECK(outcome("lines.all(l, l.net > 0.0)", {}, {3, 1000}) ==
          "error: cost limit exceeded [lines.all(l, l.net > 0.0)]");
    CHECK(outcome("lines.all(l, l.net > 0.0)", {}, {50, 1000}) == "true");
    CHECK(outcome("lines.map(l, l.net).size() == 2", {}, {50, 8}).starts_with("error: "));
    CHECK(outcome("claim.days == 12", {}, {0, 0}).starts_with("error: cost limit exceeded"));
}

TEST_CASE("an evaluator runs one program after the other, also after one that went wrong") {
    const ClaimCase given;
    Evaluator evaluator(nullptr, {10'000, 4096});
    const auto large = compile("lines.map(l, claim.words + claim.words).map(w, w + w + w + w)", given.schema);
    const auto small = compile("claim.words + '!'", given.schema);
    REQUIRE(large.has_value());
    REQUIRE(small.has_value());
    for (int i = 0; i < 100; ++i) {
        CHECK(evaluator.run(*large, given.facts).kind == ValueKind::list);
        CHECK(evaluator.run(*small, given.facts).view() == "my lawyer will call!");
    }
    CHECK(evaluator.run(*small, {}).is_error());
}

TEST_CASE("a fact that is absent or went wrong when it was bound is an error where it is used") {
    ClaimCase given;
    given.facts[0] = Value::absent();
    given.facts[4] = given.arena.error("not recorded then");
    Evaluator evaluator;
    const auto absent = compile("claim.days == 12", given.schema);
    const auto wrong = compile("any == 12 || claim.days == 1", given.schema);
    CHECK(evaluator.run(*absent, given.facts).fault->words == "'claim' has no value here");
    CHECK(evaluator.run(*wrong, given.facts).fault->words == "not recorded then");
}

TEST_CASE("a fact of another kind than declared is an error, not a misreading") {
    ClaimCase given;
    given.facts[0] = Value::of(std::int64_t{5});
    given.facts[1] = Value::string("lines");
    Evaluator evaluator;
    for (const auto* source : {"claim.days == 12", "claim.person.name == 'Ada'", "lines.exists(l, l.net > 1.0)"}) {
        const auto program = compile(source, given.schema);
        REQUIRE(program.has_value());
        CHECK(evaluator.run(*program, given.facts).is_error());
    }
}

TEST_CASE("why a rule gave false is told by its smallest part that decided") {
    const Row row = GENERATE(values<Row>({
        {"claim.days == 12 && claim.amount > 2000.0", "claim.amount > 2000.0 {claim.amount = 1200.5, 2000.0 = 2000}",
         "of a chain the operand that is false"},
        {"claim.days == 12 && (claim.share > 0.1 && claim.is_late)", "claim.is_late {}", "and so on inwards"},
        {"claim.owner == 'a' && claim.is_late", "claim.is_late {}", "not the one that went wrong"},
        {"claim.days == 1 || claim.is_late",
         "claim.days == 1 || claim.is_late {claim.days == 1 = false, claim.is_late = false}", "of || it takes all"},
        {"claim.days == 12 ? claim.is_late : true", "claim.is_late {}", "the branch that was taken"},
        {"!(claim.days == 12)", "!(claim.days == 12) {claim.days == 12 = true}", "a not"},
        {"lines.all(l, l.worth < l.net)", "l.worth < l.net {l.worth = 100, l.net = 100}", "the first that fails"},
        {"lines.exists(l, l.net > 900.0)",
         "lines.exists(l, l.net > 900.0) {lines = [{service: \"transport\", net: 600, worth: 0}, {service: "
         "\"cleaning\", net: 100, worth: 100}]}",
         "the range in which nothing was found"},
        {"cel.bind(d, claim.days, d > 100)", "d > 100 {d = 12, 100 = 100}", "with its names bound"},
        {"claim.words.contains('police')",
         "claim.words.contains('police') {claim.words = \"my lawyer will call\", 'police' = \"police\"}", "a function"},
        {"'new' in tags", "'new' in tags {'new' = \"new\", tags = [\"vip\", \"old\"]}", "a list"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(witness_of(row.source) == row.expected);
}

TEST_CASE("deep and long expressions are refused or run, and never crash") {
    const std::string source = GENERATE(values<std::string>({
        repeated("(", 5000) + "1" + repeated(")", 5000),
        "1" + repeated(" + 1", 20'000),
        repeated("!", 20'000) + "true",
        repeated("-", 20'000) + "1",
        "any" + repeated(".a", 20'000),
        "any" + repeated("[0]", 20'000),
        repeated("[", 5000) + repeated("]", 5000),
        "true" + repeated(" && true", 10'000),
        "true" + repeated(" ? true : true", 10'000),
        "'a'" + repeated(".trim()", 10'000),
        "any" + repeated(".map(x, x)", 5000),
        repeated("[1].map(x, ", 240) + "x" + repeated(")", 240),
        repeated("optional.of(", 240) + "1" + repeated(")", 240),
        "'" + repeated("a", 99'000) + "'.matches('" + repeated("a?", 200) + "')",
        "'a'.matches('((((a{100}){100}){100}){100})')",
    }));
    CHECK_FALSE(outcome_unchecked(source).empty());
}
