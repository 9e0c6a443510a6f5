#include <array>
#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "engine/cel/arena.hpp"
#include "engine/cel/equality.hpp"
#include "engine/cel/value_text.hpp"
#include "tests/engine/cel/outcome.hpp"

using namespace makegood::cel;

namespace {

Value number(std::int64_t value) {
    return Value::of(value);
}
Value natural(std::uint64_t value) {
    return Value::of(value);
}

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

}  // namespace

TEST_CASE("numbers of all kinds lie on one line, exactly") {
    struct Row {
        Value a, b;
        int order;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {number(1), natural(1), 0, "int and uint"},
        {number(1), Value::of(1.0), 0, "int and double"},
        {natural(1), Value::of(1.5), -1, "uint and a fraction"},
        {number(-1), natural(std::numeric_limits<std::uint64_t>::max()), -1, "no wrapping"},
        {number(9007199254740993), Value::of(9007199254740992.0), 1, "beyond 53 bits"},
        {number(-9007199254740993), Value::of(-9007199254740992.0), -1, "beyond 53 bits, negative"},
        {number(9007199254740992), Value::of(9007199254740992.0), 0, "the same"},
        {natural(9007199254740993), Value::of(9007199254740992.0), 1, "uint beyond 53 bits"},
        {number(most), Value::of(9223372036854775808.0), 0, "2^63 counts as the largest int"},
        {number(most - 1), Value::of(9223372036854775808.0), -1, "and as no other"},
        {number(most), Value::of(9223372036854777856.0), -1, "beyond it"},
        {number(least), Value::of(-9223372036854775808.0), 0, "-2^63 is an int"},
        {number(least), Value::of(-9223372036854777856.0), 1, "beyond it"},
        {natural(std::numeric_limits<std::uint64_t>::max()), Value::of(18446744073709551616.0), -1, "2^64"},
        {natural(0), Value::of(-0.0), 0, "there is one zero"},
        {number(0), Value::of(std::numeric_limits<double>::infinity()), -1, "infinity"},
        {natural(5), Value::of(-std::numeric_limits<double>::infinity()), 1, "minus infinity"},
    }));
    CAPTURE(row.why);
    const auto sign = [](std::partial_ordering order) { return order < 0 ? -1 : order > 0 ? 1 : 0; };
    CHECK(sign(compare_numbers(row.a, row.b)) == row.order);
    CHECK(sign(compare_numbers(row.b, row.a)) == -row.order);
}

TEST_CASE("not a number has no place on the line") {
    const Value nan = Value::of(std::nan(""));
    for (const Value& other : {number(1), natural(1), Value::of(1.0), nan}) {
        CHECK(compare_numbers(nan, other) == std::partial_ordering::unordered);
        CHECK(compare_numbers(other, nan) == std::partial_ordering::unordered);
    }
}

TEST_CASE("a map refuses keys that stand twice and keys that are none") {
    Arena arena;
    const auto map_of = [&](const Value& a, const Value& b) {
        return arena.map(std::array{Map::Entry{a, Value::null()}, Map::Entry{b, Value::null()}});
    };
    CHECK(map_of(number(0), natural(0)).is_error());
    CHECK(map_of(Value::string("a"), Value::string("a")).is_error());
    CHECK(map_of(Value::of(true), Value::of(true)).is_error());
    CHECK(map_of(Value::null(), number(1)).is_error());
    CHECK(map_of(Value::of(1.0), number(2)).is_error());
    CHECK(map_of(Value::of(true), number(1)).kind == ValueKind::map);
    CHECK(map_of(Value::string("1"), number(1)).kind == ValueKind::map);
}

TEST_CASE("a map finds a key as a number of any kind, whatever the order of its entries") {
    Arena arena;
    std::vector<Map::Entry> entries;
    for (std::int64_t i = 0; i < 100; ++i) {
        entries.push_back({number((i * 37) % 100), number(i)});
        entries.push_back({arena.string("key" + std::to_string((i * 37) % 100)), number(i)});
    }
    const Value map = arena.map(entries);
    REQUIRE(map.kind == ValueKind::map);
    for (std::int64_t i = 0; i < 100; ++i) {
        const std::int64_t key = (i * 37) % 100;
        CHECK(find(*map.map, number(key))->int64 == i);
        CHECK(find(*map.map, natural(static_cast<std::uint64_t>(key)))->int64 == i);
        CHECK(find(*map.map, Value::of(static_cast<double>(key)))->int64 == i);
        CHECK(find(*map.map, "key" + std::to_string(key))->int64 == i);
    }
    CHECK(find(*map.map, Value::of(0.5)) == nullptr);
    CHECK(find(*map.map, Value::of(std::nan(""))) == nullptr);
    CHECK(find(*map.map, number(100)) == nullptr);
    CHECK(find(*map.map, "key100") == nullptr);
    CHECK(find(*map.map, Value::null()) == nullptr);
}

TEST_CASE("an arena gives what it was asked for until that is too much, and then again when cleared") {
    Arena arena(1000);
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 9; ++i) CHECK(arena.array<char>(100).size() == 100);
        CHECK_FALSE(arena.is_exhausted());
        CHECK(arena.array<char>(200).empty());
        CHECK(arena.is_exhausted());
        CHECK(arena.array<char>(1).empty());
        CHECK(arena.string("x").is_error());
        CHECK(arena.list({}).is_error());
        CHECK(arena.error("something else").fault->over_budget);
        arena.clear();
        CHECK_FALSE(arena.is_exhausted());
        CHECK(arena.copy("abc") == "abc");
        arena.clear();
    }
}

TEST_CASE("an arena keeps large and small things apart and aligned") {
    Arena arena;
    std::vector<std::span<std::uint64_t>> arrays;
    for (std::size_t i = 0; i < 300; ++i) {
        CHECK(arena.copy("odd").size() == 3);
        arrays.push_back(arena.array<std::uint64_t>(i * 7));
        for (auto& number_kept : arrays.back()) number_kept = i;
    }
    for (std::size_t i = 0; i < arrays.size(); ++i) {
        CHECK(reinterpret_cast<std::uintptr_t>(arrays[i].data()) % alignof(std::uint64_t) == 0);
        for (const auto number_kept : arrays[i]) REQUIRE(number_kept == i);
    }
}

TEST_CASE("values are shown as people read them") {
    struct Row {
        const char *source, *text;
    };
    const Row row = GENERATE(values<Row>({
        {"null", "null"},
        {"1", "1"},
        {"1u", "1u"},
        {"1000000.0", "1000000"},
        {"0.1", "0.1"},
        {"1e300", "1e+300"},
        {"0.0 / 0.0", "NaN"},
        {"-1.0 / 0.0", "-Infinity"},
        {"'a\"b\\\\c\\n'", "\"a\\\"b\\\\c\\n\""},
        {"b'a\\x00\\xff'", "b\"a\\x00\\xff\""},
        {"duration('90m')", "5400s"},
        {"duration('-1ms')", "-0.001s"},
        {"now", "2026-03-29T01:30:00Z"},
        {"[1, 2, 3, 4, 5, 6, 7]", "[1, 2, 3, 4, 5, ... 2 more]"},
        {"{'a': [true], 1: {}}", "{\"a\": [true], 1: {}}"},
        {"[[[[[[1]]]]]]", "[[[[[...]]]]]"},
        {"optional.of(1)", "1"},
        {"optional.none()", "none"},
        {"type(1)", "int"},
        {"claim.person", "{name: \"Ada\"}"},
        {"fee", "500 EUR"},
    }));
    CAPTURE(row.source);
    CHECK(outcome(row.source) == row.text);
}

TEST_CASE("a long text is shown by its beginning, whole characters only") {
    const Schema schema;
    CHECK(to_text(Value::string("ääää"), schema, {5, 3, 4}) == "\"ä...\"");
    CHECK(to_text(Value::string("ääää"), schema, {5, 8, 4}) == "\"ääää\"");
}
