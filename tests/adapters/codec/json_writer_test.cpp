#include "adapters/codec/json_writer.hpp"

#include <cstdlib>
#include <limits>
#include <random>
#include <string>

#include <catch2/catch.hpp>

#include "adapters/codec/json_reader.hpp"
#include "engine/core/invariant.hpp"

using namespace makegood::codec;
using namespace std::string_view_literals;
using makegood::BrokenInvariant;

TEST_CASE("commas, colons and brackets stand where RFC 8259 wants them and nowhere else") {
    std::string out;
    JsonWriter json(out);
    json.object_begin().field("state", "received").field("version", 3).field("open", true);
    json.array_field("lines")
        .object_begin()
        .object_end()
        .array_begin()
        .array_end()
        .number(1)
        .null()
        .flag(false)
        .array_end();
    json.object_field("totals").field("net", std::string("12.50")).object_end();
    CHECK_FALSE(json.is_complete());
    json.raw_field("facts", R"({"a":1})").key("last").text("x").object_end();
    CHECK(json.is_complete());
    CHECK(
        out ==
        R"({"state":"received","version":3,"open":true,"lines":[{},[],1,null,false],"totals":{"net":"12.50"},"facts":{"a":1},"last":"x"})");
}

TEST_CASE("only quotes, backslashes and control characters are escaped") {
    struct Row {
        std::string_view text;
        const char* json;
        const char* why;
    };
    const Row rows[] = {
        {"plain", R"("plain")", "the happy one"},
        {"", R"("")", "empty"},
        {"\"\\/", R"("\"\\/")", "a slash stays"},
        {"\b\f\n\r\t", R"("\b\f\n\r\t")", "the short forms"},
        {"\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\"", "the others by number, lower case; DEL is no control for RFC 8259"},
        {"a\0b"sv, R"("a\u0000b")", "NUL inside"},
        {"é€😀\u2028", "\"é€😀\u2028\"", "UTF-8 stays as it is"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        std::string out;
        JsonWriter(out).text(row.text);
        CHECK(out == row.json);
    }
}

TEST_CASE("whole numbers are written to the last digit") {
    std::string out;
    JsonWriter(out)
        .array_begin()
        .number(std::numeric_limits<std::int64_t>::min())
        .number(std::numeric_limits<std::uint64_t>::max())
        .number(0)
        .number(short{-5})
        .number(0u)
        .number(7ll)
        .array_end();
    CHECK(out == "[-9223372036854775808,18446744073709551615,0,-5,0,7]");
}

TEST_CASE("JSON that would be broken breaks an invariant instead") {
    std::string out;
    CHECK_THROWS_AS(JsonWriter(out).object_begin().text("no key"), BrokenInvariant);
    CHECK_THROWS_AS(JsonWriter(out).object_begin().key("a").key("b"), BrokenInvariant);
    CHECK_THROWS_AS(JsonWriter(out).object_begin().key("a").object_end(), BrokenInvariant);
    CHECK_THROWS_AS(JsonWriter(out).object_begin().array_end(), BrokenInvariant);
    CHECK_THROWS_AS(JsonWriter(out).array_begin().key("a"), BrokenInvariant);
    CHECK_THROWS_AS(JsonWriter(out).array_end(), BrokenInvariant);
    CHECK_THROWS_AS(JsonWriter(out).null().null(), BrokenInvariant);
    CHECK_THROWS_AS(JsonWriter(out).text("\xFC"), BrokenInvariant);
    CHECK_THROWS_AS(JsonWriter(out).fraction(std::numeric_limits<double>::infinity()), BrokenInvariant);
    JsonWriter deep(out);
    for (int i = 0; i < 63; ++i) deep.array_begin();
    CHECK_THROWS_AS(deep.array_begin(), BrokenInvariant);
}

namespace {

class RandomJson {
  public:
    explicit RandomJson(std::uint64_t seed) : random_(seed) {}

    void write(JsonWriter& json, int depth) {
        switch (below(depth == 0 ? 6 : 8)) {
            case 0: json.null(); break;
            case 1: json.flag(below(2) == 0); break;
            case 2: json.number(static_cast<std::int64_t>(random_())); break;
            case 3: json.number(random_() | 1ull << 63); break;
            case 4: json.fraction(fraction()); break;
            case 5: json.text(text(12)); break;
            case 6: write_array(json, depth); break;
            default: write_object(json, depth); break;
        }
    }

  private:
    std::mt19937_64 random_;

    std::uint64_t below(std::uint64_t end) { return random_() % end; }
    double fraction() {
        return std::ldexp(static_cast<double>(static_cast<std::int64_t>(random_())),
                          static_cast<int>(below(400)) - 200);
    }
    std::string text(std::uint64_t length_max, bool is_name = false) {
        static constexpr std::string_view letters[] = {"a", "é",  "€",  "😀",    "\"",   "\\",   "/",       "~",
                                                       " ", "\n", "\t", "\x01", "\0"sv, "\x1f", "\xC2\x85"};
        std::string result;
        for (std::uint64_t i = below(length_max + 1); i > 0; --i)
            result += letters[below(is_name ? 9 : std::size(letters))];
        return result;
    }
    void write_array(JsonWriter& json, int depth) {
        json.array_begin();
        for (std::uint64_t i = below(5); i > 0; --i) write(json, depth - 1);
        json.array_end();
    }
    void write_object(JsonWriter& json, int depth) {
        json.object_begin();
        const std::uint64_t count = below(40);
        for (std::uint64_t i = 0; i < count; ++i) {
            json.key(text(4, true) + std::to_string(i));
            if (i < 5)
                write(json, depth - 1);
            else
                json.null();
        }
        json.object_end();
    }
};

std::uint64_t seed_of_this_run() {
    const char* const given = std::getenv("MAKEGOOD_SEED");
    return given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
}

}  // namespace

TEST_CASE("what is written is read again as the same values") {
    const std::uint64_t seed = seed_of_this_run();
    UNSCOPED_INFO("replay with MAKEGOOD_SEED=" << seed);
    INFO("replay with MAKEGOOD_SEED=" << seed);
    RandomJson random(seed);
    for (int round = 0; round < 2000; ++round) {
        std::string bytes;
        JsonWriter json(bytes);
        random.write(json, 4);
        INFO(bytes);
        REQUIRE(json.is_complete());
        auto document = JsonDocument::parse(bytes);
        REQUIRE(document);
        Faults faults;
        REQUIRE(document->root(faults).json() == bytes);
    }
}

TEST_CASE("a damaged document is refused with its place or reads as another whole document") {
    const std::uint64_t seed = seed_of_this_run();
    INFO("replay with MAKEGOOD_SEED=" << seed);
    RandomJson random(seed);
    std::mt19937_64 damage(seed);
    for (int round = 0; round < 5000; ++round) {
        std::string bytes;
        JsonWriter json(bytes);
        random.write(json, 3);
        const std::size_t at = damage() % bytes.size();
        if (damage() % 3 == 0)
            bytes.resize(at);
        else
            bytes[at] = "\"\\{}[],:0e-\xC3\x80\n\0ux"[damage() % 18];
        INFO(bytes);
        auto document = JsonDocument::parse(bytes);
        Faults faults;
        if (document)
            CHECK(JsonDocument::parse(document->root(faults).json()));
        else
            CHECK(document.error().expected != "JSON (RFC 8259) in UTF-8");
    }
}
