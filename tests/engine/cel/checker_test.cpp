#include "engine/cel/checker.hpp"

#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "engine/cel/parser.hpp"
#include "engine/cel/signatures.hpp"
#include "tests/engine/cel/shape.hpp"

namespace makegood::cel {

namespace {

class Money : public OpaqueType {
  public:
    Money() : OpaqueType("money", 1) {}
    [[nodiscard]] Value equal(const Value&, const Value&, Arena&) const override { return {}; }
    [[nodiscard]] std::string to_text(const Value&) const override { return "money"; }
};

const Money money;

/// A claim on an invoice, as rules see it.
Schema claim_schema() {
    const Type amount = Type::opaque(money);
    const auto line = std::make_shared<ObjectType>(
        "line", std::vector<ObjectType::Field>{
                    {"service", TypeKind::string, false}, {"billed", amount, false}, {"worth", amount, true}});
    const auto claim = std::make_shared<ObjectType>(
        "claim", std::vector<ObjectType::Field>{{"received", TypeKind::timestamp, false},
                                                {"words", TypeKind::string, true},
                                                {"count", TypeKind::int64, false},
                                                {"share", TypeKind::float64, false},
                                                {"lines", Type::list(Type::object(line)), false}});
    Schema schema;
    schema.declare("claim", Type::object(claim));
    schema.declare("now", TypeKind::timestamp);
    schema.declare("tags", Type::map(TypeKind::string, TypeKind::string));
    schema.declare("ids", Type::list(TypeKind::int64));
    schema.declare("any", TypeKind::dyn);
    schema.declare("maybe", Type::optional(TypeKind::int64));
    schema.declare("shop.limits.day", TypeKind::int64);
    schema.declare("shop.limits", Type::map(TypeKind::string, TypeKind::string));
    schema.add(money);
    schema.add(HostFunction{"_+_", false, {amount, amount}, amount, nullptr});
    schema.add(HostFunction{"_<_", false, {amount, amount}, TypeKind::boolean, nullptr});
    schema.add(
        HostFunction{"words_any", false, {TypeKind::string, Type::list(TypeKind::string)}, TypeKind::boolean, nullptr});
    schema.add(HostFunction{"shop.fee", false, {amount}, amount, nullptr});
    schema.add(HostFunction{"net", true, {amount}, amount, nullptr});
    return schema;
}

/// The type of the whole, or the findings.
std::string checked(std::string_view source, std::string_view container = "") {
    const Schema schema = claim_schema();
    auto ast = parse(source);
    if (!ast) return "not read: " + lines_of(ast.error());
    Ast tree = std::move(ast).value();
    const SourceFindings findings = check(tree, schema, container);
    return findings.empty() ? tree.type_of(tree.at(tree.root)).to_text() : lines_of(findings);
}

std::string resolved(std::string_view source, std::string_view container) {
    const Schema schema = claim_schema();
    auto ast = parse(source);
    REQUIRE(ast);
    Ast tree = std::move(ast).value();
    resolve(tree, schema, container);
    return shape_of(tree);
}

}  // namespace

TEST_CASE("a name means the longest beginning that is declared, nearest scope first") {
    const struct {
        std::string_view source;
        std::string_view container;
        std::string_view expected;
        std::string_view why;
    } rows[] = {
        {"claim.count", "", "(.count claim@0)", "a fact and its field"},
        {"shop.limits.day", "", "shop.limits.day@6", "all of it is a fact"},
        {"shop.limits.night", "", "(.night shop.limits@7)", "the longest beginning"},
        {"shop.limits.day.x", "", "(.x shop.limits.day@6)", ""},
        {"shop.?limits.day", "", "(.day (.?limits shop))", "an optional field is no part of a name"},
        {"limits.day", "shop", "shop.limits.day@6", "the container stands before it"},
        {"day", "shop.limits.week", "shop.limits.day@6", "every container outwards"},
        {".day", "shop.limits", ".day", "a leading dot means the root"},
        {"now", "shop", "now@1", "what the container does not have is asked of the root"},
        {"nobody.knows", "", "(.knows nobody)", "what means nothing stays so: an error when it runs"},
        {"ids.map(now, now)", "", "(map now ids@3 now#0)", "a variable shadows a fact"},
        {"ids.map(now, .now)", "", "(map now ids@3 .now@1)", "but not the root"},
        {"ids.map(shop, shop.limits.day)", "", "(map shop ids@3 (.day (.limits shop#0)))",
         "nor does a longer name win"},
        {"ids.map(x, ids.map(y, x + y) + ids.map(z, x + z))", "",
         "(map x ids@3 (_+_ (map y ids@3 (_+_ x#0 y#1)) (map z ids@3 (_+_ x#0 z#1))))", "slots are used again"},
        {"ids.map(x, x.map(x, x))", "", "(map x ids@3 (map x x#0 x#1))", "a range is outside its scope"},
        {"cel.bind(a, 1, cel.bind(b, a, a + b))", "", "(bind a 1 (bind b a#0 (_+_ a#0 b#1)))", ""},
        {"cel.block([1, [2].map(x, x + cel.index(0))], cel.index(1))", "",
         "(block @index:0 @index:1 1 (map x (list 2) (_+_ x#2 @index:0#0)) @index:1#1)",
         "values see those before them"},
        {"cel.block([cel.index(1), 2], 3)", "", "(block @index:0 @index:1 @index:1 2 3)", "and none behind"},
        {"math.abs(1) + size(ids)", "", "(_+_ (math.abs() 1) (size() ids@3))", "a function may have a name with dots"},
        {"fee(any)", "shop", "(shop.fee() any@4)", "and live in a container"},
        {"shop.fee(any)", "", "(shop.fee() any@4)", ""},
        {"shop.limits.size()", "", "(.size() shop.limits@7)", "or be called on a fact"},
        {"[int, type, money, google.protobuf.Duration]", "", "(list <int> <type> <money> <google.protobuf.Duration>)",
         ""},
    };
    for (const auto& row : rows) {
        INFO(row.source << " in '" << row.container << "': " << row.why);
        CHECK(resolved(row.source, row.container) == row.expected);
    }
}

TEST_CASE("every expression has the type that its parts give it") {
    const struct {
        std::string_view source;
        std::string_view expected;
        std::string_view why;
    } rows[] = {
        {"claim.count + 1", "int", ""},
        {"claim.lines.map(l, l.billed)", "list(money)", "fields of records in lists"},
        {"claim.lines[0].billed + claim.lines[1].billed", "money", "an operator of the host's"},
        {"claim.lines[0].billed.net() < shop.fee(claim.lines[0].billed)", "bool", ""},
        {"claim.lines[0].billed == claim.lines[1].billed", "bool", "equality needs no declaration"},
        {"words_any(claim.words, ['court'])", "bool", ""},
        {"now - claim.received", "duration", ""},
        {"now - duration('1h')", "timestamp", ""},
        {"tags.tier", "string", ""},
        {"tags.?tier.orValue('none')", "string", ""},
        {"tags[?'tier']", "optional_type(string)", ""},
        {"claim.?words.optMap(w, w.size())", "optional_type(int)", ""},
        {"claim.?lines[0].service", "optional_type(string)", "an optional goes on to the end of the path"},
        {"has(claim.words) && has(tags.x) && has(any.b.c)", "bool", ""},
        {"[1, 2] + []", "list(int)", "an empty list is of any type"},
        {"[[], [1]]", "list(list(int))", ""},
        {"[]", "list(dyn)", "and of none, if nothing says more"},
        {"{}", "map(dyn, dyn)", ""},
        {"[1, 'a']", "list(dyn)", "lists may be mixed"},
        {"{'a': 1, 'b': 2.0}", "map(string, dyn)", "maps too"},
        {"[optional.of(1), null]", "list(optional_type(int))", "null may be an optional"},
        {"[?maybe, 2]", "list(int)", ""},
        {"any ? 1 : 2", "int", "dyn may be anything"},
        {"true ? 1 : any", "dyn", ""},
        {"any.a.b + 1 > 2", "bool", ""},
        {"any + any", "dyn", "several signatures fit"},
        {"1 == any", "bool", ""},
        {"any == 'a' && any == 1", "bool", ""},
        {"ids.exists(i, x, i == x)", "bool", "index and element"},
        {"tags.transformList(k, v, k + v)", "list(string)", "key and value"},
        {"tags.transformMap(k, v, v.size())", "map(string, int)", ""},
        {"ids.transformMap(i, x, x == i)", "map(int, bool)", ""},
        {"tags.transformMapEntry(k, v, {v: k.size()})", "map(string, int)", ""},
        {"tags.filter(k, k != 'a')", "list(string)", "a map's filter gives keys"},
        {"any.filter(k, k)", "list(dyn)", ""},
        {"cel.bind(x, [1], x[0])", "int", ""},
        {"cel.block([[1], cel.index(0)[0]], cel.index(1))", "int", ""},
        {"math.greatest(1, 2, 3)", "int", "any number of them"},
        {"math.least(1, 2.0)", "dyn", ""},
        {"math.greatest(ids)", "int", ""},
        {"int", "type(int)", ""},
        {"type(ids)", "type(list(int))", ""},
        {"type(1) == int", "bool", ""},
        {"type(now) == google.protobuf.Timestamp", "bool", ""},
        {"claim.received == null", "bool", "null may stand for a timestamp"},
        {"'%d'.format([1, 'a'])", "string", ""},
    };
    for (const auto& row : rows) {
        INFO(row.source << ": " << row.why);
        CHECK(checked(row.source) == row.expected);
    }
}

TEST_CASE("what does not fit is told with what would, all at once, and each only once") {
    const struct {
        std::string_view source;
        std::string_view expected;
        std::string_view why;
    } rows[] = {
        {"claim.cuont > 1",
         "1:7 the field `cuont`, which `claim` does not have; "
         "`count`, perhaps; the fields are received, words, count, share or lines",
         "a slip of the finger"},
        {"has(claim.amount)",
         "1:11 the field `amount`, which `claim` does not have; the fields are received, words, count, share or lines",
         "has() asks whether a field is there, not whether one exists"},
        {"claim.lines.exists(l, l.?billd.hasValue())",
         "1:26 the field `billd`, which `line` does not have; `billed`, perhaps; the fields are service, billed or "
         "worth",
         "an optional field must exist too"},
        {"clam.count > 1", "1:1 `clam`, which is not known; `claim`, perhaps", "what follows is not told again"},
        {"x1 + x2",
         "1:1 `x1`, which is not known; one of claim, now, tags, ids, any, maybe, shop.limits.day or shop.limits\n"
         "1:6 `x2`, which is not known; one of claim, now, tags, ids, any, maybe, shop.limits.day or shop.limits",
         "both at once"},
        {"ids.all(line, lines > 0)", "1:15 `lines`, which is not known; `line`, perhaps",
         "variables are suggested too"},
        {"claim.words.startWith('a')", "1:13 a function `startWith`, which is not known; `startsWith`, perhaps", ""},
        {"1 + 'a'", "1:3 `int + string`; `int + int` or `string + string`", "what fits either side"},
        {"claim.share > 1", "1:13 `double > int`; numbers of one type; int(...), uint(...) and double(...) convert",
         ""},
        {"1 == 1u", "1:3 `int == uint`; numbers of one type; int(...), uint(...) and double(...) convert", ""},
        {"'1' == 1", "1:5 `string == int`; two values of one type; dyn(...) around one compares any two", ""},
        {"claim.lines[0].billed < 5", "1:23 `money < int`; `int < int` or `money < money`", "the host's are offered"},
        {"-'a'", "1:1 `-string`; `-int` or `-double`", ""},
        {"claim.words.contains(1)", "1:13 `string.contains(int)`; `string.contains(string)`", ""},
        {"size(1)", "1:1 `size(int)`; `size(string)`, `size(bytes)`, `size(list(A))` or `size(map(A, B))`", ""},
        {"'a'.size(1)", "1:5 `string.size(int)`; `string.size()`", "too many"},
        {"ids['a']", "1:4 `list(int)[string]`; `list(A)[int]`", ""},
        {"claim.count.x", "1:13 the field `x` of an int; a field of a map or of a record; an int has none", ""},
        {"claim['count']", "1:6 `claim[string]`; a field behind a dot: what it has is known by name",
         "fields of records are known by name"},
        {"claim && true", "1:1 `claim`, a claim, beside &&; a bool", ""},
        {"true || 1 || 'a'", "1:9 `1`, an int, beside ||; a bool\n1:14 `'a'`, a string, beside ||; a bool", ""},
        {"1 ? 2 : 3", "1:1 `1`, an int, before ?; a bool", ""},
        {"true ? 1 : 'a'",
         "1:6 an int where the condition holds, a string where not; "
         "one type for both; dyn(...) around one of them leaves it open",
         ""},
        {"claim.all(c, true)", "1:1 `claim`, a claim, before .all(); a list or a map", ""},
        {"ids.filter(i, i)", "1:15 `i`, an int, as the test of filter(); a bool", ""},
        {"ids.transformMapEntry(i, x, x)", "1:29 `x`, an int; a map of one entry, as in {key: value}", ""},
        {"[?1]", "1:3 `1`, an int, behind ?; an optional, as in optional.of(1)", ""},
        {"{1.5: 'a'}", "1:2 `1.5`, a double, as a key; a string, an int, a uint or a bool", ""},
        {"tags.optMap(t, t)", "1:1 `tags`, a map(string, string), before .optMap(); an optional, as in claim.?worth",
         ""},
        {"maybe.optFlatMap(m, m)", "1:21 `m`, an int, in optFlatMap(); an optional, as in optional.of(1)", ""},
        {"money{amount: 1}",
         "1:1 the message `money{...}`; a map, as in {'name': 1}: there are no protobuf messages here", ""},
        {"math.greatest(1, 'a')", "1:18 a string in math.greatest(); a number", ""},
        {"tags == null",
         "1:6 `map(string, string) == null_type`; two values of one type; dyn(...) around one compares any two",
         "a map is never null"},
        {"claim == null", "1:7 `claim == null_type`; two values of one type; dyn(...) around one compares any two",
         "nor is a record"},
    };
    for (const auto& row : rows) {
        INFO(row.source << ": " << row.why);
        CHECK(checked(row.source) == row.expected);
    }
}

TEST_CASE("every node has its type after a check") {
    const Schema schema = claim_schema();
    auto parsed = parse("claim.lines.filter(l, l.service == 'a').size() > 0 ? [type(1) == int] : []");
    REQUIRE(parsed);
    Ast ast = std::move(parsed).value();
    REQUIRE(lines_of(check(ast, schema, "")).empty());
    std::string types;
    for (const Node& node : ast.nodes) {
        types += std::string(ast.text_of(node)) + ": " + ast.type_of(node).to_text() + "\n";
    }
    CHECK(types ==
          "claim: claim\nclaim.lines: list(line)\nl: dyn\nl: line\nl.service: string\n'a': string\n"
          "l.service == 'a': bool\nclaim.lines.filter(l, l.service == 'a'): list(line)\n"
          "claim.lines.filter(l, l.service == 'a').size(): int\n0: int\n"
          "claim.lines.filter(l, l.service == 'a').size() > 0: bool\n1: int\ntype(1): type(int)\nint: type(int)\n"
          "type(1) == int: bool\n[type(1) == int]: list(bool)\n[]: list(bool)\n"
          "claim.lines.filter(l, l.service == 'a').size() > 0 ? [type(1) == int] : []: list(bool)\n");
}

TEST_CASE("types that double with every step end the check, not the memory") {
    std::string source;
    std::string tail = "true";
    constexpr int steps = 120;
    for (int i = 0; i < steps; ++i) source += "cel.bind(x" + std::to_string(i) + ", [][0], ";
    for (int i = 0; i + 1 < steps; ++i) {
        const std::string next = "x" + std::to_string(i + 1);
        tail += " && x" + std::to_string(i) + " == {" + next + ": " + next + "}";
    }
    source += tail + std::string(steps, ')');
    CHECK(checked(source) == "1:1 an expression whose types are too large; one with fewer values inside each other");
}

TEST_CASE("the table of signatures reads as it is written, and finds by name") {
    const auto sizes = signatures_of("size");
    CHECK(sizes.size() == 8);
    CHECK(signatures_of("_<_").size() == 8);
    CHECK(signatures_of("nobody").empty());
    for (const Signature& signature : all_signatures()) {
        INFO(signature.to_text());
        CHECK(!signature.name.empty());
        CHECK((!signature.is_member || !signature.parameters.empty()));
    }
}

}  // namespace makegood::cel
