#include "adapters/codec/json_scanner.hpp"

#include <string>

#include <catch2/catch.hpp>

using makegood::codec::JsonScanner;

namespace {

/// Reads {"skip":…,"keep":"…"} and gives what is kept; "gave up" where it did.
std::string kept_of(std::string_view json) {
    JsonScanner scanner(json);
    std::string kept;
    scanner.object([&](std::string_view name) {
        if (name == "keep")
            kept = scanner.text();
        else
            scanner.pass_over();
    });
    return scanner.has_given_up() || !scanner.is_at_end() ? "gave up" : kept;
}

}  // namespace

TEST_CASE("a scanner reads what it is asked for and passes over the rest, whatever that is") {
    struct Row {
        std::string_view json;
        std::string_view kept;
        const char* why;
    };
    const Row rows[] = {
        {R"({"keep":"this"})", "this", "the happy one"},
        {R"({})", "", "nothing there"},
        {R"({"skip":"x","keep":"this","skip":1})", "this", "texts and numbers"},
        {R"({"skip":{"a":[1,{"b":"}]"}],"c":{}},"keep":"this"})", "this", "brackets in texts open and close nothing"},
        {R"({"skip":"a \"quote\" and \\","keep":"this"})", "this", "escaped quotes end nothing"},
        {R"({"skip":["\\\"",[],[[]]],"keep":"this"})", "this", "a backslash that is escaped, then a quote"},
        {R"({"skip":true,"skip":null,"skip":-1.5e3,"keep":"grün"})", "grün", "words, numbers, UTF-8"},
        {R"({"keep":"a \"quote\""})", "gave up", "an escape in what is kept"},
        {R"({ "keep":"this"})", "gave up", "blanks are not ours"},
        {R"({"keep":"this"} )", "gave up", "more behind the end"},
        {R"({"keep":"this")", "gave up", "no end"},
        {R"({"keep":this})", "gave up", "no text"},
        {R"({"skip":"\)", "gave up", "an escape of nothing"},
        {R"({"skip":[[})", "gave up", "brackets that do not close"},
        {R"({"skip":})", "", "a value that is none, which is passed over unseen"},
        {"", "gave up", "nothing at all"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.json, row.why);
        CHECK(kept_of(row.json) == row.kept);
    }
}

TEST_CASE("numbers and flags are read whole, or the scanner gives up") {
    struct Row {
        std::string_view json;
        std::int64_t integer;
        bool is_given_up;
        const char* why;
    };
    for (const Row& row :
         {Row{"0", 0, false, "the happy one"}, Row{"-9223372036854775808", INT64_MIN, false, "the lowest"},
          Row{"9223372036854775808", 0, true, "beyond 64 bits"}, Row{"1.5", 0, true, "no integer"},
          Row{"1e3", 0, true, "nor is this"}, Row{"-", 0, true, "no digits"}, Row{"\"1\"", 0, true, "a text"},
          Row{"", 0, true, "nothing"}}) {
        CAPTURE(row.json, row.why);
        JsonScanner scanner(row.json);
        const std::int64_t integer = scanner.integer();
        CHECK(scanner.has_given_up() == row.is_given_up);
        if (!row.is_given_up) CHECK(integer == row.integer);
    }
    JsonScanner flags("[true,false,null,maybe]");
    std::string read;
    flags.array([&] { read += flags.take_null() ? "null " : flags.flag() ? "true " : "false "; });
    CHECK(read == "true false null false ");
    CHECK(flags.has_given_up());
}
